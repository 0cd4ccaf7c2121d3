// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include "execute/arithmetic.h"

namespace npuscope {
namespace {

struct Version {
  std::string_view prefix;  ///< of the versions of ST Edge AI Core: "2.2" stands for "2.2.0" too
  CompilerGeneration generation;
};

constexpr std::array<Version, 4> kVersions = {{{"2.0", CompilerGeneration::kCore2},
                                               {"2.1", CompilerGeneration::kCore2},
                                               {"2.2", CompilerGeneration::kCore2},
                                               {"4.0", CompilerGeneration::kCore4}}};

Status set_compiler(NeuralArtOptions& options, std::string_view value) {
  for (const Version& version : kVersions) {
    const bool longer = value.size() > version.prefix.size();
    if (!value.starts_with(version.prefix) || (longer && value[version.prefix.size()] != '.'))
      continue;
    options.generation = version.generation;
    options.compiler = value;
    return {};
  }
  return fail(usage_error("the arithmetic of this compiler version is not known")
                  .expected("compiler=2.0, 2.1, 2.2 or 4.0 (of ST Edge AI Core)")
                  .found(fmt::format("'{}'", value)));
}

}  // namespace

std::span<const std::string_view> neural_art_versions() {
  static constexpr std::array<std::string_view, 2> kOneEach = {"2.2", "4.0"};
  return kOneEach;
}

Result<NeuralArtOptions> parse_neural_art_spec(std::string_view spec) {
  NeuralArtOptions options;
  const size_t colon = spec.find(':');
  std::string_view rest = colon == std::string_view::npos ? "" : spec.substr(colon + 1);
  while (!rest.empty()) {
    const std::string_view item = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(item.size() + 1, rest.size()));
    const size_t equals = std::min(item.find('='), item.size());
    const std::string_view key = item.substr(0, equals);
    if (key != "compiler")
      return fail(usage_error(fmt::format("unknown option '{}'", key))
                      .expected("compiler=2.0|2.1|2.2|4.0")
                      .in(std::string(spec)));
    const std::string_view value = item.substr(std::min(equals + 1, item.size()));
    if (auto status = set_compiler(options, value); !status)
      return fail(std::move(status).error().in(std::string(spec)));
  }
  return options;
}

}  // namespace npuscope
