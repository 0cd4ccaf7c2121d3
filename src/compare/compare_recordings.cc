// SPDX-License-Identifier: Apache-2.0
#include "compare/compare_recordings.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/parallel.h"
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

PairPlan plan_of(const TensorPair& pair, const Manifest& reference, const Manifest& other,
                 const CompareOptions& options, TensorComparison& row) {
  PairPlan plan;
  plan.reference = &reference.tensors[pair.reference];
  plan.other = &other.tensors[pair.other];
  plan.reference_quantization = plan.reference->quantization;
  if (plan.other->quantization)
    plan.other_quantization = aligned(*plan.other->quantization, plan.other->shape,
                                      plan.reference->shape, pair.permutation);
  plan.statistics.channel_axis = options.channel_axis;
  plan.statistics.classifier = options.classifier && plan.reference->role == TensorRole::kOutput;

  const auto adopt = [&](std::optional<Quantization>& mine, ElementType type,
                         const std::optional<Quantization>& theirs, std::string_view side) {
    if (mine || !theirs || theirs->type != type) return;
    mine = theirs;
    row.notes.push_back(fmt::format("{} holds {} codes without a scale: read with {}", side,
                                    element_type_name(type), quantization_text(*theirs)));
  };
  adopt(plan.reference_quantization, plan.reference->type, plan.other_quantization,
        "the reference");
  adopt(plan.other_quantization, plan.other->type, plan.reference_quantization,
        "the other recording");
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
      plans_.push_back(plan_of(row.pair, reference.manifest(), other.manifest(), options, row));
  }

  /// Works through (tensor, sample) pairs tensor by tensor in batches, each merged in order.
  Status run() {
    const int threads = options_.threads > 0 ? options_.threads : hardware_threads();
    const size_t total = plans_.size() * samples_.size();
    const size_t batch = std::max<size_t>(16, 4 * static_cast<size_t>(threads));
    std::vector<Part> parts;
    for (size_t first = 0; first < total; first += batch) {
      parts.assign(std::min(batch, total - first), Part{});
      parallel_for(static_cast<int64_t>(parts.size()), threads, [&](int64_t i) {
        Part& part = parts[static_cast<size_t>(i)];
        part.status = compare(first + static_cast<size_t>(i), part);
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
    Statistics statistics(plan.statistics);
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
};

}  // namespace

Result<RecordingComparison> compare_recordings(const Recording& reference, const Recording& other,
                                               const CompareOptions& options) {
  const Manifest& a = reference.manifest();
  const Manifest& b = other.manifest();
  NPUSCOPE_TRY_ASSIGN(TensorPairing tensors, pair_tensors(a, b, options.map));
  SamplePairing samples = pair_samples(a, b);
  RecordingComparison result;
  for (const TensorPair& pair : tensors.pairs) {
    TensorComparison row;
    row.pair = pair;
    row.name = a.tensors[pair.reference].name;
    row.other_name = b.tensors[pair.other].name;
    row.role = a.tensors[pair.reference].role;
    for (const std::string& note : {a.tensors[pair.reference].note, b.tensors[pair.other].note})
      if (!note.empty()) row.notes.push_back(note);
    result.tensors.push_back(std::move(row));
  }
  result.unpaired_tensors = std::move(tensors.unpaired);
  result.unpaired_samples = std::move(samples.unpaired);
  result.samples = static_cast<int64_t>(samples.pairs.size());
  if (!samples.note.empty()) result.notes.push_back(samples.note);
  NPUSCOPE_TRY(Comparer(reference, other, options, result, std::move(samples.pairs)).run());
  return result;
}

}  // namespace npuscope
