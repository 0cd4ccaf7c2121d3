// SPDX-License-Identifier: Apache-2.0
#include "inputs/recorded_random.h"

#include <algorithm>
#include <cmath>

#include "inputs/random_data.h"

namespace npuscope {
namespace {

// The scale that codes were made with may not be known, and ties depend on it.
constexpr double kEqualShare = 0.99;
constexpr double kFloat32 = 1e-6;
constexpr int64_t kFewest = 16;  // fewer elements may be equal by chance

/// What ST's program would have made in its place.
Result<Tensor> generated(const TensorEntry& entry, const Tensor& recorded) {
  InputDescription input{entry.name, recorded.type(), recorded.shape(), entry.quantization};
  if (is_code(recorded.type()) && !input.quantization)
    input.quantization = Quantization{recorded.type(), {1}, {0}, -1};
  NPUSCOPE_TRY_ASSIGN(const RandomData data, RandomData::create({42, 1, 0, 1}, {input}));
  return data.load(0).front();
}

bool mostly_equal(const Tensor& a, const Tensor& b) {
  const std::vector<double> ours = to_doubles(a);
  const std::vector<double> theirs = to_doubles(b);
  int64_t equal = 0;
  for (size_t i = 0; i < ours.size(); ++i) equal += std::fabs(ours[i] - theirs[i]) <= kFloat32;
  return static_cast<double>(equal) >= kEqualShare * static_cast<double>(ours.size());
}

}  // namespace

std::string random_inputs_warning() {
  return "random inputs prove little: they seldom drive activations to the ranges that real inputs "
         "reach, so saturation stays hidden and small errors look alike";
}

Result<bool> has_random_inputs(const Recording& recording) {
  const auto& tensors = recording.manifest().tensors;
  const auto input = std::ranges::find(tensors, TensorRole::kInput, &TensorEntry::role);
  if (input == tensors.end() || recording.manifest().samples.empty()) return false;
  NPUSCOPE_TRY_ASSIGN(const auto first,
                      recording.load(0, static_cast<size_t>(input - tensors.begin())));
  if (!first || first->size() < kFewest) return false;
  // Types that ST's program makes no random data of are not its.
  const auto made = generated(*input, *first);
  return made && mostly_equal(*made, *first);
}

}  // namespace npuscope
