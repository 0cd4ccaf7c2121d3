# SPDX-License-Identifier: Apache-2.0
"""Generated C, in the order and form of `network.c`: what an epoch programs, and cache operations."""

from .units import UNIT_NAMES, Stream, Vector, stream

BASE = "__ec_params_memory_pool_base"


class Code:
    """Writes the parts that `network.c` and a trace of the epoch controller have in common.
    `trace`: vectors are offsets into the controller's own memory."""

    def __init__(self, lowering, trace=False):
        self.lowering, self.dialect, self.trace = lowering, lowering.dialect, trace
        self.margin = "    " if trace else "  "
        self.lines = []

    def add(self, *lines):
        """Lines, indented as a function's body."""
        self.lines += [self.margin + line if line else "" for line in lines]

    # Addresses.

    def physical(self, buffer, offset):
        base = f"0x{buffer.pool.address:x}UL"
        if self.dialect.core == "2.0":
            return f"__LL_ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR({base} + {offset})"
        return f"ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR({base} + {offset})"

    @staticmethod
    def equivalent(address):
        return f"/* Equivalent hex address = 0x{address:x}UL */"

    def user_symbol(self, buffer):
        return f"_mem_pool_{buffer.pool.name}_{self.dialect.network}"

    def base_of(self, buffer):
        """Of a stream's or a buffer's pool."""
        if buffer.user_allocated:
            if self.trace:
                return f"{{(unsigned char *)ATON_LIB_VIRTUAL_TO_PHYSICAL_ADDR((uintptr_t){self.user_symbol(buffer)})}}"
            return f"{{((unsigned char *){self.user_symbol(buffer)})}}"
        return f"{{(unsigned char *)(0x{buffer.pool.address:x}UL) {self.equivalent(buffer.pool.address)}}}"

    def vector(self, buffer):
        if buffer.pool is None:
            return (f"{{((unsigned char *)((((uintptr_t)({BASE})) + {buffer.offset}))) "
                    f"/* Equivalent hex offset = 0x{buffer.offset:x} */}}")
        where = self.equivalent(buffer.pool.address + buffer.offset)
        if self.dialect.core == "2.0":
            return f"{{(unsigned char *){self.physical(buffer, buffer.offset)} {where}}}"
        return f"{{((unsigned char *)({self.physical(buffer, buffer.offset)})) {where}}}"

    def pointer(self, buffer):
        """Of a software operator's tensor."""
        if buffer.user_allocated:
            return f"((unsigned char *)((((uintptr_t)({self.user_symbol(buffer)}))) + 0)) /* Equivalent hex offset = 0x0 */"
        return self.vector(buffer)[1:-1]

    # Units.

    def value(self, field):
        if field is None:
            return "{0}"
        if isinstance(field, Vector):
            return self.vector(field.buffer)
        if isinstance(field, tuple):
            return "{" + ", ".join(map(str, field)) + "}"
        return str(field)

    def structure(self, type, name, fields, comment=None, tensor=None):
        joint = "" if type == "Streng_Tensor" else "_"
        self.add(f"static const LL_{type}{joint}InitTypeDef {name} = {{")
        if comment:
            self.add(f"  /* {comment} */")
        for key, field in fields.items():
            if key == "addr_base":
                self.add(f"  .addr_base = {self.base_of(field)}, /* {tensor} */")
            else:
                self.add(f"  .{key} = {self.value(field)},")
        self.add("};", "")

    def unit(self, unit, epoch):
        label, first, type = UNIT_NAMES[unit.type]
        name = f"{unit.node}_init{epoch}"
        self.add(f"/* Unit= {first + unit.index} [{label} {unit.index}] */", f"/* kind={unit.kind} node={unit.node} */")
        self.structure(type, name, unit.fields)
        self.add(f"/* Unit={label} */", f"LL_{type}_Init({unit.index}, &{name});", "", "")

    def stream(self, s, unit, port, epoch, direction):
        word = "out" if direction else "in"
        b = s.buffer
        name = f"{unit.node}_dma_init_{word}_{port}_{epoch}"
        self.add(f"/* Unit= {s.index} [STREAM_ENG_V2 {s.index}] */",
                 f"/* Emit conf for STREAM_ENG_V2 node={unit.node} {word}put ports={port} "
                 f"range={b.pool.index}[{b.offset},{b.offset + b.size}] */", "")
        if s.note:
            comment = f"{s.note} {b.size} ({b.bits} bits)"
        elif s.weights:
            comment = "x".join(map(str, b.nhwc)) + f"({b.bits} bits)"
        elif s.depth and s.depth != b.batch:
            comment = f"memory canonical {'from' if direction else 'to'} batch={s.depth}"
        else:
            comment = f"{'to' if direction else 'from'} memory with batch={b.batch}"
        self.structure("Streng_Tensor", name, stream(s, direction), comment, s.tensor)
        self.add("/* Unit=STREAM_ENG_V2 */", f"LL_Streng_TensorInit({s.index}, &{name}, 1);", "")

    def units(self, epoch):
        """Everything that an epoch sets up before it starts."""
        for unit in epoch.units:
            self.unit(unit, epoch.number)
        self.add("/* Dma inputs units to cycle: */")
        done, bytes_in = [], {}
        for unit in epoch.units:
            for port, source in enumerate(unit.sources):
                if isinstance(source, Stream) and source not in done:
                    done.append(source)
                    self.stream(source, unit, port, epoch.number, 0)
                    bytes_in[source.buffer.pool.name] = bytes_in.get(source.buffer.pool.name, 0) + source.buffer.size
        self.add("", "/* Dma input bandwidth from memory pools: */", *(f"/* {n} -> {b} */" for n, b in bytes_in.items()), "")
        self.add("/* Dma output units from cycle: */")
        bytes_out = {}
        for unit, s in epoch.streams_out():
            self.stream(s, unit, 0, epoch.number, 1)
            bytes_out[s.buffer.pool.name] = bytes_out.get(s.buffer.pool.name, 0) + s.buffer.size
        self.add("", "/* Dma output bandwidth to memory pools: */", *(f"/* {n} <- {b} */" for n, b in bytes_out.items()), "")
        self.routes(epoch, "")

    def port(self, kind, source, port):
        return f"ATONN_{kind}PORT(STRSWITCH, 0, {source.type}, {source.index}, {port})"

    def route(self, destination, port, source, note):
        one = (f"LL_Switch_Init_Dest() = {self.port('DST', destination, port)}, "
               f"LL_Switch_Init_Source(0) = {self.port('SRC', source, 0)}, "
               "LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0,")
        labels = [f"{UNIT_NAMES[u.type][0]} {u.index}" for u in (destination, source)]
        self.add(f"  {{ {one} }}, /* {note}: in unit={labels[0]} in port={port} out unit={labels[1]} out port=0 */")

    def routes(self, epoch, phase):
        """Of the stream switch; `phase`: "" to set up, "de" to undo."""
        newer = self.dialect.core >= "4"
        name = f"STREAM_SWITCH_0_{phase}init_in_{epoch.number}" if newer else f"switch_{phase}init_in_{epoch.number}"
        self.add(f"static const LL_Switch_{'Deinit' if phase else 'Init'}TypeDef {name}[] = {{")
        count = 0
        for unit in epoch.units:
            for port, source in enumerate(unit.sources):
                self.route(unit, port, source, f"{unit.node} IN")
                count += 1
            for s in unit.streams:
                self.route(s, 0, unit, f"{unit.node} OUT")
                count += 1
        self.add("};", "", "", f"/* epoch={epoch.number} */", f"LL_Switch_{'Deinit' if phase else 'Init'}({name}, {count});", "")

    def enable(self, epoch, word):
        used = [s for _, s in epoch.streams_out()] + epoch.units + epoch.streams_in()
        name = f"{word}_epoch_{epoch.number}_all_units"
        self.add(f"static const LL_ATON_{word}Units_InitTypeDef {name}[] = {{",
                 *(f"  {{ {{{u.type}, {u.index}}} }}, /* {UNIT_NAMES[u.type][0]} */" for u in used),
                 "};", "", "", f"LL_ATON_{word}Units_Init({name}, {len(used)});", "")

    # Caches.

    def cache(self, operation, engine, start, end, buffer):
        pool = buffer.pool.index
        if buffer.user_allocated:
            points = [f"(((uintptr_t)({self.user_symbol(buffer)})) + {p})" for p in (start, end)]
            notes = [f"/* Equivalent hex offset = 0x{p:x} */" for p in (start, end)]
        else:
            cast = "(uintptr_t){}" if self.dialect.core == "2.0" else "((uintptr_t)({}))"
            points = [cast.format(self.physical(buffer, p)) for p in (start, end)]
            notes = [self.equivalent(buffer.pool.address + p) for p in (start, end)]
        self.add(f"/* *** MCU cache {operation} (only) operation ({engine}, whole range) *** */",
                 f"/*     memory pool: {pool} */", f"/*     start: {points[0]} */", f"/*     end:   {points[1]} */")
        if self.dialect.core == "2.0":
            self.add(f"mcu_cache_{operation}_range({points[0]} {notes[0]}, {points[1]} {notes[1]});", "")
        else:
            self.add(f"LL_ATON_Cache_MCU_{operation.capitalize()}_Range({points[0]} {notes[0]}, {end - start});", "")
