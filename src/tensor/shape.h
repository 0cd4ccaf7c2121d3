// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace npuscope {

/// Dimensions, outermost first; all known and >= 0. An empty shape is a scalar.
using Shape = std::vector<int64_t>;

/// The number of elements; nothing when a dimension is negative or the product overflows int64.
std::optional<int64_t> checked_element_count(std::span<const int64_t> shape);

/// The number of elements of a shape that was checked before.
int64_t element_count(std::span<const int64_t> shape);

/// Elements between neighbours along each axis, in C order.
std::vector<int64_t> strides_of(std::span<const int64_t> shape);

/// "1x3x128x128"; "scalar" for an empty shape.
std::string shape_text(std::span<const int64_t> shape);

/// The shape of a NumPy-style broadcast of the two; nothing when they do not fit.
std::optional<Shape> broadcast_shape(std::span<const int64_t> a, std::span<const int64_t> b);

/// axis in [-rank, rank) as a number in [0, rank); nothing when it is outside.
std::optional<int64_t> normalized_axis(int64_t axis, size_t rank);

}  // namespace npuscope
