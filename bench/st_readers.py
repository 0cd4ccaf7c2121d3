#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reading a network.c of 3.75 MB, as ST Edge AI Core 2.0 generates it for a large network.

    st_readers.py [NETWORK_C]

reads a file that it writes itself, or the one given.
"""

import pathlib
import sys
import tempfile

from support.kernels import run_kernels
from support.table import number, percent, print_table

SIZE = 3_750_000  # bytes of the largest public file
LIMIT = 0.050     # seconds for it: the line that the project keeps
CONV = ("simd fsub accumulate rounding_f saturation_f round_mode_f f_unsigned k_unsigned deepmode "
        "dss2mode kseten zfbias inbytes_f shift_f shift_a rounding_o saturation_o round_mode_o "
        "relu_mode_o outbytes_o shift_o raw_o fWidth fHeight kernelWidth kernelHeight nKernels "
        "batchDepth hstride vstride left_padding right_padding top_padding bot_padding left_crop "
        "right_crop top_crop bot_crop").split()
ARITH = ("rounding_x saturation_x round_mode_x inbytes_x outbytes_x shift_x rounding_y "
         "saturation_y round_mode_y inbytes_y outbytes_y combinebc clipout shift_y rounding_o "
         "saturation_o round_mode_o relu_mode_o outbytes_o shift_o scalar dualinput Ax_shift "
         "By_shift C_shift fWidth fHeight fChannels batchDepth clipmin clipmax").split()
STREAM = ("offset_start offset_end offset_limit frame_count fwidth fheight batch_depth batch_offset "
          "frame_offset line_offset loop_offset frame_loop_cnt frame_tot_cnt nbits_in "
          "nbits_out").split()
NUMBERS = "is_user_allocated is_param epoch batch Qm Qn Qunsigned nbits".split()
ADDRESS = "{(unsigned char *)(0x34200000UL) /* Equivalent hex address = 0x34200000UL */}"


def unit(kind, name, epoch, fields, more=""):
    lines = "".join(f"    .{field} = {i * epoch % 300},\n" for i, field in enumerate(fields))
    return (f"  /* Unit= 10 [{kind.upper()}_V2 1] */\n  /* kind={kind} node={name} */\n"
            f"  static const LL_{kind}_InitTypeDef {name}_init{epoch} = {{\n{lines}{more}  }};\n\n"
            f"  LL_{kind}_Init(1, &{name}_init{epoch});\n\n")


def stream(name, epoch):
    """A stream engine: the name of its struct's type has no underscore before its last word."""
    more = f"    .addr_base = {ADDRESS}, /* {name}_out_0 */\n"
    text = unit("Streng_Tensor", f"{name}_dma", epoch, STREAM, more)
    return text.replace("LL_Streng_Tensor_Init", "LL_Streng_TensorInit")


def route(name, i):
    return (f"    {{ LL_Switch_Init_Dest() = ATONN_DSTPORT(STRSWITCH, 0, CONVACC, {i % 4}, 0), "
            f"LL_Switch_Init_Source(0) = ATONN_SRCPORT(STRSWITCH, 0, STRENG, {i}, 0), "
            "LL_Switch_Init_Context(0) = 1, LL_Switch_Init_Frames(0) = 0, }, "
            f"/* {name} IN: in unit=CONV_ACC_V2 {i % 4} in port=0 out unit=STREAM_ENG_V2 {i} */\n")


def epoch_text(epoch):
    name = f"Conv2D_{epoch}"
    routes = "".join(route(name, i) for i in range(8))
    vectors = "    .A_vector = {0},\n    .vec_precision = {16, 16, 32},\n    .operation = ARITH_AFFINE,\n"
    return (f"/* scheduling epoch={epoch}  nodes=3 ---- */\n\n"
            f"static void LL_ATON_Start_EpochBlock_{epoch}(const void *epoch_block)\n{{\n"
            + unit("Convacc", name, epoch, CONV)
            + "".join(unit("Arithacc", f"{name}_{i}", epoch, ARITH, vectors) for i in range(2))
            + "".join(stream(f"{name}_{i}", epoch) for i in range(5))
            + f"  static const LL_Switch_InitTypeDef switch_in_{epoch}[] = {{\n{routes}  }};\n"
            + f"  LL_Switch_Init(switch_in_{epoch}, 8);\n}}\n\n"
            f"static void LL_ATON_End_EpochBlock_{epoch}(const void *epoch_block)\n{{\n"
            f"  static const LL_Switch_DeinitTypeDef switch_out_{epoch}[] = {{\n{routes}  }};\n"
            f"  LL_Switch_Deinit(switch_out_{epoch}, 8);\n}}\n\n")


def item(epoch):
    return (f"    {{\n      .start_epoch_block = LL_ATON_Start_EpochBlock_{epoch},\n"
            f"      .end_epoch_block = LL_ATON_End_EpochBlock_{epoch},\n"
            "      .flags = EpochBlock_Flags_epoch_start | EpochBlock_Flags_pure_hw,\n"
            f"#ifdef LL_ATON_EB_DBG_INFO\n      .epoch_num = {epoch},\n"
            f"      .last_epoch_num = {epoch},\n#endif // LL_ATON_EB_DBG_INFO\n    }},\n")


def table(side, count, channels):
    arrays, entries = "", ""
    for i in range(count):
        name = f"Conv2D_{i}_{side}"
        scales = ", ".join(f"{0.000123456789012345 * (i + k + 1):.15g}" for k in range(channels))
        arrays += (f"  static const float {name}_scale[] = {{ {scales} }};\n"
                   f"  static const int16_t {name}_offset[] = {{ {', '.join(['0'] * channels)} }};\n")
        numbers = "".join(f"      .{field} = {int(field == 'is_param' and side == 'Input')},\n"
                          for field in NUMBERS)
        entries += (f"    {{\n      .name = \"{name}\",\n      .addr_base = {ADDRESS},\n"
                    f"      .offset_start = {i},\n      .offset_end = {i + 64},\n{numbers}"
                    "      .type = DataType_INT8,\n      .chpos = CHPos_Mixed,\n"
                    f"      .ndims = 4,\n      .shape = a_shape,\n      .scale = {name}_scale,\n"
                    f"      .offset = {name}_offset,\n    }},\n")
    return (f"const LL_Buffer_InfoTypeDef *LL_ATON_{side}_Buffers_Info_Default(void)\n{{\n"
            f"  static const uint32_t a_shape[] = {{ 1, 8, 3, 8 }};\n{arrays}"
            f"  static const LL_Buffer_InfoTypeDef buff_info[] = {{\n{entries}"
            "    {\n      .name = NULL,\n    }\n  };\n  return buff_info;\n}\n")


def network_c():
    """The text, and how many epochs, units and buffers it has."""
    tables = (table("Input", 320, 100) + table("Output", 1, 1) + table("Internal", 370, 1))
    epochs, items = "", ""
    number_of = 0
    while len(epochs) + len(items) + len(tables) < SIZE:
        number_of += 1
        epochs += epoch_text(number_of)
        items += item(number_of)
    text = ('#include "ll_aton_NN_interface.h"\n' + epochs
            + "const EpochBlock_ItemTypeDef *LL_ATON_EpochBlockItems_Default(void) {\n"
            + f"  static const EpochBlock_ItemTypeDef array[] = {{\n{items}"
            + "    {\n      .flags = EpochBlock_Flags_last_eb,\n    },\n  };\n  return array;\n}\n" + tables)
    return text, {"epochs": number_of, "units": 8 * number_of, "buffers": 691}


def rows_of(path, expected):
    timings = run_kernels("st_readers", path, repetitions=9)
    whole = timings["whole"].cpu
    for key, count in expected.items():
        if timings["whole"].counters[key] != count:
            sys.exit(f"st_readers: {count} {key} written, {timings['whole'].counters[key]:.0f} read")
    size = path.stat().st_size
    for key, name in (("whole", "parse_network_c"), ("tokens", "its tokens alone"),
                      ("bytes", "one look at each byte"), ("file", "the file into memory")):
        timing = timings[key]
        yield [name, number(1000 * timing.wall), number(1000 * timing.cpu),
               number(size / timing.cpu / 1e6), number(timing.cpu / whole),
               percent(timing.cpu / LIMIT * SIZE / size) if key == "whole" else "-"]


def main():
    with tempfile.TemporaryDirectory() as name:
        path, expected = pathlib.Path(name) / "network.c", {}
        if len(sys.argv) > 1:
            path = pathlib.Path(sys.argv[1])
        else:
            text, expected = network_c()
            path.write_text(text, encoding="utf-8")
        size = path.stat().st_size / 1e6
        print_table(f"st_readers: a network.c of {number(size)} MB; 3.75 MB have {number(1000 * LIMIT)} ms",
                    ["", "wall ms", "CPU ms", "MB/s", "ratio", "of the limit"],
                    list(rows_of(path, expected)))


if __name__ == "__main__":
    sys.exit(main())
