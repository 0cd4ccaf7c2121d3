// SPDX-License-Identifier: Apache-2.0
// Convolutions as products of matrices: rows are output channels, lanes are output positions. The
// input is first laid out in units, each with some channels of one position; what a block of
// positions reads, its panel, is then gathered term by term. Kernels of a single tap that read the
// input as it lies need no layout: their units are made in the panel.
#include <algorithm>
#include <cstring>

#include "kernels/byte_pairs.h"
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
  size_t first_part = 0, parts = 0;
};

/// Units of a pass that are summed before the next ones.
struct PartUnits {
  size_t first = 0, count = 0;
};

/// Neighbouring positions of a block that lie in one row of outputs.
struct Run {
  size_t to = 0, count = 0;
  ptrdiff_t from = 0;
};

constexpr size_t kCopied = 16;  // units at a time; arrays have so many to spare

// What is read again for each tile of rows stays in the first-level cache: so many units of panels.
constexpr size_t kNearUnits = 6 << 10;
// So many vectors of sums are finished together, so many in a row: less, and the way there takes
// its time.
constexpr size_t kNearVectors = 512;
constexpr size_t kRowVectors = 16;

/// Neighbouring output positions whose sums a tile of the kernels holds; all blocks but the last
/// are whole vectors.
struct Block {
  size_t first = 0, count = 0;
  size_t vectors = 0, width = 0;  // that hold them, and their lanes
};

class PreparedConvolution : public PreparedOnKernels {
 public:
  PreparedConvolution(SumParts parts, const ConvolutionSizes& sizes)
      : PreparedOnKernels(std::move(parts)), sizes_(sizes), plane_(sizes) {}

  void pack(const std::vector<PassTerms>& passes, WeightCodes weights);
  /// Arranges the units for kernels_.multiply_pairs(); says whether that is quicker.
  bool pair_up();

  [[nodiscard]] Result<Tensor> run(const Tensor& codes,
                                   std::vector<StageCounters>* counters) const override;

 private:
  [[nodiscard]] size_t quads() const {
    return (static_cast<size_t>(sizes_.channels) + coding_.terms() - 1) / coding_.terms();
  }
  [[nodiscard]] size_t outputs() const { return static_cast<size_t>(sizes_.outputs); }
  [[nodiscard]] size_t panel_size() const {
    return terms_.size() * kernels_.vectors * kernels_.lanes;
  }
  /// So many blocks are finished together: rows of outputs are longer then.
  [[nodiscard]] size_t blocks_together() const {
    const size_t panel = std::max<size_t>(panel_size(), 1);  // no terms, no units
    return std::max<size_t>(1, std::min(kNearUnits / panel, kRowVectors / kernels_.vectors));
  }
  [[nodiscard]] size_t tiles_per_group() const {
    return (outputs() + kernels_.rows - 1) / kernels_.rows;
  }
  void pack_tile(size_t first_row, size_t rows, const std::vector<PassTerms>& passes,
                 WeightCodes weights);
  /// Whether an output position reads the input's position of the same index and no other.
  [[nodiscard]] bool reads_in_place() const { return sizes_.taps() == 1 && plane_.is_input(); }
  /// The units of channels of a quad at `count` positions from `first` on.
  void make_units(const uint8_t* input, size_t quad, size_t first, size_t count,
                  uint32_t* units) const;
  void lay_out(const uint8_t* input, uint32_t* image) const;
  [[nodiscard]] std::vector<Run> runs_of(size_t first, size_t count) const;
  void gather(const uint32_t* image, const std::vector<Run>& runs, size_t width,
              uint32_t* panel) const;
  struct Work;
  void run_group(Work& work, size_t group) const;
  void run_blocks(Work& work, size_t group) const;
  /// What a block of positions reads: by unit, by position.
  void fill_panel(Work& work, const Block& block, uint32_t* panel) const;
  [[nodiscard]] const uint32_t* panel_of(const Work& work, size_t block) const;
  /// Of a block's first position among those of all.
  static size_t column_of(const Work& work, size_t block);
  /// `stride`: positions of all blocks, padded.
  void sum_inputs(Work& work, size_t stride) const;
  void sum_pass(const Work& work, const SumSteps::Tile& tile, size_t pass, int32_t* sums) const;
  void sum_block(const Work& work, const SumSteps::Tile& tile, size_t pass, size_t block,
                 int32_t* sums) const;

  ConvolutionSizes sizes_;
  PaddedPlane plane_;
  std::vector<UnitTerm> terms_;
  std::vector<PassUnits> passes_;
  std::vector<PartUnits> parts_;    // of all passes
  std::vector<uint32_t> weights_;   // by tile of rows: by unit, by row
  std::optional<BytePairs> pairs_;  // of the same, which are no more then
  std::vector<int32_t> starts_;     // of sums, by pass, by output channel: what zero points leave
  std::vector<int32_t> weight_zeros_;  // rw by output channel; empty: none
  std::vector<uint32_t> ones_;         // by unit: factors of 1 where the pass has the term
};

/// What one call of run() needs.
struct PreparedConvolution::Work {
  const uint8_t* input = nullptr;
  uint8_t* output = nullptr;
  std::vector<uint32_t> image;
  std::vector<Block> blocks;  // that follow one another
  /// All of them as one.
  [[nodiscard]] Block all() const {
    Block all = blocks.front();
    for (size_t b = 1; b < blocks.size(); ++b) {
      all.count += blocks[b].count;
      all.vectors += blocks[b].vectors;
      all.width += blocks[b].width;
    }
    return all;
  }
  std::vector<uint32_t> panels;  // of each block
  size_t tile = 0;               // the first of those that are being summed
  std::vector<int32_t> sums, scratch;
  std::vector<int32_t> input_sums;  // of the blocks: by pass, by position
  SumSteps::Counters counters;
};

void PreparedConvolution::pack(const std::vector<PassTerms>& passes, WeightCodes weights) {
  const size_t taps = sizes_.taps(), per_unit = coding_.terms();
  const auto channels = static_cast<size_t>(sizes_.channels);
  const size_t most = kNearUnits / (kernels_.vectors * kernels_.lanes);  // of a part
  for (const PassTerms& pass : passes) {
    PassUnits units{.piece = pass.piece, .first = terms_.size()};
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
    units.first_part = parts_.size();
    units.parts = std::max<size_t>(1, (units.count + most - 1) / most);
    for (size_t part = 0; part < units.parts; ++part) {
      const size_t begin = units.count * part / units.parts;
      const size_t end = units.count * (part + 1) / units.parts;
      parts_.push_back({units.first + begin, end - begin});
    }
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

bool PreparedConvolution::pair_up() {
  BytePairs pairs;
  const std::span<const uint32_t> all(weights_);
  for (size_t channel = 0; channel < sizes_.all_outputs();) {
    const size_t rows = std::min(kernels_.rows, outputs() - channel % outputs());
    for (const PartUnits& part : parts_)
      pairs.add(all.subspan(channel * terms_.size() + part.first * rows, part.count * rows), rows);
    channel += rows;
  }
  // What binds is multiplying. As shorts, two channels of a unit take a multiplication.
  size_t plain = 0;
  for (const UnitTerm& term : terms_)
    plain += static_cast<size_t>(sizes_.channels) - term.quad * coding_.terms() > 2 ? size_t{2}
                                                                                    : size_t{1};
  if (pairs.multiplications() > plain * sizes_.all_outputs()) return false;
  pairs_ = std::move(pairs);
  weights_ = {};
  return true;
}

Result<Tensor> PreparedConvolution::run(const Tensor& codes,
                                        std::vector<StageCounters>* counters) const {
  NPUSCOPE_TRY_ASSIGN(Tensor result, Tensor::create_unset(type_, shape_));
  Work work;
  if (!reads_in_place()) work.image.assign(quads() * plane_.size() + kCopied, coding_.zero_unit());
  work.panels.resize(blocks_together() * panel_size() + kCopied);
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

void PreparedConvolution::make_units(const uint8_t* input, size_t quad, size_t first, size_t count,
                                     uint32_t* units) const {
  const size_t per_unit = coding_.terms();
  const auto channels = static_cast<size_t>(sizes_.channels);
  const auto plane = static_cast<size_t>(sizes_.input.height * sizes_.input.width);
  // Channels that are not there have weights of zero: any codes will do.
  const uint8_t* rows[4];
  for (size_t i = 0; i < 4; ++i)
    rows[i] = input + std::min(quad * per_unit + i, channels - 1) * plane + first;
  if (per_unit == 4)
    kernels_.interleave_bytes(rows, count, coding_.flip(), units);
  else
    kernels_.interleave_shorts(rows, count, coding_.flip(), coding_.offset(), units);
}

void PreparedConvolution::lay_out(const uint8_t* input, uint32_t* image) const {
  for (size_t quad = 0; quad < quads(); ++quad)
    plane_.fill(image + quad * plane_.size(), [&](int64_t row, int64_t column, size_t count,
                                                  uint32_t* out) {
      make_units(input, quad, static_cast<size_t>(row * sizes_.input.width + column), count, out);
    });
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
  if (!reads_in_place()) lay_out(work.input, work.image.data());
  // Blocks of about the same number of vectors: a single one would leave multipliers idle.
  const size_t vectors = kernels_.vectors_of(sizes_.positions());
  const size_t count = (vectors + kernels_.vectors - 1) / kernels_.vectors;
  const size_t together = blocks_together();
  const auto begin_of = [&](size_t b) {
    return std::min(vectors * b / count * kernels_.lanes, sizes_.positions());
  };
  for (size_t b = 0; b < count; ++b) {
    Block block = {.first = begin_of(b), .count = begin_of(b + 1) - begin_of(b)};
    block.vectors = kernels_.vectors_of(block.count);
    block.width = block.vectors * kernels_.lanes;
    work.blocks.push_back(block);
    if (work.blocks.size() < together && b + 1 < count) continue;
    run_blocks(work, group);
    work.blocks.clear();
  }
}

void PreparedConvolution::fill_panel(Work& work, const Block& block, uint32_t* panel) const {
  if (!reads_in_place())
    return gather(work.image.data(), runs_of(block.first, block.count), block.width, panel);
  for (size_t u = 0; u < terms_.size(); ++u)
    make_units(work.input, terms_[u].quad, block.first, block.count, panel + u * block.width);
}

const uint32_t* PreparedConvolution::panel_of(const Work& work, size_t block) const {
  return work.panels.data() + block * panel_size();
}

size_t PreparedConvolution::column_of(const Work& work, size_t block) {
  return work.blocks[block].first - work.blocks.front().first;
}

/// Several rows are finished together: the way there takes its time, too.
void PreparedConvolution::run_blocks(Work& work, size_t group) const {
  for (size_t b = 0; b < work.blocks.size(); ++b)
    fill_panel(work, work.blocks[b], work.panels.data() + b * panel_size());
  const Block all = work.all();
  sum_inputs(work, all.width);
  const size_t most =
      std::max<size_t>(1, kNearVectors / all.vectors / kernels_.rows) * kernels_.rows;
  work.sums.resize(most * all.width);
  for (size_t row = 0; row < outputs(); row += most) {
    const SumSteps::Tile tile = {.sums = work.sums.data(),
                                 .stride = all.width,
                                 .rows = std::min(most, outputs() - row),
                                 .columns = all.count,
                                 .channel = group * outputs() + row,
                                 .codes = work.output + row * sizes_.positions() + all.first,
                                 .code_stride = sizes_.positions()};
    work.tile = group * tiles_per_group() + row / kernels_.rows;
    sum_tile(tile, passes_, work.scratch, work.counters.pass,
             [&](size_t pass, int32_t* sums) { sum_pass(work, tile, pass, sums); });
    steps_.finish(kernels_, tile, work.counters.epilogue);
  }
}

/// Σ X of every pass, which a row of ones gives, where weights have zero points.
void PreparedConvolution::sum_inputs(Work& work, size_t stride) const {
  if (weight_zeros_.empty()) return;
  work.input_sums.resize(passes_.size() * stride);
  for (size_t p = 0; p < passes_.size(); ++p) {
    for (size_t b = 0; b < work.blocks.size(); ++b) {
      const Block& block = work.blocks[b];
      simd::TileOperands operands;
      operands.rows = ones_.data();
      operands.first_unit = passes_[p].first;
      operands.row_count = 1;
      operands.lanes = panel_of(work, b) + passes_[p].first * block.width;
      operands.vectors = block.vectors;
      operands.units = passes_[p].count;
      operands.out = work.input_sums.data() + p * stride + column_of(work, b);
      kernels_.multiply(operands);
    }
  }
}

void PreparedConvolution::sum_pass(const Work& work, const SumSteps::Tile& tile, size_t pass,
                                   int32_t* sums) const {
  for (size_t b = 0; b < work.blocks.size(); ++b)
    sum_block(work, tile, pass, b, sums + column_of(work, b));
  if (weight_zeros_.empty()) return;
  const int32_t* input_sums = work.input_sums.data() + pass * tile.stride;
  for (size_t r = 0; r < tile.rows; ++r)
    for (size_t j = 0; j < tile.stride; ++j)
      sums[r * tile.stride + j] -= weight_zeros_[tile.channel + r] * input_sums[j];
}

/// All rows for a part of a panel, then for the next.
void PreparedConvolution::sum_block(const Work& work, const SumSteps::Tile& tile, size_t pass,
                                    size_t block, int32_t* sums) const {
  const PassUnits& all = passes_[pass];
  const Block& columns = work.blocks[block];
  simd::TileOperands operands;
  operands.row_count = tile.rows;
  operands.vectors = columns.vectors;
  operands.start = starts_.data() + pass * sizes_.all_outputs() + tile.channel;
  operands.out = sums;
  operands.out_stride = tile.stride;
  for (size_t part = all.first_part; part < all.first_part + all.parts; ++part) {
    operands.lanes = panel_of(work, block) + parts_[part].first * columns.width;
    operands.resumes = part > all.first_part;
    if (pairs_) {
      operands.rows = pairs_->weights();
      operands.order = pairs_->order();
      operands.paired = pairs_->parts() + work.tile * parts_.size() + part;
      operands.paired_stride = parts_.size();
      kernels_.multiply_pairs(operands);
    } else {
      operands.rows = weights_.data() + tile.channel * terms_.size();
      operands.row_stride = terms_.size();
      operands.first_unit = parts_[part].first;
      operands.units = parts_[part].count;
      kernels_.multiply(operands);
    }
  }
}

/// Null where there is no such way, or another one is quicker.
std::unique_ptr<const PreparedSum> prepare(const SumDescription& sum,
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
  const bool paired = kernels.multiply_pairs != nullptr;
  if (!parts || (paired && parts->coding.weights_have_zero())) return nullptr;
  auto prepared = std::make_unique<PreparedConvolution>(*std::move(parts), *sizes);
  prepared->pack(pass_terms(*sum.lowering, *sizes, convolution), weights);
  if (paired && !prepared->pair_up()) return nullptr;
  return prepared;
}

}  // namespace

std::unique_ptr<const PreparedSum> prepare_convolution(const SumDescription& sum,
                                                       const simd::Kernels& kernels) {
  if (kernels.of_bytes != nullptr && !sum.once)
    if (auto prepared = prepare(sum, *kernels.of_bytes)) return prepared;
  return prepare(sum, kernels);
}

}  // namespace npuscope
