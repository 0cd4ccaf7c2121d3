// SPDX-License-Identifier: Apache-2.0
// ST070: what is known of networks of this size and shape. A hint: nothing of it is read from the
// files at hand.
#include <fmt/format.h>

#include <array>

#include "audit/audit.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

struct Family {
  std::string_view name;
  int64_t parameters = 0;
  std::array<int64_t, 3> input{};  ///< the extents of the input without the batch, sorted
  int64_t outputs = 0;
  std::string_view known;
};

constexpr std::array kFamilies = {
    Family{
        "MiniFASNetV2SE (face liveness, 128 pixels)",
        468048,
        {3, 128, 128},
        2,
        "The published float weights of this family, folded, have exactly as many parameters. "
        "Quantized per tensor, the last layer (128 to 2) is capped by its 16-bit sum at about ±2.1 "
        "a logit, ±4.3 their difference, where float reaches 13.5: signs stay right, confidence "
        "cannot exceed 0.986, and about half of the test images are cut. The quantized file that "
        "is published with them is quantized dynamically (uint8) and cannot be what was compiled "
        "here. It was trained on RGB, 0 to 1, crops enlarged by 1.5; other trees of the same "
        "network use BGR, 0 to 255."},
};

std::vector<int64_t> sorted_extents(const std::vector<int64_t>& shape) {
  std::vector<int64_t> extents(shape.begin() + (shape.empty() ? 0 : 1), shape.end());
  std::ranges::sort(extents);
  return extents;
}

bool has_shape(const Family& family, const GenerateLog::Port& port) {
  const auto extents = sorted_extents(port.shape);
  if (!port.input) return extents == std::vector<int64_t>{family.outputs};
  return std::ranges::equal(extents, family.input);
}

void check_family(const Artefact<GenerateLog>& log, const Family& family,
                  std::vector<AuditFinding>& found) {
  const GenerateLog::Pair* params = log.content.find("params #");
  if (!params || leading_count(params->value) != family.parameters) return;
  std::vector<AuditEvidence> evidence = {
      evidence_in(log, params->line, params->key + " : " + params->value)};
  for (const GenerateLog::Port& port : log.content.ports) {
    if (!has_shape(family, port)) return;
    evidence.push_back(port_evidence(log, port));
  }
  if (evidence.size() < 3) return;  // an input and an output
  found.push_back({.id = "ST070",
                   .severity = AuditSeverity::kHint,
                   .question = AuditQuestion::kModel,
                   .title = fmt::format("Parameters and shapes are those of {}", family.name),
                   .evidence = std::move(evidence),
                   .why = std::string(family.known),
                   .fix = "",
                   .settle =
                       "The model itself: npuscope predict --model FILE says its own caps. On the "
                       "board: the largest difference of logits ever seen."});
}

}  // namespace

void check_model_family(const AuditInput& input, std::vector<AuditFinding>& found) {
  for (const auto& log : input.build->files.logs)
    for (const Family& family : kFamilies) check_family(log, family, found);
}

}  // namespace npuscope
