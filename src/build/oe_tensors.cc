// SPDX-License-Identifier: Apache-2.0
#include "build/oe_tensors.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "build/build_names.h"
#include "build/memory_layout.h"
#include "build/own_graph.h"
#include "formats/onnx/model_reader.h"

namespace npuscope {
namespace {

/// What the compiler appends to the name of a node or tensor, each with a number behind it, where
/// the buffer still holds the whole tensor.
constexpr std::array<std::string_view, 9> kSuffixes = {
    "_inserted_out",   "_inserted_in", "_cp_in_", "_off_bias_out_",     "_zero_off_out_",
    "_mul_scale_out_", "_squeeze_y_",  "_conv_",  "_matmul_concat_out_"};

/// Decimal digits at the end.
std::string_view without_number(std::string_view text) {
  const size_t last = text.find_last_not_of("0123456789");
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// How many of the buffers stem from a node or tensor of the file.
int64_t known_buffers(const QuantJson& file, const Build& build) {
  return std::ranges::count_if(build.buffers, [&](const BuildBuffer& buffer) {
    const std::string stem(oe_stem(buffer.buffer.name));
    return file.tensors.contains(stem) || file.nodes.contains(stem);
  });
}

const Artefact<QuantJson>* best_quant_json(const Build& build) {
  if (const auto* own = quant_json_of(build.files, own_graph_name(build.files))) return own;
  const Artefact<QuantJson>* best = nullptr;
  int64_t most = 0;
  for (const auto& file : build.files.quant_jsons)
    if (const int64_t known = known_buffers(file.content, build); known > most) {
      best = &file;
      most = known;
    }
  return best;
}

/// "Conv2D_4": a word and a number.
bool looks_like_node(std::string_view name) {
  const std::string_view word = without_number(name);
  return word.size() < name.size() && word.size() > 1 && word.find('_') == word.size() - 1;
}

/// "Conv2D_4_out_0"
bool looks_like_tensor(std::string_view name) {
  const size_t out = name.rfind("_out_");
  return out != std::string_view::npos && looks_like_node(name.substr(0, out)) &&
         whole_number<int>(name.substr(out + 5)).has_value();
}

/// c_info.json prints nine digits.
bool same_scale(double a, double b) { return std::abs(a - b) <= 2e-7 * std::abs(b); }

}  // namespace

std::string_view oe_stem(std::string_view name) {
  for (bool changed = true; changed;) {
    changed = false;
    const std::string_view head = without_number(name);
    if (head.size() == name.size()) break;
    for (const std::string_view suffix : kSuffixes)
      if (head.ends_with(suffix) && head.size() > suffix.size()) {
        name = head.substr(0, head.size() - suffix.size());
        changed = true;
        break;
      }
  }
  return name;
}

std::string oe_node_of(std::string_view tensor) {
  const size_t out = tensor.rfind("_out_");
  return std::string(tensor.substr(0, looks_like_tensor(tensor) ? out : tensor.size()));
}

OeTensors::OeTensors(const Build& build) : quant_json_(best_quant_json(build)) {
  for (const fs::path& path : build.files.oe_models) {
    if (quant_json_ != nullptr &&
        quant_json_ != quant_json_of(build.files, to_utf8(path.filename())))
      continue;
    if (quant_json_ == nullptr && build.files.oe_models.size() > 1) continue;  // of which network?
    if (auto graph = read_onnx(path)) {
      graph_ = *std::move(graph);
      break;
    }
  }
  if (!graph_) return;
  for (const Node& node : graph_->nodes)
    for (const ValueId output : node.outputs)
      if (output != kNoValue) producers_[graph_->value(output).name] = &node;
}

std::string OeTensors::tensor_of(std::string_view stem) const {
  std::string name(stem);
  std::string first = name + "_out_0";
  if (quant_json_ == nullptr) {
    if (looks_like_tensor(name)) return name;
    return looks_like_node(name) ? first : "";
  }
  const auto& tensors = quant_json_->content.tensors;
  if (tensors.contains(name) && looks_like_tensor(name)) return name;
  return quant_json_->content.nodes.contains(name) && tensors.contains(first) ? first : "";
}

bool OeTensors::agrees(const BuildBuffer& buffer, const std::string& tensor) const {
  if (buffer.partial || buffer.buffer.fixed_point) return false;
  if (graph_) {
    const ValueId id = graph_->find_value(tensor);
    const auto layout = memory_layout(buffer.buffer);
    if (id != kNoValue && graph_->value(id).shape && layout &&
        element_count(*graph_->value(id).shape) != layout->elements())
      return false;
  }
  if (quant_json_ == nullptr || buffer.buffer.scale.empty()) return true;
  const auto found = quant_json_->content.tensors.find(tensor);
  if (found == quant_json_->content.tensors.end() || found->second.scale.size() != 1) return false;
  return same_scale(buffer.buffer.scale[0], found->second.scale[0]) &&
         (buffer.recoded ||
          (!buffer.buffer.zero_point.empty() &&
           static_cast<double>(buffer.buffer.zero_point[0]) == found->second.zero_point[0]));
}

bool OeTensors::same_codes(const std::string& a, const std::string& b) const {
  if (quant_json_ == nullptr) return false;
  const auto& tensors = quant_json_->content.tensors;
  const auto first = tensors.find(a), second = tensors.find(b);
  return first != tensors.end() && second != tensors.end() && !first->second.scale.empty() &&
         first->second.scale == second->second.scale &&
         first->second.zero_point == second->second.zero_point;
}

std::string OeTensors::copied_from(const std::string& tensor) const {
  constexpr std::array<std::string_view, 5> kCopies = {"QuantizeLinear", "DequantizeLinear", "Clip",
                                                       "Relu", "Identity"};
  const auto producer = producers_.find(tensor);
  if (producer == producers_.end() || producer->second->inputs.empty()) return "";
  const Node& node = *producer->second;
  if (std::ranges::find(kCopies, node.op_type) == kCopies.end()) return "";
  return node.inputs[0] == kNoValue ? "" : graph_->value(node.inputs[0]).name;
}

}  // namespace npuscope
