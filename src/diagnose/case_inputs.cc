// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <limits>

#include "diagnose/case_sections.h"

namespace npuscope {
namespace {

Status read_resize(TomlTable table, Preparation& out) {
  std::vector<int64_t> size;
  std::string kernel = "linear";
  NPUSCOPE_TRY(table.integers("size", size));
  NPUSCOPE_TRY(table.string("kernel", kernel));
  NPUSCOPE_TRY(table.finish());
  if (size.size() != 2)
    return fail(bad_input("resize needs 'size'").expected("size = [width, height]"));
  Resize resize;
  resize.width = size[0];
  resize.height = size[1];
  NPUSCOPE_TRY_SET(resize.kernel, parse_resize_kernel(kernel));
  out.resize = resize;
  return {};
}

Status read_crop(TomlTable table, Preparation& out) {
  std::vector<int64_t> box, centre;
  NPUSCOPE_TRY(table.integers("box", box));
  NPUSCOPE_TRY(table.integers("centre", centre));
  NPUSCOPE_TRY(table.finish());
  if ((box.size() == 4) == (centre.size() == 2))
    return fail(bad_input("crop needs one of 'box' and 'centre'")
                    .expected("box = [x, y, width, height] or centre = [width, height]"));
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
    return fail(bad_input(fmt::format("'{}' has {} numbers", key, values.size()))
                    .expected("3, one for each channel"));
  for (size_t c = 0; c < 3; ++c) out[c] = static_cast<float>(values[values.size() == 1 ? 0 : c]);
  return {};
}

Status read_dtype(TomlTable& table, Preparation& out) {
  std::optional<std::string> dtype;
  NPUSCOPE_TRY(table.string("dtype", dtype));
  if (!dtype) return {};
  for (ElementType type : {ElementType::kFloat32, ElementType::kInt8, ElementType::kUint8})
    if (element_type_name(type) == *dtype) out.dtype = type;
  if (!out.dtype)
    return fail(bad_input("unknown dtype").expected("float32, int8 or uint8").found(*dtype));
  return {};
}

Status read_prepare(TomlTable table, Preparation& out) {
  std::string colour = "rgb";
  std::string layout = "nchw";
  double scale = 1;
  NPUSCOPE_TRY_ASSIGN(const toml::table* resize, table.table("resize"));
  if (resize) NPUSCOPE_TRY(read_resize(TomlTable(*resize, "resize"), out));
  NPUSCOPE_TRY_ASSIGN(const toml::table* crop, table.table("crop"));
  if (crop) NPUSCOPE_TRY(read_crop(TomlTable(*crop, "crop"), out));
  NPUSCOPE_TRY(table.string("colour", colour));
  NPUSCOPE_TRY(table.string("layout", layout));
  NPUSCOPE_TRY(table.number("scale", scale));
  NPUSCOPE_TRY(read_per_channel(table, "mean", out.mean));
  NPUSCOPE_TRY(read_per_channel(table, "std", out.std));
  NPUSCOPE_TRY(read_dtype(table, out));
  NPUSCOPE_TRY(table.finish());
  out.scale = static_cast<float>(scale);
  NPUSCOPE_TRY_SET(out.colour, parse_colour(colour));
  NPUSCOPE_TRY_SET(out.layout, parse_image_layout(layout));
  return validate(out);
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
    return fail(bad_input("[inputs.random]: the seed is out of range")
                    .expected(fmt::format("0 to {}", kLargestSeed))
                    .found(std::to_string(seed)));
  out.seed = static_cast<uint32_t>(seed);
  return {};
}

}  // namespace

Status read_inputs_section(TomlTable table, Case& out) {
  InputSpec spec;
  spec.folder = out.folder;
  std::optional<std::string> labels, layout;
  int64_t limit = 0;
  NPUSCOPE_TRY(table.strings("files", spec.files));
  NPUSCOPE_TRY(table.string("labels", labels));
  NPUSCOPE_TRY(table.string("layout", layout));
  NPUSCOPE_TRY(table.integer("limit", limit));
  NPUSCOPE_TRY_ASSIGN(const toml::table* random, table.table("random"));
  if (random) {
    spec.random.emplace();
    NPUSCOPE_TRY(read_random(TomlTable(*random, "[inputs.random]"), *spec.random));
  }
  NPUSCOPE_TRY_ASSIGN(const toml::table* prepare, table.table("prepare"));
  if (prepare) {
    spec.preparation.emplace();
    if (auto status = read_prepare(TomlTable(*prepare, "[inputs.prepare]"), *spec.preparation);
        !status)
      return fail(std::move(status).error().in("[inputs.prepare]"));
  }
  NPUSCOPE_TRY(table.finish());
  if (limit < 0)
    return fail(bad_input("[inputs]: 'limit' is negative").found(std::to_string(limit)));
  if (limit > 0) spec.limit = limit;
  if (labels) spec.labels = from_utf8(*labels);
  if (layout) NPUSCOPE_TRY_SET(spec.array_layout, parse_image_layout(*layout));
  out.inputs = std::move(spec);
  return {};
}

}  // namespace npuscope
