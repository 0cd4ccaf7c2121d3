// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tensor/tensor.h"

namespace npuscope {

/// Why a tensor of shape `other` cannot stand beside one of shape `reference`: the permutation is
/// none, or the shapes then differ by more than axes of size 1. Nothing when it can.
std::optional<std::string> misfit(const Shape& reference, const Shape& other,
                                  const std::vector<int>& permutation);

/// The tensor with its axes permuted (as numpy.transpose; empty: as they are) and its shape written
/// as `shape`, from which it differs by axes of size 1 only: see misfit().
Tensor aligned(const Tensor& tensor, const Shape& shape, const std::vector<int>& permutation);

/// The quantization of the aligned tensor: its axis follows.
Quantization aligned(const Quantization& quantization, const Shape& from, const Shape& shape,
                     const std::vector<int>& permutation);

}  // namespace npuscope
