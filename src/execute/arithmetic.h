// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.h"
#include "kernels/lowering.h"
#include "kernels/operator.h"
#include "neural_art/evidence.h"
#include "neural_art/pass_plan.h"
#include "numeric/rounding.h"

namespace npuscope {

struct NpuBuild;

/// How a node computes under an arithmetic.
struct LoweredNode {
  Lowering lowering;
  std::optional<Basis> basis{};  ///< of arithmetics that imitate a device
};

/// What one node did, for those who ask why.
struct NodeCounters {
  /// Of an integer sum: the pass stage, if there is one, then the epilogue's. Of a program: one per
  /// step. Empty for other nodes.
  std::vector<StageCounters> stages;
};

/// A way of computing a quantized network: a pure function from quantization parameters and weights
/// to stages and pass plans. `exact` is one; each NPU or library is another.
class Arithmetic {
 public:
  virtual ~Arithmetic() = default;
  [[nodiscard]] virtual std::string_view name() const = 0;
  /// Changes whenever the numbers may: recordings made with another version are not reused.
  [[nodiscard]] virtual int version() const = 0;
  /// How `node`, of which computes_on_codes() holds, computes. FloatLowering where this arithmetic
  /// has nothing better.
  [[nodiscard]] virtual Result<LoweredNode> lower(const Graph& graph, const Node& node,
                                                  const Operator& op) const = 0;
  /// A kernel on codes for a node of which computes_on_codes() does not hold.
  [[nodiscard]] virtual std::optional<KernelLowering> kernel(const Graph& /*graph*/,
                                                             const Node& /*node*/) const {
    return std::nullopt;
  }
  /// What the nodes rest on that do not compute on codes, and those that convert to and from them.
  [[nodiscard]] virtual std::optional<Basis> float_basis() const { return std::nullopt; }
  [[nodiscard]] virtual std::optional<Basis> conversion_basis() const { return std::nullopt; }
  /// What else the numbers depend on beside name and version, as facts of a rung's identity: hashes
  /// of files that coefficients are read from.
  [[nodiscard]] virtual std::map<std::string, std::string> facts() const { return {}; }
  /// What must be known when reading the numbers of this network.
  [[nodiscard]] virtual std::vector<std::string> notes(const Graph& /*graph*/) const { return {}; }
};

/// Whether the node can compute on codes: some input is quantized, so is every float output, and no
/// float input is left but constants that the operator takes as real numbers (a bias, an operand of
/// an element-wise function, the value that Pad fills with).
bool computes_on_codes(const Graph& graph, const Node& node, const Operator& op);

/// The codes that a result may take under per-tensor quantization: the range of the type, cut to
/// the node's clamp. Rounding is monotone, so clamping the code to the codes of the clamp's bounds
/// equals clamping the real number before the rounding.
IntegerRange output_range(const Node& node, const Quantization& quantization);

/// The meaning of the file: exact sums, real-valued scales, one rounding half to even per
/// requantization.
const Arithmetic& exact_arithmetic();

class RuntimeRules;

/// What an inference library computes (runtimes/); the rules must outlive it. Where there is no
/// rule it computes as `exact`, and says of which operators.
std::unique_ptr<const Arithmetic> make_runtime_arithmetic(const RuntimeRules& rules);

/// The passes of the convolutions and dense layers whose names match.
struct PassSelection {
  std::string pattern;  ///< base/wildcard.h, for the name of the layer's output
  PassChoice choice;

  /// "conv*=4", "conv*=4+" where the passes are joined.
  [[nodiscard]] std::string text() const;
};

/// "4": four passes, chained through the accumulator; "4+": four pieces, joined by sums.
std::string pass_choice_text(const PassChoice& choice);

/// Reads "PATTERN=4" or "PATTERN=4+". A usage error for anything else, and for a comma in the
/// pattern, which ends an option of a rung's spec ('?' matches one).
Result<PassSelection> parse_pass_selection(std::string_view text);

/// What the graph does not settle.
struct NeuralArtOptions {
  CompilerGeneration generation = CompilerGeneration::kCore2;
  std::string compiler = "2.2";  ///< the version as the user names it
  bool fastest = true;           ///< compiled with -O3: decides the passes of wide layers
  /// Overrule the rule, the last one that matches a layer first.
  std::vector<PassSelection> pass_plans = {};
  /// Whose own coefficients and passes are taken, where it shows a layer; null: all by rule.
  std::shared_ptr<const NpuBuild> build = nullptr;

  /// "neural-art:compiler=2.2,O=0,pass-plan=conv*=4+": parse_neural_art_spec() reads it back. O=0
  /// stands for 1 and 2 as well. With a build: "neural-art:build=st_ai_output".
  [[nodiscard]] std::string spec() const;
  /// The choice for the layer of that name; nothing: the rule's.
  [[nodiscard]] std::optional<PassChoice> pass_choice(std::string_view layer) const;
};

/// One version of ST Edge AI Core for each generation whose numbers differ: "2.2", "2.1", "4.0".
std::span<const std::string_view> neural_art_versions();

/// The options with the versions of all other generations whose numbers differ from theirs; all by
/// rule.
std::vector<NeuralArtOptions> of_other_generations(const NeuralArtOptions& options);

/// Reads "neural-art", "neural-art:compiler=4.0", "neural-art:build=st_ai_output": a build says
/// itself which compiler made it, unless `compiler` and `O` do. A usage error for options and
/// versions that are not known; bad input for a build that cannot be read.
Result<NeuralArtOptions> parse_neural_art_spec(std::string_view spec);

/// The same of options one by one: a version ("2.2"), a level of optimisation (0 to 3) and pass
/// plans as parse_pass_selection() reads them.
Result<NeuralArtOptions> neural_art_options(std::string_view compiler, int optimization,
                                            std::span<const std::string> pass_plans);

/// Adds pass plans behind those that the options have.
Status add_pass_plans(std::span<const std::string> texts, NeuralArtOptions& options);

/// What an STM32N6's NPU computes, as far as it is known (neural_art/). Where nothing is known, it
/// computes as `exact` and says so in the node's basis.
std::unique_ptr<const Arithmetic> make_neural_art_arithmetic(const NeuralArtOptions& options);

}  // namespace npuscope
