// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "inputs/input_description.h"
#include "inputs/preparation.h"
#include "tensor/layout.h"

namespace npuscope {

/// A bad-input error: data of shape `found` are no sample of `input`.
Error shape_conflict(const InputDescription& input, const Shape& found);
/// The same for an array from a file. Where reading it channels first or last would make it fit,
/// the hint says which layout to set; nothing is guessed.
Error array_shape_conflict(const InputDescription& input, const Shape& found);

/// How the samples of an array lie: `count` of them, one after the other, each in the elements of
/// one sample of the input.
struct SampleAxis {
  int64_t count = 1;
  bool explicit_axis = false;  ///< the array has an axis of samples: samples are named by index
};

/// Finds the axis of samples in an array whose sample has shape `sample` (batch dimension
/// included): the array is one sample, one without the batch dimension of 1, or a leading number of
/// either.
std::optional<SampleAxis> find_samples(const Shape& array, const Shape& sample);

/// The layout that the array must have if it holds samples of shape `sample`, where it does not fit
/// as it is but would with its channels moved; nothing otherwise.
std::optional<ImageLayout> layout_to_change(const Shape& array, const Shape& sample);

/// Sample `index` of an array, in the shape that a sample has.
Tensor take_sample(const Tensor& array, int64_t index, const Shape& sample);

/// The elements of `array`, whose shape is that of a sample, in the type that `input` takes:
/// floats are quantized where the input takes codes; codes of the input's quantization are
/// dequantized where it takes floats; integers change their width where all values fit. Everything
/// else (pixels for a float input, a fraction for an integer one) is a bad-input error.
Result<Tensor> conform_type(const Tensor& array, const InputDescription& input);

}  // namespace npuscope
