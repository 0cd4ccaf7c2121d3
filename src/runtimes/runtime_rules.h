// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "kernels/lowering.h"
#include "tensor/quantization.h"

namespace npuscope {

/// The scales of a sum of products.
struct SumScales {
  float input = 1;
  std::vector<float> weights;  ///< one, or one per output channel
  float output = 1;
};

/// Where results go: zero point, and the codes that they may take.
struct OutputCodes {
  int64_t zero_point = 0;
  IntegerRange range;
};

/// The same of a tensor quantized per tensor.
struct TensorCodes {
  float scale = 1;
  OutputCodes codes;
  /// Of an operand: along the rows of the result it is one number, which broadcasting repeats.
  bool repeated = false;
};

/// Whether a library can take a node and the pairs of QuantizeLinear and DequantizeLinear around it
/// for one, and how its codes lie then.
struct Fusion {
  bool fused = true;
  int32_t shift = 0;  ///< of all codes that are read and written: 128 for int8 as uint8
};

/// How an inference library computes on codes of 8 bits: pure functions from scales to stages. What
/// gives nothing has no integer rule there, or none that is known.
class RuntimeRules {
 public:
  virtual ~RuntimeRules() = default;
  /// "tflite": as the user names it.
  [[nodiscard]] virtual std::string_view name() const = 0;
  /// "TensorFlow Lite's reference kernels: two roundings"
  [[nodiscard]] virtual std::string_view description() const = 0;
  /// Changes whenever the numbers may.
  [[nodiscard]] virtual int version() const = 0;

  /// From a sum of products, its bias included, which fits int32.
  [[nodiscard]] virtual std::vector<Stage> products(const SumScales& scales,
                                                    const OutputCodes& to) const = 0;
  /// Whether the products of a convolution or dense layer saturate two by two
  /// (SumLowering::saturate_pairs).
  [[nodiscard]] virtual bool saturates_pairs() const { return false; }

  /// Whether int8 activations are computed as uint8, each code 128 more, where a QuantizeLinear
  /// makes them for one reader alone; others stay int8, and what reads and writes both types is
  /// not fused, nor are products of int8.
  [[nodiscard]] virtual bool prefers_unsigned() const { return false; }
  /// Whether it has a kernel on codes for the operator; if not, none of the rules on codes is
  /// asked.
  [[nodiscard]] virtual bool computes_on_codes(std::string_view /*op_type*/,
                                               const Fusion& /*fusion*/) const {
    return true;
  }
  /// How an operator computes that has no rule on codes, where that is float32 between
  /// DequantizeLinear and QuantizeLinear.
  [[nodiscard]] virtual std::optional<FloatLowering> in_float(std::string_view /*op_type*/,
                                                              const Fusion& /*fusion*/) const {
    return std::nullopt;
  }
  /// Its kernel on codes of an operator without an integer form; null: it has none.
  [[nodiscard]] virtual KernelLowering::Run kernel(std::string_view /*op_type*/) const {
    return nullptr;
  }

  /// From the sum of `count` codes, each without its zero point, to their mean.
  [[nodiscard]] virtual std::optional<std::vector<Stage>> mean(const TensorCodes& /*from*/,
                                                               int64_t /*count*/,
                                                               const TensorCodes& /*to*/) const {
    return std::nullopt;
  }
  /// Whether it takes a pool whose window is the whole image for a mean().
  [[nodiscard]] virtual bool pools_images_as_means() const { return false; }
  /// From sums of codes as they stand to their means, of the same quantization. `counts`: how many
  /// codes each sum holds, entry by entry (windows at the edge hold fewer); one: all as many.
  [[nodiscard]] virtual std::optional<std::vector<Stage>> window_mean(
      std::span<const int64_t> /*counts*/, const OutputCodes& /*codes*/) const {
    return std::nullopt;
  }
  /// a + b or a - b; registers 0 and 1 are the operands' codes.
  [[nodiscard]] virtual std::optional<ProgramLowering> sum_of_two(const TensorCodes& /*a*/,
                                                                  const TensorCodes& /*b*/,
                                                                  const TensorCodes& /*to*/,
                                                                  bool /*subtract*/) const {
    return std::nullopt;
  }
  /// a * b.
  [[nodiscard]] virtual std::optional<ProgramLowering> product_of_two(
      const TensorCodes& /*a*/, const TensorCodes& /*b*/, const TensorCodes& /*to*/) const {
    return std::nullopt;
  }
  /// From codes of one quantization to codes of another.
  [[nodiscard]] virtual std::optional<std::vector<Stage>> requantization(
      const TensorCodes& /*from*/, const TensorCodes& /*to*/) const {
    return std::nullopt;
  }
};

}  // namespace npuscope
