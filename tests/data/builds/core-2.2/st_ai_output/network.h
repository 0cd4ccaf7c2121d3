/* Written by tests/tools/make_st_builds.py in the form of generated code. */

#ifndef DEFAULT_H
#define DEFAULT_H

#define LL_ATON_DEFAULT_C_MODEL_NAME "network"
#define LL_ATON_DEFAULT_ORIGIN_MODEL_NAME "fingers"

#define LL_ATON_DEFAULT_USER_ALLOCATED_INPUTS (0)
#define LL_ATON_DEFAULT_USER_ALLOCATED_OUTPUTS (0)

#define LL_ATON_DEFAULT_IN_NUM (1)
#define LL_ATON_DEFAULT_IN_1_ALIGNMENT (32)
#define LL_ATON_DEFAULT_IN_1_SIZE_BYTES (768)

#define LL_ATON_DEFAULT_OUT_NUM (1)
#define LL_ATON_DEFAULT_OUT_1_ALIGNMENT (32)
#define LL_ATON_DEFAULT_OUT_1_SIZE_BYTES (16)

#endif
