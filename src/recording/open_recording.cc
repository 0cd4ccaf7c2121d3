// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "formats/csv.h"
#include "formats/npy.h"
#include "formats/raw.h"
#include "formats/safetensors.h"
#include "recording/open_kinds.h"
#include "recording/whole_numbers.h"

namespace npuscope {
namespace {

struct Extension {
  std::string_view name;
  OpenedRecording (*open)(const fs::path&);
};
constexpr std::array kExtensions = {
    Extension{".npy", open_npy_recording}, Extension{".safetensors", open_safetensors_recording},
    Extension{".csv", open_csv_recording}, Extension{".tsv", open_csv_recording}};

/// Takes ":m" or ":c" off the end of what the user wrote.
std::optional<ValIoSide> take_side(std::string& text) {
  std::optional<ValIoSide> side;
  if (text.ends_with(":m")) side = ValIoSide::kReference;
  if (text.ends_with(":c")) side = ValIoSide::kBoardOrHost;
  if (side) text.resize(text.size() - 2);
  return side;
}

}  // namespace

Result<std::unique_ptr<Recording>> open_intended_inputs(const std::string& text) {
  std::string name = text;
  if (take_side(name) != ValIoSide::kBoardOrHost) return std::unique_ptr<Recording>();
  return open_npz_intended_inputs(from_utf8(name));
}

OpenedRecording open_npy_recording(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const Tensor array, read_npy(path));
  return make_array_recording({{to_utf8(path.stem()), array}}, to_utf8(path.filename()));
}

OpenedRecording open_safetensors_recording(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const Safetensors file, read_safetensors(path));
  if (file.tensors.empty()) return fail(bad_input("the file holds no tensors").in(to_utf8(path)));
  return make_array_recording(file.tensors, to_utf8(path.filename()));
}

OpenedRecording open_csv_recording(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const OutputTable table, read_output_csv(path));
  Manifest manifest;
  manifest.rung = to_utf8(path.filename());
  manifest.spec = "file";
  TensorEntry entry;
  entry.name = "output_1";
  entry.type = ElementType::kFloat64;
  entry.shape = {1, static_cast<int64_t>(table.width)};
  entry.role = TensorRole::kOutput;
  entry.resolution = table.resolution;
  entry.whole = table.whole;
  manifest.tensors = {entry};
  if (!table.ignored.empty())
    manifest.warnings.push_back(fmt::format("{}: columns not taken for outputs, by their names: {}",
                                            manifest.rung, fmt::join(table.ignored, ", ")));
  if (table.whole) manifest.warnings.push_back(whole_numbers_warning(manifest.rung));
  if (table.maybe_halves)
    manifest.warnings.push_back(fmt::format(
        "{}: commas separate whole numbers: if they are decimal commas, write points, or separate "
        "columns by semicolons",
        manifest.rung));
  std::vector<std::vector<std::optional<Tensor>>> values;
  for (size_t s = 0; s < table.samples.size(); ++s) {
    manifest.samples.push_back({table.samples[s], ""});
    values.push_back({Tensor::of<double>(
        entry.shape, std::span(table.values).subspan(s * table.width, table.width))});
  }
  return make_memory_recording(std::move(manifest), std::move(values));
}

OpenedRecording open_raw_recording(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const RawTensor raw, read_raw(path));
  return make_array_recording({{raw.name, raw.tensor}}, to_utf8(path.filename()), raw.quantization);
}

Result<std::unique_ptr<Recording>> open_recording(const std::string& text, ScaleFiles scale_files) {
  std::string name = text;
  const auto side = take_side(name);
  const fs::path path = from_utf8(name);
  const std::string extension = lower_extension(path);
  std::error_code code;
  if (extension == ".npz") return open_npz_recording(path, side, scale_files);
  if (side)
    return fail(usage_error("only ST's network_val_io.npz has sides ':m' and ':c'").in(text));
  if (fs::is_directory(path, code)) {
    if (fs::exists(path / "manifest.json", code)) return open_recording_folder(path);
    NPUSCOPE_TRY_ASSIGN(const bool test_data, has_onnx_test_data(path));
    if (test_data) return open_onnx_test_data(path);
    return fail(bad_input("the folder is not a recording")
                    .expected("manifest.json, or ONNX's test_data_set_* with input_0.pb")
                    .in(to_utf8(path)));
  }
  for (const Extension& known : kExtensions)
    if (extension == known.name) return known.open(path);
  if (!fs::exists(path, code)) return fail(bad_input("no such file or folder").in(to_utf8(path)));
  return open_raw_recording(path);
}

}  // namespace npuscope
