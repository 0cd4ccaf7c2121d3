// SPDX-License-Identifier: Apache-2.0
#include "predict/remedy_trials.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace npuscope {
namespace {

constexpr size_t kTunedOn = 16;  // samples to choose a strength with

/// The compiler with the other number of roundings.
NeuralArtOptions other_compiler(const NeuralArtOptions& options) {
  const auto others = of_other_generations(options);
  return *std::ranges::find_if(others, [&](const NeuralArtOptions& other) {
    return has_three_roundings(other.generation) != has_three_roundings(options.generation);
  });
}

Remedy compile_with(const NeuralArtOptions& options) {
  Remedy remedy;
  remedy.kind = kCompilerRemedy;
  remedy.id = fmt::format("{}={}", kCompilerRemedy, options.compiler);
  remedy.layer = "*";
  remedy.text = "compile with ST Edge AI Core " + options.compiler;
  return remedy;
}

/// Whether the remedy changes the file, and leaves the layer on the NPU.
bool stays_on_npu(const Remedy& remedy) {
  return remedy.kind != kCompilerRemedy && remedy.kind != "float-layer";
}

class Trier {
 public:
  explicit Trier(const RemedyJob& job)
      : job_(job),
        npu_(make_neural_art_arithmetic(job.options)),
        source_{job.model, job.bytes, job.options, job.float_model, job.tuning, job.layers} {}

  Result<RemedyTrials> run() {
    NPUSCOPE_TRY_ASSIGN(std::vector<Remedy> remedies, propose_remedies(source_));
    remedies.push_back(compile_with(other_compiler(job_.options)));
    if (job_.measuring.empty()) return untried(std::move(remedies));
    NPUSCOPE_TRY(run_references());
    NPUSCOPE_TRY_SET(remedies, best_strengths(std::move(remedies)));
    progress_.emplace("trying remedies",
                      static_cast<int64_t>(remedies.size() * job_.measuring.size()), mode());
    for (Remedy& remedy : remedies) NPUSCOPE_TRY(try_one(std::move(remedy)));
    NPUSCOPE_TRY(try_together());
    progress_.reset();
    sort_trials();
    return std::move(result_);
  }

 private:
  [[nodiscard]] Progress::Mode mode() const {
    return job_.progress ? Progress::Mode::kAutomatic : Progress::Mode::kSilent;
  }

  static RemedyTrials untried(std::vector<Remedy> remedies) {
    RemedyTrials result;
    for (Remedy& remedy : remedies) {
      std::string reason =
          remedy.not_possible.empty() ? "needs inputs, two samples or more" : remedy.not_possible;
      RemedyTrial& trial = result.trials.emplace_back();
      trial.remedy = std::move(remedy);
      trial.not_tried = std::move(reason);
    }
    return result;
  }

  [[nodiscard]] SampleRun measuring_run() {
    return {job_.load, job_.measuring, job_.threads, progress_ ? &*progress_ : nullptr, nullptr};
  }

  [[nodiscard]] SampleRun tuning_run() const {
    const size_t count = std::min(job_.tuning.size(), kTunedOn);
    SampleRun run;
    run.load = [this](size_t i) -> Result<std::vector<Tensor>> { return job_.tuning[i]; };
    for (size_t i = 0; i < count; ++i) run.samples.push_back(i);
    run.threads = job_.threads;
    return run;
  }

  Status run_references() {
    result_.tuned = job_.tuning.size();
    NPUSCOPE_TRY_SET(result_.as_it_is, change_of_outputs(job_.exact, job_.npu, job_.task));
    if (job_.float_model == nullptr) return {};
    SampleRun run = measuring_run();
    run.load = job_.load_float;
    NPUSCOPE_TRY_SET(float_, run_samples(job_.float_model->graph, exact_arithmetic(), run));
    NPUSCOPE_TRY_SET(result_.exact_from_float, change_of_outputs(*float_, job_.exact, job_.task));
    NPUSCOPE_TRY_SET(result_.as_it_is_from_float, change_of_outputs(*float_, job_.npu, job_.task));
    return {};
  }

  /// Of remedies of one kind and layer the one whose outputs are nearest to `exact` on the tuning
  /// samples.
  Result<std::vector<Remedy>> best_strengths(std::vector<Remedy> remedies) {
    std::map<std::pair<std::string, std::string>, std::vector<Remedy>> alternatives;
    std::vector<std::pair<std::string, std::string>> order;
    for (Remedy& remedy : remedies) {
      const auto key = std::pair(remedy.kind, remedy.layer);
      if (!alternatives.contains(key)) order.push_back(key);
      alternatives[key].push_back(std::move(remedy));
    }
    std::vector<Remedy> best;
    for (const auto& key : order) {
      NPUSCOPE_TRY_ASSIGN(Remedy chosen, best_of(std::move(alternatives[key])));
      best.push_back(std::move(chosen));
    }
    return best;
  }

  Result<Remedy> best_of(std::vector<Remedy> remedies) {
    if (remedies.size() == 1 || job_.tuning.empty()) return std::move(remedies.front());
    if (tuning_exact_.empty())
      NPUSCOPE_TRY_SET(tuning_exact_,
                       run_samples(job_.model->graph, exact_arithmetic(), tuning_run()));
    std::optional<double> least;
    size_t best = 0;
    for (size_t i = 0; i < remedies.size(); ++i) {
      if (!remedies[i].not_possible.empty()) continue;
      NPUSCOPE_TRY_ASSIGN(const Model changed, rewritten(source_, remedies[i].id));
      NPUSCOPE_TRY_ASSIGN(const auto npu, run_samples(changed.graph, *npu_, tuning_run()));
      NPUSCOPE_TRY_ASSIGN(const OutputChange change, change_of_outputs(tuning_exact_, npu, {}));
      if (least && change.rms >= *least) continue;
      least = change.rms;
      best = i;
    }
    return std::move(remedies[best]);
  }

  Result<Model> rewritten(const RemedySource& source, const std::string& id) const {
    NPUSCOPE_TRY_ASSIGN(std::string bytes, apply_remedy(source, id));
    return load_again(std::move(bytes));
  }

  [[nodiscard]] Result<Model> load_again(std::string bytes) const {
    return load_model(std::move(bytes), job_.model->path, job_.load_options);
  }

  Status try_one(Remedy remedy) {
    RemedyTrial trial;
    trial.remedy = std::move(remedy);
    trial.not_tried = trial.remedy.not_possible;
    if (!trial.not_tried.empty()) {
      progress_->advance(static_cast<int64_t>(job_.measuring.size()));
    } else if (trial.remedy.kind == kCompilerRemedy) {
      const auto npu = make_neural_art_arithmetic(other_compiler(job_.options));
      NPUSCOPE_TRY(measure(job_.model->graph, *npu, trial));
    } else {
      NPUSCOPE_TRY_ASSIGN(const Model changed, rewritten(source_, trial.remedy.id));
      NPUSCOPE_TRY(measure(changed.graph, *npu_, trial));
    }
    result_.trials.push_back(std::move(trial));
    return {};
  }

  Status measure(const Graph& graph, const Arithmetic& npu, RemedyTrial& trial) {
    NPUSCOPE_TRY_ASSIGN(const auto outcomes, run_samples(graph, npu, measuring_run()));
    NPUSCOPE_TRY_SET(trial.from_exact, change_of_outputs(job_.exact, outcomes, job_.task));
    trial.verdict = verdict_on(result_.as_it_is, *trial.from_exact);
    if (!float_) return {};
    NPUSCOPE_TRY_SET(trial.from_float, change_of_outputs(*float_, outcomes, job_.task));
    trial.verdict = verdict_on(*result_.as_it_is_from_float, *trial.from_float);
    return {};
  }

  /// Those that brought the outputs nearer to `exact`, the best of each layer, one after another.
  Status try_together() {
    std::map<std::string, const RemedyTrial*> best;
    for (const RemedyTrial& trial : result_.trials) {
      if (!trial.from_exact || !stays_on_npu(trial.remedy)) continue;
      if (verdict_on(result_.as_it_is, *trial.from_exact) != Verdict::kBetter) continue;
      const RemedyTrial*& kept = best[trial.remedy.layer];
      if (kept == nullptr || trial.from_exact->rms < kept->from_exact->rms) kept = &trial;
    }
    if (best.size() < 2) return {};
    std::vector<std::string> ids;
    std::string bytes(job_.bytes);
    for (const auto& [layer, trial] : best) {
      NPUSCOPE_TRY_ASSIGN(const Model model, load_again(bytes));
      RemedySource source = source_;
      source.model = &model;
      source.bytes = bytes;
      NPUSCOPE_TRY_ASSIGN(std::string changed, apply_remedy(source, trial->remedy.id));
      bytes = std::move(changed);
      ids.push_back(trial->remedy.id);
    }
    NPUSCOPE_TRY_ASSIGN(const Model model, load_again(std::move(bytes)));
    RemedyTrial trial;
    trial.remedy.layer = "*";
    trial.remedy.text = fmt::format("{} of these, one after another", ids.size());
    trial.together = std::move(ids);
    NPUSCOPE_TRY(measure(model.graph, *npu_, trial));
    result_.trials.push_back(std::move(trial));
    return {};
  }

  void sort_trials() {
    const auto distance = [&](const RemedyTrial& trial) {
      const auto& change = float_ ? trial.from_float : trial.from_exact;
      return change ? std::pair(0, change->rms) : std::pair(1, 0.0);
    };
    std::ranges::stable_sort(result_.trials, std::less<>(), distance);
  }

  const RemedyJob& job_;
  std::unique_ptr<const Arithmetic> npu_;
  RemedySource source_;
  std::optional<Progress> progress_;
  std::vector<Outcome> tuning_exact_;  ///< made when first needed
  std::optional<std::vector<Outcome>> float_;
  RemedyTrials result_;
};

}  // namespace

std::vector<std::string> RemedyTrial::ids() const {
  return together.empty() ? std::vector{remedy.id} : together;
}

Result<RemedyTrials> try_remedies(const RemedyJob& job) { return Trier(job).run(); }

}  // namespace npuscope
