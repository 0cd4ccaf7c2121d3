// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "diagnose/causes/causes.h"
#include "diagnose/floors.h"

namespace npuscope {
namespace {

/// Layers that differ from exact beyond the references, on the exact rung's own inputs.
struct Saturated {
  int64_t layers = 0;
  int64_t compared = 0;
  int64_t elements = 0;
  int64_t beyond_one = 0;
  const LayerSummary* worst = nullptr;
};

Saturated count_saturated(const Hop& hop) {
  Saturated s;
  for (const LayerSummary& layer : hop.layers) {
    if (!multiplies(layer.pair.op) || !layer.local.available() || !layer.local_floor) continue;
    ++s.compared;
    if (!layer.local_beyond_floor()) continue;
    ++s.layers;
    s.elements += layer.local.elements();
    s.beyond_one += layer.local.beyond_one;
    if (!s.worst || layer.local.largest / layer.pair.code_scale >
                        s.worst->local.largest / s.worst->pair.code_scale)
      s.worst = &layer;
  }
  return s;
}

/// What saturation does to the outcome, beside what references that are all right differ by.
std::string cost_text(const Diagnosis& d, const Hop& hop) {
  const OutputDrift floor = reference_spread(d.reference);
  return fmt::format(
      "it moves the {} by up to {:.3g} (rms {:.3g}) and {} of {} decisions; the references differ "
      "by up to {:.3g} (rms {:.3g}) and {} decisions among themselves",
      score_text(d.task->score), hop.output.largest_score, hop.output.score_rms, hop.output.flipped,
      hop.output.decided, floor.largest_score, floor.score_rms, floor.flipped);
}

/// Whether ONNX Runtime executes the quantized model there in whatever way the user asked for.
bool is_runtime(const LadderRung& rung) {
  return rung.executes() && (rung.name == "ort" || rung.name.starts_with("ort:"));
}

/// Whether it computes without that saturation; the text says how.
std::string_view as_reference(const LadderRung& rung) {
  if (rung.name == "exact") return "exact integers";
  if (!is_runtime(rung)) return "";
  if (rung.spec.find("level=none") != std::string::npos) return "unfused execution";
  return rung.spec.find("precise=1") != std::string::npos ? "execution with precise=1" : "";
}

Finding finding_of(const Diagnosis& d, const Hop& hop, const Saturated& s) {
  const LadderRung& ort = d.ladder.rungs[hop.from];
  Finding finding;
  finding.id = "A1";
  finding.severity = Severity::kFinding;
  finding.hops = {index_of(d, hop)};
  finding.title = "The PC reference is wrong: ONNX Runtime saturates on this CPU";
  finding.evidence.push_back(fmt::format(
      "{} of {} multiplying layers of {} differ from {} on identical inputs; the references, which "
      "do not saturate, agree with them",
      s.layers, s.compared, ort.spec, as_reference(d.ladder.rungs[hop.to])));
  finding.evidence.push_back(fmt::format(
      "{} of their {} output codes are more than one code off; worst layer '{}', up to {}",
      s.beyond_one, s.elements, s.worst->pair.name,
      in_codes(s.worst->local.largest, s.worst->pair.code_scale)));
  finding.evidence.push_back(
      fmt::format("the outputs of {} of {} samples change, by up to {}", hop.output.differing,
                  hop.output.samples, in_codes(hop.output.stats.largest, hop.output.code_scale)));
  if (d.task && hop.output.scored > 0) finding.evidence.push_back(cost_text(d, hop));
  finding.evidence.push_back("CPU: " + ort.fact("cpu_model") + "; " + ort.fact("cpu_flags"));
  finding.next =
      "Set session.x64quantprecision=1 in your Python session (here: ort = "
      "\"ort:level=all,precise=1\"), "
      "or make references on a CPU with VNNI; do not judge a board against this one";
  return finding;
}

}  // namespace

// failure-modes A1: 8-bit products that are added in pairs saturate at 16 bits on x86 CPUs without
// VNNI. The experiment: the same layers on the same inputs with session.x64quantprecision=1.
void examine_reference_saturation(const Diagnosis& d, std::vector<Finding>& findings) {
  if (d.reference.empty()) return;
  for (const Hop& hop : d.hops) {
    if (!is_runtime(d.ladder.rungs[hop.from]) || as_reference(d.ladder.rungs[hop.to]).empty())
      continue;
    const Saturated s = count_saturated(hop);
    if (s.layers > 0) findings.push_back(finding_of(d, hop, s));
  }
}

}  // namespace npuscope
