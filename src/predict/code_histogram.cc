// SPDX-License-Identifier: Apache-2.0
#include "predict/code_histogram.h"

#include <algorithm>

#include "numeric/normal.h"

namespace npuscope {
namespace {

size_t entry(int64_t code) { return static_cast<size_t>(code - INT8_MIN); }

}  // namespace

CodeHistogram CodeHistogram::normal(const std::vector<double>& means,
                                    const std::vector<double>& deviations, IntegerRange range,
                                    double elements) {
  CodeHistogram histogram(static_cast<int64_t>(means.size()), 1);
  for (size_t c = 0; c < means.size(); ++c) {
    double below = 0;
    for (int64_t code = range.low; code <= range.high; ++code) {
      const double upper = (static_cast<double>(code) + 0.5 - means[c]) / deviations[c];
      const double until = code == range.high ? 1 : normal_below(upper);
      histogram.counts_[c][entry(code)] = elements * (until - below);
      below = until;
    }
  }
  return histogram;
}

void CodeHistogram::add(const Tensor& codes) {
  const auto values = codes.values<int8_t>();
  const auto stride = static_cast<size_t>(stride_);
  for (size_t begin = 0, run = 0; begin < values.size(); begin += stride, ++run) {
    CodeCounts& counts = counts_[run % counts_.size()];
    for (const int8_t code : values.subspan(begin, std::min(stride, values.size() - begin)))
      counts[entry(code)] += 1;
  }
}

CodeCounts CodeHistogram::of_channel(int64_t c, int64_t of) const {
  if (of == channels()) return counts_[static_cast<size_t>(c)];
  CodeCounts part = of_all();
  for (double& count : part) count /= static_cast<double>(of);
  return part;
}

CodeCounts CodeHistogram::of_all() const {
  CodeCounts all{};
  for (const CodeCounts& counts : counts_)
    for (size_t i = 0; i < all.size(); ++i) all[i] += counts[i];
  return all;
}

}  // namespace npuscope
