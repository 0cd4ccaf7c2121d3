# SPDX-License-Identifier: Apache-2.0
"""The tables of inputs, outputs and internal buffers at the end of `network.c`."""


def number(x):
    return f"{x:.15g}"


class Tables:
    """`code`: where the lines go. Shapes and quantizations are arrays, defined once per function."""

    def __init__(self, code):
        self.code, self.dialect = code, code.dialect

    def shape_name(self, buffer):
        return "buff_info__shape_" + "_".join(map(str, buffer.shape))

    def memory_name(self, buffer):
        letter = buffer.position
        # 2.0 and 2.1 leave the batch out, so that tensors of one shape share the first one's layout.
        if letter == "M" and self.dialect.core >= "2.2":
            letter = f"M{buffer.batch}"
        return f"buff_info__mem_shape_{letter}_" + "_".join(map(str, buffer.shape))

    def arrays(self, buffers, defined):
        lines = []
        for b in buffers:
            for name, type, values in ((self.shape_name(b), "uint32_t", b.nhwc), (self.memory_name(b), "uint32_t", b.memory_shape)):
                if name not in defined:
                    defined.add(name)
                    lines.append(f"static const {type} {name}[] = {{ {', '.join(map(str, values))} }};")
            if b.scales:
                lines.append(f"static const float buff_info_{b.name}_quant_scale[] = {{ {', '.join(map(number, b.scales))} }};")
                lines.append(f"static const int16_t buff_info_{b.name}_quant_offset[] = {{ {', '.join(map(str, b.zeros))} }};")
        return lines

    def entry(self, b):
        if b.user_allocated:
            base = f"{{((unsigned char *)&{self.code.user_symbol(b)})}}"
        else:
            base = self.code.base_of(b)
        position = {"U": "CHPos_UNDEFINED", "F": "CHPos_First", "L": "CHPos_Last", "M": "CHPos_Mixed"}[b.position]
        fields = dict(name=f'"{b.name}"', addr_base=base, offset_start=b.offset, offset_end=b.offset + b.size,
                      offset_limit=b.offset + b.size + (8 if b.user_allocated else 64), is_user_allocated=int(b.user_allocated),
                      is_param=int(b.parameter), epoch=b.start, batch=b.batch, mem_shape=self.memory_name(b),
                      mem_ndims=len(b.memory_shape), chpos=position, Qm=b.m, Qn=b.n, Qunsigned=int(b.kind == "UINT8"),
                      type=f"DataType_{b.type}", nbits=b.bits, ndims=4, shape=self.shape_name(b))
        if b.scales:
            fields.update(per_channel=int(len(b.scales) > 1), scale=f"buff_info_{b.name}_quant_scale",
                          offset=f"buff_info_{b.name}_quant_offset")
        return ["  {", *(f"    .{k} = {v}," for k, v in fields.items()), "  },"]

    def table(self, which, buffers, parameters=()):
        add, defined = self.code.add, set()
        self.code.lines += [f"const LL_Buffer_InfoTypeDef *LL_ATON_{which}_Buffers_Info_{self.dialect.network}(void)", "{"]
        excluded = "LL_ATON_DBG_BUFFER_INFO_EXCLUDED == 0"
        add(*self.arrays(buffers, defined))
        if parameters:
            self.code.lines.append(f"#if {excluded}")
            add(*self.arrays(parameters, defined))
            self.code.lines.append(f"#endif // {excluded}")
        add("static const LL_Buffer_InfoTypeDef buff_info[] = {")
        for b in buffers:
            add(*self.entry(b))
        if parameters:
            self.code.lines.append(f"#if {excluded}")
            for b in parameters:
                add(*self.entry(b))
            self.code.lines.append(f"#endif // {excluded}")
        add("  {", "    .name = NULL,", "  }", "};", "", "return buff_info;")
        self.code.lines += ["}", ""]


def all_tables(code, lowering):
    tables = Tables(code)
    tables.table("Input", [lowering.input], lowering.parameters)
    tables.table("Output", [lowering.output])
    tables.table("Internal", [b for b in lowering.activations if not b.port])
