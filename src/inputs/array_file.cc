// SPDX-License-Identifier: Apache-2.0
#include "inputs/array_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "formats/npy.h"
#include "formats/npz.h"

namespace npuscope {
namespace {

const Tensor* find_array(const std::vector<NamedTensor>& arrays, const std::string& key) {
  const auto place = std::ranges::find(arrays, key, &NamedTensor::name);
  return place == arrays.end() ? nullptr : &place->tensor;
}

/// The arrays whose keys a scheme gives to inputs 0, 1 …; empty when one is missing.
std::vector<Tensor> arrays_by(const std::vector<NamedTensor>& arrays, size_t inputs,
                              const std::function<std::string(size_t)>& key_of) {
  std::vector<Tensor> result;
  for (size_t k = 0; k < inputs; ++k) {
    const Tensor* array = find_array(arrays, key_of(k));
    if (!array) return {};
    result.push_back(*array);
  }
  return result;
}

Result<std::vector<Tensor>> choose_arrays(const std::vector<NamedTensor>& arrays,
                                          const std::vector<InputDescription>& inputs) {
  const std::function<std::string(size_t)> schemes[] = {
      [&](size_t k) { return inputs[k].name; },
      [](size_t k) { return fmt::format("input_{}", k + 1); },
      [](size_t k) { return fmt::format("m_inputs_{}", k + 1); }};
  for (const auto& scheme : schemes) {
    auto chosen = arrays_by(arrays, inputs.size(), scheme);
    if (!chosen.empty()) return chosen;
  }
  if (inputs.size() == 1 && arrays.size() == 1) return std::vector<Tensor>{arrays[0].tensor};
  if (arrays.size() == 1 && arrays[0].name.empty())
    return fail(bad_input(fmt::format("one array for a network with {} inputs", inputs.size()))
                    .hint("save all inputs with numpy.savez, under their names"));
  std::string names, keys;
  for (const InputDescription& input : inputs) names += " '" + input.name + "'";
  for (const NamedTensor& array : arrays) keys += " '" + array.name + "'";
  return fail(bad_input("the file does not hold the network's inputs")
                  .expected(fmt::format("arrays{}, or input_1 …, or m_inputs_1 …", names))
                  .found(keys.empty() ? "no arrays" : "arrays" + keys));
}

bool looks_like_pixels(const Tensor& array) {
  const Shape& shape = array.shape();
  return array.type() == ElementType::kUint8 && (shape.size() == 3 || shape.size() == 4) &&
         shape.back() == 3;
}

/// The arrays of the file; the one of an .npy has no name.
Result<std::vector<NamedTensor>> read_arrays(const fs::path& path) {
  if (lower_extension(path) == ".npz") return read_npz(path);
  NPUSCOPE_TRY_ASSIGN(Tensor array, read_npy(path));
  return std::vector<NamedTensor>{{"", std::move(array)}};
}

}  // namespace

Result<ArrayFile> ArrayFile::open(const fs::path& path, const std::vector<InputDescription>& inputs,
                                  const ArrayReading& reading) {
  NPUSCOPE_TRY_ASSIGN(const std::vector<NamedTensor> arrays, read_arrays(path));
  ArrayFile file;
  file.reading_ = reading;
  if (auto status = file.take(arrays, inputs); !status)
    return fail(std::move(status).error().in(to_utf8(path)));
  return file;
}

Status ArrayFile::take(const std::vector<NamedTensor>& arrays,
                       const std::vector<InputDescription>& inputs) {
  NPUSCOPE_TRY_SET(arrays_, choose_arrays(arrays, inputs));
  for (size_t k = 0; k < inputs.size(); ++k) {
    NPUSCOPE_TRY_ASSIGN(const SampleAxis samples, samples_of(arrays_[k], inputs[k]));
    if (k > 0 && samples.count != samples_.count)
      return fail(bad_input("the inputs do not have the same number of samples")
                      .expected(fmt::format("{}, as for '{}'", samples_.count, inputs[0].name))
                      .found(fmt::format("{} for '{}'", samples.count, inputs[k].name)));
    samples_ = samples;
  }
  if (samples_.count == 0) return fail(bad_input("the file holds no samples"));
  return {};
}

bool ArrayFile::holds_pixels(const Tensor& array) const {
  return reading_.preparation && looks_like_pixels(array);
}

Shape ArrayFile::sample_shape(const Tensor& array, const InputDescription& input) const {
  if (holds_pixels(array)) return Shape(array.shape().end() - 3, array.shape().end());
  if (!reading_.layout || input.shape.size() != 4) return input.shape;
  return changed_layout(input.shape, reading_.network_layout, *reading_.layout);
}

Result<SampleAxis> ArrayFile::samples_of(const Tensor& array, const InputDescription& input) const {
  const auto samples = find_samples(array.shape(), sample_shape(array, input));
  if (samples) return *samples;
  Error error = array_shape_conflict(input, array.shape());
  if (looks_like_pixels(array) && is_float(input.type))
    return fail(std::move(error).hint(
        "these look like pixels: [inputs.prepare] of a case says how they become the input"));
  return fail(std::move(error));
}

Result<std::vector<Tensor>> ArrayFile::load(int64_t i,
                                            const std::vector<InputDescription>& inputs) const {
  std::vector<Tensor> tensors;
  for (size_t k = 0; k < inputs.size(); ++k) {
    const Tensor sample = take_sample(arrays_[k], i, sample_shape(arrays_[k], inputs[k]));
    if (holds_pixels(arrays_[k])) {
      NPUSCOPE_TRY_ASSIGN(Tensor prepared, prepare_image(sample, PixelOrder::kRgb,
                                                         *reading_.preparation, inputs[k]));
      tensors.push_back(std::move(prepared));
      continue;
    }
    const bool permute = reading_.layout && inputs[k].shape.size() == 4;
    NPUSCOPE_TRY_ASSIGN(
        Tensor conformed,
        conform_type(
            permute ? change_layout(sample, *reading_.layout, reading_.network_layout) : sample,
            inputs[k]));
    tensors.push_back(std::move(conformed));
  }
  return tensors;
}

}  // namespace npuscope
