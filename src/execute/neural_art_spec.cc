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

constexpr std::array<Version, 5> kVersions = {{{"2.0", CompilerGeneration::kCore20},
                                               {"2.1", CompilerGeneration::kCore21},
                                               {"2.2", CompilerGeneration::kCore2},
                                               {"3.0", CompilerGeneration::kCore3},
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
                  .expected("compiler=2.0, 2.1, 2.2, 3.0 or 4.0 (of ST Edge AI Core)")
                  .found(fmt::format("'{}'", value)));
}

Status set_option(NeuralArtOptions& options, std::string_view key, std::string_view value) {
  if (key == "compiler") return set_compiler(options, value);
  if (key != "O")
    return fail(usage_error(fmt::format("unknown option '{}'", key))
                    .expected("compiler=2.0|2.1|2.2|3.0|4.0, O=0|1|2|3"));
  if (value.size() != 1 || value[0] < '0' || value[0] > '3')
    return fail(usage_error("option 'O' has a value that it cannot take")
                    .expected("0, 1, 2 or 3, as the compiler's -O3")
                    .found(fmt::format("'{}'", value)));
  options.fastest = value == "3";
  return {};
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
    const std::string_view value = item.substr(std::min(equals + 1, item.size()));
    if (auto status = set_option(options, key, value); !status)
      return fail(std::move(status).error().in(std::string(spec)));
  }
  return options;
}

}  // namespace npuscope
