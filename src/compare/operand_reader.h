// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "base/result.h"
#include "compare/block_kernels.h"
#include "tensor/tensor.h"

namespace npuscope {

/// One side of a comparison: elements and, for codes, how they stand for real numbers.
struct Operand {
  const Tensor* tensor = nullptr;
  const Quantization* quantization = nullptr;  ///< null: the elements are the real numbers
};

/// Calls f(channel, begin, end) for the parts of [0, count) that share an index of the channel
/// axis, where the run starts at element `first` of a tensor with `channels` channels of `inner`
/// neighbouring elements each.
template <class F>
void for_each_channel_part(int64_t first, size_t count, int64_t channels, int64_t inner, F&& f) {
  size_t begin = 0;
  int64_t channel = first / inner % channels;
  auto left = static_cast<size_t>(inner - first % inner);
  while (begin < count) {
    const size_t end = std::min(count, begin + left);
    f(channel, begin, end);
    begin = end;
    left = static_cast<size_t>(inner);
    channel = channel + 1 == channels ? 0 : channel + 1;
  }
}

/// An integer of an operand: code minus zero point, or a plain integer, of any type up to uint64.
struct SignedMagnitude {
  bool negative = false;
  uint64_t magnitude = 0;
};

/// to - from: exact up to 2^53, beyond it the nearest double.
double difference_of(const SignedMagnitude& from, const SignedMagnitude& to);

/// Reads an operand block by block, as ST's tools and ONNX DequantizeLinear see it: real numbers in
/// float32. Tensors of any type but strings; codes of (u)int2, (u)int4, (u)int8, (u)int16, int32.
class OperandReader {
 public:
  static Result<OperandReader> create(const Operand& operand);

  /// The elements are integers: codes, or plain integers when there is no quantization.
  [[nodiscard]] bool integers() const { return range_.has_value(); }
  [[nodiscard]] bool codes() const { return quantization_ != nullptr; }
  /// The elements are codes of a type whose ends are known: with a scale, or of 8 or 16 bits.
  [[nodiscard]] bool has_rails() const { return has_rails_; }
  [[nodiscard]] const Quantization* quantization() const { return quantization_; }
  /// The scale of every element of the axis that carries scales; 1 for plain numbers.
  [[nodiscard]] float scale_at(int64_t channel) const {
    return quantization_ != nullptr ? quantization_->scale_at(channel) : 1.0F;
  }
  /// f(channel, begin, end) over the parts of a block that share a scale.
  template <class F>
  void for_each_scale(int64_t first, size_t count, F&& f) const {
    for_each_channel_part(first, count, channels_, inner_, f);
  }

  /// Elements [first, first + count), count <= kBlockElements, until the next call. What is said of
  /// the last block below is said of these.
  const float* read(int64_t first, size_t count) { return (this->*read_)(first, count); }
  /// What read() returns may be rounded although the elements are plain integers: those of 32 and
  /// 64 bits.
  [[nodiscard]] bool rounds_integers() const { return rounds_integers_; }
  /// The integers may lie outside int32.
  [[nodiscard]] bool wide() const { return wide_; }
  /// Code minus zero point of every element of the last block; unless wide().
  const int32_t* integers_of_block();
  /// The last block's codes or integers as they are stored, where they have 8 bits; else null.
  [[nodiscard]] const uint8_t* bytes_of_block() const { return bytes_; }
  [[nodiscard]] bool signed_bytes() const { return signed_bytes_; }
  /// That of all elements, 0 for plain integers; nothing where channels have different ones.
  [[nodiscard]] std::optional<int32_t> zero_point() const { return zero_point_; }
  /// The same of element `i` of the last block, wide or not.
  [[nodiscard]] SignedMagnitude integer_at(size_t i) {
    const uint64_t pattern =
        wide_ ? block_->wide_integer[i] : static_cast<uint64_t>(int64_t{integers_of_block()[i]});
    const bool negative = !unsigned_ && pattern >> 63 != 0;
    return {negative, negative ? uint64_t{0} - pattern : pattern};
  }
  /// 1 where the last block's code stands at the low or high end of its type; has_rails() only.
  [[nodiscard]] const uint8_t* rails_of_block() const { return block_->rail.data(); }
  [[nodiscard]] int64_t low_rail_of_block() const { return low_rail_; }
  [[nodiscard]] int64_t high_rail_of_block() const { return high_rail_; }

 private:
  using Read = const float* (OperandReader::*)(int64_t first, size_t count);
  /// What was made of the last block; elements in float32 are left where they are.
  struct Block {
    std::array<float, kBlockElements> real;
    std::array<int32_t, kBlockElements> integer;
    std::array<uint64_t, kBlockElements> wide_integer;  // as patterns of 64 bits
    std::array<uint8_t, kBlockElements> rail;
  };
  /// What reads elements of a type, codes or plain numbers; null where they are neither.
  static Read reader_of(ElementType type, bool codes);
  template <class T>
  const float* read_reals(int64_t first, size_t count);
  template <auto convert>
  const float* read_halves(int64_t first, size_t count);
  const float* read_minifloats(int64_t first, size_t count);
  template <class T>
  const float* read_integers(int64_t first, size_t count);
  const float* read_bytes(int64_t first, size_t count);
  void fill_integers();
  template <class T>
  const float* read_codes(int64_t first, size_t count);
  template <class T>
  void find_rails(const T* __restrict in, T low, T high, size_t count);

  const Tensor* tensor_ = nullptr;
  const Quantization* quantization_ = nullptr;
  Read read_ = nullptr;
  std::optional<IntegerRange> range_;
  bool has_rails_ = false, rounds_integers_ = false;
  bool wide_ = false, unsigned_ = false;  // unsigned: patterns of 64 bits without a sign
  int64_t channels_ = 1, inner_ = 1;      // of the axis that carries scales
  int64_t low_rail_ = 0, high_rail_ = 0;
  std::optional<int32_t> zero_point_ = 0;
  bool signed_bytes_ = false;
  const uint8_t* bytes_ = nullptr;
  int64_t first_ = 0;                // of the last block of bytes
  size_t count_ = 0;                 // of the same
  bool integers_are_filled_ = true;  // else they wait until they are asked for
  std::unique_ptr<Block> block_ = std::make_unique_for_overwrite<Block>();
};

}  // namespace npuscope
