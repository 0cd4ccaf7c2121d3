# SPDX-License-Identifier: Apache-2.0
"""With an epoch controller: the header with its programs, and the trace that shows what they hold.

The programs' format is not public: ours have the head, the length and otherwise noise."""

import struct

from .arithmetic import Random
from .c_code import BASE, Code
from .memory import UserPool
from .network_c import blob_symbol, grouped

MAGIC = 0xCA057A7A


def blob_words(number, count):
    random = Random(number)
    words = [count << 32 | MAGIC] + [random.below(2**31) << 32 | random.below(2**31) for _ in range(-(-count // 2) - 1)]
    return words + [0] * (-len(words) % 8)


def ec_blobs_h(build):
    d = build.dialect
    text = ("/* Written by tests/tools/make_st_builds.py in the form of generated code. */\n\n#ifdef __cplusplus\nextern \"C\" {\n"
            "#endif\n\n#include \"ll_aton_caches_interface.h\"\n\n#include <string.h>\n\n"
            "#if !defined(ECBLOB_CONST_SECTION)\n#define ECBLOB_CONST_SECTION /* Empty */\n#endif\n\n")
    groups = [g for g in grouped(build.lowering) if g[0].kind == "HW"]
    for group in groups:
        symbol = blob_symbol(d, group[0].number)
        words = blob_words(group[0].number, 150 * len(group) + 9)
        text += "ECBLOB_CONST_SECTION\n"
        if d.core >= "2.2":
            text += "__attribute__((aligned(64)))\n"
        text += f"static const uint64_t {symbol}[{len(words) if d.core >= '2.2' else ''}] =\n{{\n"
        text += ",\n".join("  " + ", ".join(f"0x{w:016x}UL" for w in words[i:i + 4]) for i in range(0, len(words), 4))
        text += "\n};\n\n"
        if d.core >= "3":
            text += f"#define {symbol}_address {symbol}\n\n"
        if d.core >= "2.2":
            text += f"#define LL_ATON_EC_MustDecryptBlob_{d.network}_{symbol} false\n\n"
    text += "".join(f"bool LL_ATON_EC_{when}_Init_{d.network}(void)\n{{\n  return true;\n}}\n\n" for when in ("Network", "Inference"))
    return text + "#ifdef __cplusplus\n}\n#endif\n"


def parameter_words(lowering):
    data = bytearray()
    for vector in lowering.vectors:
        data += b"\0" * (vector.offset - len(data)) + vector.data
    data += b"\0" * (-len(data) % 8)
    return struct.unpack(f"<{len(data) // 8}Q", data)


def blob_trace(build):
    lowering, d = build.lowering, build.dialect
    words = parameter_words(lowering)
    text = ('#include "ll_aton_NN_interface.h"\n#include "ll_aton.h"\n#include "ll_aton_ec_trace.h"\n\n'
            "#define ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(address) (address)\n"
            "#define ATON_LIB_VIRTUAL_TO_PHYSICAL_ADDR(address) (address)\n\n\nmpool_reloc_info_t mpool_reloc_info[] = {\n")
    text += "".join(f'  {{"{p.postfix}", "_mem_pool_{p.postfix}_{d.network}", 0x{p.address:x}, 1, 0}},\n'
                    for p in lowering.pools if not isinstance(p, UserPool))
    text += "  {NULL, NULL, 0, 0, 0}\n};\n\n\n" + f"static const uint64_t {BASE}[{len(words)}] = {{\n"
    text += "".join("".join(f"0x{w:016X}ULL," for w in words[i:i + 8]) + "\n" for i in range(0, len(words), 8)) + "};\n\n"
    symbols = []
    for group in grouped(lowering):
        if group[0].kind != "HW":
            continue
        symbol = blob_symbol(d, group[0].number)
        symbols.append(symbol)
        code = Code(lowering, trace=True)
        code.lines += [f"void trace_ec_{symbol}(void) {{", f'  ec_trace_start_blob("{symbol}");']
        for epoch in group:
            mask = sum(1 << s.index for _, s in epoch.streams_out())
            code.lines += [f"  ec_trace_start_epoch({epoch.number});", "  {"]
            code.units(epoch)
            code.enable(epoch, "Enable")
            code.lines += ["  }", "", f"  ec_trace_wait_epoch_end(0x{mask:x});", "", "  {"]
            code.routes(epoch, "de")
            code.enable(epoch, "Disable")
            code.lines += ["  }", f"  ec_trace_end_epoch({epoch.number});"]
        code.lines += [f'  ec_trace_end_blob("{symbol}");', "}", "", ""]
        text += "\n".join(line.rstrip() for line in code.lines)
    calls = "".join(f"  trace_ec_{s}();\n" for s in symbols)
    return text + (f'\nint main () {{\n  ec_trace_init("{build.file_stem}_ecblobs.h", "{d.network}", false);\n{calls}'
                   "  ec_trace_all_blobs_done();\n}\n")
