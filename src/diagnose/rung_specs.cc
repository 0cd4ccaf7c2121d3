// SPDX-License-Identifier: Apache-2.0
#include "diagnose/rung_specs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <vector>

#include "backend_ort/ort_options.h"
#include "base/suggest.h"
#include "execute/arithmetic.h"
#include "runtimes/runtime_list.h"

namespace npuscope {
namespace {

constexpr std::array<std::string_view, 5> kExecutable = {"float", "ort", "exact", "oe",
                                                         "neural-art"};

std::vector<std::string_view> all_names() {
  std::vector<std::string_view> names = {"float", "ort", "exact", "oe"};
  for (const RuntimeRules* rules : all_runtimes()) names.push_back(rules->name());
  for (const std::string_view name : {"neural-art", "board-cpu", "board"}) names.push_back(name);
  return names;
}

}  // namespace

std::span<const std::string_view> rung_names() {
  static const std::vector<std::string_view> kNames = all_names();
  return kNames;
}

std::string rung_name(std::string_view spec) { return std::string(spec.substr(0, spec.find(':'))); }

bool is_executable(std::string_view spec) {
  const std::string name = rung_name(spec);
  return std::ranges::find(kExecutable, name) != kExecutable.end() || find_runtime(name) != nullptr;
}

Status check_rung_name(const std::string& name) {
  const auto names = rung_names();
  if (std::ranges::find(names, name) != names.end()) return {};
  return fail(usage_error("unknown rung '" + name + "'")
                  .expected(fmt::format("one of {}", fmt::join(names, ", ")))
                  .hint(nearest_names_text(name, names)));
}

Status check_rung_spec(const std::string& spec) {
  const std::string name = rung_name(spec);
  NPUSCOPE_TRY(check_rung_name(name));
  if (spec == name) return {};
  if (name == "neural-art") {
    const auto options = parse_neural_art_spec(spec);
    return options ? Status() : fail(options.error());
  }
  if (find_runtime(name) != nullptr)
    return fail(usage_error("the rung '" + name + "' takes no options").expected(name).found(spec));
  if (auto options = parse_ort_options(spec); !options) return fail(std::move(options).error());
  return {};
}

}  // namespace npuscope
