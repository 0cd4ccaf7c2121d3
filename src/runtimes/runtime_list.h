// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "runtimes/runtime_rules.h"

namespace npuscope {

// The rules of each library.
const RuntimeRules& tflite_rules();
const RuntimeRules& tflite_ruy_rules();
const RuntimeRules& tflite_single_rules();
const RuntimeRules& cmsis_rules();
const RuntimeRules& xnnpack_fp32_rules();
const RuntimeRules& xnnpack_rndnu_rules();
const RuntimeRules& ort_x64_rules();
const RuntimeRules& ort_avx2_rules();
const RuntimeRules& ort_arm_rules();

/// All of them, in the order in which they are named to users.
std::span<const RuntimeRules* const> all_runtimes();

/// Null: there is none of that name.
const RuntimeRules* find_runtime(std::string_view name);

}  // namespace npuscope
