// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "kernels/stages.h"
#include "simd/kernels.h"
#include "tensor/tensor.h"

namespace npuscope {

/// The stages of a SumLowering, ready for the vector loops: how the sums of a tile, rows of
/// neighbouring output elements that share their coefficients, become codes of 8 bits.
class SumSteps {
 public:
  /// Nothing where the loops have no place for the stages. `channels` is the number of
  /// coefficients; `bound` the largest magnitude that any pass's sum of products can have.
  static std::optional<SumSteps> create(const SumLowering& lowering, size_t channels, int64_t bound,
                                        ElementType output);

  /// Where the counters of a run stand; null where nothing is counted.
  struct Counters {
    StageCounters* pass = nullptr;
    StageCounters* epilogue = nullptr;
  };
  /// Makes an empty entry for each stage. `counters` may be null.
  [[nodiscard]] Counters start(std::vector<StageCounters>* counters) const;

  /// What the sums of a channel begin with.
  [[nodiscard]] int32_t bias_of(size_t channel) const {
    return bias_.empty() ? 0 : static_cast<int32_t>(bias_[channel % bias_.size()]);
  }

  /// A tile of sums: `rows` channels from `channel` on, of `columns` elements.
  struct Tile {
    int32_t* sums = nullptr;
    size_t stride = 0;  ///< whole vectors
    size_t rows = 0;
    size_t columns = 0;
    size_t channel = 0;
    uint8_t* codes = nullptr;
    size_t code_stride = 0;
  };

  [[nodiscard]] bool has_passes() const { return pass_.has_value(); }
  [[nodiscard]] int pass_shift() const { return pass_shift_; }
  /// One pass's sums become what it leaves in the accumulator, of the pass before (null: none).
  void end_pass(const simd::Kernels& kernels, const Tile& tile, const int32_t* before,
                StageCounters* counters) const;
  /// Two pieces' results become their sum, in the first.
  void join(const Tile& tile, const int32_t* other) const;
  /// All sums, which began with their bias, become codes. `counters` may be null; the epilogue's.
  void finish(const simd::Kernels& kernels, const Tile& tile, StageCounters* counters) const;
  /// The same where each column has the coefficients of a channel, from `channel` on.
  void finish_lanes(const simd::Kernels& kernels, const Tile& tile, StageCounters* counters) const;

 private:
  struct Fixed {
    FixedStage stage;
    simd::StepWidth width = simd::StepWidth::kWide;
    std::vector<simd::FixedStep> steps;  ///< one, or one for each channel
    [[nodiscard]] const simd::FixedStep& step(size_t channel) const {
      return steps[steps.size() == 1 ? 0 : channel];
    }
  };
  static std::optional<Fixed> fixed(const FixedStage& stage, int64_t& bound);
  bool take_real(const RealStage& stage, size_t channels, int64_t bound);
  bool take_float(const FloatStage& stage, size_t channels, int64_t bound);
  void add_coefficients(float multiplier, float addend);
  template <class S>
  void finish_coefficients(const S& stage);
  void finish_real(const simd::Kernels& kernels, const Tile& tile, bool lanes,
                   StageCounters* counters) const;
  /// Of so many vectors at most.
  static constexpr size_t kVectors = 64;
  void finish_real_part(const simd::Kernels& kernels, const Tile& tile, bool lanes,
                        StageCounters* counters) const;
  /// As Kernels::real_rows has them.
  [[nodiscard]] uint64_t real_codes(const simd::Kernels& kernels, const Tile& tile,
                                    bool lanes) const;
  /// Elements of a row: one by one as the loops do, and as the stage is defined, in double, those
  /// that are not to be trusted and, where it is counted, all.
  void define_run(const Tile& tile, size_t row, size_t first, size_t end, bool lanes,
                  StageCounters* counters) const;
  std::optional<Fixed> pass_;
  int pass_shift_ = 0;
  std::vector<int64_t> bias_;
  std::vector<Fixed> fixed_;   // the epilogue, or:
  std::optional<Stage> real_;  // RealStage or FloatStage
  std::vector<float> multipliers_, addends_;
  // As simd::RealTile has them.
  bool saturates_ = false;
  float low_ = 0, high_ = 0;
  int32_t offset_ = 0;
  uint8_t flip_ = 0;
  float trusted_ = 0;
  bool rounds_product_ = true;
};

}  // namespace npuscope
