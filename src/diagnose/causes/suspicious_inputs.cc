// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>

#include "diagnose/causes/causes.h"
#include "diagnose/sample_source.h"

namespace npuscope {
namespace {

// Data that uses less than this share of the range that the calibration saw, or goes this many
// times beyond it, was prepared differently from the calibration data.
constexpr double kUnusedShare = 0.02;
constexpr double kBeyondFactor = 4;

/// The real range that the network's own input quantization can hold.
std::optional<std::pair<double, double>> calibrated_range(const Graph& graph) {
  const auto inputs = describe_inputs(graph);
  if (inputs.empty() || !inputs[0].quantization || inputs[0].quantization->per_channel())
    return std::nullopt;
  const Quantization& q = *inputs[0].quantization;
  const IntegerRange range = *integer_range(q.type);
  const auto real = [&](int64_t code) {
    return static_cast<double>(code - q.zero_point[0]) * static_cast<double>(q.scale[0]);
  };
  return std::pair(real(range.low), real(range.high));
}

/// Whether one rung holds the input's codes and the other its real numbers.
bool rounded_between(const Diagnosis& d, const Hop& hop, const LayerPair& input) {
  const auto holds_codes = [&](size_t rung, size_t tensor) {
    return d.tensors[rung].entries[tensor].quantization.has_value();
  };
  return !d.tensors.empty() && holds_codes(hop.from, input.from) != holds_codes(hop.to, input.to);
}

/// How an input differs. Where one side holds real numbers and the other their codes, nearly every
/// element does, by the rounding.
std::string input_text(const Diagnosis& d, const Hop& hop, const LayerSummary& input) {
  const LayerStats& stats = input.accumulated;
  const double scale = input.pair.code_scale;
  const std::string name = fmt::format("input '{}': ", input.pair.name);
  if (stats.one_sided > 0) return name + "elements " + difference_text(stats, scale);
  if (rounded_between(d, hop, input.pair))
    return name + fmt::format("up to {} apart, rms {}, of which rounding to codes explains 0.5",
                              in_codes(stats.largest, scale), in_codes(stats.rms(), scale));
  return name + fmt::format("{} of {} elements differ, by up to {}, rms {}",
                            stats.elements() - stats.exact, stats.elements(),
                            in_codes(stats.largest, scale), in_codes(stats.rms(), scale));
}

/// Recordings of which one was made from other inputs.
void add_differing_inputs(const Diagnosis& d, std::vector<Finding>& findings) {
  for (const Hop& hop : d.hops) {
    const LayerSummary* input = differing_input(hop);
    if (!input) continue;
    findings.push_back(
        {"B",
         Severity::kFinding,
         fmt::format("'{}' and '{}' did not read the same input: nothing downstream can be judged",
                     d.ladder.rungs[hop.from].name, d.ladder.rungs[hop.to].name),
         {input_text(d, hop, *input)},
         "Make both from the same samples, and compare the bytes in the board's input buffer with "
         "those that the reference read (type, zero point, layout, colour order, resize)",
         {index_of(d, hop)}});
  }
}

/// Two codes of a million that ST's tools rounded otherwise than the model's QuantizeLinear move
/// every output of a deep network a little.
void add_inputs_half_way(const Diagnosis& d, std::vector<Finding>& findings) {
  for (const Hop& hop : d.hops) {
    if (!hop.output.stats.differs() || differing_input(hop)) continue;
    for (const LayerSummary& input : hop.layers) {
      const int64_t count = input.accumulated.beyond_half;
      if (input.pair.op != "input" || count == 0 || !rounded_between(d, hop, input.pair)) continue;
      findings.push_back(
          {"B",
           Severity::kFinding,
           fmt::format("'{}' and '{}' may have rounded the inputs to other codes",
                       d.ladder.rungs[hop.from].name, d.ladder.rungs[hop.to].name),
           {fmt::format("input '{}': {} of {} elements lie half way between two codes: other codes "
                        "on either side, perhaps; one is enough to move outputs",
                        input.pair.name, count, input.accumulated.elements())},
           "Leave the inputs out (--inputs, [inputs]): every rung then runs on the codes that the "
           "recording holds",
           {index_of(d, hop)}});
    }
  }
}

}  // namespace

void examine_suspicious_inputs(const Diagnosis& d, std::vector<Finding>& findings) {
  add_differing_inputs(d, findings);
  add_inputs_half_way(d, findings);
  if (d.inputs.shape.empty()) return;  // the recordings hold no inputs
  if (d.inputs.nonfinite_samples > 0)
    findings.push_back(
        {"B",
         Severity::kFinding,
         "Inputs hold NaN or infinite numbers: no rung can be judged by them",
         {fmt::format("{} of {} samples", d.inputs.nonfinite_samples, d.samples.size())},
         d.inputs.recorded ? "Check how the recorded inputs were made"
                           : "Check how the input files were made, and [inputs.prepare] (a std of "
                             "0?)"});
  if (!d.samples.empty() && d.inputs.constant_samples == static_cast<int64_t>(d.samples.size())) {
    findings.push_back(
        {"B",
         Severity::kFinding,
         "Every input is constant: the comparison proves nothing",
         {d.samples.size() == 1
              ? "the sample has one value for all elements"
              : fmt::format("all {} samples have one value for all elements", d.samples.size())},
         d.inputs.recorded ? "Check how the recorded inputs were made"
                           : "Check the preparation in [inputs.prepare]"});
    return;
  }
  if (!d.ladder.quantized_model || d.inputs.type != ElementType::kFloat32) return;
  const auto range = calibrated_range(d.ladder.quantized_model->graph);
  if (!range) return;
  const auto [low, high] = *range;
  const double width = high - low;
  const double used = std::fmin(d.inputs.largest, high) - std::fmax(d.inputs.smallest, low);
  const double beyond = std::fmax(d.inputs.largest - high, low - d.inputs.smallest);
  const bool too_large = beyond > (kBeyondFactor - 1) * width;
  if (!too_large && used >= kUnusedShare * width) return;
  findings.push_back(
      {"B6",
       Severity::kFinding,
       "The inputs do not fit the range that the network was calibrated for",
       {fmt::format("inputs: {:.4g} to {:.4g}, mean {:.4g}", d.inputs.smallest, d.inputs.largest,
                    d.inputs.mean),
        fmt::format("the network's input quantization covers {:.4g} to {:.4g}", low, high)},
       std::string(d.inputs.recorded
                       ? "Check how the recorded inputs were prepared (0 to 1 or 0 to 255?)"
                       : "Check scale, mean and std in [inputs.prepare] (0 to 1 or 0 to 255?)") +
           "; nothing downstream can be judged before"});
}

}  // namespace npuscope
