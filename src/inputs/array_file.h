// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "formats/named_tensor.h"
#include "inputs/conform.h"
#include "inputs/input_description.h"
#include "inputs/preparation.h"

namespace npuscope {

/// How arrays in files become inputs.
struct ArrayReading {
  /// The layout of rank-4 arrays; absent: that of the network's input.
  std::optional<ImageLayout> layout;
  /// The layout of the network's input: that of `preparation`, channels first without one.
  ImageLayout network_layout = ImageLayout::kNchw;
  /// Set: uint8 arrays of shape H x W x 3 or N x H x W x 3 are RGB pixels to be prepared; they are
  /// resized in that order, as cv2.resize(array, …) does.
  std::optional<Preparation> preparation;
};

/// Samples from an .npy (networks with one input) or .npz file.
///
/// Keys of an .npz, the first scheme that has all inputs: their names; input_1, input_2 …; ST's
/// m_inputs_1, m_inputs_2 …; or, for one input, the only array there is. Other arrays are ignored.
class ArrayFile {
 public:
  /// Errors name the file.
  static Result<ArrayFile> open(const fs::path& path, const std::vector<InputDescription>& inputs,
                                const ArrayReading& reading);

  /// The number of samples, > 0, and whether the arrays have an axis for them.
  [[nodiscard]] const SampleAxis& samples() const { return samples_; }

  /// Sample i as tensors for `inputs`, which must be those given to open().
  [[nodiscard]] Result<std::vector<Tensor>> load(int64_t i,
                                                 const std::vector<InputDescription>& inputs) const;

 private:
  /// Keeps the arrays that are the inputs.
  Status take(const std::vector<NamedTensor>& arrays, const std::vector<InputDescription>& inputs);
  [[nodiscard]] bool holds_pixels(const Tensor& array) const;
  [[nodiscard]] Shape sample_shape(const Tensor& array, const InputDescription& input) const;
  [[nodiscard]] Result<SampleAxis> samples_of(const Tensor& array,
                                              const InputDescription& input) const;

  ArrayReading reading_;
  std::vector<Tensor> arrays_;  ///< one per input, as stored
  SampleAxis samples_;
};

}  // namespace npuscope
