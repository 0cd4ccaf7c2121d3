// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compare/pairing.h"
#include "diagnose/rung_tensors.h"

namespace npuscope {

/// How one layer of the later rung is re-executed in the earlier rung's arithmetic: usually a
/// single node, more where a tensor in between exists in the earlier network only (a Relu that the
/// later one has folded into its Conv).
struct LocalPlan {
  std::vector<size_t> nodes;        ///< of the earlier rung's graph, in order of execution
  std::map<ValueId, size_t> feeds;  ///< value of that graph -> tensor of the later rung
  ValueId result = kNoValue;        ///< the value that the layer is compared by
};

/// Why an input of the network has no local plan, and what only converts between codes and reals.
inline constexpr std::string_view kNetworkInput = "an input of the network";
inline constexpr std::string_view kOnlyConverts = "only converts numbers";

/// Plans local errors of one pair of rungs.
class LocalPlanner {
 public:
  /// `from` executes; `pairing` pairs its tensors (the reference) with the later rung's.
  LocalPlanner(const LadderRung& from, const RungTensors& from_tensors,
               const RungTensors& to_tensors, const TensorPairing& pairing);

  /// The plan for a tensor of the earlier rung, of at most eight nodes, or why there is none.
  [[nodiscard]] tl::expected<LocalPlan, std::string> plan(size_t entry) const;

 private:
  [[nodiscard]] std::string collect(ValueId value, LocalPlan& plan,
                                    std::vector<size_t>& entered) const;
  [[nodiscard]] std::optional<size_t> feeding(ValueId value) const;

  const Rung& rung_;
  const Graph& graph_;
  const RungTensors& from_;
  const RungTensors& to_;
  std::vector<int> producers_;
  std::vector<std::optional<size_t>> counterpart_;  // by entry of the earlier rung
};

/// Re-executes a layer on the later rung's values. Nothing when a value that it needs is missing.
Result<std::optional<Tensor>> run_local(const Rung& rung, const LocalPlan& plan,
                                        const RungTensors& later, const RungValues& values);

/// Which rung executes a node, of several that have one graph.
using RungOfNode = std::function<const Rung&(size_t node)>;
/// The same with a rung for each node.
Result<std::optional<Tensor>> run_local(const Graph& graph, const RungOfNode& rung_of,
                                        const LocalPlan& plan, const RungTensors& later,
                                        const RungValues& values);

/// `tensor` with `from`'s quantization as the elements that a value with `to`'s takes: the codes
/// themselves where both agree, else through float32.
Tensor convert_elements(const Tensor& tensor, const std::optional<Quantization>& from,
                        const std::optional<Quantization>& to);

}  // namespace npuscope
