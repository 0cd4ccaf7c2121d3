// SPDX-License-Identifier: Apache-2.0
#include "recording/manifest_json.h"

#include <fmt/format.h>

#include <array>
#include <set>

#include "base/sha256.h"
#include "formats/json.h"
#include "formats/make_quantization.h"

namespace npuscope {
namespace {

struct RoleName {
  TensorRole role;
  std::string_view name;
};
constexpr std::array kRoles = {RoleName{TensorRole::kInput, "input"},
                               RoleName{TensorRole::kIntermediate, "intermediate"},
                               RoleName{TensorRole::kOutput, "output"}};

std::string_view role_name(TensorRole role) {
  for (const RoleName& known : kRoles)
    if (known.role == role) return known.name;
  return kRoles[1].name;
}

OrderedJson tensor_json(const TensorEntry& tensor) {
  OrderedJson json = {{"name", tensor.name},
                      {"role", role_name(tensor.role)},
                      {"dtype", element_type_name(tensor.type)},
                      {"shape", tensor.shape}};
  if (tensor.position >= 0) json["position"] = tensor.position;
  if (tensor.quantization) {
    json["scale"] = tensor.quantization->scale;
    json["zero_point"] = tensor.quantization->zero_point;
    if (tensor.quantization->per_channel()) json["axis"] = tensor.quantization->axis;
  }
  if (!tensor.aliases.empty()) json["aliases"] = tensor.aliases;
  if (!tensor.note.empty()) json["note"] = tensor.note;
  if (!tensor.stored) json["stored"] = false;
  return json;
}

/// What the numbers depend on.
OrderedJson identity_json(const Manifest& manifest) {
  OrderedJson tensors = OrderedJson::array();
  for (const TensorEntry& tensor : manifest.tensors) tensors.push_back(tensor_json(tensor));
  return {{"schema", kRecordingSchema},
          {"rung", manifest.rung},
          {"spec", manifest.spec},
          {"facts", manifest.facts},
          {"preparation", manifest.preparation},
          {"tensors", tensors}};
}

std::vector<std::string> texts_of(const Json& json, const std::string& key) {
  std::vector<std::string> texts;
  for (const Json& text : find_array(json, key))
    if (text.is_string()) texts.push_back(text.get<std::string>());
  return texts;
}

Result<TensorEntry> read_tensor(const Json& json) {
  TensorEntry tensor;
  tensor.name = find_string(json, "name").value_or("");
  const auto type = element_type_from_name(find_string(json, "dtype").value_or(""));
  const auto shape = find_shape(json, "shape");
  if (!type || element_size(*type) == 0 || !shape)
    return fail(bad_input("dtype or shape is missing or makes no sense").in(tensor.name));
  tensor.type = *type;
  tensor.shape = *shape;
  for (const RoleName& known : kRoles)
    if (find_string(json, "role") == known.name) tensor.role = known.role;
  tensor.position = std::max<int64_t>(find_integer(json, "position").value_or(-1), -1);
  tensor.aliases = texts_of(json, "aliases");
  tensor.note = find_string(json, "note").value_or("");
  tensor.remark = find_string(json, "remark").value_or("");
  tensor.stored = find_bool(json, "stored").value_or(true);
  const auto scale = find_numbers(json, "scale");
  if (!scale) return tensor;
  const int64_t axis = find_integer(json, "axis").value_or(-1);
  const bool fits = axis >= -1 && axis < static_cast<int64_t>(shape->size());
  auto quantization =
      make_quantization(*type, *scale, find_numbers(json, "zero_point").value_or(std::vector{0.0}),
                        fits ? static_cast<int>(axis) : -1);
  if (!quantization) return fail(std::move(quantization).error().in(tensor.name));
  if (auto status = validate(*quantization, *shape); !status)
    return fail(std::move(status).error().in(tensor.name));
  tensor.quantization = *std::move(quantization);
  return tensor;
}

/// Distinct, for samples are files and tensors are keys.
template <class Entries>
Status check_names(const Entries& entries, std::string_view what) {
  std::set<std::string> names;
  for (const auto& entry : entries)
    if (entry.name.empty() || !names.insert(entry.name).second)
      return fail(
          bad_input(fmt::format("{} '{}' has no name or is listed twice", what, entry.name)));
  return {};
}

void add_difference(const std::string& what, const std::string& before, const std::string& now,
                    std::vector<std::string>& differences) {
  const auto shown = [](const std::string& text) { return text.empty() ? "(none)" : text; };
  if (before != now)
    differences.push_back(fmt::format("{} {} -> {}", what, shown(before), shown(now)));
}

std::string tensors_difference(const Manifest& before, const Manifest& now) {
  if (before.tensors.size() != now.tensors.size())
    return fmt::format("{} tensors -> {}", before.tensors.size(), now.tensors.size());
  for (size_t i = 0; i < now.tensors.size(); ++i)
    if (tensor_json(before.tensors[i]) != tensor_json(now.tensors[i]))
      return fmt::format("tensor {} -> {}", json_line(tensor_json(before.tensors[i])),
                         json_line(tensor_json(now.tensors[i])));
  return "";
}

}  // namespace

std::string manifest_text(const Manifest& manifest) {
  OrderedJson json = identity_json(manifest);
  for (size_t t = 0; t < manifest.tensors.size(); ++t)
    if (const std::string& remark = manifest.tensors[t].remark; !remark.empty())
      json["tensors"][t]["remark"] = remark;
  json["samples"] = OrderedJson::array();
  for (const SampleEntry& sample : manifest.samples)
    json["samples"].push_back({{"name", sample.name}, {"input_hash", sample.input_hash}});
  json["warnings"] = manifest.warnings;
  return json_text(json);
}

Result<Manifest> parse_manifest(Bytes bytes) {
  NPUSCOPE_TRY_ASSIGN(const Json json, parse_json(bytes));
  const auto schema = find_integer(json, "schema");
  if (!schema || *schema < 1) return fail(bad_input("not a recording's manifest"));
  if (*schema > kRecordingSchema)
    return fail(bad_input("the recording was written by a newer npuscope")
                    .expected(fmt::format("schema {} at most", kRecordingSchema))
                    .found(fmt::format("schema {}", *schema))
                    .hint("update npuscope, or record again"));
  Manifest manifest;
  manifest.rung = find_string(json, "rung").value_or("");
  manifest.spec = find_string(json, "spec").value_or("");
  manifest.preparation = find_string(json, "preparation").value_or("");
  manifest.warnings = texts_of(json, "warnings");
  if (const Json* facts = find(json, "facts"); facts && facts->is_object())
    for (const auto& [key, value] : facts->items())
      if (value.is_string()) manifest.facts[key] = value.get<std::string>();
  for (const Json& tensor : find_array(json, "tensors")) {
    NPUSCOPE_TRY_ASSIGN(TensorEntry entry, read_tensor(tensor));
    manifest.tensors.push_back(std::move(entry));
  }
  for (const Json& sample : find_array(json, "samples"))
    manifest.samples.push_back(
        {find_string(sample, "name").value_or(""), find_string(sample, "input_hash").value_or("")});
  NPUSCOPE_TRY(check_names(manifest.tensors, "tensor"));
  NPUSCOPE_TRY(check_names(manifest.samples, "sample"));
  return manifest;
}

std::string run_id(const Manifest& manifest) {
  return sha256_hex(json_text(identity_json(manifest)));
}

std::string difference_text(const Manifest& before, const Manifest& now) {
  std::vector<std::string> differences;
  add_difference("rung", before.rung, now.rung, differences);
  add_difference("backend", before.spec, now.spec, differences);
  std::set<std::string> keys;
  for (const auto* facts : {&before.facts, &now.facts})
    for (const auto& [key, value] : *facts) keys.insert(key);
  const auto fact = [](const Manifest& manifest, const std::string& key) {
    const auto place = manifest.facts.find(key);
    return place == manifest.facts.end() ? std::string() : place->second;
  };
  for (const std::string& key : keys)
    add_difference(key, fact(before, key), fact(now, key), differences);
  add_difference("preparation", before.preparation, now.preparation, differences);
  if (std::string text = tensors_difference(before, now); !text.empty())
    differences.push_back(std::move(text));
  if (differences.empty()) return "";
  const size_t others = differences.size() - 1;
  return others == 0 ? differences[0] : fmt::format("{}; {} more", differences[0], others);
}

}  // namespace npuscope
