// SPDX-License-Identifier: Apache-2.0
// ONNX's own way of shipping a model with examples: test_data_set_0/input_0.pb, output_0.pb …
#include <fmt/format.h>

#include <algorithm>

#include "formats/onnx/tensor_proto.h"
#include "recording/open_kinds.h"

namespace npuscope {
namespace {

constexpr std::string_view kSetPrefix = "test_data_set_";
constexpr size_t kMostPorts = 1000;

struct Port {
  std::string stem;  // "input_0"
  TensorRole role;
  size_t number;  // from 1
};

/// The ports of a data set, inputs first; ONNX numbers them from 0 without gaps.
std::vector<Port> ports_of(const fs::path& folder) {
  std::vector<Port> ports;
  std::error_code code;
  for (const TensorRole role : {TensorRole::kInput, TensorRole::kOutput}) {
    const char* kind = role == TensorRole::kInput ? "input" : "output";
    for (size_t i = 0; i < kMostPorts; ++i) {
      const std::string stem = fmt::format("{}_{}", kind, i);
      if (!fs::is_regular_file(folder / (stem + ".pb"), code)) break;
      ports.push_back({stem, role, i + 1});
    }
  }
  return ports;
}

/// The folders that hold a data set each: those below, by number, or the folder itself.
Result<std::vector<fs::path>> data_sets(const fs::path& folder) {
  NPUSCOPE_TRY_ASSIGN(std::vector<fs::path> sets, list_folder(folder));
  std::erase_if(sets, [](const fs::path& path) {
    return !to_utf8(path.filename()).starts_with(kSetPrefix) || ports_of(path).empty();
  });
  // Shorter names hold smaller numbers.
  std::ranges::sort(sets, {}, [](const fs::path& path) {
    return std::pair(path.native().size(), path.native());
  });
  if (sets.empty() && !ports_of(folder).empty()) sets.push_back(folder);
  return sets;
}

TensorEntry entry_of(const Port& port, const NamedTensor& named) {
  TensorEntry entry;
  const std::string by_position =
      fmt::format("{}_{}", port.role == TensorRole::kInput ? "input" : "output", port.number);
  entry.name = named.name.empty() ? by_position : named.name;
  if (entry.name != by_position) entry.aliases = {by_position};
  entry.type = named.tensor.type();
  entry.shape = named.tensor.shape();
  entry.role = port.role;
  return entry;
}

Status check_same(const TensorEntry& entry, const Tensor& tensor) {
  if (entry.type == tensor.type() && entry.shape == tensor.shape()) return {};
  return fail(
      bad_input("the tensor differs from that of the first data set")
          .expected(fmt::format("{} of {}", shape_text(entry.shape), element_type_name(entry.type)))
          .found(fmt::format("{} of {}", shape_text(tensor.shape()),
                             element_type_name(tensor.type()))));
}

}  // namespace

Result<bool> has_onnx_test_data(const fs::path& folder) {
  NPUSCOPE_TRY_ASSIGN(const auto sets, data_sets(folder));
  return !sets.empty();
}

OpenedRecording open_onnx_test_data(const fs::path& folder) {
  Manifest manifest;
  manifest.rung = to_utf8(folder.filename());
  manifest.spec = "file";
  std::vector<std::vector<std::optional<Tensor>>> values;
  NPUSCOPE_TRY_ASSIGN(const std::vector<fs::path> sets, data_sets(folder));
  const std::vector<Port> ports = sets.empty() ? std::vector<Port>() : ports_of(sets[0]);
  for (const fs::path& set : sets) {
    if (const size_t found = ports_of(set).size(); found != ports.size())
      return fail(bad_input("the data set has other files than the first one")
                      .expected(fmt::format("{} tensors", ports.size()))
                      .found(fmt::format("{} tensors", found))
                      .in(to_utf8(set)));
    manifest.samples.push_back({to_utf8(set.filename()), ""});
    values.emplace_back();
    for (size_t i = 0; i < ports.size(); ++i) {
      const fs::path path = set / (ports[i].stem + ".pb");
      NPUSCOPE_TRY_ASSIGN(const NamedTensor named, read_tensor_file(path));
      if (manifest.tensors.size() == i) manifest.tensors.push_back(entry_of(ports[i], named));
      if (auto status = check_same(manifest.tensors[i], named.tensor); !status)
        return fail(std::move(status).error().in(to_utf8(path)));
      values.back().push_back(named.tensor);
    }
  }
  return make_memory_recording(std::move(manifest), std::move(values));
}

}  // namespace npuscope
