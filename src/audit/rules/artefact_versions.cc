// SPDX-License-Identifier: Apache-2.0
// ST002: artefacts that different versions of the tool wrote.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "audit/audit.h"
#include "audit/rule_support.h"
#include "audit/runtime_versions.h"

namespace npuscope {
namespace {

/// What one artefact says of the version that wrote it. `versions` has several where the sign does
/// not separate them.
struct Sign {
  std::vector<std::string> versions;
  AuditEvidence evidence;
};

/// "2.2.0-20266 2adc00962" -> "2.2.0"
std::string release(std::string_view tool_version) {
  return std::string(tool_version.substr(0, tool_version.find_first_of("- ")));
}

/// Whether two versions may be the same, as far as both are known: "2.2" and "2.2.0".
bool agree(std::string_view a, std::string_view b) {
  const size_t length = std::min(a.size(), b.size());
  if (a.substr(0, length) != b.substr(0, length)) return false;
  return a.size() == b.size() || (a.size() > b.size() ? a : b)[length] == '.';
}

bool agree(const Sign& a, const Sign& b) {
  return std::ranges::any_of(a.versions, [&](const std::string& x) {
    return std::ranges::any_of(b.versions, [&](const std::string& y) { return agree(x, y); });
  });
}

struct Suffix {
  std::string_view text;
  std::array<std::string_view, 2> versions;
};
// Which releases name the rewritten graph so; seen in their files.
constexpr std::array kSuffixes = {
    Suffix{"_OE_3_1_0", {"2.0", ""}}, Suffix{"_OE_3_2_0", {"2.1", ""}},
    Suffix{"_OE_3_3_0", {"2.2", ""}}, Suffix{"_OE_3_3_1", {"3.0", "4.0"}}};

std::vector<std::string> versions_of_oe(std::string_view name) {
  for (const Suffix& suffix : kSuffixes) {
    if (name.find(suffix.text) == std::string_view::npos) continue;
    std::vector<std::string> versions;
    for (const std::string_view version : suffix.versions)
      if (!version.empty()) versions.emplace_back(version);
    return versions;
  }
  return {};
}

class Signs {
 public:
  template <class T>
  void add(const Artefact<T>& artefact, int64_t line, std::vector<std::string> versions,
           std::string text) {
    if (versions.empty() || versions.front().empty()) return;
    signs_.push_back({std::move(versions), evidence_in(artefact, line, std::move(text))});
  }
  template <class T>
  void add_tool(const Artefact<T>& artefact, int64_t line, const std::string& version) {
    if (!version.empty()) add(artefact, line, {release(version)}, "ST Edge AI Core " + version);
  }
  [[nodiscard]] const std::vector<Sign>& all() const { return signs_; }
  void add(Sign sign) { signs_.push_back(std::move(sign)); }

 private:
  std::vector<Sign> signs_;
};

void add_network(const Artefact<NetworkC>& network, Signs& signs) {
  const NetworkC& code = network.content;
  if (code.target != StTarget::kNeuralArt) return;
  if (const auto core = code.runtime_guard ? core_of_runtime(*code.runtime_guard) : std::nullopt)
    signs.add(network, code.guard_line, {std::string(*core)},
              fmt::format("runtime {}: Core {}", runtime_text(*code.runtime_guard), *core));
  if (!code.core_version().empty())
    signs.add(network, 1, {std::string(code.core_version())},
              fmt::format("{} {}", code.git_branch, code.git_description));
  // The rewritten graph that it was compiled from.
  for (const StOption& option : code.options)
    if (option.name == "--onnx-input")
      signs.add(network, option.line, versions_of_oe(option.value), option.value);
}

/// The names of networks whose artefacts may stand in one folder: "face" of face_c_info.json.
std::string network_of(const fs::path& path, std::string_view ending) {
  const std::string name = to_utf8(path.filename());
  const size_t at = name.find(ending);
  return at == std::string::npos || at == 0 ? "" : name.substr(0, at);
}

/// Whether two artefacts can be of one network: names that differ are of two.
bool of_network(const Build& build, const std::string& name) {
  if (name.empty() || build.files.networks.empty()) return true;
  const std::string own = to_utf8(build.files.networks.front().path.stem());
  return name == own;
}

/// "model" of ".../model_OE_3_3_0_Q.json"; empty for other names.
std::string rewritten_model(std::string_view path) {
  const std::string_view name = path.substr(path.find_last_of("/\\") + 1);
  const size_t at = name.find("_OE_");
  return at == std::string_view::npos ? "" : std::string(name.substr(0, at));
}

/// The model that network.c was compiled from; empty where its options do not say it.
std::string compiled_model(const Build& build) {
  if (build.files.networks.empty()) return "";
  for (const StOption& option : build.files.networks.front().content.options)
    if (option.name == "--onnx-input" || option.name == "--json-quant-file")
      return rewritten_model(option.value);
  return "";
}

Signs signs_of(const Build& build) {
  Signs signs;
  const BuildFiles& files = build.files;
  if (!files.networks.empty()) add_network(files.networks.front(), signs);
  for (const auto& info : files.c_infos)
    if (!info.content.cpu_only && of_network(build, network_of(info.path, "_c_info.json")))
      signs.add_tool(info, 0, info.content.provenance.tool_version);
  const std::string compiled = compiled_model(build);
  const auto of_model = [&](const fs::path& path) {
    return compiled.empty() || rewritten_model(to_utf8(path)) == compiled;
  };
  for (const auto& quantization : files.quant_jsons)
    if (of_model(quantization.path))
      signs.add_tool(quantization, 0, quantization.content.provenance.tool_version);
  for (const auto& log : files.logs)
    if (of_network(build, network_of(log.path, "_generate_report")))
      signs.add_tool(log, log.content.tool_version.line, log.content.tool_version.text);
  for (const fs::path& model : files.oe_models) {
    if (!of_model(model)) continue;
    const std::string name = to_utf8(model.filename());
    if (auto versions = versions_of_oe(name); !versions.empty())
      signs.add({std::move(versions), {{name, 0}, "the rewritten graph's suffix"}});
  }
  return signs;
}

}  // namespace

void check_artefact_versions(const AuditInput& input, std::vector<AuditFinding>& found) {
  const Signs signs = signs_of(*input.build);
  if (signs.all().size() < 2) return;
  const Sign& first = signs.all().front();
  std::vector<AuditEvidence> others;
  for (const Sign& sign : signs.all())
    if (!agree(first, sign)) others.push_back(sign.evidence);
  if (others.empty()) return;
  std::vector<AuditEvidence> evidence = {first.evidence};
  evidence.insert(evidence.end(), others.begin(), others.end());
  found.push_back(
      {.id = "ST002",
       .severity = AuditSeverity::kWarning,
       .question = AuditQuestion::kModel,
       .title = fmt::format("Artefacts of several versions of ST Edge AI Core: {} of {} differ "
                            "from {}",
                            others.size(), signs.all().size(), first.evidence.source.file),
       .evidence = std::move(evidence),
       .why = "The same model becomes other integers in each version. Names, scales or weights "
              "taken from one of them do not describe the other, and a runtime of the wrong "
              "version gives zeros or garbage.",
       .fix = "Empty st_ai_output and st_ai_ws, generate once, and copy all of its files to the "
              "firmware together.",
       .settle = "Which network.c the firmware was built from, and which weights image was "
                 "programmed."});
}

}  // namespace npuscope
