// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "formats/st/quant_json.h"
#include "graph/graph.h"

namespace npuscope {

/// What a `*_Q.json` names an OE node after that has no counterpart in the source model.
constexpr std::string_view kMadeUpByFrontEnd = "__FE_GENERATED__";

/// A name as ST's tools write it: every character outside [A-Za-z0-9_] replaced by '_'.
std::string st_sanitised(std::string_view name);

/// The values of the source model by all names that ST's tools may have made of theirs.
class SourceValues {
 public:
  /// Null: there is no source model, and names stay as they are.
  explicit SourceValues(const Graph* source);

  /// The value's name; without a source model the name as it is; empty for one that is not there.
  [[nodiscard]] std::string find(const std::string& name) const;
  /// The value that an OE node computes, by the names that the file gives the node; empty without.
  [[nodiscard]] std::string of_node(const QuantJson& file, const std::string& node) const;
  [[nodiscard]] bool known() const { return known_; }
  /// The network's inputs, in order.
  [[nodiscard]] const std::vector<std::string>& inputs() const { return inputs_; }

 private:
  bool known_;
  std::vector<std::string> inputs_;
  std::map<std::string, std::string> names_;
};

/// Gives the values of an OE graph the source model's names of them as aliases, so that both
/// graphs can be compared layer by layer. Where several OE values stem from one, as of a node and
/// the clamp that was taken out of it, the last one that has the source's codes.
void add_source_aliases(Graph& oe, const QuantJson& file, const Graph& source);

}  // namespace npuscope
