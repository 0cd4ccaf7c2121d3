// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "execute/neural_art_nodes.h"

namespace npuscope {

/// A range of real numbers.
struct Reach {
  double low = 0;
  double high = 0;
};

/// What the 16 bits of the NPU's accumulator let the outputs of one layer be: real numbers, of the
/// channel that loses most of the range that the output's quantization promises. It follows from
/// scales and weights alone:
///
///   bias - cap <= y <= bias + cap,   cap = 32767 2^s_o s_x s_w[c]
///
/// and with three roundings a second limit of 32767 2^-n, before the bias as well.
struct AccumulatorCap {
  size_t node = 0;       ///< of the graph
  int shift = 0;         ///< s_o
  int needed_shift = 0;  ///< the smallest with which no input whatever could saturate
  int64_t channels = 0;
  int64_t cut_channels = 0;  ///< whose codes promise more than they can reach
  int64_t channel = 0;       ///< the one that loses most
  Reach promised;            ///< what the output's codes stand for
  Reach possible;            ///< what the weights could make of some input, without a cap
  Reach capped;              ///< what is left of it
  /// How much of what is promised and possible is reached: 1 is all. 0.2: a fifth.
  double share = 1;
  /// Whether that channel's limit is the second one, of the real value's 16 bits: no shift of the
  /// accumulator raises it.
  bool by_real_value = false;
};

/// The cap of a node that is such a layer. The graph's node of that index.
AccumulatorCap accumulator_cap(const Graph& graph, size_t node, const ProductLayer& layer);

/// The caps of all convolutions and dense layers that the NPU computes by a known rule, in order of
/// execution.
Result<std::vector<AccumulatorCap>> accumulator_caps(const Graph& graph,
                                                     const NeuralArtOptions& options);

}  // namespace npuscope
