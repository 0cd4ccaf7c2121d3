// SPDX-License-Identifier: Apache-2.0
// Depthwise convolutions: each output channel is a sum of products over one input plane. A unit
// holds the codes of neighbouring taps of a kernel's row, so that a few products of units make a
// sum; the units of all output columns lie together, and rows so that one output row follows
// another.
#include <algorithm>
#include <cstring>

#include "kernels/byte_pairs.h"
#include "kernels/prepared_parts.h"

namespace npuscope {
namespace {

constexpr size_t kMostChannels = 16;    // at a time
constexpr size_t kMostUnits = 1 << 13;  // of these: the first-level cache holds them
constexpr size_t kMostStride = 4;       // of UnitRows::step
constexpr size_t kSpareBytes = 256;     // that the kernels may read behind a plane

/// Copies a row by whole words, the last of which may overlap the one before: a call of memcpy
/// takes longer for short ones.
void copy_row(const uint8_t* from, size_t count, uint8_t* to) {
  const auto copy = [&]<class Word>(Word) {
    Word word;
    size_t i = 0;
    for (; i + sizeof(Word) < count; i += sizeof(Word)) {
      std::memcpy(&word, from + i, sizeof(word));
      std::memcpy(to + i, &word, sizeof(word));
    }
    std::memcpy(&word, from + count - sizeof(word), sizeof(word));
    std::memcpy(to + count - sizeof(word), &word, sizeof(word));
  };
  if (count > 64) return static_cast<void>(std::memcpy(to, from, count));
  if (count >= 8) return copy(uint64_t{});
  if (count >= 4) return copy(uint32_t{});
  for (size_t i = 0; i < count; ++i) to[i] = from[i];
}

class PreparedDepthwise : public PreparedOnKernels {
 public:
  PreparedDepthwise(SumParts parts, const ConvolutionSizes& sizes);

  void pack(const std::vector<PassTerms>& passes, WeightCodes weights);

  [[nodiscard]] Result<Tensor> run(const Tensor& codes,
                                   std::vector<StageCounters>* counters) const override;

 private:
  struct Pass {
    size_t piece = 0;
    std::vector<ptrdiff_t> taps;  // where its units read
    std::vector<uint32_t> ones;   // by unit: factors of 1 where the pass has the term
  };
  /// Some row of a kernel, up to terms() columns of it.
  struct Unit {
    size_t row = 0, quad = 0;
  };
  struct Work;
  [[nodiscard]] size_t width() const { return static_cast<size_t>(sizes_.output.width); }
  [[nodiscard]] size_t quads() const {
    return (static_cast<size_t>(sizes_.kernel.width) + coding_.terms() - 1) / coding_.terms();
  }
  /// Units of all rows and quads of a channel, and what the kernels may write behind them.
  [[nodiscard]] size_t units_size() const {
    return quads() * plane_.rows() * width() + kernels_.lanes;
  }
  /// Where units of a row of the padded plane begin: rows that are the stride apart lie together.
  [[nodiscard]] size_t row_of(size_t row) const {
    const auto stride = static_cast<size_t>(sizes_.stride.height);
    return first_rows_[row % stride] + row / stride;
  }
  [[nodiscard]] std::vector<Unit> add_pass(const PassTerms& terms);
  void pack_channel(const PassTerms& terms, const std::vector<Unit>& units, size_t pass,
                    size_t channel, WeightCodes weights);
  void add_unit(ptrdiff_t tap, uint32_t weights);
  void lay_out(const uint8_t* input, Work& work, uint32_t* units) const;
  void run_channels(Work& work, size_t first, size_t count, uint8_t* output) const;
  void sum_channel(Work& work, const uint32_t* units, size_t channel, size_t pass,
                   int32_t* sums) const;

  ConvolutionSizes sizes_;
  PaddedPlane plane_;
  std::vector<size_t> first_rows_ = {0};  // by row modulo the stride, and behind the last
  std::vector<Pass> passes_;
  // By pass, by output channel: units, where these read, and where those of a channel begin, or the
  // last one's end.
  std::vector<uint32_t> weights_;
  std::vector<ptrdiff_t> taps_;
  std::vector<size_t> begins_ = {0};
  std::vector<int32_t> starts_;  // of sums, by pass, by output channel: what zero points leave
  std::vector<int32_t> weight_zeros_;  // rw by output channel; empty: none
};

PreparedDepthwise::PreparedDepthwise(SumParts parts, const ConvolutionSizes& sizes)
    : PreparedOnKernels(std::move(parts)), sizes_(sizes), plane_(sizes) {
  const auto stride = static_cast<size_t>(sizes.stride.height);
  for (size_t phase = 0; phase < stride; ++phase)
    first_rows_.push_back(first_rows_.back() + (plane_.rows() + stride - 1 - phase) / stride);
}

void PreparedDepthwise::pack(const std::vector<PassTerms>& passes, WeightCodes weights) {
  starts_.resize(passes.size() * sizes_.all_outputs());
  for (size_t p = 0; p < passes.size(); ++p) {
    const std::vector<Unit> units = add_pass(passes[p]);
    for (size_t channel = 0; channel < sizes_.all_outputs(); ++channel) {
      pack_channel(passes[p], units, p, channel, weights);
      begins_.push_back(weights_.size());
    }
  }
  if (coding_.weights_have_zero())
    for (size_t channel = 0; channel < sizes_.all_outputs(); ++channel)
      weight_zeros_.push_back(coding_.weight_zero(channel));
  add_bias(sizes_.all_outputs(), starts_);
}

/// Whether a pass has a term of a unit.
bool has_term(const PassTerms& pass, size_t kernel_width, size_t row, size_t column) {
  return column < kernel_width && pass.terms[row * kernel_width + column];
}

std::vector<PreparedDepthwise::Unit> PreparedDepthwise::add_pass(const PassTerms& terms) {
  const size_t per_unit = coding_.terms();
  const auto kernel_width = static_cast<size_t>(sizes_.kernel.width);
  Pass pass;
  pass.piece = terms.piece;
  std::vector<Unit> units;
  for (size_t row = 0; row < static_cast<size_t>(sizes_.kernel.height); ++row) {
    for (size_t quad = 0; quad < quads(); ++quad) {
      int32_t ones[4] = {};
      for (size_t i = 0; i < per_unit; ++i)
        ones[i] = has_term(terms, kernel_width, row, quad * per_unit + i) ? 1 : 0;
      if (std::ranges::all_of(ones, [](int32_t one) { return one == 0; })) continue;
      const size_t at = row_of(row * static_cast<size_t>(sizes_.dilation.height));
      pass.taps.push_back(static_cast<ptrdiff_t>((quad * plane_.rows() + at) * width()));
      pass.ones.push_back(coding_.unit(ones));
      units.push_back({row, quad});
    }
  }
  passes_.push_back(std::move(pass));
  return units;
}

void PreparedDepthwise::pack_channel(const PassTerms& terms, const std::vector<Unit>& units,
                                     size_t pass, size_t channel, WeightCodes weights) {
  const size_t taps = sizes_.taps(), per_unit = coding_.terms();
  const auto kernel_width = static_cast<size_t>(sizes_.kernel.width);
  int32_t& start = starts_[pass * sizes_.all_outputs() + channel];
  for (size_t u = 0; u < units.size(); ++u) {
    int32_t factors[4] = {};
    for (size_t i = 0; i < per_unit; ++i) {
      const size_t column = units[u].quad * per_unit + i;
      if (!has_term(terms, kernel_width, units[u].row, column)) continue;
      const size_t tap = units[u].row * kernel_width + column;
      factors[i] = coding_.weight(weights[channel * taps + tap], channel);
      start += coding_.left_by(factors[i], channel);
    }
    add_unit(passes_[pass].taps[u], coding_.unit(factors));
  }
}

/// As two, where sums of two products would not fit.
void PreparedDepthwise::add_unit(ptrdiff_t tap, uint32_t weights) {
  const SplitUnit split =
      kernels_.multiply_pairs != nullptr ? split_excess(weights) : SplitUnit{.fitting = weights};
  weights_.push_back(split.fitting);
  taps_.push_back(tap);
  if (split.excess == 0) return;
  weights_.push_back(split.excess);
  taps_.push_back(tap);
}

/// What one call of run() needs. Several channels are looked at together, so that small planes do
/// not each cost the way to the kernels.
struct PreparedDepthwise::Work {
  size_t channels = 1;
  std::vector<uint8_t> plane;   // of one channel, padded
  std::vector<uint32_t> units;  // by channel
  std::vector<int32_t> sums, scratch, input_sums;
  SumSteps::Counters counters;
};

Result<Tensor> PreparedDepthwise::run(const Tensor& codes,
                                      std::vector<StageCounters>* counters) const {
  NPUSCOPE_TRY_ASSIGN(Tensor result, Tensor::create_unset(type_, shape_));
  Work work;
  work.channels = std::clamp<size_t>(kMostUnits / units_size(), 1, kMostChannels);
  work.plane.assign(plane_.rows() * plane_.columns() + kSpareBytes, coding_.zero_byte());
  work.units.resize(work.channels * units_size());
  work.sums.resize(work.channels * kernels_.padded(sizes_.positions()));
  work.counters = steps_.start(counters);
  const uint8_t* input = codes.values<uint8_t>().data();
  uint8_t* output = result.mutable_values<uint8_t>().data();
  const auto in_plane = static_cast<size_t>(sizes_.input.height * sizes_.input.width);
  const size_t all = sizes_.all_outputs();
  for (int64_t n = 0; n < sizes_.batch; ++n) {
    for (size_t first = 0; first < all; first += work.channels) {
      const size_t count = std::min(work.channels, all - first);
      for (size_t c = 0; c < count; ++c)
        lay_out(input + (first + c) / static_cast<size_t>(sizes_.outputs) * in_plane, work,
                work.units.data() + c * units_size());
      run_channels(work, first, count, output);
      output += count * sizes_.positions();
    }
    input += static_cast<size_t>(sizes_.groups) * in_plane;
  }
  return result;
}

/// Each quad and each phase of rows behind the one before, as what is too much of its last vector
/// is overwritten by the next.
void PreparedDepthwise::lay_out(const uint8_t* input, Work& work, uint32_t* units) const {
  const PaddedPlane::Inside& inside = plane_.inside();
  const size_t columns = plane_.columns();
  const auto input_width = static_cast<size_t>(sizes_.input.width);
  const uint8_t* from = input + static_cast<size_t>(inside.row) * input_width + inside.column;
  uint8_t* to = work.plane.data() + static_cast<size_t>(inside.to_row) * columns + inside.to_column;
  for (size_t row = 0; row < inside.rows && inside.columns > 0; ++row)
    copy_row(from + row * input_width, inside.columns, to + row * columns);
  const auto stride = static_cast<size_t>(sizes_.stride.height);
  for (size_t quad = 0; quad < quads(); ++quad) {
    for (size_t phase = 0; phase < std::min(stride, plane_.rows()); ++phase)
      kernels_.units_of_rows(
          {.x = work.plane.data() + phase * columns + quad * coding_.terms(),
           .rows = first_rows_[phase + 1] - first_rows_[phase],
           .count = width(),
           .step = static_cast<size_t>(sizes_.stride.width),
           .x_stride = stride * columns,
           .flip = coding_.flip(),
           .offset = coding_.offset(),
           .out = units + (quad * plane_.rows() + first_rows_[phase]) * width()});
  }
}

void PreparedDepthwise::run_channels(Work& work, size_t first, size_t count,
                                     uint8_t* output) const {
  const size_t positions = sizes_.positions(), padded = kernels_.padded(positions);
  const SumSteps::Tile tile = {.sums = work.sums.data(),
                               .stride = padded,
                               .rows = count,
                               .columns = positions,
                               .channel = first,
                               .codes = output,
                               .code_stride = positions};
  sum_tile(tile, passes_, work.scratch, work.counters.pass, [&](size_t p, int32_t* sums) {
    for (size_t c = 0; c < count; ++c)
      sum_channel(work, work.units.data() + c * units_size(), first + c, p, sums + c * padded);
  });
  steps_.finish(kernels_, tile, work.counters.epilogue);
}

void PreparedDepthwise::sum_channel(Work& work, const uint32_t* units, size_t channel, size_t p,
                                    int32_t* sums) const {
  const size_t count = kernels_.padded(sizes_.positions());
  const size_t index = p * sizes_.all_outputs() + channel;
  const size_t first = begins_[index];
  simd::UnitSum sum = {.x = units,
                       .taps = taps_.data() + first,
                       .weights = weights_.data() + first,
                       .tap_count = begins_[index + 1] - first,
                       .count = count,
                       .start = starts_[index],
                       .out = sums};
  kernels_.sum_units(sum);
  if (weight_zeros_.empty()) return;
  work.input_sums.resize(count);
  sum.taps = passes_[p].taps.data();
  sum.weights = passes_[p].ones.data();
  sum.tap_count = passes_[p].taps.size();
  sum.start = 0;
  sum.out = work.input_sums.data();
  kernels_.sum_units(sum);
  for (size_t i = 0; i < count; ++i) sums[i] -= weight_zeros_[channel] * work.input_sums[i];
}

/// Null where there is no such way.
std::unique_ptr<const PreparedSum> prepare(const SumDescription& sum,
                                           const simd::Kernels& kernels) {
  const auto& convolution = std::get<ConvolutionSum>(*sum.geometry);
  const Tensor& w = *sum.weights.codes;
  const auto sizes =
      ConvolutionSizes::of(convolution, sum.input_shape, w.shape(), sum.output_shape);
  if (!sizes || sizes->channels != 1 || sizes->groups == 1 || sizes->dilation.width != 1 ||
      sizes->stride.width > static_cast<int64_t>(kMostStride))
    return nullptr;
  const WeightCodes weights(w);
  const size_t taps = sizes->taps();
  if (static_cast<int64_t>(taps) > kMostTerms) return nullptr;
  auto parts = sum_parts(sum, kernels, {sizes->all_outputs(), taps, 0}, INT32_MAX,
                         [&](size_t channel, size_t tap) { return weights[channel * taps + tap]; });
  if (!parts) return nullptr;
  auto prepared = std::make_unique<PreparedDepthwise>(*std::move(parts), *sizes);
  prepared->pack(pass_terms(*sum.lowering, *sizes, convolution), weights);
  return prepared;
}

}  // namespace

std::unique_ptr<const PreparedSum> prepare_depthwise(const SumDescription& sum,
                                                     const simd::Kernels& kernels) {
  return prepare(sum, kernels.of_bytes != nullptr ? *kernels.of_bytes : kernels);
}

}  // namespace npuscope
