// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compare/operand_reader.h"
#include "diagnose/layer_stats.h"

namespace npuscope {

/// In which elements a recorded layer is not what an arithmetic makes of its recorded inputs, and
/// how. Differences are in codes of the layer. Mergeable over samples.
struct Mismatches {
  /// Beyond this many channels, they are not listed.
  static constexpr size_t kMostChannels = 16;

  int64_t elements = 0;
  int64_t differing = 0;
  int64_t above = 0;    ///< of those: the recorded code is the larger one
  int64_t at_ends = 0;  ///< of those: one of the two codes is the smallest or largest that there is
  int64_t nonfinite = 0;      ///< of those: NaN or infinite
  int64_t largest = 0;        ///< |difference| of the finite ones
  int64_t channel_count = 0;  ///< of the layer; 0: it has none
  /// Indices of those with a difference, sorted; nothing where they are too many.
  std::optional<std::vector<int64_t>> channels = std::vector<int64_t>();

  void merge(const Mismatches& later);
  bool operator==(const Mismatches&) const = default;
};

/// What a layer's numbers mean.
struct MismatchFrame {
  double code_scale = 1;            ///< what a code is worth
  double indistinct = 0.5;          ///< differences up to this are none: LayerPair::indistinct()
  size_t channel_axis = 1;          ///< less than the rank, or there are no channels
  std::optional<RealRange> ends;    ///< the smallest and largest number that a code stands for
  std::optional<RealRange> within;  ///< LayerPair::within
};

/// Where and how: "35 of 4096 elements, by up to 2 codes, all too low, only at the ends of the
/// codes' range, in channels 3, 7 alone".
std::string mismatch_text(const Mismatches& mismatches);

/// Both of one size. Operands as in compare_layer().
Mismatches mismatches_of(const Operand& computed, const Operand& recorded,
                         const MismatchFrame& frame);

}  // namespace npuscope
