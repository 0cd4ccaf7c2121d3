# SPDX-License-Identifier: Apache-2.0
"""`network.c`: header, pools, user buffers, epochs, the array that the runtime walks through, tables."""

from .buffer_tables import all_tables
from .c_code import Code
from .memory import UserPool

RULE = "-" * 67


def header(build):
    d = build.dialect
    major, minor, micro, dev = d.runtime
    options = "".join(f" * {name} = {value}\n" for name, value in build.compiler_options())
    automatic = " *\n * auto* option expanded into:\n *   alt-scheduler = false\n" if "--Oauto-sched" in d.options else ""
    includes = ["ll_aton_NN_interface.h", "ll_aton.h", "ll_aton_lib.h", "ll_aton_version.h", "ll_sw.h"]
    includes += ["ecloader.h"] if d.controller else []
    includes += ["ll_aton_cipher.h"] if d.core >= "3" else []
    guard = " || ".join(f"LL_ATON_VERSION_{part} != {number}"
                        for part, number in zip(("MAJOR", "MINOR", "MICRO", "DEV"), (major, minor, micro, dev)))
    return ("/* Written by tests/tools/make_st_builds.py in the form of generated code. */\n\n"
            f'/*\n * GIT_SHA         "{build.git_sha}"\n * GIT_BRANCH      "{d.git_branch}"\n'
            f' * GIT_DESCRIPTION "{d.git_description}"\n *\n * Command Line options:\n{options}{automatic} */\n\n'
            + "".join(f'#include "{name}"\n' for name in includes)
            + f"\n#if {guard}\n#  {d.guard_directive} \"Possible mismatch in ll_aton library used\"\n#endif\n\n"
              "#if !defined(LL_ATON_DBG_BUFFER_INFO_EXCLUDED)\n#  define LL_ATON_DBG_BUFFER_INFO_EXCLUDED 0\n#endif\n\n")


def size_text(used):
    return "?" if not used else f"{used / 1024:.2f} KB"


def pools(lowering):
    text = ""
    for p in lowering.pools:
        if isinstance(p, UserPool):
            continue
        last = p.name in ("npuRAM6", "octoFlash", "hyperRAM")  # of a run of neighbours
        fast = p.name.startswith("npu")
        text += (f"/* global pool {p.index} is {size_text(p.used)} */\n"
                 f"/* index={p.index} file postfix={p.postfix} name={p.name} offset=0x{p.address:x}  absolute_mode "
                 f"size={p.size - 8 * last} READ_{'ONLY' if p.read_only else 'WRITE'} THROUGHPUT={'HIGH' if fast else 'MID'} "
                 f"LATENCY={'LOW' if fast else 'HIGH'} byte width={8 if fast else 1} freq ratio={1.25 if fast else 6} "
                 "burst max length=MAXINT burst penalty=0 pipelined=ON "
                 f"cacheable={'ON' if p.cacheable else 'OFF'} read_power=20 write_power=20 "
                 f"use4initializers={'NO' if fast else 'YES'} score={94 if fast else 50}  */\n")
    return text + "\n"


def encryption(network):
    return "".join(f"const LL_Streng_EncryptionTypedef *LL_ATON_{kind}Encryption_Info_{network}()\n{{\n"
                   "  static const LL_Streng_EncryptionTypedef LL_Streng_EncryptionStruct = {\n    .enable = 0,\n  };\n\n"
                   "  return &LL_Streng_EncryptionStruct;\n}\n\n" for kind in ("Weight", "Blob"))


def user_buffers(lowering):
    network = lowering.dialect.network
    text = ""
    chosen = {p.direction: p for p in lowering.pools if isinstance(p, UserPool)}
    for direction, pool in chosen.items():
        text += (f"/* User {direction.capitalize()} allocated buffer (mempool {pool.index}) size {pool.used} */\n"
                 f"static unsigned char *_mem_pool_{pool.name}_{network} = NULL; /* tensor name {pool.buffers[0].name} */\n\n")
    for direction in ("input", "output"):
        word, pool = direction.capitalize(), chosen.get(direction)
        symbol = pool and f"_mem_pool_{pool.name}_{network}"
        set_body, get_body = "  {\n", "  {\n"
        if pool:
            set_body = ("  if (num == 0) {\n    if (((uintptr_t)buffer % 32) != 0)\n"
                        "      return LL_ATON_User_IO_WRONG_ALIGN; /* a line of the MCU's cache */\n"
                        f"    if (size < {pool.used})\n      return LL_ATON_User_IO_WRONG_SIZE; /* the tensor */\n"
                        f"    {symbol} = buffer;\n    return LL_ATON_User_IO_NOERROR;\n  }} else\n  {{\n")
            get_body = f"  if (num == 0) {{\n    return {symbol};\n  }} else\n  {{\n"
        text += (f"LL_ATON_User_IO_Result_t LL_ATON_Set_User_{word}_Buffer_{network}(uint32_t num, void* buffer, uint32_t size)\n"
                 f"{{\n{set_body}    return LL_ATON_User_IO_WRONG_INDEX;\n  }}\n}}\n\n"
                 f"void *LL_ATON_Get_User_{word}_Buffer_{network}(uint32_t num)\n{{\n{get_body}    return NULL;\n  }}\n}}\n\n")
    return text


class NetworkC(Code):
    def function(self, name, body):
        arguments = self.dialect.block_arguments
        pointer = ", ".join(f"{type}{argument}" if type.endswith("*") else f"{type} {argument}"
                            for argument, type in arguments.items())
        self.lines += [f"static void {name}({pointer})", "{"]
        self.add(*(f"LL_ATON_LIB_UNUSED({argument});" for argument in arguments), "")
        body()
        self.lines += ["}", "", ""]

    def heading(self, epoch):
        nodes = len(epoch.units) + (1 if epoch.software else 0) + len(epoch.placeholders)
        nodes = len(self.lowering.parameters) if epoch.number == 0 else nodes
        self.lines += [f"/* scheduling epoch={epoch.number:<4} nodes={nodes:<3} {RULE} */", ""]

    def hardware(self, epoch):
        def start():
            self.units(epoch)
            for operation, engine, first, last, buffer in epoch.before:
                self.cache(operation, engine, first, last, buffer)
            self.enable(epoch, "Enable")

        def end():
            self.routes(epoch, "de")
            self.enable(epoch, "Disable")

        self.function(f"LL_ATON_Start_EpochBlock_{epoch.number}", start)
        self.function(f"LL_ATON_End_EpochBlock_{epoch.number}", end)

    def tensor(self, prefix, buffer, name):
        n, h, w, c = buffer.nhwc
        item = buffer.bits // 8
        sizes = dict(tensor_b=n, tensor_h=h, tensor_w=w, tensor_c=c, num_elem=buffer.elements)
        strides = dict(b=c * h * w * item, h=c * w * item, w=c * item, c=item)
        self.add(f'  /* "{prefix}" ({name}) */', *(f"  .{prefix}.dim.{k} = {v}," for k, v in sizes.items()),
                 *(f"  .{prefix}.stride.{k} = {v}," for k, v in strides.items()),
                 f"  .{prefix}.mem.start_offset = {self.pointer(buffer)},", f"  .{prefix}.format.is_signed = 1,")

    def software(self, epoch):
        s, names = epoch.software, epoch.software["names"]

        def end():
            for operation, engine, first, last, buffer in epoch.before:
                self.cache(operation, engine, first, last, buffer)
            variable = f"{names.operation.lower()}1_sw_info"
            self.add("/* Unit= 27 [PROCESSOR 0] */", f"/* kind={names.operation} node={names.node} */",
                     f"{names.structure}_sw_info {variable} = {{")
            self.tensor("general.input", s["inputs"][0], s["inputs"][0].name)
            for prefix, buffer in s["parameters"].items():
                self.add(f"  .{prefix}.mem.start_offset = {self.pointer(buffer)},", f"  .{prefix}.format.is_signed = 1,",
                         f"  .{prefix}.dim.num_elem = 1,")
            if s["scratch"]:
                self.tensor("scratch", s["scratch"], s["scratch"].name)
            self.tensor("general.output", s["outputs"][0], s["outputs"][0].name)
            self.add(*(f"  .{k} = {v}," for k, v in s["hyper"]), f"  .general.type = LL_SW_{names.constant},", "};", "")
            self.add(f"/* Node {names.node} mapped on EmbedNets (INTEGER) as {names.operation} | Category: {names.category} */")
            self.add(f"ll_sw_forward_{names.structure.lower()}(&{variable});")
            for operation, engine, first, last, buffer in epoch.after:
                self.cache(operation, engine, first, last, buffer)

        self.function(f"LL_ATON_End_EpochBlock_{epoch.number}", end)

    def blob(self, group, symbol):
        """What remains of the epochs of a blob: cache operations at its start."""
        self.lines += [f"// Epoch Controller Blob (name='{symbol}') micro instructions needed", "",
                       f"// Epoch Controller Blob (name='{symbol}') start function"]

        def body():
            for epoch in group:
                for operation, engine, first, last, buffer in epoch.before:
                    self.cache(operation, engine, first, last, buffer)

        self.function(f"_ec_blob_cache_start_func_{group[0].number}", body)

    def items(self, groups):
        d = self.dialect
        self.lines += ["/* scheduling DONE                 " + RULE + " */", "",
                       f"const {d.item_type} *LL_ATON_EpochBlockItems_{d.network}(void) {{", ""]
        self.add(f"static const {d.item_type} ll_atonn_rt_epoch_block_array[] = {{")
        for group in groups:
            self.item(group)
        self.add("  {", "    .flags = EpochBlock_Flags_last_eb,", "  },", "};", "", "", "return ll_atonn_rt_epoch_block_array;")
        self.lines += ["}", ""]

    def item(self, group):
        d, first, last = self.dialect, group[0], group[-1]
        flags = "EpochBlock_Flags_epoch_start | EpochBlock_Flags_epoch_end | EpochBlock_Flags_"
        cycles = [4096 * (e.kind == "HW") for e in group] if d.core >= "3" else [0]
        estimates = [f".estimated_npu_cycles = {sum(cycles)},", f".estimated_tot_cycles = {sum(cycles)},"]
        debug = [f".epoch_num = {first.number},", f".last_epoch_num = {last.number},"]
        if d.controller and first.kind == "HW":
            symbol = blob_symbol(d, first.number)
            pointer = symbol + ("_address" if d.core >= "3" else "")
            flags += "blob | EpochBlock_Flags_pure_hw"
            if d.core == "2.2":
                flags += (f" | (LL_ATON_EC_MustDecryptBlob_{d.network}_{symbol} ? EpochBlock_Flags_blob_encrypted : "
                          "EpochBlock_Flags_NONE)")
            fields = [f".start_epoch_block = _ec_blob_cache_start_func_{first.number},", ".end_epoch_block = NULL,",
                      f".blob_address = (uintptr_t)({pointer}),", ".wait_mask = 0,"]
            debug += estimates if d.core >= "3" else []
        else:
            masks = [sum(1 << s.index for s in streams) for streams in
                     (first.streams_in(), [s for _, s in first.streams_out()])]
            start = f"LL_ATON_Start_EpochBlock_{first.number}" if first.kind == "HW" else "NULL"
            fields = [f".start_epoch_block = {start},", f".end_epoch_block = LL_ATON_End_EpochBlock_{first.number},",
                      f".wait_mask = 0x{masks[1]:08x},"]
            flags += "pure_hw" if first.kind == "HW" else "pure_sw"
            debug += [f".in_streng_mask = 0x{masks[0]:08x},", f".out_streng_mask = 0x{masks[1]:08x},", *estimates]
        self.add("  {", *(f"    {f}" for f in fields), f"    .flags = {flags},")
        self.lines.append("#ifdef LL_ATON_EB_DBG_INFO")
        self.add(*(f"    {f}" for f in debug))
        self.lines.append("#endif // LL_ATON_EB_DBG_INFO")
        self.add("  },")


def blob_symbol(dialect, number):
    return f"_ec_blob_{number}" if dialect.core <= "2.1" else f"_ec_blob_{dialect.network}_{number}"


def grouped(lowering):
    """The epochs that run, as the runtime's items take them: with a controller neighbours on the
    NPU together."""
    groups = []
    for epoch in lowering.epochs:
        if epoch.kind == "NONE":
            continue
        together = lowering.dialect.controller and epoch.kind == "HW" and groups and groups[-1][-1].kind == "HW"
        if together:
            groups[-1].append(epoch)
        else:
            groups.append([epoch])
    return groups


def network_c(build):
    lowering, d = build.lowering, build.dialect
    code = NetworkC(lowering)
    text = header(build) + pools(lowering) + (encryption(d.network) if d.core >= "3" else "") + user_buffers(lowering)
    if d.controller:
        text += f'#include "{build.file_stem}_ecblobs.h"\n\n'
    else:
        text += "".join(f"bool LL_ATON_EC_{when}_Init_{d.network}(void)\n{{\n  return true;\n}}\n\n"
                        for when in ("Network", "Inference"))
    groups = grouped(lowering)
    starts = {g[0].number: g for g in groups}
    for epoch in lowering.epochs:
        if d.controller and epoch.kind == "HW":
            if epoch.number in starts:
                code.blob(starts[epoch.number], blob_symbol(d, epoch.number))
            continue
        code.heading(epoch)
        if epoch.kind == "HW":
            code.hardware(epoch)
        elif epoch.kind == "SW":
            code.software(epoch)
    code.items(groups)
    all_tables(code, lowering)
    return text + "\n".join(line.rstrip() for line in code.lines) + "\n"
