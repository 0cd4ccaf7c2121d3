// SPDX-License-Identifier: Apache-2.0
// ST007: keys of the profile that the tool does not know, and therefore ignores.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "audit/audit.h"
#include "audit/rule_support.h"
#include "base/text.h"

namespace npuscope {
namespace {

constexpr std::array<std::string_view, 3> kKeys = {"memory_pool", "machine_desc", "options"};

/// What the compiler used for a key that had no effect: which machine, which pools.
void add_what_was_used(const Build& build, std::vector<AuditEvidence>& evidence) {
  for (const std::string_view option :
       {"--load-mdesc", "--load-mdesc-file", "--load-mpool", "--load-mpool-file"})
    if (const auto used = compiler_option(build, option)) evidence.push_back(used->evidence);
}

constexpr const char* kWhy =
    "A part of the profile was without effect: the machine description of the installation was "
    "used "
    "in its place. The same as intended, or not? It decides what units the compiler plans with, "
    "and "
    "so how sums are cut into passes.";
std::string fix_text(std::string_view keys) {
  if (keys.find("memory_desc") == std::string_view::npos)
    return "The tool knows memory_pool, machine_desc and options: correct the key, compile again "
           "and "
           "look that the warning is gone.";
  return "In the profile, write \"machine_desc\" for \"memory_desc\" (the name until 2.1), or take "
         "the "
         "line out if the default is meant; compile again and look that the warning is gone.";
}

void check_log(const Build& build, const Artefact<GenerateLog>& log,
               std::vector<AuditFinding>& found) {
  for (const StLine& warning : log.content.warnings) {
    const size_t place = warning.text.find("Unsupported keys in the current profile");
    if (place == std::string::npos) continue;
    const size_t colon = warning.text.find(':', place);
    std::string_view keys = "?";
    if (colon != std::string::npos)
      keys = trimmed(std::string_view(warning.text)
                         .substr(colon + 1, warning.text.find('\n', colon) - colon - 1));
    std::vector<AuditEvidence> evidence = message_evidence(log, warning);
    add_what_was_used(build, evidence);
    found.push_back(
        {.id = "ST007",
         .severity = AuditSeverity::kWarning,
         .question = AuditQuestion::kRuntime,
         .title = fmt::format("The profile's key {} was ignored", keys),
         .evidence = std::move(evidence),
         .why = kWhy,
         .fix = fix_text(keys),
         .settle = "The .mdesc that the profile names, against the one behind --load-mdesc."});
  }
}

/// The name that was right until 2.1.
bool is_known(const Build& build, std::string_view key) {
  const bool old = build.core_version == "2.0" || build.core_version == "2.1";
  return std::ranges::find(kKeys, key) != kKeys.end() || (old && key == "memory_desc");
}

void check_profile(const Build& build, const Artefact<NeuralArtProfiles>& file,
                   std::vector<AuditFinding>& found) {
  for (const auto& profile : file.content.profiles)
    for (const auto& entry : profile.entries) {
      if (is_known(build, entry.key)) continue;
      found.push_back(
          {.id = "ST007",
           .severity = AuditSeverity::kWarning,
           .question = AuditQuestion::kRuntime,
           .title = fmt::format("Profile '{}' has a key that 2.2 and later ignore: {}",
                                profile.name, entry.key),
           .evidence = {evidence_in(file, entry.line, entry.key + ": " + entry.value)},
           .why = kWhy,
           .fix = fix_text(entry.key),
           .settle = "The console output of the run: --load-mdesc says what was used."});
    }
}

}  // namespace

void check_profile_keys(const AuditInput& input, std::vector<AuditFinding>& found) {
  const size_t before = found.size();
  for (const auto& log : input.build->files.logs) check_log(*input.build, log, found);
  if (found.size() > before) return;  // the log says what came of it
  for (const auto& profile : input.build->files.profiles)
    check_profile(*input.build, profile, found);
}

}  // namespace npuscope
