// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/ort_options.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"

namespace npuscope {
namespace {

constexpr int kMostThreads = 256;
constexpr std::array<std::string_view, 4> kLevels = {"none", "basic", "extended", "all"};

Error wrong_value(std::string_view key, std::string_view expected, std::string_view found) {
  return usage_error(fmt::format("option '{}' has a value that it cannot take", key))
      .expected(std::string(expected))
      .found(fmt::format("'{}'", found));
}

Status set_level(OrtOptions& options, std::string_view value) {
  for (size_t i = 0; i < kLevels.size(); ++i) {
    if (value != kLevels[i]) continue;
    options.level = static_cast<OrtLevel>(i);
    return {};
  }
  return fail(wrong_value("level", "all, extended, basic or none", value));
}

Status set_switch(bool& target, std::string_view key, std::string_view value) {
  if (value != "0" && value != "1") return fail(wrong_value(key, "0 or 1", value));
  target = value == "1";
  return {};
}

Status set_threads(OrtOptions& options, std::string_view value) {
  const int threads = whole_number<int>(value).value_or(0);
  if (threads < 1 || threads > kMostThreads)
    return fail(wrong_value("threads", fmt::format("a number from 1 to {}", kMostThreads), value));
  options.threads = threads;
  return {};
}

/// The path takes the rest of the text, for it may hold commas.
Status set_library(OrtOptions& options, std::string_view value) {
  if (value.empty()) return fail(wrong_value("lib", "a path", value));
  options.library = from_utf8(value);
  std::error_code code;
  if (fs::exists(*options.library, code)) return {};
  for (const std::string_view key : {"level", "precise", "int8", "threads"})
    if (value.find(fmt::format(",{}=", key)) != std::string_view::npos)
      return fail(wrong_value("lib", "a path that exists", value)
                      .hint("lib= takes the rest of the text: put it last"));
  return {};
}

Status set_option(OrtOptions& options, std::string_view key, std::string_view value) {
  if (key == "level") return set_level(options, value);
  if (key == "precise") return set_switch(options.precise, key, value);
  if (key == "int8") return set_switch(options.int8, key, value);
  if (key == "threads") return set_threads(options, value);
  if (key == "lib") return set_library(options, value);
  return fail(
      usage_error(fmt::format("unknown option '{}'", key))
          .expected("level=all|extended|basic|none, precise=0|1, int8=0|1, threads=N, lib=PATH"));
}

}  // namespace

std::string_view ort_level_text(OrtLevel level) { return kLevels[static_cast<size_t>(level)]; }

std::string OrtOptions::text() const {
  return fmt::format("level={},precise={},int8={},threads={}", ort_level_text(level),
                     static_cast<int>(precise), static_cast<int>(int8), threads);
}

Result<OrtOptions> parse_ort_options(std::string_view spec) {
  OrtOptions options;
  const size_t colon = spec.find(':');
  options.rung = spec.substr(0, colon);
  if (options.rung == "exact")
    return fail(usage_error("the rung 'exact' takes no options")
                    .expected("exact")
                    .found(fmt::format("'{}'", spec)));
  if (options.rung == "float") options.level = OrtLevel::kNone;
  std::string_view rest = colon == std::string_view::npos ? "" : spec.substr(colon + 1);
  while (!rest.empty()) {
    // A path may hold commas, so lib= reaches to the end.
    const size_t end =
        rest.starts_with("lib=") ? rest.size() : std::min(rest.find(','), rest.size());
    const std::string_view item = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const size_t equals = item.find('=');
    const std::string_view value = equals == std::string_view::npos ? "" : item.substr(equals + 1);
    if (auto status = set_option(options, item.substr(0, equals), value); !status)
      return fail(std::move(status).error().in(spec));
  }
  return options;
}

}  // namespace npuscope
