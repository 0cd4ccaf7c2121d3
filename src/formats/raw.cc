// SPDX-License-Identifier: Apache-2.0
#include "formats/raw.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/checked.h"
#include "base/text_file.h"
#include "formats/json.h"
#include "formats/make_quantization.h"

namespace npuscope {
namespace {

constexpr std::array<std::string_view, 5> kKeys = {"dtype", "shape", "scale", "zero_point", "name"};
constexpr std::string_view kExample =
    R"({"dtype": "int8", "shape": [1, 2], "scale": 0.5, "zero_point": -128, "name": "logits"})";

Error bad_sidecar(std::string what) {
  return bad_input(std::move(what)).expected(std::string("such as ") + std::string(kExample));
}

Status check_keys(const Json& json) {
  if (!json.is_object()) return fail(bad_sidecar("the sidecar is not a JSON object"));
  for (const auto& [key, value] : json.items())
    if (std::ranges::find(kKeys, key) == kKeys.end())
      return fail(bad_sidecar(fmt::format("unknown key '{}'", key)));
  return {};
}

Result<std::optional<Quantization>> read_quantization(const Json& json, ElementType type,
                                                      const Shape& shape) {
  if (!json.contains("scale") && !json.contains("zero_point")) return std::nullopt;
  const auto scale = find_numbers(json, "scale");
  const auto zero_point = find_numbers(json, "zero_point");
  if (!scale) return fail(bad_sidecar("scale is missing or not a number"));
  NPUSCOPE_TRY_ASSIGN(Quantization quantization,
                      make_quantization(type, *scale, zero_point.value_or(std::vector{0.0})));
  NPUSCOPE_TRY(validate(quantization, shape));
  return quantization;
}

}  // namespace

Result<RawSidecar> parse_raw_sidecar(Bytes bytes) {
  NPUSCOPE_TRY_ASSIGN(const Json json, parse_json(bytes));
  NPUSCOPE_TRY(check_keys(json));
  const auto dtype = find_string(json, "dtype");
  const auto type = dtype ? element_type_from_name(*dtype) : std::nullopt;
  if (!type || element_size(*type) == 0)
    return fail(bad_sidecar("dtype is missing or unknown").found(dtype.value_or("none")));
  auto shape = find_shape(json, "shape");
  if (!shape) return fail(bad_sidecar("shape is missing or makes no sense"));
  NPUSCOPE_TRY_ASSIGN(auto quantization, read_quantization(json, *type, *shape));
  return RawSidecar{find_string(json, "name").value_or(""), *type, *std::move(shape),
                    std::move(quantization)};
}

std::optional<fs::path> find_raw_sidecar(const fs::path& path) {
  fs::path beside = path;
  beside += ".json";
  for (const fs::path& candidate : {beside, fs::path(path).replace_extension(".json")}) {
    std::error_code code;
    if (candidate != path && fs::is_regular_file(candidate, code)) return candidate;
  }
  return std::nullopt;
}

Result<RawTensor> read_raw(const fs::path& path) {
  const auto sidecar_path = find_raw_sidecar(path);
  if (!sidecar_path)
    return fail(bad_input("no sidecar says what the file holds")
                    .expected(fmt::format("{}.json beside it", to_utf8(path.filename())))
                    .hint(std::string("write one: ") + std::string(kExample))
                    .in(to_utf8(path)));
  NPUSCOPE_TRY_ASSIGN(const std::string text, read_text(*sidecar_path));
  auto sidecar = parse_raw_sidecar(as_bytes(text));
  if (!sidecar) return fail(std::move(sidecar).error().in(to_utf8(*sidecar_path)));
  NPUSCOPE_TRY_ASSIGN(auto file, MappedFile::open(path));
  const auto size =
      checked_mul(*checked_element_count(sidecar->shape), element_size(sidecar->type));
  if (!size || file->bytes().size() != static_cast<uint64_t>(*size))
    return fail(bad_input("the file's length does not fit its sidecar")
                    .expected(fmt::format(
                        "{} bytes for {} of {}", size ? std::to_string(*size) : "too many",
                        shape_text(sidecar->shape), element_type_name(sidecar->type)))
                    .found(fmt::format("{} bytes", file->bytes().size()))
                    .in(to_utf8(path)));
  const std::string name = sidecar->name.empty() ? to_utf8(path.stem()) : sidecar->name;
  return RawTensor{name, Tensor::view(sidecar->type, sidecar->shape, file->bytes(), file),
                   sidecar->quantization};
}

}  // namespace npuscope
