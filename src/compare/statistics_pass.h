// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "compare/statistics.h"

namespace npuscope {

/// The single pass over one sample, block by block, into empty Statistics.
class StatisticsPass {
 public:
  StatisticsPass(Statistics& out, OperandReader& reference, OperandReader& other,
                 const Shape& shape, std::string_view sample);
  void run();

 private:
  struct RunningArgmax {
    float best = 0;
    int64_t index = 0;
    void see(float value, int64_t at);
  };
  using Floats = std::array<float, kBlockElements>;

  [[nodiscard]] size_t block_size(int64_t first) const;
  void add_block(int64_t first, size_t count);
  /// Counts what is not finite and copies the rest to scratch memory.
  BlockPairs without_non_finite(const BlockPairs& all);
  /// Copies the pairs that stand at neither side's rails.
  BlockPairs without_rails(const BlockPairs& pairs);
  void add_rails();
  void add_class_hits(const BlockPairs& all, int64_t first);
  void add_channels(int64_t first, size_t block, const BlockPairs& pairs, const Moments& moments);
  void add_worst(int64_t first, const BlockPairs& pairs, float largest);
  void add_fit(int64_t first, size_t block, const BlockPairs& pairs, const Moments& moments);

  Statistics& out_;
  OperandReader& reference_;
  OperandReader& other_;
  std::string_view name_;
  int64_t elements_ = 0;
  int64_t row_ = 1;                   // elements of the last axis
  int64_t channels_ = 0, inner_ = 1;  // of the channel axis; 0: none
  RunningArgmax reference_class_, other_class_;
  Floats finite_reference_{}, finite_other_{}, inside_reference_{}, inside_other_{};
  std::array<uint16_t, kBlockElements> finite_place_{}, inside_place_{};
};

}  // namespace npuscope
