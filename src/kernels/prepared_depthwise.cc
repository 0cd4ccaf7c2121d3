// SPDX-License-Identifier: Apache-2.0
// Depthwise convolutions: each output channel is a weighted sum of one input plane at neighbouring
// positions, in float32, which holds integers below 2^24 exactly.
#include <algorithm>

#include "kernels/prepared_parts.h"

namespace npuscope {
namespace {

constexpr int64_t kExactFloats = (1 << 24) - 1;
constexpr size_t kRows = 4;  // of outputs at a time

class PreparedDepthwise : public PreparedOnKernels {
 public:
  PreparedDepthwise(SumParts parts, const ConvolutionSizes& sizes)
      : PreparedOnKernels(std::move(parts)), sizes_(sizes), plane_(sizes) {}

  void pack(const std::vector<PassTerms>& passes, WeightCodes weights,
            const Quantization* quantization);

  [[nodiscard]] Result<Tensor> run(const Tensor& codes,
                                   std::vector<StageCounters>* counters) const override;

 private:
  struct Pass {
    size_t piece = 0;
    size_t first = 0;             // of its weights among those of a channel
    std::vector<ptrdiff_t> taps;  // where they read
  };
  void sum_pass(const float* plane, size_t channel, const Pass& pass, std::vector<int32_t>& rows,
                int32_t* sums) const;

  ConvolutionSizes sizes_;
  PaddedPlane plane_;
  std::vector<Pass> passes_;
  std::vector<float> weights_;  // by output channel: by pass, by tap
};

void PreparedDepthwise::pack(const std::vector<PassTerms>& passes, WeightCodes weights,
                             const Quantization* quantization) {
  const size_t taps = sizes_.taps();
  size_t first = 0;
  for (const PassTerms& terms : passes) {
    Pass pass{terms.piece, first, {}};
    for (size_t tap = 0; tap < taps; ++tap)
      if (terms.terms[tap]) pass.taps.push_back(plane_.taps()[tap]);
    first += pass.taps.size();
    passes_.push_back(std::move(pass));
  }
  for (size_t channel = 0; channel < sizes_.all_outputs(); ++channel) {
    const int32_t zero =
        quantization != nullptr ? quantization->zero_point_at(static_cast<int64_t>(channel)) : 0;
    for (const PassTerms& terms : passes)
      for (size_t tap = 0; tap < taps; ++tap)
        if (terms.terms[tap])
          weights_.push_back(static_cast<float>(weights[channel * taps + tap] - zero));
  }
}

Result<Tensor> PreparedDepthwise::run(const Tensor& codes,
                                      std::vector<StageCounters>* counters) const {
  NPUSCOPE_TRY_ASSIGN(Tensor result, Tensor::create(type_, shape_));
  const size_t positions = sizes_.positions();
  // Whole vectors behind the last row are read too.
  std::vector<float> plane(plane_.size() + 2 * kernels_.lanes);
  std::vector<int32_t> rows, scratch;
  std::vector<int32_t> sums(kernels_.padded(positions));
  const uint8_t* input = codes.values<uint8_t>().data();
  uint8_t* output = result.mutable_values<uint8_t>().data();
  const SumSteps::Counters counted = steps_.start(counters);
  const int64_t in_plane = sizes_.input.height * sizes_.input.width;
  for (int64_t i = 0; i < sizes_.batch * sizes_.groups; ++i, input += in_plane) {
    plane_.fill(plane.data(), 0.0F, [&](int64_t row, int64_t column, size_t count, float* out) {
      kernels_.widen(input + row * sizes_.input.width + column, count, coding_.plain_flip(),
                     coding_.plain_offset(), out);
    });
    for (int64_t o = 0; o < sizes_.outputs; ++o, output += positions) {
      const auto channel = static_cast<size_t>(i % sizes_.groups * sizes_.outputs + o);
      const SumSteps::Tile tile = {.sums = sums.data(),
                                   .stride = sums.size(),
                                   .rows = 1,
                                   .columns = positions,
                                   .channel = channel,
                                   .codes = output,
                                   .code_stride = positions};
      sum_tile(tile, passes_, scratch, counted.pass, [&](size_t p, int32_t* to) {
        sum_pass(plane.data(), channel, passes_[p], rows, to);
      });
      steps_.finish(kernels_, tile, counted.epilogue);
    }
  }
  return result;
}

/// Rows come in whole vectors, and are put together without what is too much.
void PreparedDepthwise::sum_pass(const float* plane, size_t channel, const Pass& pass,
                                 std::vector<int32_t>& rows, int32_t* sums) const {
  const auto width = static_cast<size_t>(sizes_.output.width);
  const auto height = static_cast<size_t>(sizes_.output.height);
  const size_t padded = kernels_.padded(width);
  rows.resize(kRows * padded);
  const size_t per_channel = passes_.back().first + passes_.back().taps.size();
  for (size_t row = 0; row < height; row += kRows) {
    const simd::PlaneSum sum = {.x = plane + static_cast<ptrdiff_t>(row) * plane_.row_step(),
                                .taps = pass.taps.data(),
                                .weights = weights_.data() + channel * per_channel + pass.first,
                                .tap_count = pass.taps.size(),
                                .rows = std::min(kRows, height - row),
                                .row_step = plane_.row_step(),
                                .columns = padded,
                                .out = rows.data(),
                                .out_stride = padded};
    kernels_.sum_planes(sum);
    for (size_t r = 0; r < sum.rows; ++r)
      std::copy_n(rows.data() + r * padded, width, sums + (row + r) * width);
  }
}

}  // namespace

std::unique_ptr<const PreparedSum> prepare_depthwise(const SumDescription& sum,
                                                     const simd::Kernels& kernels) {
  const auto& convolution = std::get<ConvolutionSum>(*sum.geometry);
  const Tensor& w = *sum.weights.codes;
  const auto sizes =
      ConvolutionSizes::of(convolution, sum.input_shape, w.shape(), sum.output_shape);
  if (!sizes || sizes->channels != 1 || sizes->groups == 1) return nullptr;
  const WeightCodes weights(w);
  const size_t taps = sizes->taps();
  auto parts = sum_parts(sum, kernels, {sizes->all_outputs(), taps, 0}, kExactFloats,
                         [&](size_t channel, size_t tap) { return weights[channel * taps + tap]; });
  if (!parts) return nullptr;
  auto prepared = std::make_unique<PreparedDepthwise>(*std::move(parts), *sizes);
  prepared->pack(pass_terms(*sum.lowering, *sizes, convolution), weights, sum.weights.quantization);
  return prepared;
}

}  // namespace npuscope
