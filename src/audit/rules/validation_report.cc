// SPDX-License-Identifier: Apache-2.0
// ST072: what a report of `stedgeai validate` says, and what it does not.
#include <fmt/format.h>

#include "audit/audit.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

std::string metrics_text(const StMetrics& metrics) {
  std::string text = metrics.name + ":";
  for (const std::string_view key : {"cos", "rmse", "mean"})
    if (const auto found = metrics.text.find(std::string(key)); found != metrics.text.end())
      text += fmt::format(" {}={}", key, found->second);
  return text;
}

bool on_target(const StReport& report) {
  return report.parameters.find("--mode target") != std::string::npos || !report.runtime.empty();
}

}  // namespace

void check_validation_report(const AuditInput& input, std::vector<AuditFinding>& found) {
  for (const auto& report : input.build->files.validations) {
    std::vector<AuditEvidence> evidence;
    if (!report.content.parameters.empty())
      evidence.push_back(evidence_in(report, 0, report.content.parameters));
    if (!report.content.runtime.empty())
      evidence.push_back(evidence_in(report, 0, "runtime: " + report.content.runtime));
    for (const StMetrics& metrics : report.content.metrics)
      evidence.push_back(evidence_in(report, 0, metrics_text(metrics)));
    const bool board = on_target(report.content);
    found.push_back(
        {.id = "ST072",
         .severity = AuditSeverity::kFact,
         .question = AuditQuestion::kExecution,
         .title = board ? "ST's validation ran on a board"
                        : "ST's validation ran on the PC: the NPU took no part",
         .evidence = std::move(evidence),
         .why =
             "One number over all samples hides a bias, and on random inputs it proves little: a "
             "cosine of 0.996 can go with a constant error. The reference is ONNX Runtime or "
             "TFLite, not the NPU's arithmetic.",
         .fix = "",
         .settle = board
                       ? "network_val_io.npz beside it holds both sides' arrays: npuscope compare "
                         "tells rounding from a fault."
                       : "stedgeai validate --mode target, with the NPU."});
  }
}

}  // namespace npuscope
