// SPDX-License-Identifier: Apache-2.0
#include "runtimes/runtime_list.h"

#include <algorithm>
#include <array>

namespace npuscope {

std::span<const RuntimeRules* const> all_runtimes() {
  static const std::array kAll = {&tflite_rules(),  &tflite_single_rules(), &tflite_ruy_rules(),
                                  &cmsis_rules(),   &xnnpack_fp32_rules(),  &xnnpack_rndnu_rules(),
                                  &ort_x64_rules(), &ort_avx2_rules(),      &ort_arm_rules()};
  return kAll;
}

const RuntimeRules* find_runtime(std::string_view name) {
  const auto all = all_runtimes();
  const auto found = std::ranges::find(all, name, [](const auto* r) { return r->name(); });
  return found != all.end() ? *found : nullptr;
}

}  // namespace npuscope
