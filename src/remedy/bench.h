// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "execute/accumulator_caps.h"
#include "formats/onnx/model_editor.h"
#include "remedy/remedy.h"

namespace npuscope {

/// A convolution or dense layer that remedies are sought for.
struct Candidate {
  size_t node = 0;   ///< of the graph
  std::string name;  ///< of its output
  ProductLayer layer;
  AccumulatorCap cap;
};

/// What every kind of remedy works on.
struct Bench {
  RemedySource source;
  /// Why no file of this sort is rewritten; empty: it can be.
  std::string refusal;
  std::optional<ModelEditor> file;  ///< where there is no refusal
  std::vector<Candidate> candidates;

  [[nodiscard]] const Graph& graph() const { return source.model->graph; }
  [[nodiscard]] const Candidate* find(const std::string& layer) const;
};

Result<Bench> make_bench(const RemedySource& source);

}  // namespace npuscope
