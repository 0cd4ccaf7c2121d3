// SPDX-License-Identifier: Apache-2.0
#include "diagnose/diagnosis.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>

#include "base/first_error.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "base/stop.h"
#include "compare/pairing.h"
#include "diagnose/hop_gates.h"
#include "diagnose/input_summary.h"
#include "diagnose/recorder.h"
#include "diagnose/run_key.h"
#include "diagnose/sample_source.h"
#include "diagnose/sample_store.h"
#include "diagnose/sample_totals.h"
#include "diagnose/summary.h"

namespace npuscope {
namespace {

/// Nodes that count what happens inside them: those of the rung neural-art.
int64_t counted_nodes(const Ladder& ladder) {
  const LadderRung* npu = ladder.executing("neural-art");
  return npu ? static_cast<int64_t>(npu->rung->graph().nodes.size()) : 0;
}

class DiagnosisRun {
 public:
  DiagnosisRun(const Case& input, const DiagnoseOptions& options)
      : case_(input), options_(options) {}

  Result<Diagnosis> run() {
    NPUSCOPE_TRY_SET(diagnosis_.ladder, build_ladder(case_, {options_.ort_library, true}));
    NPUSCOPE_TRY(check_sizes(case_.sizes, diagnosis_.ladder));
    NPUSCOPE_TRY_SET(source_, SampleSource::open(case_, diagnosis_.ladder));
    const auto& model = diagnosis_.ladder.quantized_model;
    for (const LadderRung& rung : diagnosis_.ladder.rungs)
      diagnosis_.tensors.push_back(tensors_of(rung, model ? &model->graph : nullptr));
    NPUSCOPE_TRY(plan());
    NPUSCOPE_TRY(pair_recorded_samples());
    NPUSCOPE_TRY(open_work_folder());
    NPUSCOPE_TRY(run_samples());
    return summarise();
  }

 private:
  Status plan() {
    const Ladder& ladder = diagnosis_.ladder;
    auto pairs = ladder.hops();
    counts_.hops = pairs.size();
    for (const auto& pair : reference_pairs(ladder)) pairs.push_back(pair);
    counts_.references = pairs.size() - counts_.hops;
    for (const auto& pair : ladder.board_pairs()) pairs.push_back(pair);
    for (const auto& [from, to] : pairs) {
      NPUSCOPE_TRY_ASSIGN(Comparison c, plan_comparison(ladder, diagnosis_.tensors, from, to));
      plans_.push_back(std::move(c));
    }
    return plan_trials();
  }

  Status plan_trials() {
    const Ladder& ladder = diagnosis_.ladder;
    for (size_t r = 0; r < ladder.rungs.size(); ++r) {
      if (ladder.rungs[r].executes()) continue;
      NPUSCOPE_TRY_ASSIGN(auto trials, TrialPlan::create(ladder, r, diagnosis_.tensors[r]));
      if (trials) trials_.push_back(*std::move(trials));
    }
    return {};
  }

  /// What a finished sample takes on the disk beside its comparisons.
  [[nodiscard]] StoredCounts stored_counts() const {
    StoredCounts counts{counted_nodes(diagnosis_.ladder), 0};
    for (const TrialPlan& trials : trials_) counts.trials += trials.trials();
    return counts;
  }

  Status open_work_folder() {
    diagnosis_.work_folder = options_.work_folder;
    NPUSCOPE_TRY_SET(recorder_, Recorder::open(options_.work_folder, diagnosis_.ladder,
                                               diagnosis_.tensors, *source_, case_.detail));
    diagnosis_.planned_bytes =
        recorder_->planned_bytes() +
        SampleStore::planned_bytes(plans_, diagnosis_.tensors, stored_counts(), source_->size());
    if (options_.announce) options_.announce(diagnosis_.planned_bytes, diagnosis_.work_folder);
    for (const std::string& reason : recorder_->reasons()) diagnosis_.notes.push_back(reason);
    const std::string key =
        run_key(diagnosis_.ladder, plans_, trials_, source_->preparation_text());
    NPUSCOPE_TRY_SET(store_, SampleStore::open(options_.work_folder / "samples", key));
    return {};
  }

  Status run_samples() {
    const size_t count = source_->size();
    totals_.emplace(count, diagnosis_.ladder.rungs.size(), plans_, trials_);
    input_facts_.resize(count);
    Progress progress("running samples", static_cast<int64_t>(count),
                      options_.progress ? Progress::Mode::kAutomatic : Progress::Mode::kSilent);
    const Stoppable stoppable;
    FirstError first_error;
    std::atomic<size_t> finished = 0;
    parallel_for(static_cast<int64_t>(count), options_.threads, [&](int64_t i) {
      const auto index = static_cast<size_t>(i);
      if (first_error.ends_work()) return;
      if (auto status = run_sample(index); !status)
        first_error.offer(index,
                          std::move(status).error().in("sample '" + source_->name(index) + "'"));
      else
        ++finished;
      progress.advance();
    });
    if (stop_requested() && finished < count) return fail(stopped(finished, count));
    return first_error.status();
  }

  [[nodiscard]] Error stopped(size_t finished, size_t count) const {
    return stopped_error()
        .found(fmt::format("{} of {} samples are finished, in {}", finished, count,
                           to_utf8(options_.work_folder)))
        .hint("the same command again goes on behind them");
  }

  Status run_sample(size_t index) {
    std::vector<const Model*> models;
    std::vector<std::vector<Tensor>> inputs;
    NPUSCOPE_TRY(load_inputs(index, models, inputs));
    const std::string hash = inputs.empty() ? "" : input_hash(inputs.front());
    // A network of constants has no inputs to describe.
    if (!inputs.empty() && !inputs.front().empty())
      input_facts_[index] = describe_tensor(inputs.front().front());
    NPUSCOPE_TRY_ASSIGN(std::vector<RungValues> values, load_recordings(index));
    const SampleEntry entry{source_->name(index), hash};
    const std::string key = evidence_hash(hash, values);
    if (auto stored = store_->find(index, entry.name, key);
        stored && recorder_->has(index, entry)) {
      totals_->add(index, *std::move(stored));
      ++resumed_;
      return {};
    }
    std::vector<std::vector<NodeCounters>> counters(values.size());
    NPUSCOPE_TRY(run_rungs(models, inputs, values, counters));
    NPUSCOPE_TRY(recorder_->write(index, entry, values));
    NPUSCOPE_TRY_ASSIGN(SampleResult result, compare({entry.name, key}, values));
    result.counters = std::move(counters);
    NPUSCOPE_TRY(store_->save(index, result));
    totals_->add(index, std::move(result));
    return {};
  }

  Status load_inputs(size_t index, std::vector<const Model*>& models,
                     std::vector<std::vector<Tensor>>& inputs) const {
    const Ladder& ladder = diagnosis_.ladder;
    for (const auto& model : ladder.models()) {
      NPUSCOPE_TRY_ASSIGN(auto tensors, source_->load(index, *model));
      models.push_back(model.get());
      inputs.push_back(std::move(tensors));
    }
    return {};
  }

  Status run_rungs(const std::vector<const Model*>& models,
                   const std::vector<std::vector<Tensor>>& inputs, std::vector<RungValues>& values,
                   std::vector<std::vector<NodeCounters>>& counters) const {
    for (size_t r = 0; r < diagnosis_.ladder.rungs.size(); ++r) {
      const LadderRung& rung = diagnosis_.ladder.rungs[r];
      if (!rung.executes()) continue;
      NPUSCOPE_TRY(check_stop());
      size_t m = 0;
      while (models[m] != rung.model.get()) ++m;
      const bool counted = &rung == diagnosis_.ladder.executing("neural-art");
      auto made =
          run_rung(rung, diagnosis_.tensors[r], inputs[m], counted ? &counters[r] : nullptr);
      if (!made) return fail(std::move(made).error().in("rung '" + rung.name + "'"));
      values[r] = *std::move(made);
    }
    return {};
  }

  /// Which sample of each recording is which sample of the case.
  Status pair_recorded_samples() {
    Manifest own;
    for (size_t i = 0; i < source_->size(); ++i) own.samples.push_back({source_->name(i), ""});
    recorded_sample_.resize(diagnosis_.ladder.rungs.size());
    for (size_t r = 0; r < recorded_sample_.size(); ++r) {
      const LadderRung& rung = diagnosis_.ladder.rungs[r];
      if (rung.executes()) continue;
      recorded_sample_[r].resize(own.samples.size());
      const SamplePairing pairing =
          pair_samples(own, rung.recording->manifest(),
                       {"the case", "the recording", "the case and the recording"});
      if (pairing.pairs.empty())
        return fail(bad_input("the recording shares no sample with the inputs")
                        .in("rung '" + rung.name + "', " + rung.spec)
                        .expected(name_of_first(own) + " and others, of the inputs")
                        .found(name_of_first(rung.recording->manifest()))
                        .hint("name the samples as the input files, or number them from 0"));
      for (const SamplePair& pair : pairing.pairs) recorded_sample_[r][pair.reference] = pair.other;
      const auto& feeding = source_->recording();
      const bool feeds = feeding && (rung.recording == feeding || rung.intended == feeding);
      if (!pairing.note.empty() && !feeds)
        pairing_warnings_.push_back(rung.name + ": " + rung.spec + ": " + pairing.note);
      if (const size_t missing = own.samples.size() - pairing.pairs.size(); missing > 0)
        pairing_warnings_.push_back(fmt::format("{}: {} lacks {} of {} samples", rung.name,
                                                rung.spec, missing, own.samples.size()));
    }
    return {};
  }

  static std::string name_of_first(const Manifest& manifest) {
    return manifest.samples.empty() ? "no samples" : "'" + manifest.samples.front().name + "'";
  }

  /// By rung: the tensors of the sample that were recorded elsewhere; none of other rungs, and none
  /// where the recording lacks the sample.
  Result<std::vector<RungValues>> load_recordings(size_t index) const {
    std::vector<RungValues> values(diagnosis_.ladder.rungs.size());
    for (size_t r = 0; r < values.size(); ++r) {
      const LadderRung& rung = diagnosis_.ladder.rungs[r];
      values[r].resize(diagnosis_.tensors[r].entries.size());
      if (rung.executes()) continue;
      const auto sample = recorded_sample_[r][index];
      for (size_t t = 0; sample && t < values[r].size(); ++t)
        NPUSCOPE_TRY_SET(values[r][t], rung.recording->load(*sample, t));
    }
    return values;
  }

  /// What a sample's figures depend on beside the run: its input, and what was recorded of it.
  static std::string evidence_hash(const std::string& input,
                                   const std::vector<RungValues>& recorded) {
    std::vector<Tensor> tensors;
    for (const RungValues& rung : recorded)
      for (const auto& tensor : rung)
        if (tensor) tensors.push_back(*tensor);
    return tensors.empty() ? input : input + "+" + input_hash(tensors);
  }

  Result<SampleResult> compare(const SampleEntry& entry,
                               const std::vector<RungValues>& values) const {
    SampleResult result{entry.name, entry.input_hash, {}, {}, {}};
    for (size_t r = 0; r < values.size(); ++r)
      result.outputs.push_back(first_output(diagnosis_.tensors[r], values[r]));
    for (const Comparison& plan : plans_) {
      NPUSCOPE_TRY_ASSIGN(ComparisonStats stats,
                          compare_rungs(diagnosis_.ladder, diagnosis_.tensors, plan, values));
      result.comparisons.push_back(std::move(stats));
    }
    for (const TrialPlan& trials : trials_) {
      NPUSCOPE_TRY_ASSIGN(auto mismatches, trials.run(values[trials.rung()]));
      result.trials.push_back(std::move(mismatches));
    }
    return result;
  }

  void summarise_trials() {
    for (size_t t = 0; t < trials_.size(); ++t) {
      RecordingFit fit = summarise_fit(trials_[t], totals_->trials()[t]);
      if (!fit.layers.empty()) diagnosis_.fits.push_back(std::move(fit));
    }
  }

  Result<Diagnosis> summarise() {
    diagnosis_.case_name = case_.name;
    diagnosis_.task = case_.task;
    diagnosis_.resumed_samples = resumed_;
    diagnosis_.notes.insert(diagnosis_.notes.end(), case_.notes.begin(), case_.notes.end());
    for (std::string& remark : recorder_->remarks()) diagnosis_.notes.push_back(std::move(remark));
    summarise_inputs(*source_, input_facts_, diagnosis_);
    for (const std::string& note : diagnosis_.ladder.notes)
      diagnosis_.inputs.warnings.push_back(note);
    for (const std::string& warning : pairing_warnings_)
      diagnosis_.inputs.warnings.push_back(warning);
    NPUSCOPE_TRY(summarise_samples(*source_, totals_->samples(), diagnosis_));
    summarise_comparisons(plans_, counts_, *totals_, diagnosis_);
    summarise_trials();
    NPUSCOPE_TRY(summarise_npu(*totals_, diagnosis_));
    NPUSCOPE_TRY(summarise_board_at_cap(totals_->samples(), diagnosis_));
    NPUSCOPE_TRY(judge_gates(case_.gates, diagnosis_));
    diagnosis_.findings = examine_causes(diagnosis_);
    diagnosis_.cannot_tell = open_questions(diagnosis_);
    return std::move(diagnosis_);
  }

  const Case& case_;
  const DiagnoseOptions& options_;
  Diagnosis diagnosis_;
  std::optional<SampleSource> source_;
  std::optional<Recorder> recorder_;
  std::optional<SampleStore> store_;
  std::vector<Comparison> plans_;  // hops, pairs of references, pairs with the board
  PlanCounts counts_;
  std::vector<TrialPlan> trials_;
  std::vector<std::vector<std::optional<size_t>>> recorded_sample_;  // by rung and sample
  std::vector<std::string> pairing_warnings_;
  std::optional<SampleTotals> totals_;
  std::vector<TensorFacts> input_facts_;
  std::atomic<int64_t> resumed_ = 0;
};

}  // namespace

bool Diagnosis::measured() const {
  return std::ranges::any_of(hops, [](const Hop& hop) {
    return std::ranges::any_of(
        hop.layers, [](const LayerSummary& layer) { return layer.accumulated.available(); });
  });
}

bool Diagnosis::agrees() const {
  const bool found = std::ranges::any_of(
      findings, [](const Finding& finding) { return finding.severity == Severity::kFinding; });
  const bool holds = std::ranges::all_of(gates, [](const HopGateVerdict& gate) {
    return gate.verdict.result.outcome == GateOutcome::kPass;
  });
  return measured() && !found && holds;
}

std::string hop_name(const Ladder& ladder, const Hop& hop) {
  return ladder.rungs[hop.from].name + " -> " + ladder.rungs[hop.to].name;
}

Result<Diagnosis> diagnose(const Case& input, const DiagnoseOptions& options) {
  return DiagnosisRun(input, options).run();
}

}  // namespace npuscope
