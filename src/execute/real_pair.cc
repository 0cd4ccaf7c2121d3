// SPDX-License-Identifier: Apache-2.0
#include "execute/real_pair.h"

#include <algorithm>
#include <cmath>

#include "execute/arithmetic.h"
#include "execute/neighbours.h"

namespace npuscope {
namespace {

std::optional<simd::PairFunction> function_of(const Node& node) {
  if (!node.domain.empty() && node.domain != "ai.onnx") return std::nullopt;
  if (node.op_type == "Add") return simd::PairFunction::kSum;
  if (node.op_type == "Sub") return simd::PairFunction::kDifference;
  if (node.op_type == "Mul") return simd::PairFunction::kProduct;
  return std::nullopt;
}

/// Of int8 codes the loops see those of uint8 that are 128 larger.
uint8_t flip_of(ElementType type) { return type == ElementType::kInt8 ? 0x80 : 0; }

bool fits(const Value& value) {
  return is_byte_code(value.type) && value.quantization && !value.quantization->per_channel();
}

/// What float32 computes with, and how far that may be off. A rounding is 2^-24 of what is rounded.
/// Of a sum, each of the three parts is rounded at most four times: as a factor, as a product, and
/// in two additions; of a product, whose codes multiply exactly, the factor and the result are.
/// Beyond float32's numbers nothing is to be trusted.
void add_factors(simd::RealPair& pair) {
  constexpr double kLargest = 255;  // of a byte, and of what it is from its offset
  constexpr double kBeyondCodes = 1024;
  double x = pair.x_scale / pair.scale, y = pair.y_scale / pair.scale, addend = 0, off = 0;
  if (pair.function == simd::PairFunction::kProduct) {
    x *= pair.y_scale;
    y = 0;
    off = 3 * std::min(kLargest * kLargest * x, kBeyondCodes);
  } else {
    if (pair.function == simd::PairFunction::kDifference) y = -y;
    addend = -(pair.x_offset * x + pair.y_offset * y);
    off = 4 * (kLargest * (x + std::abs(y)) + std::abs(addend));
  }
  constexpr double kMost = 0x1p60;
  if (!(x < kMost && std::abs(y) < kMost && std::abs(addend) < kMost)) return;
  pair.x_factor = static_cast<float>(x);
  pair.y_factor = static_cast<float>(y);
  pair.addend = static_cast<float>(addend);
  // Beside that, factors below float32's normal numbers, and the definition's own roundings.
  pair.trusted = static_cast<float>(0.5 - off * 0x1.01p-24 - 0x1p-30) - 0x1p-24F;
}

}  // namespace

std::optional<RealPairNode> RealPairNode::create(const Graph& graph, const Node& node,
                                                 const Lowering& lowering,
                                                 const simd::Kernels& kernels) {
  const auto* real = std::get_if<RealFunctionLowering>(&lowering);
  const auto function = function_of(node);
  if (real == nullptr || real->rounding != Rounding::kHalfEven || !function ||
      node.inputs.size() != 2 || node.inputs[0] == kNoValue || node.inputs[1] == kNoValue)
    return std::nullopt;
  const Value &a = graph.value(node.inputs[0]), &b = graph.value(node.inputs[1]);
  const Value& y = graph.value(node.outputs[0]);
  if (!a.shape || !b.shape || !y.shape || !fits(a) || !fits(b) || !fits(y)) return std::nullopt;
  const size_t repeats_a = neighbours_of(*a.shape, *y.shape),
               repeats_b = neighbours_of(*b.shape, *y.shape);
  if (repeats_a == 0 || repeats_b == 0 || (repeats_a > 1 && repeats_b > 1)) return std::nullopt;
  const auto offset_of = [](const Value& value) {
    return value.quantization->zero_point_at(0) + flip_of(value.type);
  };
  const auto scale_of = [](const Value& value) {
    return static_cast<double>(value.quantization->scale_at(0));
  };
  const IntegerRange range = output_range(node, *y.quantization);
  const int32_t zero_point = y.quantization->zero_point_at(0);
  RealPairNode result;
  result.kernels_ = &kernels;
  result.shape_ = *y.shape;
  result.type_ = y.type;
  result.repeats_a_ = repeats_a;
  result.repeats_b_ = repeats_b;
  result.pair_ = {.function = *function,
                  .x_flip = flip_of(a.type),
                  .y_flip = flip_of(b.type),
                  .x_offset = offset_of(a),
                  .y_offset = offset_of(b),
                  .x_scale = scale_of(a),
                  .y_scale = scale_of(b),
                  .scale = scale_of(y),
                  .low = static_cast<double>(range.low - zero_point),
                  .high = static_cast<double>(range.high - zero_point),
                  .offset = zero_point,
                  .out_flip = static_cast<uint8_t>(y.type == ElementType::kUint8 ? 0x80 : 0)};
  add_factors(result.pair_);
  return result;
}

Result<Tensor> RealPairNode::run(const Tensor& a, const Tensor& b) const {
  NPUSCOPE_TRY_ASSIGN(Tensor result, Tensor::create_unset(type_, shape_));
  simd::RealPair pair = pair_;
  const auto count = static_cast<size_t>(result.size());
  const size_t run = std::max(repeats_a_, repeats_b_);
  pair.count = run > 1 ? run : count;
  std::vector<uint8_t> repeated(run > 1 ? run : 0);
  const auto operand = [&](const Tensor& tensor, size_t repeats, size_t first) {
    const uint8_t* codes = tensor.values<uint8_t>().data();
    if (repeats == 1) return codes + first;
    std::ranges::fill(repeated, codes[first / repeats]);
    return static_cast<const uint8_t*>(repeated.data());
  };
  for (size_t first = 0; first < count; first += pair.count) {
    pair.x = operand(a, repeats_a_, first);
    pair.y = operand(b, repeats_b_, first);
    pair.out = result.mutable_values<uint8_t>().data() + first;
    kernels_->real_pair(pair);
  }
  return result;
}

}  // namespace npuscope
