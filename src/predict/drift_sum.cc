// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "execute/node_info.h"
#include "execute/node_quantization.h"
#include "predict/drift.h"
#include "predict/prior_error.h"

namespace npuscope {
namespace {

/// Of a stage's coefficients, that of channel c.
template <class T>
double at(const std::vector<T>& coefficients, size_t c) {
  return static_cast<double>(coefficients[c % coefficients.size()]);
}

/// What the rounding of one stage adds, in its own steps: half a step at most. A shift of few bits
/// rounds few values: (1 + 2 / 4^shift) / 12 of whole numbers, ties away from zero.
double rounding_variance(int shift) {
  return shift == 0 ? 0 : (1 + 2 / std::ldexp(1.0, 2 * shift)) / 12;
}

/// A fixed-point stage of one channel in real numbers.
struct RealFixed {
  double gain = 1, addend = 0, low = 0, high = 0;
  double variance = 0;  ///< of its rounding
  double offset = 0;    ///< its rounding's mean
  double passes = 1;    ///< how often it rounds
};

RealFixed real_stage(const FixedStage& stage, size_t c) {
  RealFixed real;
  real.gain = std::ldexp(at(stage.multiplier, c), -stage.shift);
  real.addend = std::ldexp(at(stage.addend, c), -stage.shift);
  real.low = static_cast<double>(stage.low);
  real.high = static_cast<double>(stage.high);
  real.variance = rounding_variance(stage.shift);
  if (stage.rounding == Rounding::kFloor) real.offset = -0.5 + std::ldexp(0.5, -stage.shift);
  return real;
}

/// One channel of a sum on the NPU in real numbers, without its roundings: what they add together
/// is an error of its own.
class Channel {
 public:
  Channel(const SumLowering& npu, double passes, size_t c) {
    if (npu.pass) {
      stages_.push_back(real_stage(*npu.pass, c));
      stages_.back().passes = passes;
    }
    for (const Stage& stage : npu.epilogue)
      stages_.push_back(real_stage(std::get<FixedStage>(stage), c));
  }

  struct Output {
    double code = 0;
    bool saturated = false;  ///< a stage before the last
  };
  /// Of the integer sum.
  [[nodiscard]] Output output(double sum) const {
    Output out{sum};
    for (size_t i = 0; i < stages_.size(); ++i) {
      out.code = out.code * stages_[i].gain + stages_[i].addend;
      if (i + 1 == stages_.size()) break;
      const double limited = std::clamp(out.code, stages_[i].low, stages_[i].high);
      out.saturated |= limited != out.code;
      out.code = limited;
    }
    return out;
  }

  /// What the roundings before the last add to the output: of the accumulator, and of the others.
  struct Noise {
    double accumulator = 0, others = 0;  ///< variances
    double bound = 0;
    double offset = 0;
  };
  [[nodiscard]] Noise noise(bool has_pass) const {
    Noise noise;
    double gain = 1;  // of what follows the stage
    for (size_t i = stages_.size() - 1; i-- > 0;) {
      gain *= stages_[i + 1].gain;
      const RealFixed& stage = stages_[i];
      const double variance = stage.passes * stage.variance * gain * gain;
      (has_pass && i == 0 ? noise.accumulator : noise.others) += variance;
      if (variance > 0) noise.bound += stage.passes * std::abs(gain) / 2;
      noise.offset += stage.offset * gain;
    }
    return noise;
  }

 private:
  std::vector<RealFixed> stages_;
};

/// What `exact` computes: code = sum * factor + rest, before its one rounding.
struct Ideal {
  double factor = 1, rest = 0;
  double low = 0, high = 0;
};

Ideal ideal_of(const SumLowering& exact, size_t c) {
  const auto& stage = std::get<RealStage>(exact.epilogue.back());
  Ideal ideal;
  ideal.factor = at(stage.multiplier, c) / at(stage.divisor, c);
  ideal.rest = at(stage.addend, c) + static_cast<double>(stage.offset);
  if (!exact.bias.empty()) ideal.rest += at(exact.bias, c) * ideal.factor;
  ideal.low = static_cast<double>(stage.low);
  ideal.high = static_cast<double>(stage.high);
  return ideal;
}

size_t most_entries(const SumLowering& exact, const SumLowering& npu) {
  const auto& real = std::get<RealStage>(exact.epilogue.back());
  size_t entries = std::max({exact.bias.size(), real.multiplier.size(), real.addend.size()});
  for (const Stage& stage : npu.epilogue) {
    const auto& fixed = std::get<FixedStage>(stage);
    entries = std::max({entries, fixed.multiplier.size(), fixed.addend.size()});
  }
  return entries;
}

/// How many elements of a mean's window are added, each with the input's zero point, where raw
/// codes are summed; 0 for other sums.
Result<double> raw_terms(const Graph& graph, const Node& node, const SumLowering& npu) {
  if (!npu.raw_codes) return 0.0;
  const Operator* op = find_operator(node.op_type, node.domain);
  NPUSCOPE_TRY_ASSIGN(const SumGeometry geometry,
                      sum_geometry(graph, node, std::get<IntegerSum>(op->quantized)));
  return static_cast<double>(mean_counts(std::get<MeanSum>(geometry),
                                         *graph.value(node.inputs[0]).shape,
                                         *graph.value(node.outputs[0]).shape)
                                 .front());
}

/// Squares of what each source adds, to name the largest.
struct Sources {
  double saturation = 0, accumulator = 0, others = 0, multiplier = 0, ties = 0;

  [[nodiscard]] DriftReason largest(double passes) const {
    const double most = std::max({saturation, accumulator, others, multiplier, ties});
    if (most == saturation) return DriftReason::kSaturation;
    if (most == accumulator) return passes > 1 ? DriftReason::kManyPasses : DriftReason::kCoarseSum;
    if (most == multiplier) return DriftReason::kMultiplier;
    return most == ties ? DriftReason::kTies : DriftReason::kIntermediate;
  }
};

/// How many of the elements at a bound of the output's codes are not beyond it: as many as have the
/// code next to it, half of them.
double within_bound(const CodeCounts& counts, size_t entry, const Ideal& ideal) {
  const double code = static_cast<double>(entry) + INT8_MIN;
  if (code != ideal.low && code != ideal.high) return counts[entry];
  const size_t next = code == ideal.low ? entry + 1 : entry - 1;
  return next < counts.size() ? std::min(counts[entry], counts[next] / 2) : counts[entry];
}

/// Where a mean keeps its input's scale, sums of an even number of codes can lie half way between
/// two codes: one in `terms` does, and every second of these is rounded to another side.
double tie_square(double terms, const Ideal& ideal) {
  const bool even = terms > 0 && std::fmod(terms, 2) == 0;
  return even && std::abs(ideal.factor * terms - 1) < 1e-9 ? 0.5 / terms : 0;
}

double passes_of(const SumLowering& npu) {
  size_t passes = 0;
  for (const PassPlan& plan : npu.pieces) passes += plan.size();
  return static_cast<double>(passes);
}

/// Adds the elements that differ by 1, 2, … codes.
void add_steps(const PriorError& error, double count, DriftSum& sum) {
  for (int steps = 1; steps - 1 < std::abs(error.mean) + error.bound; ++steps)
    sum.add_reaching(count * step_probability(error, steps), steps);
}

}  // namespace

Result<Drift> drift_of_sum(const Graph& graph, const Node& node, const SumLowering& exact,
                           const SumLowering& npu, const CodeHistogram& output) {
  NPUSCOPE_TRY_ASSIGN(const double terms, raw_terms(graph, node, npu));
  const double zeros =
      terms * static_cast<double>(quantization_of(graph, node.inputs[0]).zero_point_at(0));
  const double passes = passes_of(npu);
  const auto channels =
      std::max<size_t>(most_entries(exact, npu), static_cast<size_t>(output.channels()));
  DriftSum sum;
  Sources sources;
  for (size_t c = 0; c < channels; ++c) {
    const Channel channel(npu, passes, c);
    const auto noise = channel.noise(npu.pass.has_value());
    const double deviation = std::sqrt(noise.accumulator + noise.others);
    const Ideal ideal = ideal_of(exact, c);
    const double ties = tie_square(terms, ideal);
    const CodeCounts counts =
        output.of_channel(static_cast<int64_t>(c), static_cast<int64_t>(channels));
    for (size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] == 0) continue;
      const double code = static_cast<double>(i) + INT8_MIN;
      const auto got = channel.output((code - ideal.rest) / ideal.factor + zeros);
      const PriorError error{got.code - code + noise.offset, deviation, noise.bound};
      // A saturated stage is as far from every code beyond a bound as from the bound.
      const double inside = got.saturated ? counts[i] : within_bound(counts, i, ideal);
      sum.add(inside, mean_square_step(error) + ties);
      sum.add(counts[i] - inside, 0);
      if (got.saturated) sum.add_saturated(counts[i]);
      if (ties > 0) sum.add_reaching(inside * ties, 1);
      add_steps(error, inside, sum);
      sources.ties += inside * ties;
      (got.saturated ? sources.saturation : sources.multiplier) += inside * error.mean * error.mean;
      sources.accumulator += inside * noise.accumulator;
      sources.others += inside * noise.others;
    }
  }
  return sum.drift(sources.largest(passes));
}

}  // namespace npuscope
