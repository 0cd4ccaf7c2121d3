// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "diagnose/causes/causes.h"

namespace npuscope {
namespace {

constexpr size_t kShownLayers = 5;

const RecordingFit* fit_of_board(const Diagnosis& d) {
  for (const RecordingFit& fit : d.fits)
    if (d.ladder.rungs[fit.rung].name == "board") return &fit;
  return nullptr;
}

/// "2.2 (assumed) and 2.1: 113 of 115 recorded layers are what it makes of their inputs …"
std::string group_text(const RecordingFit& fit, const std::vector<size_t>& group) {
  const ArithmeticFit& one = fit.arithmetics[group.front()];
  std::string text = fmt::format("{}: {} of {} recorded layers are what {} of their inputs",
                                 arithmetics_text(fit, group), one.equal, fit.layers.size(),
                                 group.size() > 1 ? "they make" : "it makes");
  if (one.equal_chosen > one.equal) text += fmt::format(", {} with other passes", one.equal_chosen);
  return text;
}

std::string passes_text(const RecordingFit& fit, const FittingPasses& passes) {
  const auto layer = std::ranges::find(fit.layers, passes.recorded, &LayerFit::name);
  std::string text =
      fmt::format("'{}' is made in {}{}", passes.layer,
                  passes.choice.passes == 1 ? std::string("one pass")
                                            : fmt::format("{} passes", passes.choice.passes),
                  passes.choice.joined ? " that are joined by sums" : "");
  for (size_t i = 0; i < passes.others.size(); ++i)
    text += (i == 0 ? " (as well: " : ", ") + pass_choice_text(passes.others[i]);
  if (!passes.others.empty()) text += ")";
  return text + "; with those assumed it is not: " +
         mismatch_text(layer->mismatches[layer->own_of(fit.chosen())]);
}

std::string options_text(const RecordingFit& fit) {
  std::string text;
  for (const FittingPasses& passes : fit.passes)
    text += fmt::format(" --pass-plan '{}={}'", passes.layer, pass_choice_text(passes.choice));
  return text;
}

std::string next_step(const RecordingFit& fit) {
  const std::string& name = fit.arithmetics[fit.chosen()].name;
  std::string text;
  if (name == "exact")
    return "Make sure that the NPU executed these layers: its own arithmetic rounds otherwise";
  if (!fit.as_assumed())
    text = fmt::format(
        "Make sure which version compiled the build, and name the rung 'neural-art:compiler={}' "
        "(--rungs, or run in [rungs])",
        name);
  if (fit.passes.empty()) return text;
  return text + (text.empty() ? "Run again with" : ", with") + options_text(fit);
}

std::string title_of(const RecordingFit& fit) {
  const std::string passes = fmt::format("other passes in {} layer{}", fit.passes.size(),
                                         fit.passes.size() == 1 ? "" : "s");
  if (fit.as_assumed()) return "The board computes as assumed, but with " + passes;
  return fmt::format("The board computes as {} does, not as {}{}", arithmetics_text(fit, fit.best),
                     fit.arithmetics[fit.assumed].name,
                     fit.passes.empty() ? "" : ", and with " + passes);
}

/// The first tensor that differs must be one that was tried: what lies before the layers, such as
/// the codes of an input, is not explained by them.
bool begins_in_a_layer(const RecordingFit& fit, const Hop& hop) {
  for (const LayerSummary& layer : hop.layers) {
    const LayerStats& s = layer.accumulated;
    if (!s.available() || (s.largest <= layer.pair.indistinct() && s.one_sided == 0)) continue;
    return std::ranges::find(fit.layers, layer.pair.name, &LayerFit::name) != fit.layers.end();
  }
  return true;
}

}  // namespace

// A build chooses passes by itself, and its version is what somebody wrote down: where the board's
// own layers tell another one, that is what they are compared with.
void examine_other_arithmetic(const Diagnosis& d, std::vector<Finding>& findings) {
  const RecordingFit* fit = fit_of_board(d);
  if (!fit || (fit->as_assumed() && fit->passes.empty())) return;
  Finding finding;
  finding.id = "N2";
  finding.severity = Severity::kNote;
  finding.title = title_of(*fit);
  for (const auto& group : tied_arithmetics(*fit))
    finding.evidence.push_back(group_text(*fit, group));
  for (size_t p = 0; p < std::min(fit->passes.size(), kShownLayers); ++p)
    finding.evidence.push_back(passes_text(*fit, fit->passes[p]));
  if (fit->passes.size() > kShownLayers)
    finding.evidence.push_back(
        fmt::format("and {} more layers with other passes", fit->passes.size() - kShownLayers));
  finding.next = next_step(*fit);
  for (const Hop& hop : d.hops) {
    if (d.ladder.rungs[hop.to].name != "board" || !fit->explains_all()) continue;
    if (differing_input(hop) || !begins_in_a_layer(*fit, hop)) continue;
    finding.hops.push_back(index_of(d, hop));
    finding.severity = Severity::kAcquittal;
  }
  if (finding.severity == Severity::kAcquittal)
    finding.evidence.emplace_back(
        "nothing is left over: memory, caches and runtime are acquitted for these inputs");
  findings.push_back(std::move(finding));
}

std::vector<std::string> unexplained_layers(const Diagnosis& d, size_t count) {
  std::vector<std::string> texts;
  const RecordingFit* fit = fit_of_board(d);
  for (size_t l = 0; fit && l < fit->layers.size(); ++l) {
    const LayerFit& layer = fit->layers[l];
    if (layer.kind != FitKind::kUnexplained) continue;
    const std::string reads = layer.reads_unexplained.empty()
                                  ? ""
                                  : fmt::format("; it reads '{}', which is not explained itself",
                                                layer.reads_unexplained);
    texts.push_back(
        fmt::format("'{}' ({}) is what no arithmetic makes of its recorded inputs: of {} "
                    "that were tried {} comes nearest, wrong in {}{}",
                    layer.name, layer.op, layer.trials.size(), trial_text(*fit, layer, layer.best),
                    mismatch_text(layer.mismatches[layer.best]), reads));
  }
  if (texts.size() > count) {
    const size_t more = texts.size() - count;
    texts.resize(count);
    texts.push_back(fmt::format("and {} more layers that no arithmetic explains", more));
  }
  return texts;
}

}  // namespace npuscope
