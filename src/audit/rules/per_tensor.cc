// SPDX-License-Identifier: Apache-2.0
// ST054: one scale for all channels of a layer's weights; and weights or activations that are not
// signed.
#include "audit/audit.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

/// "ss/sa per tensor": signed or unsigned, symmetric or asymmetric, of weights and activations.
struct Format {
  bool per_tensor = false;
  bool is_unsigned = false;
};

std::optional<Format> parse_format(std::string_view text) {
  const size_t slash = text.find('/');
  if (slash == std::string_view::npos || slash < 2 || text.size() < slash + 2) return std::nullopt;
  const bool per_tensor = text.find("per tensor") != std::string_view::npos ||
                          text.find("per-tensor") != std::string_view::npos;
  return Format{per_tensor, text[slash - 2] == 'u' || text[slash + 1] == 'u'};
}

}  // namespace

void check_per_tensor(const AuditInput& input, std::vector<AuditFinding>& found) {
  const auto stated = summary_value(*input.build, "model_fmt");
  const auto format = stated ? parse_format(stated->value) : std::nullopt;
  if (!format || !runs_on_npu(*input.build)) return;
  if (format->per_tensor)
    found.push_back(
        {.id = "ST054",
         .severity = AuditSeverity::kFact,
         .question = AuditQuestion::kExecution,
         .title = "Quantized per tensor: one scale for all channels of a layer's weights",
         .evidence = {stated->evidence},
         .why =
             "ONNX Runtime and the NPU compute from the same integers, so per tensor is no error "
             "of the target. But channels with small weights have few codes left, which costs "
             "accuracy on the PC too; and with one scale the 16-bit sum is sized by the largest "
             "channel. ST calls per tensor not recommended.",
         .fix = "",
         .settle = "The float model beside the quantized one, on the PC: what quantization itself "
                   "costs. Then the same quantized per channel."});
  if (format->is_unsigned)
    found.push_back({.id = "ST054",
                     .severity = AuditSeverity::kWarning,
                     .question = AuditQuestion::kExecution,
                     .title = "The model has unsigned codes, which the NPU's compiler re-codes",
                     .evidence = {stated->evidence},
                     .why = "The NPU's rules are for int8; uint8 is shifted by 128, or computed in "
                            "software. No rule of npuscope covers all of it.",
                     .fix = "Quantize to int8.",
                     .settle = "network.c and the table of epochs: what runs in software."});
}

}  // namespace npuscope
