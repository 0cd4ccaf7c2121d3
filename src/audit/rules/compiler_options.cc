// SPDX-License-Identifier: Apache-2.0
// ST008: options that decide numbers, and such that cannot. ST061: the one that lists all buffers.
#include <fmt/format.h>

#include <array>

#include "audit/audit.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

using Names = std::vector<std::string_view>;

/// Scales become powers of two: other numbers than the model's.
const Names& requantizing() {
  static const Names kNames = {"--convert-scaleoffset-to-qmn", "--fake-Qmn", "--w-bits",
                               "--f-bits"};
  return kNames;
}

/// How sums are cut into passes, and what runs in float.
const Names& scheduling() {
  static const Names kNames = {"--optimization",   "--Omax-ca-pipe",       "--Oauto",
                               "--Oauto-sched",    "--Oalt-sched",         "--Oconv-split-cw",
                               "--Oconv-split-kw", "--Oconv-split-stripe", "--onnx-omit-opt",
                               "--native-float",   "--expand-softmax"};
  return kNames;
}

/// Where things lie and when caches are cleaned: not what is computed.
const Names& harmless() {
  static const Names kNames = {"--Ocache-opt", "--Os", "--enable-virtual-mem-pools",
                               "--enable-epoch-controller"};
  return kNames;
}

std::vector<AuditEvidence> set_options(const Build& build, const Names& names) {
  std::vector<AuditEvidence> evidence;
  for (const std::string_view name : names)
    if (const auto option = compiler_option(build, name)) evidence.push_back(option->evidence);
  return evidence;
}

/// "--Os, --Ocache-opt": the options of the lines of evidence.
std::string texts_of(const std::vector<AuditEvidence>& evidence) {
  std::string text;
  for (const AuditEvidence& line : evidence) text += (text.empty() ? "" : ", ") + line.text;
  return text;
}

void check_requantizing(const Build& build, std::vector<AuditFinding>& found) {
  auto evidence = set_options(build, requantizing());
  if (evidence.empty()) return;
  std::string title =
      "The compiler was told to quantize otherwise than the model: " + texts_of(evidence);
  found.push_back({.id = "ST008",
                   .severity = AuditSeverity::kWarning,
                   .question = AuditQuestion::kExecution,
                   .title = std::move(title),
                   .evidence = std::move(evidence),
                   .why = "Scales and zero points become powers of two (Qm.n), or have other bits: "
                          "ST's documentation says that accuracy may suffer. The numbers are not "
                          "those of the model in ONNX Runtime.",
                   .fix = "Compile without these options.",
                   .settle = ""});
}

void check_scheduling(const Build& build, std::vector<AuditFinding>& found) {
  auto evidence = set_options(build, scheduling());
  if (evidence.empty()) return;
  found.push_back(
      {.id = "ST008",
       .severity = AuditSeverity::kFact,
       .question = AuditQuestion::kExecution,
       .title = "Options that decide how sums are cut and rounded: " + texts_of(evidence),
       .evidence = {evidence.front()},
       .why = "A sum in several passes is rounded to 16 bits after each. Two builds of one model "
              "may therefore differ by a few codes. --native-float lets the M55 compute in float "
              "what the NPU cannot.",
       .fix = "",
       .settle = "network.c shows the passes; `predict --pass-plan` takes them."});
}

void check_harmless(const Build& build, std::vector<AuditFinding>& found) {
  auto evidence = set_options(build, harmless());
  if (evidence.empty()) return;
  found.push_back({.id = "ST008",
                   .severity = AuditSeverity::kRefuted,
                   .question = AuditQuestion::kRuntime,
                   .title = "Options that place and schedule, and leave the arithmetic as it is: " +
                            texts_of(evidence),
                   .evidence = {evidence.front()},
                   .why =
                       "If the numbers move with one of these, look for memory that is shared or "
                       "not up to date, not for arithmetic.",
                   .fix = "",
                   .settle = ""});
}

void check_parallelism(const Build& build, std::vector<AuditFinding>& found) {
  const auto option = compiler_option(build, "--no-hw-sw-parallelism");
  if (!option) return;
  found.push_back({.id = "ST008",
                   .severity = AuditSeverity::kRefuted,
                   .question = AuditQuestion::kExecution,
                   .title = "No race between epochs: software and hardware never run at once",
                   .evidence = {option->evidence},
                   .why = "An epoch of the M55 begins when the NPU has ended the one before.",
                   .fix = "",
                   .settle = ""});
}

void check_front_end(const Build& build, std::vector<AuditFinding>& found) {
  const auto option = command_option(build, "--no-onnx-optimizer");
  if (!option) return;
  found.push_back({.id = "ST008",
                   .severity = AuditSeverity::kFact,
                   .question = AuditQuestion::kModel,
                   .title = "The graph was compiled nearly as it is: no ONNX optimizer",
                   .evidence = {option->evidence},
                   .why = "The rewritten model (*_OE_*.onnx) should compute what the source model "
                          "does: the step `exact -> oe` of a diagnosis should be nearly zero.",
                   .fix = "",
                   .settle = "The *_OE_*.onnx with its *_Q.json, compared with the source model by "
                             "`npuscope diagnose`."});
}

/// Without it see ST061 of the rule about what can be observed.
void check_buffers_info(const Build& build, std::vector<AuditFinding>& found) {
  const auto option = compiler_option(build, "--all-buffers-info");
  if (!option) return;
  found.push_back({.id = "ST061",
                   .severity = AuditSeverity::kFact,
                   .question = AuditQuestion::kExecution,
                   .title = "Every tensor between epochs can be found: network.c lists all buffers",
                   .evidence = {option->evidence},
                   .why = "A memory dump taken behind an epoch can be decoded, and the first layer "
                          "that differs found, with nothing but this build and a debugger.",
                   .fix = "",
                   .settle = "network.c of this build, and a dump behind an epoch: npuscope record "
                             "--from-memory."});
}

}  // namespace

void check_compiler_options(const AuditInput& input, std::vector<AuditFinding>& found) {
  for (const auto check : {check_requantizing, check_scheduling, check_harmless, check_parallelism,
                           check_front_end, check_buffers_info})
    check(*input.build, found);
}

}  // namespace npuscope
