/* Written by tests/tools/make_st_builds.py in the form of generated code. */

#ifndef STAI_NETWORK_H
#define STAI_NETWORK_H

#include "ll_aton_config.h"
#include "ll_aton_stai_internal.h"

#define STAI_NETWORK_MODEL_NAME "network"
#define STAI_NETWORK_ORIGIN_MODEL_NAME "fingers"
#define STAI_NETWORK_MODEL_SIGNATURE "0x4c643a79199a7df72e2e6a711015d16d"
#define STAI_NETWORK_TOOLS_VERSION "4.0.0-20500 359356bb0"

stai_return_code stai_network_init(stai_network *network);
stai_return_code stai_network_run(stai_network *network, const stai_run_mode mode);

#define STAI_NETWORK_IN_NUM (1)
#define STAI_NETWORK_IN_ALIGNMENTS \
  { \
    32 \
  }
#define STAI_NETWORK_IN_NAMES \
  { \
    "Input_0_out_0" \
  }
#define STAI_NETWORK_IN_FORMATS \
  { \
    STAI_FORMAT_FLOAT32 \
  }
#define STAI_NETWORK_IN_SIZES \
  { \
    192 \
  }
#define STAI_NETWORK_IN_SIZES_BYTES \
  { \
    768 \
  }
#define STAI_NETWORK_IN_1_ALIGNMENT (32)
#define STAI_NETWORK_IN_1_NAME "Input_0_out_0"
#define STAI_NETWORK_IN_1_FLAGS (STAI_FLAG_PREALLOCATED|STAI_FLAG_CHANNEL_LAST)
#define STAI_NETWORK_IN_1_FORMAT (STAI_FORMAT_FLOAT32)
#define STAI_NETWORK_IN_1_SIZE (192)
#define STAI_NETWORK_IN_1_SIZE_BYTES (768)
#define STAI_NETWORK_IN_1_CHANNEL (3)
#define STAI_NETWORK_IN_1_HEIGHT (8)
#define STAI_NETWORK_IN_1_WIDTH (8)
#define STAI_NETWORK_IN_1_BATCH (1)
#define STAI_NETWORK_IN_1_RANK (4)
#define STAI_NETWORK_IN_1_SHAPE \
  { \
    1, 8, 8, 3 \
  }

#define STAI_NETWORK_OUT_NUM (1)
#define STAI_NETWORK_OUT_ALIGNMENTS \
  { \
    32 \
  }
#define STAI_NETWORK_OUT_NAMES \
  { \
    "Dequantize_34_out_0" \
  }
#define STAI_NETWORK_OUT_FORMATS \
  { \
    STAI_FORMAT_FLOAT32 \
  }
#define STAI_NETWORK_OUT_SIZES \
  { \
    4 \
  }
#define STAI_NETWORK_OUT_SIZES_BYTES \
  { \
    16 \
  }
#define STAI_NETWORK_OUT_1_ALIGNMENT (32)
#define STAI_NETWORK_OUT_1_NAME "Dequantize_34_out_0"
#define STAI_NETWORK_OUT_1_FLAGS (STAI_FLAG_PREALLOCATED|STAI_FLAG_OVERRIDE)
#define STAI_NETWORK_OUT_1_FORMAT (STAI_FORMAT_FLOAT32)
#define STAI_NETWORK_OUT_1_SIZE (4)
#define STAI_NETWORK_OUT_1_SIZE_BYTES (16)
#define STAI_NETWORK_OUT_1_CHANNEL (1)
#define STAI_NETWORK_OUT_1_HEIGHT (1)
#define STAI_NETWORK_OUT_1_WIDTH (4)
#define STAI_NETWORK_OUT_1_BATCH (1)
#define STAI_NETWORK_OUT_1_RANK (2)
#define STAI_NETWORK_OUT_1_SHAPE \
  { \
    1, 4 \
  }

#define STAI_NETWORK_ACTIVATIONS_SIZE_BYTES (1220)
#define STAI_NETWORK_WEIGHTS_SIZE_BYTES (1569)

#endif
