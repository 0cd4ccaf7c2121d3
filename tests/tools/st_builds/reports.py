# SPDX-License-Identifier: Apache-2.0
"""The report beside the code and the console's log: what `generate` says of a build."""

from .memory import UserPool
from .network import PRelu, Product
from .network_c import grouped
from .source_model import OPERATORS

LONG, THIN = "=" * 84, "-" * 84


def size(count, width=10):
    """As the memory tables have it."""
    if count >= 1024 * 1024:
        return f"{count / 1024 / 1024:{width}.3f} MB"
    if count >= 1024:
        return f"{count / 1024:{width}.3f} kB"
    return f"{count:{width}}  B"


def binary_size(count):
    return f"{count:,} B ({count / 1024:.2f} KiB)" if count >= 1024 else f"{count:,} B ({count} B)"


def share(part, whole):
    return f"({100 * part / whole if whole else 0:6.2f} % used)"


def layers(build):
    """The table of layers of the source model."""
    rule = "------ ------------------------- ---------------------- ------------ ---------- ---------------------"
    rows = [rule, "m_id   layer (original)          oshape                 param/size         macc connected to", rule,
            "0      image ()                  [b:1,h:8,w:8,c:3]"]
    for i, layer in enumerate(build.network.layers, 1):
        c, h, w = layer.shape
        shape = f"[b:1,h:{h},w:{w},c:{c}]" if layer.kind not in ("dense", "softmax") else f"[b:1,c:{c}]"
        count, macc = 0, c * h * w
        if isinstance(layer, Product):
            weights = c * layer.group_channels * layer.kernel**2
            count, macc = weights + c, weights * h * w + c
        if isinstance(layer, PRelu):
            count = c
        name = f"{layer.name.replace('/', '_')} ({OPERATORS[layer.kind]})"
        parameters = f"{count:,}/{count + 3 * c * isinstance(layer, Product):,}" if count else ""
        rows += [rule, f"{i:<6} {name:<25} {shape:<22} {parameters:<12} {macc:>10,} {layer.inputs[0].name.replace('/', '_'):>21}"]
        rows += [f"{'':78} {extra.name.replace('/', '_'):>21}" for extra in layer.inputs[1:]]
    return "\n".join([*rows, rule])


def memory(build):
    low, d = build.lowering, build.dialect
    lines = ["Memory usage information  (input/output buffers are included in activations)", THIN]
    ranges, totals = [], [0, 0]
    for p in sorted(low.pools, key=lambda p: (not isinstance(p, UserPool), p.address)):
        user = isinstance(p, UserPool)
        cut = 8 if d.core == "2.0" and p.name in ("npuRAM6", "octoFlash", "hyperRAM") else 0
        begin, end = p.address, p.address + p.size - cut
        weights, activations = (p.used, 0) if p.read_only else (0, p.used)
        totals = [totals[0] + weights, totals[1] + activations]
        name = f"{p.name:<10} [0x{begin:08X} - 0x{end:08X}]:"
        lines.append(f"\t{name} {size(p.used)} / {size(p.size)}  {share(p.used, p.size)} -- weights: {size(weights)} "
                     f"{share(weights, p.size)}  activations: {size(activations)} {share(activations, p.size)}")
        if p.used:
            last = begin + (p.used if user else -(-p.used // 16) * 16)
            ranges.append(f"\t{name} 0x{begin:08X}-0x{last:08X}")
    lines += ["---", f"Total: {size(sum(totals), 50)} {'':32} -- weights: {size(totals[0])}  {'':15} activations: {size(totals[1])}",
              LONG, "", "", "Used memory ranges", THIN, *ranges, LONG]
    return "\n".join(lines)


def kinds(build):
    """(epoch, engine, operation) of every epoch that runs."""
    for epoch in build.lowering.epochs:
        if epoch.kind == "HW":
            yield epoch.number, "EC" if build.dialect.controller else "HW", ""
        elif epoch.kind == "SW":
            yield epoch.number, "SW", epoch.software["names"].operation


def epochs(build):
    rows = list(kinds(build))
    software = sum(engine == "SW" for _, engine, _ in rows)
    lines = ["Epochs details", THIN]
    if build.dialect.core < "3":
        lines += [f"Total number of epochs: {len(rows)} of which {software} implemented in software", "---",
                  "epoch ID   HW/SW/EC Operation (SW only)"]
        lines += [f"epoch {n:<8}-SW-   ({op:^20})" if e == "SW" else f"epoch {n:<8}{e:>2}" for n, e, op in rows]
    else:
        blobs = [g for g in grouped(build.lowering) if build.dialect.controller and g[0].kind == "HW"]
        lines += [f"Total number of epochs                               {len(rows)}",
                  f">> pure software (SW) epochs                         {software}",
                  ">> hybrid epochs (using both software and hardware)  0",
                  f">> pure hardware (HW or EC) epochs                   {len(rows) - software}  "
                  f"(implemented in {len(blobs)} epoch controller blobs/meta epochs)", "---"]
        table = []
        for group in grouped(build.lowering):
            first, last = group[0], group[-1]
            if first.kind == "SW":
                table.append((f"epoch_{first.number}", "SW", first.software["names"].operation))
            elif build.dialect.controller:
                table.append((f"epochs {first.number:>4} -> {last.number}", "EC", ""))
            else:
                table += [(f"epoch_{e.number}", "HW", "") for e in group]
        widths = [max(len(r[i]) for r in [("epoch ID", "Type", "Details"), *table]) for i in range(3)]
        rule = "+" + "+".join("-" * (w + 2) for w in widths) + "+"
        lines += [rule, f"| {'epoch ID':<{widths[0]}} | Type | {'Details':<{widths[2]}} |", rule]
        lines += [f"| {a:<{widths[0]}} | {b:^{widths[1]}} | {c:<{widths[2]}} |" for a, b, c in table] + [rule]
    return "\n".join([*lines, LONG])


def compilation(build):
    return "\n".join(["Compilation details", THIN, f"Compiler version: {build.dialect.compiler}",
                      f"Compiler arguments:  {build.compiler_arguments()}", LONG])


def report(build):
    low = build.lowering
    return (f"ST Edge AI Core v{build.dialect.tool}\nCreated date          : {build.created}\n"
            f"Parameters            : {build.arguments}\n\nModel name - fingers\n{layers(build)}\n"
            f"model: macc=0 weights={low.flash.used:,} activations=-- io=--\n\n\n{compilation(build)}\n\n{memory(build)}\n\n"
            f"{epochs(build)}\n")


def port(build, which, buffer):
    kind = {"FLOAT": "f32", "INT8": "int8"}[buffer.kind]
    q = f"QLinear({buffer.scales[0]:.9f},{buffer.zeros[0]},int8), " if buffer.scales else ""
    where = "user" if buffer.user_allocated else "activations"
    return (f"{which} 1/1", f"'{buffer.name}', {kind}({'x'.join(map(str, buffer.shape))}), {buffer.size} Bytes, {q}{where}")


def summary(build):
    low = build.lowering
    pools = [p for p in low.pools if p.used and not p.read_only and not isinstance(p, UserPool)]
    total = build.activation_bytes()
    allocated = "" if build.dialect.user_io else "allocate-inputs, allocate-outputs"
    parameters = sum(b.elements for b in low.parameters if "weights" in b.name)
    head = [("model file", build.home + "fingers.onnx"), ("type", "onnx"), ("c_name", build.c_name),
            ("options", allocated), ("optimization", "balanced"), ("target/series", "stm32n6npu"),
            ("workspace dir", build.home + "st_ai_ws"), ("output dir", build.home + "st_ai_output"),
            ("model_fmt", f"ss/sa per {'channel' if build.network.per_channel else 'tensor'}"), ("model_name", "fingers"),
            ("model_hash", build.model_signature), ("params #", f"{parameters:,} items ({parameters / 1024:.2f} KiB)")]
    tail = [port(build, "input", low.input), port(build, "output", low.output), ("macc", "0"),
            ("weights (ro)", f"{binary_size(low.flash.used)} (1 segment)"),
            ("activations (rw)", f"{binary_size(total)} ({len(pools)} segments) *"),
            ("ram (total)", f"{binary_size(total)} = {total:,} + 0 + 0")]
    rule = " " + "-" * 90
    rows = [[f" {key:<18} :   {value}" for key, value in part] for part in (head, tail)]
    return "\n".join([" Exec/report summary (generate)", rule, *rows[0], rule, *rows[1], rule,
                      " (*) 'input'/'output' buffers are allocated in the activations buffer"])


def log(build):
    post = ("\n >>>> EXECUTING EPOCH_CONTROLLER POST_PROCESSING\n <<<< DONE EXECUTING EPOCH_CONTROLLER POST_PROCESSING"
            if build.dialect.controller else "")
    return (f"$ stedgeai {build.arguments}\nST Edge AI Core v{build.dialect.tool}\n >>>> EXECUTING NEURAL ART COMPILER\n"
            f"   atonn {build.compiler_arguments()}\n <<<< DONE EXECUTING NEURAL ART COMPILER{post}\n{summary(build)}\n"
            f"Computing AI RT data/code size (target=stm32n6npu)..\n{compilation(build)}\n\n{memory(build)}\n\n{epochs(build)}\n")
