// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/wildcard.h"
#include "execute/arithmetic.h"
#include "execute/npu_build.h"

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

/// Whether a version is the prefix, or one of its releases: "2.2", "2.2.1".
bool is_version(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  const std::string_view rest = text.substr(prefix.size());
  return rest.empty() || (rest[0] == '.' && rest.size() > 1 && rest.back() != '.' &&
                          rest.find_first_not_of(".0123456789") == rest.npos);
}

Status set_compiler(NeuralArtOptions& options, std::string_view value) {
  for (const Version& version : kVersions) {
    if (!is_version(value, version.prefix)) continue;
    options.generation = version.generation;
    options.compiler = value;
    return {};
  }
  return fail(usage_error("the arithmetic of this compiler version is not known")
                  .expected("2.0, 2.1, 2.2, 3.0 or 4.0 (of ST Edge AI Core)")
                  .found(fmt::format("'{}'", value)));
}

Status set_optimization(NeuralArtOptions& options, std::string_view value) {
  const int level = whole_number<int>(value).value_or(-1);
  if (level < 0 || level > 3)
    return fail(usage_error("this level of optimisation is not known")
                    .expected("0, 1, 2 or 3, as the compiler's -O3")
                    .found(fmt::format("'{}'", value)));
  options.fastest = level == 3;
  return {};
}

/// What follows may overrule what the build says of its compiler.
Status set_build(NeuralArtOptions& options, std::string_view value) {
  NPUSCOPE_TRY_SET(options.build, load_npu_build(from_utf8(std::string(value))));
  const NeuralArtOptions told = options_of(*options.build);
  options.generation = told.generation;
  options.compiler = told.compiler;
  options.fastest = told.fastest;
  return {};
}

constexpr std::array<std::string_view, 4> kOptions = {"compiler=", "O=", "build=", "pass-plan="};

bool begins_with_option(std::string_view text) {
  return std::ranges::any_of(kOptions, [&](std::string_view key) { return text.starts_with(key); });
}

Status set_option(NeuralArtOptions& options, std::string_view key, std::string_view value) {
  if (key == "compiler") return set_compiler(options, value);
  if (key == "O") return set_optimization(options, value);
  if (key == "build") return set_build(options, value);
  if (key == "pass-plan") return add_pass_plans(std::array{std::string(value)}, options);
  return fail(
      usage_error(fmt::format("unknown option '{}'", key))
          .expected(
              "compiler=2.0|2.1|2.2|3.0|4.0, O=0|1|2|3, pass-plan=PATTERN=PASSES, build=FOLDER"));
}

/// What stands before and behind the first `at`; everything and nothing where there is none.
std::pair<std::string_view, std::string_view> halves(std::string_view text, char at) {
  const size_t found = text.find(at);
  if (found == std::string_view::npos) return {text, {}};
  return {text.substr(0, found), text.substr(found + 1)};
}

/// The first of several "KEY=VALUE" with commas between them, and the rest. A folder's name may
/// hold commas: it ends where another option begins.
std::pair<std::string_view, std::string_view> first_option(std::string_view text) {
  auto [item, rest] = halves(text, ',');
  while (item.starts_with("build=") && item.size() < text.size() && !begins_with_option(rest)) {
    const size_t next = halves(rest, ',').first.size();
    item = text.substr(0, item.size() + 1 + next);
    rest = text.substr(std::min(text.size(), item.size() + 1));
  }
  return {item, rest};
}

}  // namespace

std::span<const std::string_view> neural_art_versions() {
  static constexpr std::array<std::string_view, 3> kOneEach = {"2.2", "2.1", "4.0"};
  return kOneEach;
}

std::vector<NeuralArtOptions> of_other_generations(const NeuralArtOptions& options) {
  std::vector<NeuralArtOptions> others;
  for (const std::string_view version : neural_art_versions()) {
    NeuralArtOptions other = options;
    other.compiler = version;
    other.build = nullptr;
    for (const Version& known : kVersions)
      if (known.prefix == version) other.generation = known.generation;
    if (same_numbers_as(other.generation) != same_numbers_as(options.generation))
      others.push_back(std::move(other));
  }
  return others;
}

Result<NeuralArtOptions> parse_neural_art_spec(std::string_view spec) {
  NeuralArtOptions options;
  // A build first: what else is said overrules what it says of its compiler.
  for (const bool build : {true, false}) {
    std::string_view rest = halves(spec, ':').second;
    while (!rest.empty()) {
      const auto [item, later] = first_option(rest);
      rest = later;
      const auto [key, value] = halves(item, '=');
      if ((key == "build") != build) continue;
      if (auto status = set_option(options, key, value); !status)
        return fail(std::move(status).error().in(std::string(spec)));
    }
  }
  return options;
}

Result<NeuralArtOptions> neural_art_options(std::string_view compiler, int optimization,
                                            std::span<const std::string> pass_plans) {
  NeuralArtOptions options;
  NPUSCOPE_TRY(set_compiler(options, compiler));
  NPUSCOPE_TRY(set_optimization(options, std::to_string(optimization)));
  NPUSCOPE_TRY(add_pass_plans(pass_plans, options));
  return options;
}

Status add_pass_plans(std::span<const std::string> texts, NeuralArtOptions& options) {
  for (const std::string& text : texts) {
    NPUSCOPE_TRY_ASSIGN(PassSelection selection, parse_pass_selection(text));
    options.pass_plans.push_back(std::move(selection));
  }
  return {};
}

std::string pass_choice_text(const PassChoice& choice) {
  return fmt::format("{}{}", choice.passes, choice.joined ? "+" : "");
}

std::string PassSelection::text() const { return pattern + "=" + pass_choice_text(choice); }

Result<PassSelection> parse_pass_selection(std::string_view text) {
  const size_t equals = text.rfind('=');
  const std::string_view pattern = text.substr(0, std::min(equals, text.size()));
  std::string_view number = equals == text.npos ? "" : text.substr(equals + 1);
  const bool joined = number.ends_with('+');
  if (joined) number.remove_suffix(1);
  const int64_t passes = whole_number<int64_t>(number).value_or(0);
  if (pattern.empty() || pattern.find(',') != pattern.npos || passes < 1)
    return fail(usage_error("a pass plan needs a layer's name or pattern, and its passes")
                    .expected("PATTERN=PASSES: 'conv1=4', or 'conv1=4+' where the four are pieces "
                              "that are summed; '?' matches a comma")
                    .found(fmt::format("'{}'", text)));
  return PassSelection{std::string(pattern), {passes, joined && passes > 1}};
}

std::string NeuralArtOptions::spec() const {
  std::string text = "neural-art:";
  if (build) text += "build=" + build->path + ",";
  text += "compiler=" + compiler;
  if (!fastest) text += ",O=0";
  if (fastest && build && !build->fastest) text += ",O=3";
  for (const PassSelection& selection : pass_plans) text += ",pass-plan=" + selection.text();
  return text;
}

std::optional<PassChoice> NeuralArtOptions::pass_choice(std::string_view layer) const {
  const auto last = std::find_if(
      pass_plans.rbegin(), pass_plans.rend(),
      [&](const PassSelection& selection) { return matches_wildcard(layer, selection.pattern); });
  return last == pass_plans.rend() ? std::nullopt : std::optional(last->choice);
}

}  // namespace npuscope
