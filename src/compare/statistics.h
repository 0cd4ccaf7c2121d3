// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "compare/code_differences.h"
#include "compare/moments.h"
#include "compare/operand_reader.h"
#include "compare/pair_sample.h"
#include "compare/robust_fit.h"
#include "tensor/tensor.h"

namespace npuscope {

struct StatisticsOptions {
  int channel_axis = -1;    ///< < 0 or beyond the rank: no per-channel figures
  bool classifier = false;  ///< the last axis holds class scores: `acc` is defined
  /// Elements of all samples that will be added or merged, where known: spares the work on pairs
  /// that PairSample would drop in the end.
  int64_t expected_elements = 0;
  int threads = 1;  ///< for one large sample; 0: as many as the machine has
};

/// The element with the largest |difference|; of equals the first of the first sample.
struct WorstElement {
  std::string sample;
  int64_t index = 0;  ///< in C order within the sample
  float reference = 0;
  float other = 0;
};

/// What a comparison of two tensors comes to. A figure is nothing when it is not defined: no
/// elements, a zero denominator, no codes. `metrics.h` lists them with their names and meanings.
struct Figures {
  int64_t elements = 0;  ///< all that were compared, NaN and infinite ones included
  int64_t samples = 0;
  int64_t nan = 0;
  int64_t infinite = 0;
  int64_t one_sided = 0;
  std::optional<double> acc, rmse, mae, l2r, mean, std_dev, nse, cos;  // as ST prints them
  std::optional<double> sqnr, largest, bias;
  CodeUnit code_unit = CodeUnit::kNone;
  std::optional<double> largest_code, exact, within_one;
  std::optional<CodeDifferences::Histogram> histogram;
  std::optional<Line> fit;
  std::optional<double> rails_low, rails_high, reference_rails_low, reference_rails_high;
  /// By index of the channel axis; empty without one. NaN of a channel without a finite element.
  std::vector<double> channel_rmse;
  std::optional<WorstElement> worst;

  /// Whether anything differs at all, NaN and infinity on one side only included.
  [[nodiscard]] bool differs() const;
};

/// Sets the figures that moments alone tell: rmse to cos, sqnr, largest and bias.
void fill_moments(Figures& figures, const Moments& moments, double largest);

/// Statistics of d = reference - other over elements and samples, in one pass. Elements that are
/// NaN or infinite on either side (or whose difference overflows float32) are counted apart and
/// take no part in the rest, but for `acc` and the rails.
///
/// The metrics named as ST Edge AI Core's `validate` names them follow its formulas exactly: values
/// dequantized in float32, d in float32, squares and sums in float64.
///
/// A large sample is added in parts of a fixed size, which threads may share.
///
/// Mergeable. Merging per-sample statistics in the order of the samples gives the same bytes
/// whatever the thread count and the processor; add() after add() is merge() after merge(). Counts,
/// extremes and histograms do not depend on the order at all, sums only in their last digits
/// (1e-12).
class Statistics {
 public:
  explicit Statistics(StatisticsOptions options = {}) : options_(options) {
    sample_.expect(options.expected_elements);
  }

  /// Adds one sample; `sample` names it in WorstElement and must be unique. Shapes must be equal,
  /// and element types numbers; otherwise a bad-input error, and nothing is added. Usage error:
  /// NPUSCOPE_ISA names an instruction set that is not there.
  Status add(const Operand& reference, const Operand& other, std::string_view sample);
  /// Adds another's samples. Both must compare the same tensor under the same options.
  void merge(const Statistics& later);

  [[nodiscard]] Figures figures() const;

 private:
  struct Hits {
    int64_t rows = 0, equal = 0;
  };
  struct Rails {
    bool defined = false;
    int64_t low = 0, high = 0;
  };
  struct Channels {
    std::vector<double> square_d;
    std::vector<int64_t> count;
  };
  friend class StatisticsPass;

  StatisticsOptions options_;
  int64_t elements_ = 0, samples_ = 0;
  int64_t nan_ = 0, infinite_ = 0, one_sided_ = 0;
  Moments all_;
  Moments off_rails_;
  PairSample sample_;  // off the rails
  CodeUnit code_unit_ = CodeUnit::kNone;
  CodeDifferences codes_;
  Hits hits_;
  Rails reference_rails_, other_rails_;
  Channels channels_;
  float largest_ = 0;
  std::optional<WorstElement> worst_;
};

}  // namespace npuscope
