// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "compare/block_pairs.h"
#include "compare/operand_reader.h"

namespace npuscope {

/// What "one code" means in a comparison.
enum class CodeUnit {
  kNone,       ///< both sides are real numbers: nothing is counted in codes
  kInteger,    ///< both sides are codes of equal scales, or plain integers: exact differences
               ///< (of 64-bit integers beyond 2^53: the nearest float64)
  kReference,  ///< the real difference divided by the reference's scale
  kOther,      ///< the real difference divided by the other side's scale
};

/// The differences other - reference of two tensors, counted in codes.
///
/// A difference that is not an integer (kReference, kOther) belongs to the nearest bin, ties to
/// even; it is exact when that bin is 0 (the real value rounds to the very code) and within one
/// when it is -1, 0 or 1.
class CodeDifferences {
 public:
  /// Differences beyond +-kLargestBin are counted in the outermost bins.
  static constexpr int kLargestBin = 16;
  using Histogram = std::array<int64_t, 2 * kLargestBin + 1>;

  /// The unit that two operands allow: integers where both are codes with the same scales (the zero
  /// points may differ: each is subtracted first) or plain integers; else the reference's codes, or
  /// else the other side's.
  static CodeUnit unit_of(const OperandReader& reference, const OperandReader& other);

  /// Adds the block that the readers read last.
  void add_integers(OperandReader& reference, OperandReader& other, size_t count);
  /// Adds pairs of the block at `first`, in units of the scale that `scaled` carries.
  void add_reals(const OperandReader& scaled, int64_t first, const BlockPairs& pairs);
  void merge(const CodeDifferences& later);

  [[nodiscard]] int64_t count() const { return count_; }
  [[nodiscard]] double largest() const { return largest_; }
  /// Element kLargestBin + k counts the elements that are k codes higher in the other tensor.
  [[nodiscard]] const Histogram& histogram() const { return histogram_; }
  [[nodiscard]] int64_t exact() const { return histogram_[kLargestBin]; }
  [[nodiscard]] int64_t within_one() const {
    return histogram_[kLargestBin - 1] + exact() + histogram_[kLargestBin + 1];
  }

 private:
  void add_bytes(const OperandReader& reference, const OperandReader& other, size_t count);
  void add_wide_integers(OperandReader& reference, OperandReader& other, size_t count);

  int64_t count_ = 0;
  double largest_ = 0;
  Histogram histogram_{};
};

}  // namespace npuscope
