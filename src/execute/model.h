// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/files.h"
#include "execute/float_islands.h"
#include "graph/fold_quantization.h"
#include "graph/graph.h"

namespace npuscope {

enum class ModelKind {
  kFloat,       ///< no quantized value
  kQdq,         ///< QuantizeLinear / DequantizeLinear pairs
  kQoperator,   ///< QLinearConv and relatives
  kDynamic,     ///< quantizes activations while it runs: not what an NPU executes
  kCompilerOe,  ///< ST Edge AI Core's rewritten graph with its *_Q.json
};
std::string_view model_kind_text(ModelKind kind);

/// Whether a network of this kind is what an NPU of integers can run.
constexpr bool quantizes_statically(ModelKind kind) {
  return kind != ModelKind::kFloat && kind != ModelKind::kDynamic;
}
/// What to say of one that is not.
constexpr std::string_view kNotForAnNpu =
    "the model is not quantized statically: an NPU of integers has nothing to run";

/// A network ready to run, and where it came from.
struct Model {
  fs::path path;
  /// Of the ONNX file. Where other files belong to it: of the hashes of that file, of every file of
  /// external data once, in the order of their paths, and of the _Q.json, one after another.
  std::string sha256;
  ModelKind kind = ModelKind::kFloat;
  std::vector<std::string> symbols;  ///< the inputs' symbolic dimensions as the file names them
  Graph graph;                       ///< sorted, shapes known, shape arithmetic folded, Q/DQ folded
  std::vector<FloatIsland> float_islands;
  std::vector<std::string> warnings;  ///< what must be known when reading its numbers
};

struct LoadOptions {
  int64_t batch = 1;                     ///< for a symbolic first dimension of an input
  std::map<std::string, int64_t> sizes;  ///< for other symbolic dimensions
  /// Graph inputs that have this value once and for all, by name: they become constants.
  std::map<std::string, Tensor> values;
  bool fold = true;  ///< false: keep Q/DQ as nodes (conformance tests)
};

/// Reads an ONNX file (and the `*_Q.json` beside an `*_OE_*.onnx`) and prepares it: external data,
/// dimensions, shapes, constants, quantization. All that can be wrong with the file is found here.
Result<Model> load_model(const fs::path& path, const LoadOptions& options = {});

/// The same of a file that is not written yet, and needs none beside it; `path` names it.
Result<Model> load_model(std::string bytes, const fs::path& path, const LoadOptions& options = {});

/// A usage error, with the nearest names, for a size of a dimension that no input of any of the
/// models has: it would be without effect.
Status check_sizes(const std::map<std::string, int64_t>& sizes,
                   std::span<const Model* const> models);

/// Turns Constant nodes, and Identity nodes behind constants, into constants. Nodes must be sorted.
Status place_constants(Graph& graph);

/// Types and shapes of every value; conflicts with what the file states are errors. Nodes whose
/// inputs are all constants are computed and become constants (shape arithmetic with them), but
/// for those whose results would take more memory than files of a network's size need.
Status infer_shapes(Graph& graph);

}  // namespace npuscope
