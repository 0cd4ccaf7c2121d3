// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "tensor/tensor.h"

namespace npuscope {

/// The numbers that a tensor of strings spells, as float64: plain or scientific notation, INF and
/// NAN in any case, spaces around them ignored. Anything else is an error.
Result<Tensor> numbers_of_strings(const Tensor& strings);

/// Numbers (in their computing_type) in plain notation, the shortest that reads back as the same
/// number; "INF", "-INF" and "NaN".
Tensor strings_of_numbers(const Tensor& numbers);

}  // namespace npuscope
