// SPDX-License-Identifier: Apache-2.0
// Products of a matrix with constant weights: rows are those of the activations, lanes are columns
// of the weights.
#include <algorithm>

#include "kernels/accumulate_parts.h"
#include "kernels/prepared_parts.h"

namespace npuscope {
namespace {

struct PassRange {
  size_t piece = 0;
  SumSlice::Range terms;        // of k
  size_t first = 0, count = 0;  // units among those of all passes
};

class PreparedMatrix : public PreparedOnKernels {
 public:
  PreparedMatrix(SumParts parts, size_t k, size_t n)
      : PreparedOnKernels(std::move(parts)), k_(k), n_(n) {}

  /// `weight(n, k)` is a code.
  template <class Weight>
  void pack(const SumLowering& lowering, Weight&& weight);

  [[nodiscard]] Result<Tensor> run(const Tensor& codes,
                                   std::vector<StageCounters>* counters) const override;

 private:
  [[nodiscard]] size_t block() const { return kernels_.vectors * kernels_.lanes; }
  [[nodiscard]] size_t width_of(size_t first) const {
    return kernels_.padded(std::min(block(), n_ - first));
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

  size_t k_, n_;
  std::vector<PassRange> passes_;
  std::vector<size_t> quads_;    // by unit: its first k in units
  std::vector<uint32_t> lanes_;  // by block of columns: by unit, by column
  std::vector<int32_t> starts_;  // of sums, by pass, by column: what zero points leave
};

std::vector<PassRange> pass_ranges(const SumLowering& lowering, size_t k) {
  const auto size = static_cast<int64_t>(k);
  if (!lowering.pass) return {{0, {0, size}}};
  std::vector<PassRange> passes;
  for (size_t piece = 0; piece < lowering.pieces.size(); ++piece)
    for (const SumSlice& slice : lowering.pieces[piece])
      passes.push_back({piece, cut(slice.channels, size)});
  return passes;
}

template <class Weight>
void PreparedMatrix::pack(const SumLowering& lowering, Weight&& weight) {
  const auto per_unit = static_cast<int64_t>(coding_.terms());
  passes_ = pass_ranges(lowering, k_);
  for (PassRange& pass : passes_) {
    pass.first = quads_.size();
    for (int64_t quad = pass.terms.begin / per_unit; quad * per_unit < pass.terms.end; ++quad)
      quads_.push_back(static_cast<size_t>(quad));
    pass.count = quads_.size() - pass.first;
  }
  starts_.resize(passes_.size() * n_ + kernels_.lanes);  // whole vectors are read
  // At once: a vector that grows takes up to three times what it holds in the end.
  size_t columns = 0;
  for (size_t first = 0; first < n_; first += block()) columns += width_of(first);
  lanes_.reserve(columns * quads_.size());
  for (size_t first = 0; first < n_; first += block()) pack_block(first, weight);
  add_bias(n_, starts_);
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
          factors[i] = coding_.weight(weight(n, static_cast<size_t>(k)), n);
          starts_[p * n_ + n] += coding_.left_by(factors[i], n);
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
  NPUSCOPE_TRY_ASSIGN(Tensor result, Tensor::create_unset(type_, shape_));
  const SumSteps::Counters counted = steps_.start(counters);
  const uint8_t* input = codes.values<uint8_t>().data();
  uint8_t* output = result.mutable_values<uint8_t>().data();
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
      simd::TileOperands operands;
      operands.rows = units.data();
      operands.row_count = rows;
      operands.lanes = lanes;
      operands.vectors = width / kernels_.lanes;
      operands.out_stride = width;
      const SumSteps::Tile tile = {.sums = sums.data(),
                                   .stride = width,
                                   .rows = rows,
                                   .columns = std::min(block(), n_ - first),
                                   .channel = first,
                                   .codes = output + row * n_ + first,
                                   .code_stride = n_};
      sum_tile(tile, passes_, scratch, counted.pass,
               [&](size_t pass, int32_t* to) { sum_pass(operands, row_codes, pass, first, to); });
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
  tile.first_unit = pass.first;
  tile.lanes += pass.first * tile.out_stride;
  tile.units = pass.count;
  tile.start = starts_.data() + p * n_ + first;
  tile.out = sums;
  kernels_.multiply_weight_lanes(tile);
  if (!coding_.weights_have_zero()) return;
  const size_t columns = std::min(tile.out_stride, n_ - first);
  for (size_t r = 0; r < tile.row_count; ++r) {
    int32_t input_sum = 0;
    for (int64_t k = pass.terms.begin; k < pass.terms.end; ++k)
      input_sum += input_factor(codes[r * k_ + static_cast<size_t>(k)]);
    int32_t* row = sums + r * tile.out_stride;
    for (size_t j = 0; j < columns; ++j) row[j] -= coding_.weight_zero(first + j) * input_sum;
  }
}

}  // namespace

std::unique_ptr<const PreparedSum> prepare_matrix(const SumDescription& sum,
                                                  const simd::Kernels& kernels) {
  const auto& matrix = std::get<MatrixSum>(*sum.geometry);
  const Tensor& b = *sum.weights.codes;
  if (matrix.transpose_a || b.shape().size() != 2) return nullptr;
  const int n_axis = matrix.transpose_b ? 0 : 1;
  const auto n = static_cast<size_t>(b.shape()[matrix.transpose_b ? 0 : 1]);
  const auto k = static_cast<size_t>(b.shape()[matrix.transpose_b ? 1 : 0]);
  if (k == 0 || static_cast<int64_t>(k) > kMostTerms) return nullptr;
  const WeightCodes codes(b);
  const auto weight = [&](size_t column, size_t row) {
    return codes[matrix.transpose_b ? column * k + row : row * n + column];
  };
  auto parts = sum_parts(sum, kernels, {n, k, n_axis}, INT32_MAX, weight);
  if (!parts) return nullptr;
  auto prepared = std::make_unique<PreparedMatrix>(*std::move(parts), k, n);
  prepared->pack(*sum.lowering, weight);
  return prepared;
}

}  // namespace npuscope
