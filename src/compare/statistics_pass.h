// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "compare/statistics.h"

namespace npuscope {

/// The single pass over one sample or a part of it, block by block, into empty Statistics.
class StatisticsPass {
 public:
  StatisticsPass(Statistics& out, OperandReader& reference, OperandReader& other,
                 const Shape& shape, std::string_view sample);
  /// Elements [first, end); of a classifier's scores whole rows.
  void run(int64_t first, int64_t end);

 private:
  struct RunningArgmax {
    float best = 0;
    int64_t index = 0;
    /// An element of a row, whose first has place 0.
    void see(float value, int64_t at);
    /// The first of the largest elements of a part of a row without a NaN, which begins at `begin`.
    void see_part(const FirstLargest& part, int64_t begin);
  };
  /// What is copied of a block; most blocks need nothing of it.
  struct Scratch {
    using Floats = std::array<float, kBlockElements>;
    Floats finite_reference, finite_other, inside_reference, inside_other;
    std::array<uint16_t, kBlockElements> finite_place;
    std::array<uint8_t, kBlockElements> rail_flags;
  };

  [[nodiscard]] size_t block_size(int64_t first, int64_t end) const;
  void add_block(int64_t first, size_t count);
  /// Counts what is not finite and copies the rest to scratch memory.
  BlockPairs without_non_finite(const BlockPairs& all);
  /// A flag of 1 for each pair of which a side stands at its rails; null where none does.
  const uint8_t* rail_flags_of(const BlockPairs& pairs);
  /// Moments of r and p of the pairs whose flag is 0.
  Moments moments_off_rails(const BlockPairs& pairs, const uint8_t* flags);
  void add_rails();
  void add_class_hits(const BlockPairs& all, int64_t first);
  void add_class_hits_with_nan(const BlockPairs& all, int64_t first);
  /// `equal`: whether both sides have the same class.
  void end_row(bool equal);
  void add_channels(int64_t first, size_t block, const BlockPairs& pairs, const Moments& moments);
  /// Where neighbouring elements belong to neighbouring channels.
  void add_interleaved_channels(int64_t first, const BlockPairs& pairs);
  void add_worst(int64_t first, const BlockPairs& pairs, float largest);
  void add_fit(int64_t first, size_t block, const BlockPairs& pairs, const Moments& moments);

  Statistics& out_;
  OperandReader& reference_;
  OperandReader& other_;
  std::string_view name_;
  const BlockKernels& kernels_ = block_kernels();
  bool has_rails_ = false;
  int64_t row_ = 1;                   // elements of the last axis
  int64_t channels_ = 0, inner_ = 1;  // of the channel axis; 0: none
  RunningArgmax reference_class_, other_class_;
  std::unique_ptr<Scratch> scratch_ = std::make_unique_for_overwrite<Scratch>();
  int64_t flagged_ = 0;  // of the pairs of a block, by their sides at rails
};

}  // namespace npuscope
