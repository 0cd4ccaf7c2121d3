// SPDX-License-Identifier: Apache-2.0
// Products of a matrix with constant weights: rows are those of the activations, lanes are columns
// of the weights.
#include <algorithm>

#include "kernels/matrix_layout.h"
#include "kernels/prepared_parts.h"

namespace npuscope {
namespace {

struct PassRange {
  size_t piece = 0;
  SumSlice::Range terms;        // of k
  size_t first = 0, count = 0;  // units among those of all passes
};

class PreparedMatrix : public PreparedSum {
 public:
  PreparedMatrix(const simd::Kernels& kernels, SumCoding coding, SumSteps steps,
                 const SumDescription& sum, size_t k, size_t n)
      : kernels_(kernels),
        coding_(std::move(coding)),
        steps_(std::move(steps)),
        shape_(sum.output_shape),
        type_(sum.output_type),
        k_(k),
        n_(n) {}

  /// `weight(k, n)` is a code.
  template <class Weight>
  void pack(const SumLowering& lowering, Weight&& weight);

  [[nodiscard]] size_t bytes() const override {
    return (lanes_.size() + corrections_.size()) * sizeof(uint32_t);
  }
  [[nodiscard]] Result<Tensor> run(const Tensor& codes,
                                   std::vector<StageCounters>* counters) const override;

 private:
  [[nodiscard]] size_t block() const { return kernels_.vectors * kernels_.lanes; }
  [[nodiscard]] size_t width_of(size_t first) const {
    const size_t count = std::min(block(), n_ - first);
    return (count + kernels_.lanes - 1) / kernels_.lanes * kernels_.lanes;
  }
  template <class Weight>
  void pack_block(size_t first, Weight&& weight);
  void pack_rows_of(const uint8_t* codes, size_t rows, std::vector<uint32_t>& units) const;
  [[nodiscard]] int32_t input_factor(uint8_t byte) const {
    const int32_t value = (byte ^ coding_.flip()) - coding_.offset();
    return coding_.units() == simd::Units::kSignedBytes ? static_cast<int8_t>(value) : value;
  }
  void sum_pass(const simd::TileOperands& operands, const uint8_t* codes, size_t pass, size_t first,
                int32_t* sums) const;

  const simd::Kernels& kernels_;
  SumCoding coding_;
  SumSteps steps_;
  Shape shape_;
  ElementType type_;
  size_t k_, n_;
  std::vector<PassRange> passes_;
  std::vector<size_t> pieces_;        // by pass
  std::vector<size_t> quads_;         // by unit: its first k in units
  std::vector<uint32_t> lanes_;       // by block of columns: by unit, by column
  std::vector<int32_t> corrections_;  // by pass, by column
};

std::vector<PassRange> pass_ranges(const SumLowering& lowering, size_t k) {
  const auto size = static_cast<int64_t>(k);
  if (!lowering.pass) return {{0, {0, size}}};
  std::vector<PassRange> passes;
  for (size_t piece = 0; piece < lowering.pieces.size(); ++piece) {
    for (const SumSlice& slice : lowering.pieces[piece]) {
      PassRange pass{piece, {0, size}};
      if (slice.channels) {
        pass.terms.begin = std::clamp<int64_t>(slice.channels->begin, 0, size);
        pass.terms.end = std::clamp<int64_t>(slice.channels->end, pass.terms.begin, size);
      }
      passes.push_back(pass);
    }
  }
  return passes;
}

template <class Weight>
void PreparedMatrix::pack(const SumLowering& lowering, Weight&& weight) {
  const auto per_unit = static_cast<int64_t>(coding_.terms());
  passes_ = pass_ranges(lowering, k_);
  for (PassRange& pass : passes_) {
    pieces_.push_back(pass.piece);
    pass.first = quads_.size();
    for (int64_t quad = pass.terms.begin / per_unit; quad * per_unit < pass.terms.end; ++quad)
      quads_.push_back(static_cast<size_t>(quad));
    pass.count = quads_.size() - pass.first;
  }
  corrections_.resize(passes_.size() * n_);
  for (size_t first = 0; first < n_; first += block()) pack_block(first, weight);
}

template <class Weight>
void PreparedMatrix::pack_block(size_t first, Weight&& weight) {
  const size_t per_unit = coding_.terms();
  for (size_t p = 0; p < passes_.size(); ++p) {
    const PassRange& pass = passes_[p];
    for (size_t u = pass.first; u < pass.first + pass.count; ++u) {
      for (size_t n = first; n < first + width_of(first); ++n) {
        int32_t factors[4] = {};
        for (size_t i = 0; i < per_unit && n < n_; ++i) {
          const auto k = static_cast<int64_t>(quads_[u] * per_unit + i);
          if (k < pass.terms.begin || k >= pass.terms.end) continue;
          factors[i] = coding_.weight(weight(static_cast<size_t>(k), n), n);
          corrections_[p * n_ + n] -= coding_.zero() * (factors[i] - coding_.weight_zero(n));
        }
        lanes_.push_back(coding_.unit(factors));
      }
    }
  }
}

/// [unit][row]; what lies behind the last k meets weights of zero.
void PreparedMatrix::pack_rows_of(const uint8_t* codes, size_t rows,
                                  std::vector<uint32_t>& units) const {
  const size_t per_unit = coding_.terms();
  units.resize(quads_.size() * rows);
  for (size_t u = 0; u < quads_.size(); ++u) {
    for (size_t r = 0; r < rows; ++r) {
      int32_t factors[4] = {};
      const size_t k = quads_[u] * per_unit;
      for (size_t i = 0; i < per_unit && k + i < k_; ++i)
        factors[i] = input_factor(codes[r * k_ + k + i]);
      units[u * rows + r] = coding_.unit(factors);
    }
  }
}

Result<Tensor> PreparedMatrix::run(const Tensor& codes,
                                   std::vector<StageCounters>* counters) const {
  NPUSCOPE_TRY_ASSIGN(Tensor result, Tensor::create(type_, shape_));
  const SumSteps::Counters counted = steps_.start(counters);
  const auto* input = reinterpret_cast<const uint8_t*>(codes.bytes().data());
  auto* output = const_cast<uint8_t*>(reinterpret_cast<const uint8_t*>(result.bytes().data()));
  const size_t m = static_cast<size_t>(codes.size()) / k_;
  std::vector<uint32_t> units;
  std::vector<int32_t> sums(kernels_.rows * block()), scratch;
  for (size_t row = 0; row < m; row += kernels_.rows) {
    const size_t rows = std::min(kernels_.rows, m - row);
    const uint8_t* row_codes = input + row * k_;
    pack_rows_of(row_codes, rows, units);
    const uint32_t* lanes = lanes_.data();
    for (size_t first = 0; first < n_; first += block()) {
      const size_t width = width_of(first);
      const simd::TileOperands operands = {.rows = units.data(),
                                           .row_count = rows,
                                           .lanes = lanes,
                                           .vectors = width / kernels_.lanes,
                                           .units = 0,
                                           .out = nullptr,
                                           .out_stride = width};
      const SumSteps::Tile tile = {.sums = sums.data(),
                                   .stride = width,
                                   .rows = rows,
                                   .columns = std::min(block(), n_ - first),
                                   .channel = first,
                                   .codes = output + row * n_ + first,
                                   .code_stride = n_};
      const auto pass_sums = [&](size_t pass, int32_t* to) {
        sum_pass(operands, row_codes, pass, first, to);
      };
      if (steps_.has_passes())
        run_passes(steps_, kernels_, tile, pieces_, scratch, counted.pass, pass_sums);
      else
        pass_sums(0, tile.sums);
      steps_.finish_lanes(kernels_, tile, counted.epilogue);
      lanes += width * quads_.size();
    }
  }
  return result;
}

void PreparedMatrix::sum_pass(const simd::TileOperands& operands, const uint8_t* codes, size_t p,
                              size_t first, int32_t* sums) const {
  const PassRange& pass = passes_[p];
  simd::TileOperands tile = operands;
  tile.rows += pass.first * tile.row_count;
  tile.lanes += pass.first * tile.out_stride;
  tile.units = pass.count;
  tile.out = sums;
  kernels_.multiply_weight_lanes(tile);
  const size_t columns = std::min(tile.out_stride, n_ - first);
  for (size_t r = 0; r < tile.row_count; ++r) {
    int32_t input_sum = 0;
    if (coding_.weights_have_zero())
      for (int64_t k = pass.terms.begin; k < pass.terms.end; ++k)
        input_sum += input_factor(codes[r * k_ + static_cast<size_t>(k)]);
    int32_t* row = sums + r * tile.out_stride;
    for (size_t j = 0; j < columns; ++j)
      row[j] += corrections_[p * n_ + first + j] - coding_.weight_zero(first + j) * input_sum;
  }
}

}  // namespace

std::unique_ptr<const PreparedSum> prepare_matrix(const SumDescription& sum,
                                                  const simd::Kernels& kernels) {
  const auto& matrix = std::get<MatrixSum>(*sum.geometry);
  const Tensor& b = *sum.weights.codes;
  if (matrix.transpose_a || b.shape().size() != 2) return nullptr;
  const size_t n_axis = matrix.transpose_b ? 0 : 1;
  const Quantization* quantization = sum.weights.quantization;
  if (quantization != nullptr && quantization->per_channel() &&
      static_cast<size_t>(quantization->axis) != n_axis)
    return nullptr;
  const auto n = static_cast<size_t>(b.shape()[n_axis]);
  const auto k = static_cast<size_t>(b.shape()[1 - n_axis]);
  if (k == 0 || static_cast<int64_t>(k) > kMostTerms) return nullptr;
  const std::vector<int64_t> codes = to_int64s(b);
  const auto weight = [&](size_t row, size_t column) {
    return static_cast<int32_t>(matrix.transpose_b ? codes[column * k + row]
                                                   : codes[row * n + column]);
  };
  const SumCoding coding(kernels, sum.input_type, sum.input_quantization, b.type(), quantization);
  std::vector<int64_t> by_column;
  for (size_t column = 0; column < n; ++column)
    for (size_t row = 0; row < k; ++row) by_column.push_back(weight(row, column));
  auto steps = SumSteps::create(*sum.lowering, n,
                                largest_sum(by_column, n, quantization) * coding.largest_input(),
                                sum.output_type);
  if (!steps) return nullptr;
  auto prepared = std::make_unique<PreparedMatrix>(kernels, coding, *std::move(steps), sum, k, n);
  prepared->pack(*sum.lowering, weight);
  return prepared;
}

}  // namespace npuscope
