// SPDX-License-Identifier: Apache-2.0
// Convolutions as products of matrices: rows are output channels, lanes are output positions. The
// input is first laid out in units, each with some channels of one position; what a block of
// positions reads is then gathered term by term.
#include <algorithm>
#include <cstring>

#include "kernels/prepared_parts.h"

namespace npuscope {
namespace {

/// A unit of a sum: so many channels from `quad` on, at one tap.
struct UnitTerm {
  uint32_t quad = 0;
  uint32_t tap = 0;
};

/// Where one pass's units lie among those of all.
struct PassUnits {
  size_t piece = 0, first = 0, count = 0;
};

/// Neighbouring positions of a block that lie in one row of outputs.
struct Run {
  size_t to = 0, count = 0;
  ptrdiff_t from = 0;
};

constexpr size_t kCopied = 16;  // units at a time; arrays have so many to spare

class PreparedConvolution : public PreparedOnKernels {
 public:
  PreparedConvolution(SumParts parts, const ConvolutionSizes& sizes)
      : PreparedOnKernels(std::move(parts)), sizes_(sizes), plane_(sizes) {}

  void pack(const std::vector<PassTerms>& passes, WeightCodes weights);

  [[nodiscard]] Result<Tensor> run(const Tensor& codes,
                                   std::vector<StageCounters>* counters) const override;

 private:
  [[nodiscard]] size_t quads() const {
    return (static_cast<size_t>(sizes_.channels) + coding_.terms() - 1) / coding_.terms();
  }
  [[nodiscard]] size_t outputs() const { return static_cast<size_t>(sizes_.outputs); }
  void pack_tile(size_t first_row, size_t rows, const std::vector<PassTerms>& passes,
                 WeightCodes weights);
  void lay_out(const uint8_t* input, uint32_t* image) const;
  [[nodiscard]] std::vector<Run> runs_of(size_t first, size_t count) const;
  void gather(const uint32_t* image, const std::vector<Run>& runs, size_t width,
              uint32_t* panel) const;
  struct Work;
  void run_group(Work& work, size_t group) const;
  void run_block(Work& work, size_t group, size_t first, size_t count) const;
  void sum_inputs(Work& work, size_t width) const;
  void sum_pass(const simd::TileOperands& operands, const std::vector<int32_t>& input_sums,
                size_t pass, size_t channel, int32_t* sums) const;
  /// The part of a tile's operands that a pass sums.
  [[nodiscard]] simd::TileOperands operands_of(simd::TileOperands tile, const PassUnits& pass,
                                               int32_t* sums) const;

  ConvolutionSizes sizes_;
  PaddedPlane plane_;
  std::vector<UnitTerm> terms_;
  std::vector<PassUnits> passes_;
  std::vector<uint32_t> weights_;  // by tile of rows: by unit, by row
  std::vector<int32_t> starts_;    // of sums, by pass, by output channel: what zero points leave
  std::vector<int32_t> weight_zeros_;  // rw by output channel; empty: none
  std::vector<uint32_t> ones_;         // by unit: factors of 1 where the pass has the term
};

/// What one call of run() needs.
struct PreparedConvolution::Work {
  const uint8_t* input = nullptr;
  uint8_t* output = nullptr;
  std::vector<uint32_t> image, panel;
  std::vector<int32_t> sums, scratch;
  std::vector<int32_t> input_sums;  // of a block: by pass, by position
  SumSteps::Counters counters;
};

void PreparedConvolution::pack(const std::vector<PassTerms>& passes, WeightCodes weights) {
  const size_t taps = sizes_.taps(), per_unit = coding_.terms();
  const auto channels = static_cast<size_t>(sizes_.channels);
  for (const PassTerms& pass : passes) {
    PassUnits units{pass.piece, terms_.size(), 0};
    for (size_t quad = 0; quad < quads(); ++quad) {
      for (size_t tap = 0; tap < taps; ++tap) {
        int32_t ones[4] = {};
        for (size_t i = 0; i < per_unit && quad * per_unit + i < channels; ++i)
          ones[i] = pass.terms[(quad * per_unit + i) * taps + tap] ? 1 : 0;
        if (std::ranges::all_of(ones, [](int32_t one) { return one == 0; })) continue;
        terms_.push_back({static_cast<uint32_t>(quad), static_cast<uint32_t>(tap)});
        ones_.push_back(coding_.unit(ones));
      }
    }
    units.count = terms_.size() - units.first;
    passes_.push_back(units);
  }
  starts_.resize(passes.size() * sizes_.all_outputs());
  for (size_t group = 0; group < static_cast<size_t>(sizes_.groups); ++group)
    for (size_t row = 0; row < outputs(); row += kernels_.rows)
      pack_tile(group * outputs() + row, std::min(kernels_.rows, outputs() - row), passes, weights);
  add_bias(sizes_.all_outputs(), starts_);
  if (!coding_.weights_have_zero()) {
    ones_.clear();
    return;
  }
  for (size_t row = 0; row < sizes_.all_outputs(); ++row)
    weight_zeros_.push_back(coding_.weight_zero(row));
}

void PreparedConvolution::pack_tile(size_t first_row, size_t rows,
                                    const std::vector<PassTerms>& passes, WeightCodes weights) {
  const size_t taps = sizes_.taps(), per_unit = coding_.terms();
  const auto channels = static_cast<size_t>(sizes_.channels);
  for (size_t p = 0; p < passes_.size(); ++p) {
    for (size_t u = passes_[p].first; u < passes_[p].first + passes_[p].count; ++u) {
      for (size_t row = first_row; row < first_row + rows; ++row) {
        int32_t factors[4] = {};
        for (size_t i = 0; i < per_unit; ++i) {
          const size_t channel = terms_[u].quad * per_unit + i;
          if (channel >= channels || !passes[p].terms[channel * taps + terms_[u].tap]) continue;
          factors[i] =
              coding_.weight(weights[(row * channels + channel) * taps + terms_[u].tap], row);
          starts_[p * sizes_.all_outputs() + row] += coding_.left_by(factors[i], row);
        }
        weights_.push_back(coding_.unit(factors));
      }
    }
  }
}

Result<Tensor> PreparedConvolution::run(const Tensor& codes,
                                        std::vector<StageCounters>* counters) const {
  NPUSCOPE_TRY_ASSIGN(Tensor result, Tensor::create(type_, shape_));
  Work work;
  work.image.assign(quads() * plane_.size() + kCopied, coding_.zero_unit());
  work.panel.resize(terms_.size() * kernels_.vectors * kernels_.lanes + kCopied);
  work.counters = steps_.start(counters);
  work.input = codes.values<uint8_t>().data();
  uint8_t* output = result.mutable_values<uint8_t>().data();
  const auto input_group =
      static_cast<size_t>(sizes_.channels * sizes_.input.height * sizes_.input.width);
  for (int64_t n = 0; n < sizes_.batch; ++n) {
    for (size_t group = 0; group < static_cast<size_t>(sizes_.groups); ++group) {
      work.output = output;
      run_group(work, group);
      work.input += input_group;
      output += outputs() * sizes_.positions();
    }
  }
  return result;
}

void PreparedConvolution::lay_out(const uint8_t* input, uint32_t* image) const {
  const size_t per_unit = coding_.terms();
  const auto channels = static_cast<size_t>(sizes_.channels);
  const auto in_plane = static_cast<size_t>(sizes_.input.height * sizes_.input.width);
  for (size_t quad = 0; quad < quads(); ++quad) {
    // Channels that are not there have weights of zero: any codes will do.
    const uint8_t* planes[4];
    for (size_t i = 0; i < 4; ++i)
      planes[i] = input + std::min(quad * per_unit + i, channels - 1) * in_plane;
    plane_.fill(image + quad * plane_.size(), [&](int64_t row, int64_t column, size_t count,
                                                  uint32_t* out) {
      const auto at = static_cast<size_t>(row * sizes_.input.width + column);
      const uint8_t* rows[4] = {planes[0] + at, planes[1] + at, planes[2] + at, planes[3] + at};
      if (per_unit == 4)
        kernels_.interleave_bytes(rows, count, coding_.flip(), out);
      else
        kernels_.interleave_shorts(rows, count, coding_.flip(), coding_.offset(), out);
    });
  }
}

std::vector<Run> PreparedConvolution::runs_of(size_t first, size_t count) const {
  std::vector<Run> runs;
  const auto width = static_cast<size_t>(sizes_.output.width);
  for (size_t at = 0; at < count;) {
    const size_t row = (first + at) / width, column = (first + at) % width;
    const size_t taken = std::min(width - column, count - at);
    runs.push_back(
        {at, taken,
         static_cast<ptrdiff_t>(row) * plane_.row_step() + static_cast<ptrdiff_t>(column)});
    at += taken;
  }
  return runs;
}

/// Copies more than a run has; what is too much lies behind it, where the next run or unit follows.
void PreparedConvolution::gather(const uint32_t* image, const std::vector<Run>& runs, size_t width,
                                 uint32_t* panel) const {
  const std::vector<ptrdiff_t>& taps = plane_.taps();
  for (const UnitTerm& term : terms_) {
    const uint32_t* from = image + term.quad * plane_.size() + taps[term.tap];
    for (const Run& run : runs) {
      const uint32_t* source = from + run.from;
      uint32_t* target = panel + run.to;
      for (size_t i = 0; i < run.count; i += kCopied)
        std::memcpy(target + i, source + i, kCopied * sizeof(uint32_t));
    }
    panel += width;
  }
}

void PreparedConvolution::run_group(Work& work, size_t group) const {
  lay_out(work.input, work.image.data());
  // Blocks of about the same number of vectors: a single one would leave multipliers idle.
  const size_t vectors = kernels_.vectors_of(sizes_.positions());
  const size_t blocks = (vectors + kernels_.vectors - 1) / kernels_.vectors;
  for (size_t b = 0; b < blocks; ++b) {
    const size_t first = vectors * b / blocks * kernels_.lanes;
    const size_t end = vectors * (b + 1) / blocks * kernels_.lanes;
    run_block(work, group, first, std::min(end, sizes_.positions()) - first);
  }
}

/// Rows of several products are finished together: the way there takes its time, too.
void PreparedConvolution::run_block(Work& work, size_t group, size_t first, size_t count) const {
  const size_t width = kernels_.padded(count), vectors = kernels_.vectors_of(count);
  gather(work.image.data(), runs_of(first, count), width, work.panel.data());
  sum_inputs(work, width);
  const size_t most =
      std::max<size_t>(1, SumSteps::kVectors / vectors / kernels_.rows) * kernels_.rows;
  work.sums.resize(most * width);
  for (size_t row = 0; row < outputs(); row += most) {
    const SumSteps::Tile tile = {.sums = work.sums.data(),
                                 .stride = width,
                                 .rows = std::min(most, outputs() - row),
                                 .columns = count,
                                 .channel = group * outputs() + row,
                                 .codes = work.output + row * sizes_.positions() + first,
                                 .code_stride = sizes_.positions()};
    sum_tile(tile, passes_, work.scratch, work.counters.pass, [&](size_t pass, int32_t* sums) {
      for (size_t r = 0; r < tile.rows; r += kernels_.rows) {
        const size_t channel = tile.channel + r;
        sum_pass({.rows = weights_.data() + channel * terms_.size(),
                  .row_count = std::min(kernels_.rows, tile.rows - r),
                  .lanes = work.panel.data(),
                  .vectors = vectors,
                  .units = 0,
                  .start = nullptr,
                  .out = nullptr,
                  .out_stride = width},
                 work.input_sums, pass, channel, sums + r * width);
      }
    });
    steps_.finish(kernels_, tile, work.counters.epilogue);
  }
}

simd::TileOperands PreparedConvolution::operands_of(simd::TileOperands tile, const PassUnits& pass,
                                                    int32_t* sums) const {
  tile.rows += pass.first * tile.row_count;
  tile.lanes += pass.first * tile.out_stride;
  tile.units = pass.count;
  tile.out = sums;
  return tile;
}

/// Σ X of every pass, which a row of ones gives, where weights have zero points.
void PreparedConvolution::sum_inputs(Work& work, size_t width) const {
  if (weight_zeros_.empty()) return;
  work.input_sums.resize(passes_.size() * width);
  const simd::TileOperands operands = {.rows = ones_.data(),
                                       .row_count = 1,
                                       .lanes = work.panel.data(),
                                       .vectors = kernels_.vectors_of(width),
                                       .units = 0,
                                       .start = nullptr,
                                       .out = nullptr,
                                       .out_stride = width};
  for (size_t p = 0; p < passes_.size(); ++p)
    kernels_.multiply(operands_of(operands, passes_[p], work.input_sums.data() + p * width));
}

void PreparedConvolution::sum_pass(const simd::TileOperands& operands,
                                   const std::vector<int32_t>& input_sums, size_t pass,
                                   size_t channel, int32_t* sums) const {
  const size_t width = operands.out_stride;
  simd::TileOperands tile = operands_of(operands, passes_[pass], sums);
  tile.start = starts_.data() + pass * sizes_.all_outputs() + channel;
  kernels_.multiply(tile);
  if (weight_zeros_.empty()) return;
  for (size_t r = 0; r < operands.row_count; ++r)
    for (size_t j = 0; j < width; ++j)
      sums[r * width + j] -= weight_zeros_[channel + r] * input_sums[pass * width + j];
}

}  // namespace

std::unique_ptr<const PreparedSum> prepare_convolution(const SumDescription& sum,
                                                       const simd::Kernels& kernels) {
  const auto& convolution = std::get<ConvolutionSum>(*sum.geometry);
  const Tensor& w = *sum.weights.codes;
  const auto sizes =
      ConvolutionSizes::of(convolution, sum.input_shape, w.shape(), sum.output_shape);
  if (!sizes) return nullptr;
  const size_t terms = sizes->taps() * static_cast<size_t>(sizes->channels);
  if (static_cast<int64_t>(terms) > kMostTerms) return nullptr;
  const WeightCodes weights(w);
  auto parts = sum_parts(sum, kernels, {sizes->all_outputs(), terms, 0}, INT32_MAX,
                         [&](size_t channel, size_t i) { return weights[channel * terms + i]; });
  if (!parts) return nullptr;
  auto prepared = std::make_unique<PreparedConvolution>(*std::move(parts), *sizes);
  prepared->pack(pass_terms(*sum.lowering, *sizes, convolution), weights);
  return prepared;
}

}  // namespace npuscope
