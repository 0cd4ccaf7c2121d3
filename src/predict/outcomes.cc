// SPDX-License-Identifier: Apache-2.0
#include "predict/outcomes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>

#include "base/first_error.h"
#include "base/parallel.h"
#include "execute/executor.h"
#include "execute/real_codes.h"
#include "predict/signed_rank.h"

namespace npuscope {
namespace {

constexpr double kChance = 0.05;

Outcome outcome_of(const Graph& graph, const std::vector<Tensor>& outputs) {
  Outcome outcome;
  for (size_t i = 0; i < outputs.size(); ++i) {
    const auto& quantization = graph.value(graph.outputs[i]).quantization;
    const auto reals = real_values(outputs[i], quantization ? &*quantization : nullptr);
    outcome.outputs.insert(outcome.outputs.end(), reals.begin(), reals.end());
    if (i == 0) outcome.first = reals.size();
  }
  return outcome;
}

Result<int64_t> decision_of(const TaskSpec& task, const Outcome& outcome) {
  NPUSCOPE_TRY_ASSIGN(const TaskResult result,
                      apply_task(task, std::span(outcome.outputs).first(outcome.first)));
  return result.decision;
}

}  // namespace

Result<std::vector<Outcome>> run_samples(const Graph& graph, const Arithmetic& arithmetic,
                                         const SampleRun& run) {
  NPUSCOPE_TRY_ASSIGN(const Executor executor, Executor::create(graph, arithmetic));
  std::vector<Outcome> outcomes(run.samples.size());
  // Counts are whole numbers: in which order they are added does not matter.
  std::mutex counting;
  const auto count = [&](ValueId id, const Tensor& tensor) -> Status {
    auto& histogram = (*run.codes)[static_cast<size_t>(id)];
    if (!histogram) return {};
    const std::lock_guard lock(counting);
    histogram->add(tensor);
    return {};
  };
  FirstError first_error;
  const auto run_sample = [&](size_t i) -> Status {
    NPUSCOPE_TRY_ASSIGN(const auto inputs, run.load(run.samples[i]));
    NPUSCOPE_TRY_ASSIGN(const auto outputs,
                        executor.run(inputs, run.codes ? Executor::Tap(count) : nullptr));
    outcomes[i] = outcome_of(graph, outputs);
    return {};
  };
  parallel_for(static_cast<int64_t>(outcomes.size()), run.threads, [&](int64_t i) {
    const auto index = static_cast<size_t>(i);
    if (auto status = run_sample(index); !status)
      first_error.offer(index, std::move(status).error());
    if (run.progress != nullptr) run.progress->advance();
  });
  NPUSCOPE_TRY(first_error.status());
  return outcomes;
}

Result<OutputChange> change_of_outputs(const std::vector<Outcome>& reference,
                                       const std::vector<Outcome>& other,
                                       const std::optional<TaskSpec>& task) {
  OutputChange change;
  change.samples = static_cast<int64_t>(reference.size());
  if (task) change.decisions_changed = 0;
  double squares = 0;
  size_t count = 0;
  for (size_t i = 0; i < reference.size(); ++i) {
    const auto& a = reference[i].outputs;
    const auto& b = other[i].outputs;
    if (a.size() != b.size())
      return fail(bad_input("the two networks have outputs of other sizes")
                      .expected(std::to_string(a.size()) + " elements")
                      .found(std::to_string(b.size())));
    double square = 0;
    for (size_t k = 0; k < a.size(); ++k) {
      const double difference = std::abs(b[k] - a[k]);
      square += difference * difference;
      change.largest = std::max(change.largest, difference);
    }
    squares += square;
    count += a.size();
    change.squares.push_back(a.empty() ? 0 : square / static_cast<double>(a.size()));
    if (!task) continue;
    NPUSCOPE_TRY_ASSIGN(const int64_t before, decision_of(*task, reference[i]));
    NPUSCOPE_TRY_ASSIGN(const int64_t after, decision_of(*task, other[i]));
    if (before != after) ++*change.decisions_changed;
  }
  change.rms = count > 0 ? std::sqrt(squares / static_cast<double>(count)) : 0;
  return change;
}

std::string_view verdict_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::kBetter: return "better";
    case Verdict::kWorse: return "worse";
    case Verdict::kUnclear: return "unclear";
  }
  return "";
}

Verdict verdict_on(const OutputChange& before, const OutputChange& after) {
  std::vector<double> differences;
  double sum = 0;
  for (size_t i = 0; i < std::min(before.squares.size(), after.squares.size()); ++i) {
    differences.push_back(after.squares[i] - before.squares[i]);
    sum += differences.back();
  }
  if (signed_rank_p(std::move(differences)) > kChance) return Verdict::kUnclear;
  return sum < 0 ? Verdict::kBetter : Verdict::kWorse;
}

Reach reach_of_outputs(const std::vector<Outcome>& outcomes) {
  Reach reach{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  for (const Outcome& outcome : outcomes) {
    for (const double output : std::span(outcome.outputs).first(outcome.first)) {
      reach.low = std::min(reach.low, output);
      reach.high = std::max(reach.high, output);
    }
  }
  return reach;
}

}  // namespace npuscope
