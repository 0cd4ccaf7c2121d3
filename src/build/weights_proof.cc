// SPDX-License-Identifier: Apache-2.0
#include "build/weights_proof.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <set>

#include "base/text.h"
#include "build/build_names.h"
#include "build/memory_layout.h"
#include "build/source_values.h"

namespace npuscope {
namespace {

using Verdict = WeightProof::Verdict;

/// A buffer's elements as they stand in memory, minus the zero point, and how they are to be read.
struct MemoryCodes {
  std::vector<int32_t> codes;
  std::array<int64_t, 4> shape{};
  int64_t block = 1;
};

template <class T>
void append_codes(Bytes bytes, int64_t zero_point, std::vector<int32_t>& codes) {
  for (size_t at = 0; at + sizeof(T) <= bytes.size(); at += sizeof(T)) {
    T code;
    std::memcpy(&code, bytes.data() + at, sizeof(T));
    codes.push_back(static_cast<int32_t>(code - zero_point));
  }
}

Result<std::vector<int32_t>> codes_of(const StBuffer& buffer, Bytes bytes) {
  const bool whole = buffer.fixed_point || (buffer.element && is_code(*buffer.element));
  if (!whole || (buffer.bits != 8 && buffer.bits != 16))
    return fail(bad_input(fmt::format("stored as {} of {} bits", buffer.type, buffer.bits)));
  const int64_t zero_point = buffer.zero_point.empty() ? 0 : buffer.zero_point[0];
  if (std::ranges::any_of(buffer.zero_point, [&](int64_t z) { return z != zero_point; }))
    return fail(bad_input("stored with a zero point of its own per channel"));
  const bool is_unsigned = buffer.element ? *buffer.element == ElementType::kUint8 ||
                                                *buffer.element == ElementType::kUint16
                                          : buffer.is_unsigned;
  std::vector<int32_t> codes;
  if (buffer.bits == 8) {
    if (is_unsigned)
      append_codes<uint8_t>(bytes, zero_point, codes);
    else
      append_codes<int8_t>(bytes, zero_point, codes);
  } else {
    if (is_unsigned)
      append_codes<uint16_t>(bytes, zero_point, codes);
    else
      append_codes<int16_t>(bytes, zero_point, codes);
  }
  return codes;
}

Result<MemoryCodes> memory_codes(const StoredWeights& stored) {
  if (!stored.bytes) return fail(bad_input("no image holds its bytes"));
  NPUSCOPE_TRY_ASSIGN(const MemoryLayout layout, memory_layout(stored.buffer));
  MemoryCodes memory;
  NPUSCOPE_TRY_SET(memory.codes, codes_of(stored.buffer, *stored.bytes));
  memory.shape = {layout.batches, layout.channels, layout.height, layout.width};
  if (static_cast<int64_t>(memory.codes.size()) < layout.elements())
    return fail(bad_input(fmt::format("{} elements in memory, {} of its shape", memory.codes.size(),
                                      layout.elements())));
  // Over a single point channels first and channels last are the same.
  memory.block =
      layout.height * layout.width == 1 && layout.block == 1 ? layout.channels : layout.block;
  return memory;
}

/// The order under which the memory holds what the layer's weights become under that name, exactly.
std::optional<KernelLayout> holds(const MemoryCodes& memory, const LayerWeights& layer,
                                  std::string_view suffix) {
  const auto forms = stored_forms(layer, suffix, memory.shape);
  if (!forms) return std::nullopt;
  for (const WeightCodes& form : *forms)
    if (auto layout = identical_layout(memory.codes, form, memory.block)) return layout;
  return std::nullopt;
}

/// Whether all codes are there, only not in the order of `weights`: padding is zero.
bool same_codes(std::vector<int32_t> memory, std::vector<int32_t> weights) {
  weights.resize(memory.size(), 0);
  std::ranges::sort(memory);
  std::ranges::sort(weights);
  return memory == weights;
}

WeightProof::Difference difference(const MemoryCodes& memory, const WeightCodes& form,
                                   const KernelMatch& match, const WeightProof& proof,
                                   int64_t bytes) {
  const auto& shape = form.shape;
  WeightProof::Difference first;
  first.column = match.first % shape[3];
  first.row = match.first / shape[3] % shape[2];
  first.channel = match.first / (shape[3] * shape[2]) % shape[1];
  first.kernel = match.first / (shape[3] * shape[2] * shape[1]);
  first.image = memory.codes[static_cast<size_t>(match.first_place)];
  first.model = form.codes[static_cast<size_t>(match.first)];
  first.address = proof.address + static_cast<uint64_t>(match.first_place * bytes);
  return first;
}

/// The proof of a buffer that does not hold the layer's weights: what differs, or why that cannot
/// be told.
void explain(const MemoryCodes& memory, const LayerWeights& layer, std::string_view suffix,
             int64_t bytes, WeightProof& proof) {
  const auto forms = stored_forms(layer, suffix, memory.shape);
  if (!forms) {
    proof.reason = on_one_line(forms.error().message());
    return;
  }
  const WeightCodes* closest = nullptr;
  for (const WeightCodes& form : *forms) {
    const auto match = closest_layout(memory.codes, form, memory.block);
    if (!match || (closest && match->differing >= proof.match.differing)) continue;
    proof.match = *match;
    closest = &form;
  }
  if (!closest) {
    proof.reason = fmt::format("{} elements in memory fit no order of its {} weights",
                               memory.codes.size(), layer.weights.codes.size());
    return;
  }
  const bool mostly = proof.match.differing * 2 > proof.match.layout.elements();
  if (mostly && same_codes(memory.codes, closest->codes)) {
    proof.reason = "all of its weights are there, in an order that is not understood";
    return;
  }
  proof.verdict = Verdict::kDiffers;
  proof.first = difference(memory, *closest, proof.match, proof, bytes);
}

/// Finds for the buffers of one build the layers of one model.
class Prover {
 public:
  Prover(const ModelWeights& model, const SourceNames* source_names)
      : model_(model), source_names_(source_names) {
    for (const LayerWeights& layer : model.layers)
      for (const std::string& name : layer.names) by_name_.emplace(st_sanitised(name), &layer);
  }

  WeightsProof prove(const std::vector<StoredWeights>& stored);

 private:
  struct Job {
    const StoredWeights* stored;
    WeightName name;
    Result<MemoryCodes> memory;
    const LayerWeights* layer = nullptr;
    std::optional<KernelLayout> layout;
  };

  [[nodiscard]] const LayerWeights* named(const WeightName& name) const;
  void find_by_content(Job& job);
  void find_by_order(Job& job);
  [[nodiscard]] WeightProof proof_of(const Job& job) const;

  const ModelWeights& model_;
  const SourceNames* source_names_;
  std::map<std::string, const LayerWeights*> by_name_;  ///< sanitised
  std::map<std::string, const LayerWeights*> taken_;    ///< of the compiler's nodes
  std::set<const LayerWeights*> used_;
};

const LayerWeights* Prover::named(const WeightName& name) const {
  if (!source_names_) {
    const auto own = by_name_.find(name.node);
    return own == by_name_.end() ? nullptr : own->second;
  }
  const auto names = source_names_->find(name.node);
  if (names == source_names_->end()) return nullptr;
  for (const std::string& source : names->second)
    if (const auto found = by_name_.find(st_sanitised(source)); found != by_name_.end())
      return found->second;
  return nullptr;
}

void Prover::find_by_content(Job& job) {
  const auto piece = taken_.find(job.name.node);
  for (const LayerWeights& layer : model_.layers) {
    if (piece != taken_.end() ? piece->second != &layer : used_.contains(&layer)) continue;
    job.layout = holds(*job.memory, layer, job.name.suffix);
    if (!job.layout) continue;
    job.layer = &layer;
    return;
  }
}

/// The first layer that is left and has that shape.
void Prover::find_by_order(Job& job) {
  const auto piece = taken_.find(job.name.node);
  if (piece != taken_.end()) {
    job.layer = piece->second;
    return;
  }
  for (const LayerWeights& layer : model_.layers) {
    if (used_.contains(&layer) || !stored_forms(layer, job.name.suffix, job.memory->shape))
      continue;
    job.layer = &layer;
    return;
  }
}

WeightProof Prover::proof_of(const Job& job) const {
  const StBuffer& buffer = job.stored->buffer;
  WeightProof proof;
  proof.buffer = buffer.name;
  proof.address = buffer.base.address + static_cast<uint64_t>(buffer.offset_start);
  proof.source = job.stored->source;
  if (job.layer) proof.layer = job.layer->node;
  if (!job.memory) {
    proof.reason = job.memory.error().what();
  } else if (!job.layer) {
    proof.reason = "no layer of the model has weights of its shape";
    proof.other_shape = true;
  } else if (job.layout) {
    proof.verdict = Verdict::kIdentical;
    proof.match.layout = *job.layout;
  } else {
    explain(*job.memory, *job.layer, job.name.suffix, buffer.bits / 8, proof);
    if (proof.verdict == Verdict::kDiffers)
      for (const LayerWeights& other : model_.layers)
        if (&other != job.layer && holds(*job.memory, other, job.name.suffix))
          proof.found_in = other.node;
  }
  return proof;
}

WeightsProof Prover::prove(const std::vector<StoredWeights>& stored) {
  std::vector<Job> jobs;
  for (const StoredWeights& weights : stored) {
    Job job{&weights, weight_name(weights.buffer.name), memory_codes(weights), nullptr, {}};
    job.layer = named(job.name);
    if (job.layer && job.memory) job.layout = holds(*job.memory, *job.layer, job.name.suffix);
    // A name that leads to weights of another shape is a name of another graph.
    if (job.layer && job.memory && !stored_forms(*job.layer, job.name.suffix, job.memory->shape))
      job.layer = nullptr;
    if (job.layer) used_.insert(job.layer);
    jobs.push_back(std::move(job));
  }
  const auto search = [&](void (Prover::*find)(Job&)) {
    for (Job& job : jobs) {
      if (job.layer || !job.memory) continue;
      (this->*find)(job);
      if (!job.layer) continue;
      used_.insert(job.layer);
      taken_.emplace(job.name.node, job.layer);
    }
  };
  search(&Prover::find_by_content);
  search(&Prover::find_by_order);
  WeightsProof result;
  for (const Job& job : jobs) result.weights.push_back(proof_of(job));
  for (const LayerWeights& layer : model_.layers)
    if (!used_.contains(&layer)) result.unstored.push_back(layer.node);
  return result;
}

}  // namespace

int64_t WeightsProof::count(WeightProof::Verdict verdict) const {
  return std::ranges::count(weights, verdict, &WeightProof::verdict);
}

WeightsProof prove_weights(const std::vector<StoredWeights>& stored, const ModelWeights& model,
                           const SourceNames* source_names) {
  return Prover(model, source_names).prove(stored);
}

std::vector<StoredWeights> stored_weights(const Build& build, const PlacedImage& image) {
  std::vector<StoredWeights> stored;
  for (const BuildBuffer& listed : build.buffers) {
    const StBuffer& buffer = listed.buffer;
    if (!buffer.parameter || weight_name(buffer.name).node.empty()) continue;
    const auto address = listed.begin();
    const auto bytes = address ? image.at(*address, buffer.bytes()) : std::nullopt;
    stored.push_back({buffer, bytes, listed.source});
  }
  return stored;
}

}  // namespace npuscope
