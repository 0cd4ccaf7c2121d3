// SPDX-License-Identifier: Apache-2.0
// ST050: the build's coefficients against those that the rules make of the model. ST051: the
// multipliers of sums of two tensors. ST052: multipliers of few bits.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "audit/audit.h"
#include "audit/rule_support.h"
#include "execute/build_comparison.h"
#include "execute/compiler_model.h"

namespace npuscope {
namespace {

constexpr size_t kMostEvidence = 8;
/// Relative: 16 bits leave 2^-15 of a multiplier.
constexpr double kWrongMultiplier = 1e-3;
/// In output codes, of the largest result that a channel can have.
constexpr double kWorthALine = 1;

/// The model that the build's layers are looked up in: the user's, or the build's own OE graph.
struct Subject {
  std::shared_ptr<const Model> loaded;
  const Model* model = nullptr;
  std::shared_ptr<const NpuBuild> build;
  BuildComparison comparison;
};

/// Nothing where no model has layers that the build shows.
std::optional<Subject> subject_of(const AuditInput& input,
                                  const std::shared_ptr<const NpuBuild>& build) {
  std::vector<Subject> candidates;
  if (input.model != nullptr) candidates.push_back({nullptr, input.model, build, {}});
  for (const fs::path& path : input.build->files.oe_models) {
    auto model = load_model(path);
    if (!model) continue;
    auto owned = std::make_shared<const Model>(*std::move(model));
    candidates.push_back({owned, owned.get(), build, {}});
  }
  for (Subject& subject : candidates) {
    auto comparison = compare_build(subject.model->graph, *build, options_of(*build));
    if (!comparison || comparison->shown == 0) continue;
    subject.comparison = *std::move(comparison);
    return std::move(subject);
  }
  return std::nullopt;
}

std::string counts_text(const BuildComparison& comparison) {
  std::vector<std::string> texts;
  for (const CoefficientCount& count : comparison.counts)
    texts.push_back(fmt::format("{} {} of {}", count.kind, count.equal, count.values));
  if (comparison.tables.values > 0)
    texts.push_back(
        fmt::format("codes of tables {} of {}", comparison.tables.equal, comparison.tables.values));
  return fmt::format("{}", fmt::join(texts, ", "));
}

AuditEvidence deviation_evidence(const CoefficientDeviation& d) {
  if (d.kind == "passes") return {d.source, fmt::format("{}: {}", d.oe_node, d.note)};
  const std::string channel = d.channel >= 0 ? fmt::format(" of channel {}", d.channel) : "";
  const std::string more = d.values > 1 ? fmt::format("; {} of its channels differ", d.values) : "";
  return {d.source, fmt::format("{}: {}{} is {}, the rules give {}{}", d.oe_node, d.name, channel,
                                d.build, d.rule, more)};
}

template <class Keep>
std::vector<AuditEvidence> evidence_of(const BuildComparison& comparison, Keep keep) {
  std::vector<AuditEvidence> evidence;
  for (const CoefficientDeviation& d : comparison.deviations)
    if (keep(d) && evidence.size() < kMostEvidence) evidence.push_back(deviation_evidence(d));
  return evidence;
}

void add_comparison(const Subject& subject, std::vector<AuditFinding>& found) {
  const auto is_plan = [](const CoefficientDeviation& d) { return d.kind == "passes"; };
  const BuildComparison& comparison = subject.comparison;
  auto evidence = evidence_of(comparison, [&](const auto& d) { return !is_plan(d); });
  const BuildSource source{subject.build->coefficients.source_file, 0};
  const AuditEvidence counts{source, counts_text(comparison)};
  if (!evidence.empty()) {
    evidence.insert(evidence.begin(), counts);
    found.push_back(
        {.id = "ST050",
         .severity = AuditSeverity::kWarning,
         .question = AuditQuestion::kExecution,
         .title = "coefficients in the build are not those that the model's scales demand",
         .evidence = std::move(evidence),
         .why =
             "The NPU multiplies by what stands in these registers. Either the build was made of "
             "another model, or the compiler does something that npuscope does not know.",
         .fix = "Compare the model's hash with the build's first. Then run the rung "
                "neural-art:build=FOLDER: it computes with these very coefficients.",
         .settle = "A dump of the layer's input and output on the board."});
    return;
  }
  found.push_back({.id = "ST050",
                   .severity = AuditSeverity::kFact,
                   .question = AuditQuestion::kExecution,
                   .title = "all coefficients in the build are those that the rules make of the "
                            "model",
                   .evidence = {counts},
                   .why = "What the rung neural-art computes is what this build holds.",
                   .fix = "",
                   .settle = ""});
  auto plans = evidence_of(comparison, is_plan);
  if (plans.empty()) return;
  const size_t layers = plans.size();
  found.push_back({.id = "ST050",
                   .severity = AuditSeverity::kFact,
                   .question = AuditQuestion::kExecution,
                   .title = fmt::format("{} layers are accumulated in other passes than the rule "
                                        "has",
                                        layers),
                   .evidence = std::move(plans),
                   .why = "Every pass rounds to 16 bits once more.",
                   .fix = "Run the rung neural-art:build=FOLDER: it takes the build's own passes.",
                   .settle = ""});
}

/// A / 2^(shift + own shift), as the build and the rules have it.
struct Multipliers {
  std::map<std::string, CoefficientPair> pairs;
  [[nodiscard]] double value(const std::string& factor, const std::string& own, bool build) const {
    const auto at = [&](const std::string& name) {
      const auto found = pairs.find(name);
      if (found == pairs.end()) return int64_t{0};
      const auto& values = build ? found->second.build : found->second.rule;
      return values.empty() ? int64_t{0} : values.front();
    };
    return std::ldexp(static_cast<double>(at(factor)), -static_cast<int>(at("shift_o") + at(own)));
  }
};

struct WorstSum {
  double error = 0;  ///< relative
  AuditEvidence evidence;
};

/// The relative error of one sum's multipliers against s_in / s_out.
WorstSum error_of_sum(const Graph& graph, const Node& node, const std::string& oe_node,
                      const std::vector<CoefficientPair>& pairs) {
  Multipliers multipliers;
  for (const CoefficientPair& pair : pairs) multipliers.pairs[pair.name] = pair;
  WorstSum worst;
  const auto scale = [&](ValueId id) {
    return static_cast<double>(graph.value(id).quantization->scale_at(0));
  };
  constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kOperands = {
      {{"A", "Ax_shift"}, {"B", "By_shift"}}};
  for (size_t i = 0; i < kOperands.size(); ++i) {
    const auto& [factor, own] = kOperands[i];
    const double sign = node.op_type == "Sub" && i == 1 ? -1 : 1;
    const double wanted = sign * scale(node.inputs[i]) / scale(node.outputs[0]);
    const double held = multipliers.value(std::string(factor), std::string(own), true);
    const double error = std::fabs(held / wanted - 1);
    if (i > 0 && error <= worst.error) continue;
    worst = {error,
             {pairs.front().source,
              fmt::format("{}: {} / 2^({} + shift_o) = {:.6g}, s_in / s_out = {:.6g}", oe_node,
                          factor, own, held, wanted)}};
  }
  return worst;
}

void add_sums(const Subject& subject, std::vector<AuditFinding>& found) {
  const Graph& graph = subject.model->graph;
  const auto rules = make_neural_art_arithmetic(options_of(*subject.build));
  std::vector<WorstSum> sums;
  for (const Node& node : graph.nodes) {
    const Operator* op = find_operator(node.op_type, node.domain);
    if ((node.op_type != "Add" && node.op_type != "Sub") || op == nullptr ||
        !computes_on_codes(graph, node, *op))
      continue;
    const std::string oe_node(subject.build->node_of(graph, node));
    const BuildStages* stages = subject.build->coefficients.stages_of(oe_node);
    auto lowered = rules->lower(graph, node, *op);
    if (stages == nullptr || !lowered) continue;
    const auto pairs = overlay_stages(*stages, graph, node, *lowered);
    if (pairs && !pairs->empty()) sums.push_back(error_of_sum(graph, node, oe_node, *pairs));
  }
  if (sums.empty()) return;
  std::ranges::stable_sort(sums, std::ranges::greater(), &WorstSum::error);
  const auto wrong =
      std::ranges::count_if(sums, [](const WorstSum& sum) { return sum.error > kWrongMultiplier; });
  std::vector<AuditEvidence> evidence;
  const size_t shown = wrong > 0 ? std::min(static_cast<size_t>(wrong), kMostEvidence) : 1;
  for (size_t i = 0; i < shown; ++i) evidence.push_back(sums[i].evidence);
  if (wrong > 0)
    found.push_back({.id = "ST051",
                     .severity = AuditSeverity::kError,
                     .question = AuditQuestion::kExecution,
                     .title = fmt::format("{} of {} sums of two tensors have a wrong multiplier",
                                          wrong, sums.size()),
                     .evidence = std::move(evidence),
                     .why = "Both operands are right and the sum is not: it is too small or too "
                            "large in proportion to one of them.",
                     .fix = "Compile again from the model that is meant; if the same comes out, "
                            "report the layer to the vendor.",
                     .settle = "A dump of the sum and its operands on the board."});
  else
    found.push_back({.id = "ST051",
                     .severity = AuditSeverity::kRefuted,
                     .question = AuditQuestion::kExecution,
                     .title = fmt::format("sums of two tensors that are biased by their "
                                          "multipliers: {} of {} have those that their scales "
                                          "demand",
                                          sums.size(), sums.size()),
                     .evidence = std::move(evidence),
                     .why = "A sum that is wrong on the board has another cause.",
                     .fix = "",
                     .settle = ""});
}

/// How far a channel's multiplier is from the real one.
struct ChannelError {
  size_t channel = 0;
  double relative = 0;
  double codes = 0;  ///< of the largest result that the channel can have
};

/// The worst channel, by codes. A multiplier of 0 is left out: it stands where a channel has no
/// effect.
ChannelError worst_channel(const ProductLayer& layer) {
  const ProductCoefficients& k = layer.coefficients;
  const ProductScales& scales = layer.scales;
  const std::vector<int64_t>& held = k.three_roundings ? k.a1 : k.a2;
  const int shift = k.three_roundings ? k.s1 : k.s2;
  ChannelError worst;
  for (size_t c = 0; c < scales.weight_sums.size(); ++c) {
    const double a = static_cast<double>(held[held.size() == 1 ? 0 : c]);
    if (a == 0) continue;
    // t times this is the result in codes, but for its rounding.
    const double exact = std::ldexp(scales.unit_at(c) / scales.output, k.s_o);
    const double unit = k.three_roundings ? std::ldexp(1 / scales.output, -k.n) : 1;
    const double relative = std::fabs(std::ldexp(a * unit, -shift) / exact - 1);
    const double sum = 255 * static_cast<double>(scales.magnitude_sums[c]);
    const double t = std::min(32767.0, std::ldexp(sum, -k.s_o));
    const double codes = relative * std::min(255.0, t * exact);
    if (codes > worst.codes) worst = {c, relative, codes};
  }
  return worst;
}

void add_precision(const Subject& subject, std::vector<AuditFinding>& found) {
  const Graph& graph = subject.model->graph;
  NeuralArtOptions options = options_of(*subject.build);
  options.build = subject.build;
  std::vector<std::pair<ChannelError, AuditEvidence>> layers;
  for (const Node& node : graph.nodes) {
    const auto layer = product_layer(graph, node, options);
    if (!layer || !*layer || (*layer)->origin == Origin::kNotInBuild) continue;
    const ChannelError worst = worst_channel(**layer);
    if (worst.codes < kWorthALine) continue;
    const BuildLayer* own = subject.build->coefficients.layer(subject.build->node_of(graph, node));
    const BuildSource& at =
        (*layer)->coefficients.three_roundings ? own->scale_source : own->addend_source;
    layers.push_back(
        {worst,
         {at, fmt::format("{}: the multiplier of channel {} is wrong by {:.2g} %, up "
                          "to {:.1f} codes",
                          own->node, worst.channel, 100 * worst.relative, worst.codes)}});
  }
  if (layers.empty()) return;
  std::ranges::stable_sort(layers, std::ranges::greater(),
                           [](const auto& layer) { return layer.first.codes; });
  std::vector<AuditEvidence> evidence;
  for (const auto& layer : layers)
    if (evidence.size() < kMostEvidence) evidence.push_back(layer.second);
  found.push_back(
      {.id = "ST052",
       .severity = AuditSeverity::kWarning,
       .question = AuditQuestion::kExecution,
       .title = fmt::format("{} layers have channels whose multiplier keeps too few bits",
                            layers.size()),
       .evidence = std::move(evidence),
       .why = "All channels of a layer share one shift. Where weight scales lie far apart, the "
              "smallest keep few bits: a gain error, constant within the channel.",
       .fix = "Equalise the weight ranges of the layer's channels, or quantize it per tensor; "
              "'npuscope predict' proposes and simulates both.",
       .settle = "The slope of each channel, of a recording of the board."});
}

}  // namespace

void check_coefficients(const AuditInput& input, std::vector<AuditFinding>& found) {
  if (input.build->units() == nullptr) return;  // ST060 says what that hides
  auto build = make_npu_build(*input.build, "");
  if (!build) return;
  auto subject = subject_of(input, *std::move(build));
  if (!subject) return;
  add_comparison(*subject, found);
  add_sums(*subject, found);
  add_precision(*subject, found);
}

}  // namespace npuscope
