// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "kernels/accumulate.h"

namespace npuscope {

/// What decides how a convolution or dense layer is cut.
struct PlannedLayer {
  int64_t output_channels = 1;
  int64_t input_channels = 1;  ///< of a group
  int64_t groups = 1;
  std::vector<int64_t> kernel;  ///< spatial; empty: dense
  int64_t last_stride = 1;      ///< along the last spatial axis
  int64_t positions = 1;        ///< spatial positions of the output
  int64_t input_zero_point = 0;
  /// A convolution whose kernel covers its whole input, without padding: the compiler makes a dense
  /// layer of it, whose `input_channels` are the kernel's positions times the channels, and whose
  /// passes may end within a position. Two layers of one build (2.2) have it so, 3x3 of 32
  /// channels in 12 passes of 24.
  bool covers_input = false;
  bool fastest = true;  ///< compiled with -O3; otherwise with fewer passes in mind
};

/// How many input channels one pass of the accumulator takes. A pass chains `units` accumulators of
/// `depth` channels each; among those whose product divides the input channels, with
///
///   nk   = the largest divisor of the output channels up to 24
///   deep = 1x1, zero point -128 or 0, more than 24 input channels, and not (nk = 1, more than one
///          output channel, more than one position)
///   depth <= 128 (deep), 24 (1x1 otherwise), 8 (larger kernels);  units <= 4
///   L    = nk (deep), 16 (1x1 otherwise), 72 (larger kernels)
///
/// -O3 minimises passes * depth * max(positions, L * units), then takes the larger depth, then
/// fewer units; otherwise the fewest passes, then the fewest units. The rule is ours: it gives the
/// passes of 692 of 692 layers of public builds that it was found on, and 339 of 341 others; the
/// two cover their whole input, and take the passes that it gives a dense layer.
/// Depthwise layers take one pass, and so does a layer of more passes than has_known_passes()
/// knows.
int64_t channels_per_pass(const PlannedLayer& layer);

/// Whether the rule gives a number of passes that some build has been seen to take: up to 32.
/// Widths without small divisors (103, a prime) would need more; what the compiler does with them
/// on the NPU is not known.
bool has_known_passes(const PlannedLayer& layer);

/// How the channels of every kernel piece of a layer are cut.
struct PassChoice {
  int64_t passes = 1;  ///< divides the input channels of a group
  bool joined =
      false;  ///< each pass is a piece of its own, which rounds for itself; see pass_plan()
  bool operator==(const PassChoice&) const = default;
};

/// One way that a build may have chosen.
struct PassAlternative {
  PassChoice choice;
  int64_t channels = 1;       ///< of one pass
  bool by_rule = false;       ///< what channels_per_pass() says
  bool within_limits = true;  ///< `units` and `depth` of the rule give this many channels
};

/// Every number of passes that a layer could take, chained and joined: those of the rule first,
/// then from few to many, chained before joined. They take equal shares of the channels and are 32
/// at most, as in every build seen; a single pass is always among them. Depthwise and grouped
/// layers have one.
std::vector<PassAlternative> alternative_plans(const PlannedLayer& layer);

/// The pieces of a layer, each with its passes in order. A kernel of more than 3 rows or 6 columns
/// (12 where the stride is 2 or more) is cut into pieces, from the top and from the left, each of
/// which rounds for itself; they are joined afterwards. The passes of a piece take the channels in
/// order and are chained through the accumulator, or are pieces themselves, one behind the other
/// (generated code names their sums `_subm_k`, `_add_k`). `choice`: one of alternative_plans();
/// nothing: the rule's.
std::vector<PassPlan> pass_plan(const PlannedLayer& layer,
                                const std::optional<PassChoice>& choice = std::nullopt);

/// The passes of a dense layer, as those of the convolution that it was made of: SumSlice::terms.
void cut_by_terms(std::vector<PassPlan>& pieces);

}  // namespace npuscope
