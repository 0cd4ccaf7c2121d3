// SPDX-License-Identifier: Apache-2.0
#include "build/source_values.h"

#include "base/text.h"
#include "build/oe_tensors.h"

namespace npuscope {
namespace {

/// Whether codes of both mean the same real numbers; int8 and uint8 are 128 apart.
bool same_meaning(const Value& a, const Value& b) {
  if (a.quantization.has_value() != b.quantization.has_value()) return false;
  if (!a.quantization) return true;
  if (a.quantization->scale.size() != 1 || b.quantization->scale.size() != 1) return false;
  const auto centred = [](const Value& value) {
    return value.quantization->zero_point_at(0) - (value.type == ElementType::kUint8 ? 128 : 0);
  };
  return a.quantization->scale == b.quantization->scale && centred(a) == centred(b);
}

std::string source_name(const Value& value, const QuantJson& file, const SourceValues& values) {
  std::string name = values.of_node(file, oe_node_of(value.name));
  for (size_t i = 0; name.empty() && i < value.aliases.size(); ++i)
    name = values.of_node(file, oe_node_of(value.aliases[i]));
  return name;
}

}  // namespace

std::string st_sanitised(std::string_view name) {
  std::string text(name);
  for (char& c : text) {
    const bool kept = (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z');
    if (!kept) c = '_';
  }
  return text;
}

SourceValues::SourceValues(const Graph* source) : known_(source != nullptr) {
  if (source == nullptr) return;
  for (const ValueId input : source->inputs) inputs_.push_back(source->value(input).name);
  for (const Value& value : source->values) {
    names_.emplace(st_sanitised(value.name), value.name);
    for (const std::string& alias : value.aliases) names_.emplace(st_sanitised(alias), value.name);
  }
  for (const Node& node : source->nodes)
    if (!node.outputs.empty() && node.outputs[0] != kNoValue)
      names_.emplace(st_sanitised(node.name), source->value(node.outputs[0]).name);
}

std::string SourceValues::find(const std::string& name) const {
  if (!known_) return name;
  const auto found = names_.find(st_sanitised(name));
  return found == names_.end() ? "" : found->second;
}

std::string SourceValues::of_node(const QuantJson& file, const std::string& node) const {
  const auto names = file.nodes.find(node);
  if (names == file.nodes.end()) return "";
  for (const std::string& name : names->second)
    if (name != kMadeUpByFrontEnd)
      if (std::string found = find(name); !found.empty()) return found;
  return "";
}

void add_source_aliases(Graph& oe, const QuantJson& file, const Graph& source) {
  const SourceValues values(&source);
  std::map<std::string, Value*> last;  // by the source's name
  for (const Node& node : oe.nodes)
    for (const ValueId output : node.outputs) {
      if (output == kNoValue) continue;
      Value& value = oe.value(output);
      const std::string name = source_name(value, file, values);
      if (name.empty() || oe.find_value(name) != kNoValue) continue;
      if (same_meaning(value, source.value(source.find_value(name)))) last[name] = &value;
    }
  for (const auto& [name, value] : last) value->aliases.push_back(name);
}

}  // namespace npuscope
