// SPDX-License-Identifier: Apache-2.0
// ST040: what runs on the Cortex-M55. ST041: activation functions among it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "audit/audit.h"
#include "audit/rule_support.h"
#include "audit/software_outputs.h"

namespace npuscope {
namespace {

constexpr size_t kListed = 12;

/// A report of 2.1 writes it behind the operator: "Sub(float)".
bool in_float(const BuildEpoch& epoch) {
  return epoch.floating || std::ranges::any_of(epoch.operations, [](const std::string& operation) {
           return operation.ends_with("(float)");
         });
}

AuditEvidence evidence(const Build& build, const BuildEpoch& epoch) {
  AuditEvidence line = epoch_evidence(epoch);
  if (in_float(epoch)) line.text += ", in float";
  const int64_t bytes = output_bytes(build, epoch);
  if (bytes > 0) line.text += fmt::format(", writes {} bytes", bytes);
  return line;
}

struct Counts {
  int64_t software = 0, hybrid = 0, floating = 0, all = 0;

  [[nodiscard]] std::string text() const {
    std::string words;
    if (software > 0) words = fmt::format("{} in software", software);
    if (floating > 0) words += fmt::format(" ({} of them in float)", floating);
    if (hybrid > 0) words += fmt::format("{}{} move data", words.empty() ? "" : ", ", hybrid);
    return words;
  }
};

Counts counts(const Build& build) {
  Counts counts;
  for (const BuildEpoch& epoch : build.epochs) {
    if (epoch.engine == Engine::kNothing) continue;
    counts.all += epoch.last - epoch.number + 1;
    counts.software += epoch.engine == Engine::kSoftware;
    counts.hybrid += epoch.engine == Engine::kHybrid;
    counts.floating += epoch.engine == Engine::kSoftware && in_float(epoch);
  }
  return counts;
}

void check_engines(const Build& build, std::vector<AuditFinding>& found) {
  const Counts count = counts(build);
  if (count.software + count.hybrid == 0) return;
  std::vector<AuditEvidence> lines;
  for (const BuildEpoch& epoch : build.epochs)
    if (runs_on_cpu(epoch) && lines.size() < kListed) lines.push_back(evidence(build, epoch));
  found.push_back(
      {.id = "ST040",
       .severity = AuditSeverity::kFact,
       .question = AuditQuestion::kExecution,
       .title = fmt::format("{} of {} epochs run on the Cortex-M55: {}",
                            count.software + count.hybrid, count.all, count.text()),
       .evidence = std::move(lines),
       .why = "Software computes by ST's C library: in integers with its own rounding, in float "
              "between a DequantizeLinear and a QuantizeLinear, closer to the PC than the NPU is. "
              "Moved data (hybrid) changes no value. At each of them the data cache matters.",
       .fix = "",
       .settle = ""});
}

/// Functions of one element that the NPU's activation unit or the C library computes.
constexpr std::array<std::string_view, 15> kActivations = {
    "PRelu", "Sigmoid", "HardSigmoid", "Tanh", "Softplus", "Softsign", "Swish",    "HardSwish",
    "Gelu",  "Elu",     "Selu",        "Mish", "Erf",      "Exp",      "LeakyRelu"};

void check_activations(const Build& build, std::vector<AuditFinding>& found) {
  std::map<std::string, int64_t> uses;
  std::vector<AuditEvidence> lines;
  bool floating = false;
  for (const BuildEpoch& epoch : build.epochs) {
    if (epoch.engine != Engine::kSoftware) continue;
    const auto use = std::ranges::find_if(epoch.operations, [](const std::string& operation) {
      const std::string_view name = std::string_view(operation).substr(0, operation.find('('));
      return std::ranges::find(kActivations, name) != kActivations.end();
    });
    if (use == epoch.operations.end()) continue;
    ++uses[use->substr(0, use->find('('))];
    floating |= in_float(epoch);
    if (lines.size() < kListed) lines.push_back(evidence(build, epoch));
  }
  if (uses.empty()) return;
  std::string names;
  for (const auto& [operation, count] : uses)
    names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", operation, count);
  found.push_back(
      {.id = "ST041",
       .severity = AuditSeverity::kFact,
       .question = AuditQuestion::kExecution,
       .title = "Activation functions run in software: " + names,
       .evidence = std::move(lines),
       .why = floating
                  ? "In float, with a DequantizeLinear before and a QuantizeLinear behind: two "
                    "crossings between NPU and CPU each, and results as on the PC but for the last "
                    "rounding. Differences found behind them come from elsewhere."
                  : "In integers, by the C library's tables and rounding, which are neither the "
                    "NPU's nor ONNX Runtime's: up to one code.",
       .fix = "",
       .settle = ""});
}

}  // namespace

void check_software_epochs(const AuditInput& input, std::vector<AuditFinding>& found) {
  if (input.build->target != StTarget::kNeuralArt) return;
  check_engines(*input.build, found);
  check_activations(*input.build, found);
}

}  // namespace npuscope
