// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <limits>

#include "base/text_file.h"
#include "diagnose/case_sections.h"

namespace npuscope {
namespace {

Status read_resize(TomlTable table, Preparation& out) {
  std::vector<int64_t> size;
  Resize resize;
  NPUSCOPE_TRY(table.integers("size", size));
  NPUSCOPE_TRY(table.parsed("kernel", parse_resize_kernel, resize.kernel));
  NPUSCOPE_TRY(table.finish());
  if (size.size() != 2)
    return fail(table.at("size", bad_input("needs two numbers").expected("[width, height]")));
  resize.width = size[0];
  resize.height = size[1];
  out.resize = resize;
  return {};
}

Status read_crop(TomlTable table, Preparation& out) {
  std::vector<int64_t> box, centre;
  NPUSCOPE_TRY(table.integers("box", box));
  NPUSCOPE_TRY(table.integers("centre", centre));
  NPUSCOPE_TRY(table.finish());
  if ((box.size() == 4) == (centre.size() == 2))
    return fail(table.at_table(bad_input("needs one of 'box' and 'centre'")
                                   .expected("box = [x, y, width, height] or centre = [width, "
                                             "height]")));
  if (box.size() == 4)
    out.crop = CropBox{box[0], box[1], box[2], box[3]};
  else
    out.crop = CentreCrop{centre[0], centre[1]};
  return {};
}

Status read_per_channel(TomlTable& table, std::string_view key, std::array<float, 3>& out) {
  std::vector<double> values;
  NPUSCOPE_TRY(table.numbers(key, values));
  if (values.empty()) return {};
  if (values.size() != 3 && values.size() != 1)
    return fail(table.at(key, bad_input(fmt::format("has {} numbers", values.size()))
                                  .expected("3, one for each channel")));
  for (size_t c = 0; c < 3; ++c) out[c] = static_cast<float>(values[values.size() == 1 ? 0 : c]);
  return {};
}

Result<ElementType> parse_dtype(std::string_view text) {
  for (ElementType type : {ElementType::kFloat32, ElementType::kInt8, ElementType::kUint8})
    if (element_type_name(type) == text) return type;
  return fail(
      bad_input("unknown dtype").expected("float32, int8 or uint8").found(std::string(text)));
}

Status read_prepare(TomlTable table, Preparation& out) {
  double scale = 1;
  NPUSCOPE_TRY_ASSIGN(const toml::table* resize, table.table("resize"));
  if (resize) NPUSCOPE_TRY(read_resize(TomlTable(*resize, "resize"), out));
  NPUSCOPE_TRY_ASSIGN(const toml::table* crop, table.table("crop"));
  if (crop) NPUSCOPE_TRY(read_crop(TomlTable(*crop, "crop"), out));
  NPUSCOPE_TRY(table.parsed("colour", parse_colour, out.colour));
  NPUSCOPE_TRY(table.parsed("layout", parse_image_layout, out.layout));
  NPUSCOPE_TRY(table.number("scale", scale));
  NPUSCOPE_TRY(read_per_channel(table, "mean", out.mean));
  NPUSCOPE_TRY(read_per_channel(table, "std", out.std));
  NPUSCOPE_TRY(table.parsed("dtype", parse_dtype, out.dtype));
  NPUSCOPE_TRY(table.finish());
  out.scale = static_cast<float>(scale);
  auto status = validate(out);
  return status ? status : fail(table.at_table(std::move(status).error()));
}

Status read_random(TomlTable table, RandomSpec& out) {
  constexpr int64_t kLargestSeed = std::numeric_limits<uint32_t>::max();
  int64_t seed = out.seed;
  NPUSCOPE_TRY(table.integer("count", out.count));
  NPUSCOPE_TRY(table.integer("seed", seed));
  NPUSCOPE_TRY(table.number("low", out.low));
  NPUSCOPE_TRY(table.number("high", out.high));
  NPUSCOPE_TRY(table.finish());
  if (seed < 0 || seed > kLargestSeed)
    return fail(table.at("seed", bad_input("is out of range")
                                     .expected(fmt::format("0 to {}", kLargestSeed))
                                     .found(std::to_string(seed))));
  out.seed = static_cast<uint32_t>(seed);
  return {};
}

}  // namespace

Status read_inputs_section(TomlTable table, Case& out) {
  InputSpec spec;
  spec.folder = out.folder;
  std::optional<std::string> labels;
  int64_t limit = 0;
  NPUSCOPE_TRY(table.strings("files", spec.files));
  for (std::string& pattern : spec.files) pattern = to_utf8(path_in_file(pattern));
  NPUSCOPE_TRY(table.string("labels", labels));
  NPUSCOPE_TRY(table.parsed("layout", parse_image_layout, spec.array_layout));
  NPUSCOPE_TRY(table.integer("limit", limit));
  NPUSCOPE_TRY_ASSIGN(const toml::table* random, table.table("random"));
  if (random) {
    spec.random.emplace();
    NPUSCOPE_TRY(read_random(TomlTable(*random, "[inputs.random]"), *spec.random));
  }
  NPUSCOPE_TRY_ASSIGN(const toml::table* prepare, table.table("prepare"));
  if (prepare) {
    spec.preparation.emplace();
    NPUSCOPE_TRY(read_prepare(TomlTable(*prepare, "[inputs.prepare]"), *spec.preparation));
  }
  NPUSCOPE_TRY(table.finish());
  if (table.raw().contains("files") && spec.files.empty())
    return fail(table.at("files", bad_input("names no files")
                                      .expected("a list such as [\"images/*.png\"]")
                                      .found("an empty list")
                                      .hint("name files, or leave the key out")));
  if (limit < 0)
    return fail(table.at("limit", bad_input("is negative").found(std::to_string(limit))));
  if (limit > 0) spec.limit = limit;
  if (labels) spec.labels = path_in_file(*labels);
  out.inputs = std::move(spec);
  return {};
}

}  // namespace npuscope
