// SPDX-License-Identifier: Apache-2.0
#include "compare/compare_recordings.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/parallel.h"
#include "base/progress.h"
#include "compare/align.h"

namespace npuscope {
namespace {

/// How the two tensors of a pair are read, the same for every sample.
struct PairPlan {
  const TensorEntry* reference = nullptr;
  const TensorEntry* other = nullptr;
  std::optional<Quantization> reference_quantization, other_quantization;
  StatisticsOptions statistics;
};

/// What one sample adds to one tensor's row; no statistics when a side lacks the tensor.
struct Part {
  Status status;
  std::optional<Statistics> statistics;
  std::optional<Figures> figures;
};

void add_note(TensorComparison& row, const std::string& note) {
  if (!note.empty() && std::ranges::find(row.notes, note) == row.notes.end())
    row.notes.push_back(note);
}

/// Reads codes without a scale with the other side's.
void adopt(std::optional<Quantization>& mine, ElementType type,
           const std::optional<Quantization>& theirs, std::string_view side,
           TensorComparison& row) {
  if (mine || !theirs || theirs->type != type) return;
  mine = theirs;
  add_note(row, fmt::format("{} holds {} codes without a scale: read with {}", side,
                            element_type_name(type), quantization_text(*theirs)));
}

/// Settles the scales of both sides, and says in the row where they come from.
void settle_scales(PairPlan& plan, TensorComparison& row) {
  const bool reference_states = plan.reference_quantization.has_value();
  const bool other_states = plan.other_quantization.has_value();
  if (reference_states) add_note(row, plan.reference->scale_source);
  if (other_states) add_note(row, plan.other->scale_source);
  adopt(plan.reference_quantization, plan.reference->type, plan.other_quantization, "the reference",
        row);
  adopt(plan.other_quantization, plan.other->type, plan.reference_quantization,
        "the other recording", row);
  row.in_codes = !plan.reference_quantization && !plan.other_quantization &&
                 is_code(plan.reference->type) && is_code(plan.other->type);
  if (!row.in_codes) return;
  const std::string& why = plan.reference->scale_source;
  add_note(row, "figures in codes" + (why.empty() ? ": no scale is stated" : ": " + why) +
                    (row.role == TensorRole::kOutput ? "; --scale or --model states one"
                                                     : "; --model states one"));
}

PairPlan plan_of(const TensorPair& pair, const Manifest& reference, const Manifest& other,
                 const CompareOptions& options, size_t samples, TensorComparison& row) {
  PairPlan plan;
  plan.reference = &reference.tensors[pair.reference];
  plan.other = &other.tensors[pair.other];
  plan.reference_quantization = plan.reference->quantization;
  if (plan.other->quantization)
    plan.other_quantization = aligned(*plan.other->quantization, plan.other->shape,
                                      plan.reference->shape, pair.permutation);
  plan.statistics.channel_axis = row.channel_axis = plan.reference->channel_axis;
  plan.statistics.expected_elements =
      element_count(plan.reference->shape) * static_cast<int64_t>(samples);
  plan.statistics.classifier = options.classifier && plan.reference->role == TensorRole::kOutput;
  settle_scales(plan, row);
  return plan;
}

Result<std::optional<Tensor>> load(const Recording& recording, size_t sample, size_t tensor) {
  const Manifest& manifest = recording.manifest();
  const TensorEntry& entry = manifest.tensors[tensor];
  const std::string place = fmt::format("{}, sample '{}', tensor '{}'", manifest.rung,
                                        manifest.samples[sample].name, entry.name);
  auto loaded = recording.load(sample, tensor);
  if (!loaded) return fail(std::move(loaded).error().in(place));
  if (*loaded && (*loaded)->shape() != entry.shape)
    return fail(bad_input("the sample has another shape than the recording promises")
                    .expected(shape_text(entry.shape))
                    .found(shape_text((*loaded)->shape()))
                    .in(place));
  return loaded;
}

class Comparer {
 public:
  Comparer(const Recording& reference, const Recording& other, const CompareOptions& options,
           RecordingComparison& out, std::vector<SamplePair> samples)
      : reference_(reference),
        other_(other),
        options_(options),
        out_(out),
        samples_(std::move(samples)) {
    for (TensorComparison& row : out_.tensors)
      plans_.push_back(
          plan_of(row.pair, reference.manifest(), other.manifest(), options, samples_.size(), row));
  }

  /// Works through (tensor, sample) pairs tensor by tensor in batches, each merged in order.
  Status run() {
    const int threads = options_.threads > 0 ? options_.threads : hardware_threads();
    const size_t total = plans_.size() * samples_.size();
    threads_within_ = std::max(1, threads / static_cast<int>(std::clamp<size_t>(total, 1, 1024)));
    const size_t batch = std::max<size_t>(16, 4 * static_cast<size_t>(threads));
    Progress progress("comparing tensors", static_cast<int64_t>(total),
                      options_.progress ? Progress::Mode::kAutomatic : Progress::Mode::kSilent);
    std::vector<Part> parts;
    for (size_t first = 0; first < total; first += batch) {
      parts.assign(std::min(batch, total - first), Part{});
      parallel_for(static_cast<int64_t>(parts.size()), threads, [&](int64_t i) {
        Part& part = parts[static_cast<size_t>(i)];
        part.status = compare(first + static_cast<size_t>(i), part);
        progress.advance();
      });
      for (size_t i = 0; i < parts.size(); ++i) {
        NPUSCOPE_TRY(std::move(parts[i].status));
        merge(first + i, std::move(parts[i]));
      }
    }
    return {};
  }

 private:
  [[nodiscard]] const std::string& sample_name(size_t sample) const {
    return reference_.manifest().samples[samples_[sample].reference].name;
  }

  Status compare(size_t item, Part& part) const {
    const TensorComparison& row = out_.tensors[item / samples_.size()];
    const PairPlan& plan = plans_[item / samples_.size()];
    const SamplePair sample = samples_[item % samples_.size()];
    NPUSCOPE_TRY_ASSIGN(auto reference, load(reference_, sample.reference, row.pair.reference));
    NPUSCOPE_TRY_ASSIGN(auto other, load(other_, sample.other, row.pair.other));
    if (!reference || !other) return {};
    const Tensor there = aligned(*other, plan.reference->shape, row.pair.permutation);
    const auto pointer = [](const std::optional<Quantization>& q) { return q ? &*q : nullptr; };
    StatisticsOptions of_sample = plan.statistics;
    of_sample.threads = threads_within_;
    // A sample's own figures rest on its own pairs.
    if (options_.per_sample) of_sample.expected_elements = 0;
    Statistics statistics(of_sample);
    const Status added = statistics.add({&*reference, pointer(plan.reference_quantization)},
                                        {&there, pointer(plan.other_quantization)},
                                        sample_name(item % samples_.size()));
    if (!added) return fail(Error(added.error()).in(fmt::format("tensor '{}'", row.name)));
    if (options_.per_sample) part.figures = statistics.figures();
    part.statistics = std::move(statistics);
    return {};
  }

  void merge(size_t item, Part part) {
    const size_t tensor = item / samples_.size();
    const size_t sample = item % samples_.size();
    TensorComparison& row = out_.tensors[tensor];
    if (sample == 0) merged_ = Statistics(plans_[tensor].statistics);
    if (part.statistics)
      merged_.merge(*part.statistics);
    else
      ++row.missing;
    if (part.figures) row.samples.push_back({sample_name(sample), *std::move(part.figures)});
    if (sample + 1 == samples_.size()) row.figures = merged_.figures();
  }

  const Recording& reference_;
  const Recording& other_;
  const CompareOptions& options_;
  RecordingComparison& out_;
  std::vector<SamplePair> samples_;
  std::vector<PairPlan> plans_;
  Statistics merged_;
  int threads_within_ = 1;  // one sample's tensor
};

/// "4: '000.png', '001.png' …"
std::string sample_examples(const Manifest& manifest) {
  constexpr size_t kShown = 3;
  std::string text = fmt::format("{} in {}", manifest.samples.size(), manifest.rung);
  for (size_t i = 0; i < std::min(kShown, manifest.samples.size()); ++i)
    text += fmt::format("{} '{}'", i == 0 ? ":" : ",", manifest.samples[i].name);
  return text + (manifest.samples.size() > kShown ? " …" : "");
}

/// Nothing compared must not look like nothing different.
Status check_samples(const Manifest& reference, const Manifest& other,
                     const SamplePairing& samples) {
  if (!samples.pairs.empty()) return {};
  for (const Manifest* side : {&reference, &other})
    if (side->samples.empty())
      return fail(bad_input("the recording holds no sample").in(side->rung));
  return fail(bad_input("the recordings share no sample")
                  .expected("the same names, or the same file names with or without extension")
                  .found(sample_examples(reference) + "; " + sample_examples(other))
                  .hint("name the samples alike; rows numbered 0, 1, 2 … pair in order"));
}

/// An output left out for want of a scale must not look like one that agrees.
Status check_scales(const Manifest& reference, const TensorPairing& tensors) {
  for (const TensorPair& pair : tensors.without_scale) {
    const TensorEntry& entry = reference.tensors[pair.reference];
    if (entry.role != TensorRole::kOutput) continue;
    const auto unpaired = std::ranges::find_if(tensors.unpaired, [&](const Unpaired& one) {
      return one.side == Side::kReference && one.index == pair.reference;
    });
    return fail(
        bad_input(fmt::format("output '{}' cannot be compared: {}", entry.name, unpaired->reason))
            .hint("state it: --scale and --zero-point, or --model FILE"));
  }
  return {};
}

Status check_elements(const RecordingComparison& comparison) {
  const bool none = std::ranges::all_of(
      comparison.tensors, [](const TensorComparison& row) { return row.figures.elements == 0; });
  if (!none || comparison.tensors.empty()) return {};
  return fail(bad_input("the recordings share no element: no sample has a tensor on both sides"));
}

TensorComparison row_of(const TensorPair& pair, const Manifest& reference, const Manifest& other) {
  const TensorEntry& own = reference.tensors[pair.reference];
  const TensorEntry& theirs = other.tensors[pair.other];
  TensorComparison row;
  row.pair = pair;
  row.name = own.name;
  row.other_name = theirs.name;
  row.role = own.role;
  if (pair.by == PairedBy::kPosition && own.name != theirs.name)
    add_note(row, fmt::format("paired by position with '{}'", theirs.name));
  for (const TensorEntry* entry : {&own, &theirs}) {
    add_note(row, entry->note);
    add_note(row, entry->remark);
  }
  return row;
}

}  // namespace

Result<RecordingComparison> compare_recordings(const Recording& reference, const Recording& other,
                                               const CompareOptions& options) {
  const Manifest& a = reference.manifest();
  const Manifest& b = other.manifest();
  NPUSCOPE_TRY_ASSIGN(TensorPairing tensors, pair_tensors(a, b, options.map));
  NPUSCOPE_TRY(check_scales(a, tensors));
  SamplePairing samples = pair_samples(a, b);
  NPUSCOPE_TRY(check_samples(a, b, samples));
  RecordingComparison result;
  for (const TensorPair& pair : tensors.pairs) result.tensors.push_back(row_of(pair, a, b));
  result.unpaired_tensors = std::move(tensors.unpaired);
  result.unpaired_samples = std::move(samples.unpaired);
  result.samples = static_cast<int64_t>(samples.pairs.size());
  result.samples_held = static_cast<int64_t>(std::max(a.samples.size(), b.samples.size()));
  if (!samples.note.empty()) result.notes.push_back(samples.note);
  NPUSCOPE_TRY(Comparer(reference, other, options, result, std::move(samples.pairs)).run());
  NPUSCOPE_TRY(check_elements(result));
  return result;
}

}  // namespace npuscope
