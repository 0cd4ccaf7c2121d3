// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "tensor/tensor.h"

namespace npuscope {

/// Stands for an output position that shows no element of the input.
constexpr int64_t kFill = -1;

/// The bytes of one element of any type of fixed size.
using ElementBytes = std::array<std::byte, 8>;

/// Moves elements whose output position along each axis says which input position it shows:
/// out[i, j …] = in[sources[0][i], sources[1][j] …], or `fill` where one of them is kFill. Both
/// tensors have the same element type; sources[axis] has as many entries as the output's axis.
void copy_from_sources(const Tensor& in, const std::vector<std::vector<int64_t>>& sources,
                       const ElementBytes& fill, Tensor& out);

}  // namespace npuscope
