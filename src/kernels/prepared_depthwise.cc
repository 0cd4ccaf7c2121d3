// SPDX-License-Identifier: Apache-2.0
// Depthwise convolutions: each output channel is a weighted sum of one input plane at neighbouring
// positions, in float32, which holds integers below 2^24 exactly.
#include <algorithm>

#include "kernels/prepared_parts.h"

namespace npuscope {
namespace {

constexpr int64_t kExactFloats = 1 << 24;
constexpr size_t kRows = 4;  // of outputs at a time

class PreparedDepthwise : public PreparedSum {
 public:
  PreparedDepthwise(const simd::Kernels& kernels, const ConvolutionSizes& sizes, SumCoding coding,
                    SumSteps steps, const SumDescription& sum)
      : kernels_(kernels),
        sizes_(sizes),
        coding_(std::move(coding)),
        steps_(std::move(steps)),
        plane_(sizes),
        shape_(sum.output_shape),
        type_(sum.output_type) {}

  void pack(const std::vector<PassTerms>& passes, const std::vector<int64_t>& codes,
            const Quantization* quantization);

  [[nodiscard]] size_t bytes() const override { return weights_.size() * sizeof(float); }
  [[nodiscard]] Result<Tensor> run(const Tensor& codes,
                                   std::vector<StageCounters>* counters) const override;

 private:
  struct Pass {
    size_t first = 0;             // of its weights among those of a channel
    std::vector<ptrdiff_t> taps;  // where they read
  };
  void sum_pass(const float* plane, size_t channel, const Pass& pass, std::vector<int32_t>& rows,
                int32_t* sums) const;

  const simd::Kernels& kernels_;
  ConvolutionSizes sizes_;
  SumCoding coding_;
  SumSteps steps_;
  PaddedPlane plane_;
  Shape shape_;
  ElementType type_;
  std::vector<Pass> passes_;
  std::vector<size_t> pieces_;  // by pass
  std::vector<float> weights_;  // by output channel: by pass, by tap
};

void PreparedDepthwise::pack(const std::vector<PassTerms>& passes,
                             const std::vector<int64_t>& codes, const Quantization* quantization) {
  const size_t taps = sizes_.taps();
  size_t first = 0;
  for (const PassTerms& terms : passes) {
    Pass pass{first, {}};
    for (size_t tap = 0; tap < taps; ++tap)
      if (terms.terms[tap]) pass.taps.push_back(plane_.taps()[tap]);
    first += pass.taps.size();
    passes_.push_back(std::move(pass));
    pieces_.push_back(terms.piece);
  }
  for (size_t channel = 0; channel < static_cast<size_t>(sizes_.outputs * sizes_.groups);
       ++channel) {
    const int64_t zero =
        quantization != nullptr ? quantization->zero_point_at(static_cast<int64_t>(channel)) : 0;
    for (const PassTerms& terms : passes)
      for (size_t tap = 0; tap < taps; ++tap)
        if (terms.terms[tap])
          weights_.push_back(static_cast<float>(codes[channel * taps + tap] - zero));
  }
}

Result<Tensor> PreparedDepthwise::run(const Tensor& codes,
                                      std::vector<StageCounters>* counters) const {
  NPUSCOPE_TRY_ASSIGN(Tensor result, Tensor::create(type_, shape_));
  const size_t lanes = kernels_.lanes, positions = sizes_.positions();
  // Whole vectors behind the last row are read too.
  std::vector<float> plane(plane_.size() + 2 * lanes);
  std::vector<int32_t> rows, scratch;
  std::vector<int32_t> sums((positions + lanes - 1) / lanes * lanes);
  const auto* input = reinterpret_cast<const uint8_t*>(codes.bytes().data());
  auto* output = const_cast<uint8_t*>(reinterpret_cast<const uint8_t*>(result.bytes().data()));
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
      const auto pass_sums = [&](size_t p, int32_t* to) {
        sum_pass(plane.data(), channel, passes_[p], rows, to);
      };
      if (steps_.has_passes())
        run_passes(steps_, kernels_, tile, pieces_, scratch, counted.pass, pass_sums);
      else
        pass_sums(0, tile.sums);
      steps_.finish(kernels_, tile, counted.epilogue);
    }
  }
  return result;
}

/// Rows come in whole vectors, and are put together without what is too much.
void PreparedDepthwise::sum_pass(const float* plane, size_t channel, const Pass& pass,
                                 std::vector<int32_t>& rows, int32_t* sums) const {
  const size_t lanes = kernels_.lanes;
  const auto width = static_cast<size_t>(sizes_.output.width);
  const auto height = static_cast<size_t>(sizes_.output.height);
  const size_t padded = (width + lanes - 1) / lanes * lanes;
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
  const Quantization* quantization = sum.weights.quantization;
  if (!sizes || sizes->channels != 1 || sizes->groups == 1) return nullptr;
  if (quantization != nullptr && quantization->per_channel() && quantization->axis != 0)
    return nullptr;
  const SumCoding coding(kernels, sum.input_type, sum.input_quantization, w.type(), quantization);
  const auto channels = static_cast<size_t>(sizes->outputs * sizes->groups);
  const std::vector<int64_t> codes = to_int64s(w);
  const int64_t bound = largest_sum(codes, channels, quantization) * coding.largest_input();
  if (bound >= kExactFloats) return nullptr;
  auto steps = SumSteps::create(*sum.lowering, channels, bound, sum.output_type);
  if (!steps) return nullptr;
  auto prepared =
      std::make_unique<PreparedDepthwise>(kernels, *sizes, coding, *std::move(steps), sum);
  prepared->pack(pass_terms(*sum.lowering, *sizes, convolution), codes, quantization);
  return prepared;
}

}  // namespace npuscope
