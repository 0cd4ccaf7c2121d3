/* Written by tests/tools/make_st_builds.py in the form of generated code. */

#include "stai_network.h"
#include "ll_aton_rt_user_api.h"

LL_ATON_DECLARE_NAMED_NN_INTERFACE(network);
