// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "formats/npz.h"
#include "formats/st/io_quantization.h"
#include "recording/open_kinds.h"

namespace npuscope {
namespace {

struct Port {
  std::string key;  // in the file: "c_outputs_1"
  Tensor array;     // all samples
};

/// The scale of a port of codes, or why there is none.
void describe_codes(const Port& port, const IoQuantization& known, TensorEntry& entry) {
  const auto place = known.arrays.find(port.key);
  if (place == known.arrays.end()) {
    entry.scale_source = fmt::format(
        "no *_Q.json, *_c_info.json or *_validate_report.txt beside the file gives the scale of {}",
        port.key);
  } else if (place->second.quantization.type != entry.type) {
    entry.scale_source =
        fmt::format("{} holds {}, but {} describes {}", port.key, element_type_name(entry.type),
                    to_utf8(place->second.source.filename()),
                    element_type_name(place->second.quantization.type));
  } else {
    entry.quantization = place->second.quantization;
    entry.scale_source = "scale from " + to_utf8(place->second.source.filename());
  }
}

TensorEntry entry_of(const Port& port, TensorRole role, size_t number,
                     const IoQuantization& known) {
  TensorEntry entry;
  entry.name = fmt::format("{}_{}", role == TensorRole::kInput ? "input" : "output", number);
  entry.aliases = {port.key};
  entry.type = port.array.type();
  entry.shape = port.array.shape();
  entry.shape[0] = 1;
  entry.role = role;
  // ST's runtimes keep channels last, and `validate` saves arrays as the runtime has them.
  entry.channel_axis = static_cast<int>(entry.shape.size()) - 1;
  if (!is_float(entry.type)) describe_codes(port, known, entry);
  return entry;
}

std::unique_ptr<Recording> make_recording(const ValIo& file, ValIoSide which,
                                          const IoQuantization& known, const std::string& warning) {
  const bool reference = which == ValIoSide::kReference;
  Manifest manifest;
  manifest.rung = reference ? "ST reference" : "board or C model";
  manifest.spec = reference ? "val_io:m" : "val_io:c";
  if (!warning.empty()) manifest.warnings.push_back(warning);
  for (const std::string& key : file.ignored)
    manifest.warnings.push_back(fmt::format("the array '{}' is not used", key));
  std::vector<Port> ports;
  const auto add = [&](const std::vector<Tensor>& arrays, TensorRole role, const char* kind) {
    for (size_t i = 0; i < arrays.size(); ++i) {
      ports.push_back({fmt::format("{}_{}_{}", reference ? 'm' : 'c', kind, i + 1), arrays[i]});
      manifest.tensors.push_back(entry_of(ports.back(), role, i + 1, known));
    }
  };
  add(file.side(which).inputs, TensorRole::kInput, "inputs");
  add(file.side(which).outputs, TensorRole::kOutput, "outputs");
  std::vector<std::vector<std::optional<Tensor>>> values(static_cast<size_t>(file.samples));
  for (size_t s = 0; s < values.size(); ++s) {
    manifest.samples.push_back({std::to_string(s), ""});
    for (const Port& port : ports)
      values[s].push_back(slice_sample(port.array, static_cast<int64_t>(s)));
  }
  return make_memory_recording(std::move(manifest), std::move(values));
}

/// What the files beside this one say of its codes; when a broken one is overruled, nothing.
Result<IoQuantization> known_quantization(const fs::path& path, ScaleFiles scale_files,
                                          std::string& warning) {
  auto known = find_io_quantization(path);
  if (known || scale_files == ScaleFiles::kMustAgree) return known;
  const Error& error = known.error();
  warning = fmt::format("scales beside the file are not used: {}: {}", error.where(), error.what());
  return IoQuantization{};
}

OpenedRecording open_val_io(const fs::path& path, const std::vector<NamedTensor>& arrays,
                            std::optional<ValIoSide> side, ScaleFiles scale_files) {
  const std::string name = to_utf8(path);
  if (!side)
    return fail(
        usage_error("the file holds two executions: say which")
            .hint(fmt::format("{0}:c for the board or C model, {0}:m for the reference", name))
            .in(name));
  const auto file = make_val_io(arrays);
  if (!file) return fail(Error(file.error()).in(name));
  if (file->side(*side).outputs.empty())
    return fail(bad_input(fmt::format("the file has no outputs of side '{}'",
                                      *side == ValIoSide::kReference ? 'm' : 'c'))
                    .in(name));
  std::string warning;
  NPUSCOPE_TRY_ASSIGN(const auto known, known_quantization(path, scale_files, warning));
  return make_recording(*file, *side, known, warning);
}

}  // namespace

Result<bool> holds_two_executions(const std::string& path) {
  if (lower_extension(from_utf8(path)) != ".npz") return false;
  NPUSCOPE_TRY_ASSIGN(const auto names, read_npz_names(from_utf8(path)));
  return std::ranges::any_of(names, is_val_io_name);
}

OpenedRecording open_npz_intended_inputs(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const auto arrays, read_npz(path));
  auto file = make_val_io(arrays);
  if (!file) return fail(Error(file.error()).in(to_utf8(path)));
  if (file->reference.inputs.empty()) return std::unique_ptr<Recording>();
  file->reference.outputs.clear();
  std::string warning;
  NPUSCOPE_TRY_ASSIGN(const auto known, known_quantization(path, ScaleFiles::kMustAgree, warning));
  return make_recording(*file, ValIoSide::kReference, known, warning);
}

OpenedRecording open_npz_recording(const fs::path& path, std::optional<ValIoSide> side,
                                   ScaleFiles scale_files) {
  NPUSCOPE_TRY_ASSIGN(const auto arrays, read_npz(path));
  if (std::ranges::any_of(arrays, is_val_io_name, &NamedTensor::name))
    return open_val_io(path, arrays, side, scale_files);
  if (side)
    return fail(usage_error("only ST's network_val_io.npz has sides ':m' and ':c'")
                    .hint("leave the side out")
                    .in(to_utf8(path)));
  if (arrays.empty()) return fail(bad_input("the file holds no arrays").in(to_utf8(path)));
  return make_array_recording(arrays, to_utf8(path.filename()));
}

}  // namespace npuscope
