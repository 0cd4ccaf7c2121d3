// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "build/model_weights.h"

namespace npuscope {

/// A parameter's name as the compiler makes it: "Conv2D_8_weights_inflated_109" is node "Conv2D_8"
/// and suffix "_inflated_109". Empty for parameters that are no weights.
struct WeightName {
  std::string node, suffix;
};
WeightName weight_name(std::string_view buffer);

/// What the compiler stores of weights under a name's suffix, in a buffer of that shape: as they
/// are; `_inflated_N`, the kernels of grouped convolutions as dense ones with zeros between;
/// `_submask_o_c_h_w_O_C_H_W_N`, a part; `_transposed_N`; `_flipped_on_axis_A_N`. A kernel as large
/// as its input becomes a flat one. Several forms where the name does not decide, likely ones
/// first. Bad input: an unknown suffix, a shape that no form has.
Result<std::vector<WeightCodes>> stored_forms(const LayerWeights& layer, std::string_view suffix,
                                              const std::array<int64_t, 4>& shape);

}  // namespace npuscope
