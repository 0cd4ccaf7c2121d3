// SPDX-License-Identifier: Apache-2.0
// ST001, without the model at hand: how to find out whether the build is of it.
#include <fmt/format.h>

#include "audit/audit.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

/// The hash as md5sum prints it.
std::string md5_digits(std::string_view hash) {
  if (hash.starts_with("0x") || hash.starts_with("0X")) hash.remove_prefix(2);
  return std::string(hash);
}

}  // namespace

void check_unproven_model(const AuditInput& input, std::vector<AuditFinding>& found) {
  const auto hash = summary_value(*input.build, "model_hash");
  if (!input.model_path.empty() || !hash || !runs_on_npu(*input.build)) return;
  std::vector<AuditEvidence> evidence = {hash->evidence};
  std::string file = "FILE";
  if (const auto model = summary_value(*input.build, "model file")) {
    evidence.push_back(model->evidence);
    file = base_name(model->value);
  }
  found.push_back(
      {.id = "ST001",
       .severity = AuditSeverity::kDuty,
       .question = AuditQuestion::kModel,
       .title = "Make sure that the file that was good on the PC is the one that was compiled",
       .evidence = std::move(evidence),
       .why =
           "An older checkpoint, the float model, or a file that quantizes while it runs computes "
           "other numbers, and every comparison is then of two networks.",
       .fix = "",
       .settle = fmt::format("md5sum {} must print {}; --model {} compares it.", file,
                             md5_digits(hash->value), file),
       .lead = 2});
}

}  // namespace npuscope
