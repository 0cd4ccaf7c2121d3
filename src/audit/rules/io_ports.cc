// SPDX-License-Identifier: Apache-2.0
// ST043: type, shape and channel order of inputs and outputs against the source model.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "audit/audit.h"
#include "audit/network_ports.h"
#include "tensor/shape.h"

namespace npuscope {
namespace {

/// Dimensions that say something: without the ones, as tools add and drop them.
std::vector<int64_t> without_ones(std::vector<int64_t> shape) {
  std::erase(shape, 1);
  return shape;
}

bool known(const NetworkPort& port) { return !port.shape.empty(); }

bool same_elements(const NetworkPort& a, const NetworkPort& b) {
  return !known(a) || !known(b) || checked_element_count(a.shape) == checked_element_count(b.shape);
}

bool same_order(const NetworkPort& built, const NetworkPort& source) {
  if (!known(built) || !known(source)) return true;
  return !built.blocked && without_ones(built.shape) == without_ones(source.shape);
}

bool same_type(const NetworkPort& built, const NetworkPort& source) {
  return !built.type || !source.type || *built.type == *source.type;
}

/// Scales are printed with nine digits at most.
bool same_scale(const NetworkPort& built, const NetworkPort& source) {
  if (!built.scale || !source.scale) return true;
  return std::abs(*built.scale - *source.scale) <= 1e-4 * std::abs(*source.scale);
}

struct Side {
  bool input = true;
  size_t index = 0;
  const NetworkPort* built = nullptr;
  const NetworkPort* source = nullptr;

  [[nodiscard]] std::string name() const {
    return fmt::format("{} {} '{}'", input ? "Input" : "Output", index + 1, built->name);
  }
  [[nodiscard]] std::vector<AuditEvidence> evidence() const {
    return {built->evidence, source->evidence};
  }
};

AuditFinding other_elements(const Side& side) {
  return {.id = "ST043",
          .severity = AuditSeverity::kError,
          .question = AuditQuestion::kModel,
          .title =
              fmt::format("{} has another number of elements than the source model's", side.name()),
          .evidence = side.evidence(),
          .why = "The build is not of this model, or of one with other sizes.",
          .fix = "Audit the build with the model that it was generated from.",
          .settle = "The model's hash in the generate report."};
}

/// The compiler itself changes outputs' scales (a Softmax gets 1/256 for 1/255); an input of
/// another scale is another calibration's.
AuditFinding other_scale(const Side& side) {
  return {.id = "ST043",
          .severity = side.input ? AuditSeverity::kWarning : AuditSeverity::kDuty,
          .question = side.input ? AuditQuestion::kModel : AuditQuestion::kRuntime,
          .title = fmt::format("{} has another scale than the source model's", side.name()),
          .evidence = side.evidence(),
          .why = side.input
                     ? "Codes made with the model's scale mean other numbers to the network: "
                       "a factor over all values. The build is of another calibration."
                     : "Codes read with the model's scale give other numbers: a factor over "
                       "all values.",
          .fix =
              "Take scale and zero point from the build (LL_ATON_Output_Buffers_Info, "
              "stai_..._get_info), never from the model or the training code.",
          .settle = side.input ? "The model's hash in the generate report." : ""};
}

std::string shift_text(int64_t shift) {
  if (shift == 0) return "";
  return fmt::format(" {} {}", shift < 0 ? '-' : '+', std::abs(shift));
}

std::string conversion(const NetworkPort& from, const NetworkPort& to) {
  const auto is = [](const NetworkPort& port, ElementType type) { return port.type == type; };
  const bool swapped = (is(from, ElementType::kUint8) && is(to, ElementType::kInt8)) ||
                       (is(from, ElementType::kInt8) && is(to, ElementType::kUint8));
  if (swapped) return "flip the top bit of every byte (x ^ 0x80, which moves by 128)";
  if (is_float(*from.type) && to.scale)
    return fmt::format("quantize: round(x / {:.9g}){}, clamped to {}", *to.scale,
                       shift_text(to.zero_point), element_type_name(*to.type));
  if (from.scale && is_float(*to.type))
    return fmt::format("dequantize: (code{}) * {:.9g}", shift_text(-from.zero_point), *from.scale);
  return fmt::format("convert {} to {}", element_type_name(*from.type),
                     element_type_name(*to.type));
}

/// What the application does to one port: from the model's view to the build's, or back.
std::string duties(const Side& side) {
  const NetworkPort& from = side.input ? *side.source : *side.built;
  const NetworkPort& to = side.input ? *side.built : *side.source;
  std::string text;
  if (!same_order(*side.built, *side.source)) {
    text = side.built->blocked
               ? "rearrange between the model's order and the build's blocks of channels"
               : fmt::format("rearrange {} to {}", shape_text(from.shape), shape_text(to.shape));
  }
  if (!same_type(*side.built, *side.source))
    text += (text.empty() ? "" : ", and ") + conversion(from, to);
  return text;
}

AuditFinding duty(const Side& side, const std::string& text) {
  return {.id = "ST043",
          .severity = AuditSeverity::kDuty,
          .question = AuditQuestion::kRuntime,
          .title = fmt::format("{}: the application must {}", side.name(), text),
          .evidence = side.evidence(),
          .why = side.input ? "The NPU takes the bytes as they are. With the wrong type every code "
                              "is off by a constant, with the wrong order all values are right but "
                              "elsewhere: the first layer differs everywhere."
                            : "Read as the model's type and order, right results look wrong.",
          .fix = "",
          .settle = "Compare the input buffer's bytes with those of the PC before anything else."};
}

/// Findings of one port; whether it is as in the model.
bool check_port(const Side& side, std::vector<AuditFinding>& found) {
  if (!same_elements(*side.built, *side.source)) {
    found.push_back(other_elements(side));
    return false;
  }
  if (!same_scale(*side.built, *side.source)) found.push_back(other_scale(side));
  const std::string text = duties(side);
  if (!text.empty()) found.push_back(duty(side, text));
  return text.empty() && same_scale(*side.built, *side.source);
}

AuditFinding other_count(const NetworkPorts& built, const NetworkPorts& source) {
  const auto count = [](const NetworkPorts& ports) {
    return fmt::format("{} inputs, {} outputs", ports.inputs.size(), ports.outputs.size());
  };
  const NetworkPorts* sides[] = {&built, &source};
  std::vector<AuditEvidence> evidence;
  for (const NetworkPorts* ports : sides) {
    const auto& first = ports->inputs.empty() ? ports->outputs : ports->inputs;
    if (!first.empty()) evidence.push_back({first.front().evidence.source, count(*ports)});
  }
  return {
      .id = "ST043",
      .severity = AuditSeverity::kWarning,
      .question = AuditQuestion::kModel,
      .title = fmt::format("The build has {}, the source model {}", count(built), count(source)),
      .evidence = std::move(evidence),
      .why = "Ports cannot be told apart by their number: outputs may be taken for each other.",
      .fix =
          "Audit the build with the model that it was generated from; options like "
          "--d-onnx-all-temps add outputs.",
      .settle = ""};
}

/// Without the model's side; where a log lists the ports, ST044 says it.
void check_as_built(const Build& build, const NetworkPorts& built,
                    std::vector<AuditFinding>& found) {
  if (std::ranges::any_of(build.files.logs,
                          [](const auto& log) { return !log.content.ports.empty(); }))
    return;
  std::vector<AuditEvidence> evidence;
  for (const auto* ports : {&built.inputs, &built.outputs})
    for (const NetworkPort& port : *ports) evidence.push_back(port.evidence);
  found.push_back(
      {.id = "ST043",
       .severity = AuditSeverity::kDuty,
       .question = AuditQuestion::kRuntime,
       .title = "Inputs must be written, and outputs read, in the build's type and order",
       .evidence = std::move(evidence),
       .why = "The NPU takes the bytes as they are: a wrong type, channel order or normalisation "
              "differs from the first layer on.",
       .fix = "",
       .settle = "The source model (--model) or the *_Q.json: what is to be converted follows from "
                 "them."});
}

}  // namespace

void check_io_ports(const AuditInput& input, std::vector<AuditFinding>& found) {
  const NetworkPorts built = ports_of_build(*input.build);
  if (built.empty() || input.build->target != StTarget::kNeuralArt) return;
  const NetworkPorts source = ports_of_source(input);
  if (source.empty()) return check_as_built(*input.build, built, found);
  if (built.inputs.size() != source.inputs.size() ||
      built.outputs.size() != source.outputs.size()) {
    found.push_back(other_count(built, source));
    return;
  }
  bool same = true;
  std::vector<AuditEvidence> evidence;
  const auto check = [&](bool is_input, const auto& ours, const auto& theirs) {
    for (size_t i = 0; i < ours.size(); ++i) {
      same &= check_port({is_input, i, &ours[i], &theirs[i]}, found);
      evidence.push_back(ours[i].evidence);
    }
  };
  check(true, built.inputs, source.inputs);
  check(false, built.outputs, source.outputs);
  if (!same) return;
  found.push_back({.id = "ST043",
                   .severity = AuditSeverity::kRefuted,
                   .question = AuditQuestion::kRuntime,
                   .title = "Type, shape and order of inputs and outputs are the source model's",
                   .evidence = std::move(evidence),
                   .why = "No conversion can be missing between the model's tensors and the "
                          "buffers.",
                   .fix = "",
                   .settle = ""});
}

}  // namespace npuscope
