# SPDX-License-Identifier: Apache-2.0
"""What the application includes: `stai_NAME.h` and `.c` from 3.0 on, `NAME.h` before."""

from .buffer_tables import number

ORIGIN = "/* Written by tests/tools/make_st_builds.py in the form of generated code. */\n\n"


def formats(buffer):
    return {"FLOAT": "STAI_FORMAT_FLOAT32", "INT8": "STAI_FORMAT_S8"}[buffer.kind]


def port(network, direction, buffer):
    prefix = f"STAI_{network}_{direction}"
    n, h, w, c = buffer.nhwc
    count = buffer.elements
    flags = [] if buffer.user_allocated else ["STAI_FLAG_PREALLOCATED"]
    flags.append("STAI_FLAG_CHANNEL_LAST" if buffer.shape[-1] == 3 else "STAI_FLAG_CHANNEL_FIRST" if len(buffer.shape) == 4 else
                 "STAI_FLAG_OVERRIDE")
    if len(buffer.shape) == 4 and buffer.shape[-1] == 3:
        n, h, w, c = buffer.shape
    define = [("NUM", "(1)"), ("ALIGNMENTS", "{ 32 }"), ("NAMES", f'{{ "{buffer.name}" }}'), ("FORMATS", f"{{ {formats(buffer)} }}"),
              ("SIZES", f"{{ {count} }}"), ("SIZES_BYTES", f"{{ {buffer.size} }}"), ("1_ALIGNMENT", "(32)"),
              ("1_NAME", f'"{buffer.name}"'), ("1_FLAGS", f"({'|'.join(flags)})"), ("1_FORMAT", f"({formats(buffer)})"),
              ("1_SIZE", f"({count})"), ("1_SIZE_BYTES", f"({buffer.size})"), ("1_CHANNEL", f"({c})"), ("1_HEIGHT", f"({h})"),
              ("1_WIDTH", f"({w})"), ("1_BATCH", f"({n})"), ("1_RANK", f"({len(buffer.shape)})"),
              ("1_SHAPE", f"{{ {', '.join(map(str, buffer.shape))} }}")]
    if buffer.scales:
        define += [("1_SCALE_OFFSET_NUM", "(1)"), ("1_SCALES", f"{{ {number(buffer.scales[0])} }}"),
                   ("1_OFFSETS", f"{{ {buffer.zeros[0]} }}")]
    text = ""
    for name, value in define:
        text += f"#define {prefix}_{name}" + (f" \\\n  {{ \\\n    {value[2:-2]} \\\n  }}\n" if value.startswith("{") else f" {value}\n")
    return text + "\n"


def stai_h(build):
    network = build.c_name.upper()
    return (ORIGIN + f"#ifndef STAI_{network}_H\n#define STAI_{network}_H\n\n#include \"ll_aton_config.h\"\n"
            "#include \"ll_aton_stai_internal.h\"\n\n"
            f"#define STAI_{network}_MODEL_NAME \"{build.c_name}\"\n#define STAI_{network}_ORIGIN_MODEL_NAME \"fingers\"\n"
            f"#define STAI_{network}_MODEL_SIGNATURE \"{build.model_signature}\"\n"
            f"#define STAI_{network}_TOOLS_VERSION \"{build.dialect.tool}\"\n\n"
            f"stai_return_code stai_{build.c_name}_init(stai_network *network);\n"
            f"stai_return_code stai_{build.c_name}_run(stai_network *network, const stai_run_mode mode);\n\n"
            + port(network, "IN", build.lowering.input) + port(network, "OUT", build.lowering.output)
            + f"#define STAI_{network}_ACTIVATIONS_SIZE_BYTES ({build.activation_bytes()})\n"
            f"#define STAI_{network}_WEIGHTS_SIZE_BYTES ({build.lowering.flash.used})\n\n#endif\n")


def stai_c(build):
    return (ORIGIN + f"#include \"stai_{build.c_name}.h\"\n#include \"ll_aton_rt_user_api.h\"\n\n"
            f"LL_ATON_DECLARE_NAMED_NN_INTERFACE({build.dialect.network});\n")


def network_h(build):
    network = build.dialect.network.upper()
    low = build.lowering
    return (ORIGIN + f"#ifndef {network}_H\n#define {network}_H\n\n#define LL_ATON_{network}_C_MODEL_NAME \"{build.c_name}\"\n"
            f"#define LL_ATON_{network}_ORIGIN_MODEL_NAME \"fingers\"\n\n"
            f"#define LL_ATON_{network}_USER_ALLOCATED_INPUTS ({int(low.input.user_allocated)})\n"
            f"#define LL_ATON_{network}_USER_ALLOCATED_OUTPUTS ({int(low.output.user_allocated)})\n\n"
            f"#define LL_ATON_{network}_IN_NUM (1)\n#define LL_ATON_{network}_IN_1_ALIGNMENT (32)\n"
            f"#define LL_ATON_{network}_IN_1_SIZE_BYTES ({low.input.size})\n\n"
            f"#define LL_ATON_{network}_OUT_NUM (1)\n#define LL_ATON_{network}_OUT_1_ALIGNMENT (32)\n"
            f"#define LL_ATON_{network}_OUT_1_SIZE_BYTES ({low.output.size})\n\n#endif\n")
