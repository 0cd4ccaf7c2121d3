// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "diagnose/causes/causes.h"

namespace npuscope {
namespace {

constexpr size_t kShownLayers = 3;

std::string drift_text(const Diagnosis& d, const Hop& hop) {
  const OutputDrift& o = hop.output;
  const std::string which = o.name.empty() ? "outputs" : "elements of '" + o.name + "'";
  std::string text = fmt::format("{}: {} {}, in {} of {} samples", hop_name(d.ladder, hop), which,
                                 difference_text(o.stats, o.code_scale), o.differing, o.samples);
  if (o.decided > 0) text += fmt::format("; {} of {} decisions change", o.flipped, o.decided);
  return text;
}

/// The board equals an arithmetic of the NPU, if not the one before it in the ladder: as a whole,
/// or layer by layer.
bool acquitted(const std::vector<Finding>& findings, size_t hop) {
  return std::ranges::any_of(findings, [&](const Finding& finding) {
    return finding.severity == Severity::kAcquittal && explains(finding, hop);
  });
}

/// Whether the board's outputs are others than the noise of equivalent references explains.
bool differs(const Hop& hop) { return !hop.outputs_beyond_floor().empty() || hop.rescaled(); }

bool computes_npu(const Diagnosis& d) { return !d.npu.empty(); }

/// The layers whose arithmetic is not proven, as suspects beside memory and runtime.
std::string suspect_layers(const Diagnosis& d) {
  std::string text;
  size_t more = 0;
  for (const NpuLayer& layer : d.npu) {
    if (layer.basis.evidence == Evidence::kSilicon && !layer.basis.plan_open) continue;
    if (++more > kShownLayers) continue;
    text += fmt::format("{}'{}' ({})", text.empty() ? "" : ", ", layer.name,
                        layer.basis.plan_open ? "its passes" : evidence_name(layer.basis.evidence));
  }
  if (more > kShownLayers) text += fmt::format(" and {} more", more - kShownLayers);
  return text;
}

/// What the board equals that the NPU does not compute; empty where it equals nothing of the kind.
std::string equal_to_text(const Diagnosis& d) {
  for (const Hop& hop : d.against_board) {
    const LadderRung& rung = d.ladder.rungs[hop.from];
    const bool npu = rung.arithmetic().starts_with("neural-art");
    const LayerStats& s = hop.output.stats;
    if (npu || !s.available() || s.differs() || differing_input(hop)) continue;
    return fmt::format("{} and the board are equal in all {} output elements", rung.arithmetic(),
                       s.elements());
  }
  return {};
}

/// What to suspect where the NPU's arithmetic has been compared.
std::string suspects(const Diagnosis& d) {
  if (!unexplained_layers(d, 1).empty())
    return "compare the weights and coefficients of the layers that nothing explains in memory "
           "with the image (of the channel that is off), and dump their inputs and outputs twice";
  const std::string unproven = suspect_layers(d);
  const std::string environment =
      "run one sample twice and another in between (caches), compare the weights in memory with "
      "the image, check the runtime's version";
  if (unproven.empty()) return "every layer's arithmetic is proven on silicon: " + environment;
  const bool open =
      std::ranges::any_of(d.npu, [](const NpuLayer& layer) { return layer.basis.plan_open; });
  return "the arithmetic of these layers is not proven: " + unproven +
         "; record them on the board if you can" +
         (open ? ", or try their other passes (predict --pass-plan list)" : "") + ". Beside that " +
         environment;
}

/// What to look at next; `unseen`: which of the board's inputs were not compared.
std::string next_step(const Diagnosis& d, bool npu_acquitted, const std::string& unseen) {
  if (!equal_to_text(d).empty())
    return "Make sure that the NPU executed the network: its own arithmetic rounds otherwise";
  if (npu_acquitted)
    return "Look at what both builds share: the bytes that the input buffer holds, the model that "
           "was compiled, how the outputs are read";
  const std::string arithmetic =
      computes_npu(d) ? suspects(d)
                      : "part of any such difference is the NPU's own arithmetic, which the rung "
                        "'neural-art' computes (from the quantized model, or from *_OE_*.onnx with "
                        "its _Q.json): run it before blaming memory or runtime";
  if (unseen.empty()) return "The inputs agree: " + arithmetic;
  return "First make sure of the inputs (" + unseen +
         "): dump the board's input buffer of one sample and compare it with the prepared one "
         "(type, zero point, layout, colour order, which sample). Then: " +
         arithmetic;
}

/// The element that moves most, in codes where they are known.
void add_element(const Diagnosis& d, const Hop& hop, Finding& finding) {
  const auto& worst = hop.output.worst;
  if (!worst) return;
  finding.evidence.push_back(fmt::format(
      "element {} of the {}output of sample '{}' moves most: {:.6g} in {}, {:.6g} in {} ({} "
      "apart)",
      worst->index, hop.output.name.empty() ? "" : "first ", d.samples[worst->sample].name,
      worst->earlier, d.ladder.rungs[hop.from].name, worst->later, d.ladder.rungs[hop.to].name,
      in_codes(std::fabs(worst->later - worst->earlier), hop.output.slope_code)));
}

/// Layers whose own inputs were recorded: what each of them did by itself.
void add_layers(const Hop& hop, Finding& finding) {
  const auto layers = worst_local(hop, kShownLayers);
  for (const LayerSummary* layer : layers)
    finding.evidence.push_back(fmt::format(
        "'{}' ({}) differs by itself, on its own recorded inputs: up to {}, rms {}",
        layer->pair.name, layer->pair.op, in_codes(layer->local.largest, layer->pair.code_scale),
        in_codes(layer->local.rms(), layer->pair.code_scale)));
  if (!layers.empty() && hop.first_local)
    finding.evidence.push_back("the first layer that does: '" +
                               hop.layers[*hop.first_local].pair.name + "'");
}

}  // namespace

// What the NPU's own arithmetic does not account for, where it could be compared; otherwise a
// difference on the board can be stated and divided, but not blamed: arithmetic, memory, runtime
// and input contract are all still suspects.
void examine_board_difference(const Diagnosis& d, std::vector<Finding>& findings) {
  Finding finding;
  finding.id = "N1";
  finding.severity = Severity::kFinding;
  std::optional<std::string> unseen;
  for (const Hop& hop : d.hops) {
    const std::string& to = d.ladder.rungs[hop.to].name;
    if (to != "board" && to != "board-cpu") continue;
    if (acquitted(findings, index_of(d, hop))) continue;
    if (differing_input(hop)) continue;  // a finding of its own: nothing downstream is judged
    if (!differs(hop)) continue;
    finding.hops.push_back(index_of(d, hop));
    finding.evidence.push_back(drift_text(d, hop));
    std::ranges::move(slope_evidence(d, hop), std::back_inserter(finding.evidence));
    if (hop.output.stats.one_sided > 0)
      finding.evidence.emplace_back("no integer arithmetic makes NaN or infinite numbers of codes");
    if (!unseen || !unseen->empty()) unseen = unseen_inputs(hop);
    add_element(d, hop, finding);
    add_layers(hop, finding);
  }
  if (finding.evidence.empty()) return;
  std::ranges::move(unexplained_layers(d, kShownLayers), std::back_inserter(finding.evidence));
  const Hop* with_and_without = find_hop(d, "board-cpu", "board");
  const Hop* cpu = nullptr;
  for (const Hop& hop : d.hops)
    if (d.ladder.rungs[hop.to].name == "board-cpu") cpu = &hop;
  bool npu_acquitted = false;
  if (with_and_without && cpu) {
    const bool npu = differs(*with_and_without);
    const bool rest = differs(*cpu);
    npu_acquitted = !npu;
    finding.evidence.push_back(
        npu && !rest ? "the same build without the NPU agrees with the reference: the difference "
                       "arises in what the NPU executes or in its memory"
        : !npu       ? "with and without the NPU the board returns the same: the difference arises "
                       "before or around the NPU"
                     : "both steps differ: each must be explained");
  }
  if (std::string text = equal_to_text(d); !text.empty())
    finding.evidence.push_back(std::move(text));
  const bool by_npu = std::ranges::any_of(
      finding.hops, [&](size_t hop) { return d.ladder.rungs[d.hops[hop].to].name == "board"; });
  finding.title = computes_npu(d) && by_npu
                      ? "The board returns other outputs: not explained by the NPU's arithmetic"
                      : "The board returns other outputs: not explained yet";
  finding.next = next_step(d, npu_acquitted, *unseen);
  findings.push_back(std::move(finding));
}

}  // namespace npuscope
