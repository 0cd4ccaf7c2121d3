// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/departure.h"

#include <algorithm>

#include "backend_ort/model_parts.h"
#include "base/files.h"

namespace npuscope {
namespace {

bool same_bytes(const Tensor& a, const Tensor& b) {
  return std::ranges::equal(a.bytes(), b.bytes());
}

/// The tensors of the file that hold the value. Codes come first: fetching the real numbers in
/// front of a QuantizeLinear keeps ONNX Runtime from fusing it.
std::vector<std::string> names_in_file(const Value& value, const ModelParts& file) {
  std::vector<std::string> names = {value.name};
  names.insert(names.end(), value.aliases.begin(), value.aliases.end());
  std::erase_if(names, [&](const std::string& name) { return file.producer(name) < 0; });
  std::stable_partition(names.begin(), names.end(), [&](const std::string& name) {
    return file.model().nodes[static_cast<size_t>(file.producer(name))].op_type == "QuantizeLinear";
  });
  return names;
}

/// The tensor as one more output of the user's file; nothing where that changes the outputs, or
/// where ONNX Runtime cannot return it.
std::optional<Tensor> fetch_untouched(const UntappedRun& run, const ModelParts& file,
                                      const std::string& name) {
  const std::string bytes = file.with_outputs({&name, 1});
  const OrtModelSource source{run.model.path, bytes, absolute_path(run.model.path).parent_path()};
  const auto session = RuntimeSession::create(run.library, source, run.options);
  if (!session) return std::nullopt;
  const auto results = (*session)->run(run.inputs);
  if (!results || results->size() < run.outputs.size()) return std::nullopt;
  if (!std::ranges::equal(run.outputs, std::span(*results).first(run.outputs.size()), same_bytes))
    return std::nullopt;
  const auto& names = (*session)->output_names();
  const auto at = std::ranges::find(names, name) - names.begin();
  return (*results)[static_cast<size_t>(at)];
}

bool holds(const Tensor& fetched, const Tensor& elements, const Value& value) {
  const bool real = value.quantization && fetched.type() == ElementType::kFloat32;
  return same_bytes(real ? quantize(fetched, *value.quantization) : fetched, elements);
}

}  // namespace

Result<std::optional<ValueId>> find_departure(const UntappedRun& run,
                                              std::span<const Tensor> values) {
  NPUSCOPE_TRY_ASSIGN(std::string bytes, read_file(run.model.path));
  NPUSCOPE_TRY_ASSIGN(const ModelParts file, ModelParts::parse(std::move(bytes)));
  const Graph& graph = run.model.graph;
  for (const Node& node : graph.nodes)
    for (const ValueId id : node.outputs) {
      if (id == kNoValue || values[static_cast<size_t>(id)].type() == ElementType::kUndefined)
        continue;
      const Value& value = graph.value(id);
      for (const std::string& name : names_in_file(value, file)) {
        const auto fetched = fetch_untouched(run, file, name);
        if (!fetched) continue;
        if (!holds(*fetched, values[static_cast<size_t>(id)], value)) return id;
        break;
      }
    }
  return std::nullopt;
}

}  // namespace npuscope
