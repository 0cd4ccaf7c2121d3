// SPDX-License-Identifier: Apache-2.0
#include "diagnose/rung_specs.h"

#include <algorithm>

#include "backend_ort/ort_options.h"
#include "base/suggest.h"
#include "execute/arithmetic.h"

namespace npuscope {
namespace {

constexpr std::array<std::string_view, 5> kExecutable = {"float", "ort", "exact", "oe",
                                                         "neural-art"};

}  // namespace

std::string rung_name(std::string_view spec) { return std::string(spec.substr(0, spec.find(':'))); }

bool is_executable(std::string_view spec) {
  return std::ranges::find(kExecutable, rung_name(spec)) != kExecutable.end();
}

Status check_rung_name(const std::string& name) {
  if (std::ranges::find(kRungNames, name) != kRungNames.end()) return {};
  return fail(usage_error("unknown rung '" + name + "'")
                  .expected("float, ort, exact, oe, neural-art, board-cpu or board")
                  .hint(nearest_names_text(name, kRungNames)));
}

Status check_rung_spec(const std::string& spec) {
  const std::string name = rung_name(spec);
  NPUSCOPE_TRY(check_rung_name(name));
  if (spec == name) return {};
  if (name == "neural-art") {
    const auto options = parse_neural_art_spec(spec);
    return options ? Status() : fail(options.error());
  }
  if (auto options = parse_ort_options(spec); !options) return fail(std::move(options).error());
  return {};
}

}  // namespace npuscope
