// SPDX-License-Identifier: Apache-2.0
// The only file that includes ONNX Runtime's header. Its functions are reached through the table
// that an opened library hands out; nothing is linked.
#pragma once

#if defined(_WIN32) && !defined(_MSC_VER)
// MinGW lacks four of the annotations that the header expects on Windows.
#ifndef _Return_type_success_
#define _Return_type_success_(x)
#endif
#ifndef _Success_
#define _Success_(x)
#endif
#ifndef _Frees_ptr_opt_
#define _Frees_ptr_opt_
#endif
#ifndef _stdcall
#define _stdcall __stdcall
#endif
#endif

#include <onnxruntime_c_api.h>
#include <onnxruntime_session_options_config_keys.h>
