// SPDX-License-Identifier: Apache-2.0
#include "compare/statistics.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/isa.h"
#include "base/parallel.h"
#include "compare/statistics_pass.h"

namespace npuscope {
namespace {

/// numpy.finfo(numpy.float32).eps, which ST adds to the variance in its nse.
constexpr double kEpsilon32 = 0x1p-23;

std::optional<double> ratio(double numerator, double denominator) {
  if (denominator == 0) return std::nullopt;
  return numerator / denominator;
}

std::optional<double> share(int64_t part, int64_t whole) {
  return ratio(static_cast<double>(part), static_cast<double>(whole));
}

/// Rounding may carry that of equal tensors beyond 1.
std::optional<double> cosine_of(const Moments& m) {
  const auto cosine = ratio(m.sum_rp(), std::sqrt(m.sum_rr()) * std::sqrt(m.sum_pp()));
  return cosine ? std::optional(std::clamp(*cosine, -1.0, 1.0)) : std::nullopt;
}

double sqnr_of(double signal, double noise) {
  if (noise == 0) return std::numeric_limits<double>::infinity();
  return 10 * std::log10(signal / noise);
}

void add_each(std::vector<double>& sums, const std::vector<double>& later) {
  if (sums.size() < later.size()) sums.resize(later.size());
  for (size_t i = 0; i < later.size(); ++i) sums[i] += later[i];
}

void add_each(std::vector<int64_t>& sums, const std::vector<int64_t>& later) {
  if (sums.size() < later.size()) sums.resize(later.size());
  for (size_t i = 0; i < later.size(); ++i) sums[i] += later[i];
}

// Elements of the parts in which a large sample is added. Never to be changed with the number of
// threads: the sums' last digits depend on it.
constexpr int64_t kPartElements = 1 << 18;

/// Parts of a classifier's scores begin with a row.
int64_t part_size(const Shape& shape, const StatisticsOptions& options) {
  const int64_t row = options.classifier && !shape.empty() ? std::max<int64_t>(1, shape.back()) : 1;
  return (kPartElements + row - 1) / row * row;
}

}  // namespace

void fill_moments(Figures& f, const Moments& m, double largest) {
  if (m.count == 0) return;
  const auto n = static_cast<double>(m.count);
  const double mean_square = m.sum_dd() / n;
  f.rmse = std::sqrt(mean_square);
  f.mae = m.absolute_d / n;
  f.mean = m.mean_d;
  f.bias = -m.mean_d;
  f.largest = largest;
  f.sqnr = sqnr_of(m.sum_rr(), m.sum_dd());
  f.l2r = ratio(std::sqrt(m.sum_dd()), std::sqrt(m.sum_pp()));
  f.cos = cosine_of(m);
  if (m.count < 2) return;
  f.std_dev = std::sqrt(m.square_d / (n - 1));
  f.nse = 1 - mean_square / (m.square_r / (n - 1) + kEpsilon32);
}

bool Figures::differs() const {
  return one_sided > 0 || largest.value_or(0) > 0 || largest_code.value_or(0) > 0;
}

Status Statistics::add(const Operand& reference, const Operand& other, std::string_view sample) {
  if (reference.tensor->shape() != other.tensor->shape())
    return fail(bad_input("the two tensors have different shapes")
                    .expected(shape_text(reference.tensor->shape()))
                    .found(shape_text(other.tensor->shape())));
  NPUSCOPE_TRY(chosen_isa());
  NPUSCOPE_TRY(OperandReader::create(reference));
  NPUSCOPE_TRY(OperandReader::create(other));
  const Shape& shape = reference.tensor->shape();
  const int64_t elements = element_count(shape);
  const int64_t size = part_size(shape, options_);
  StatisticsOptions of_sample = options_;
  of_sample.expected_elements = std::max(elements, options_.expected_elements);
  std::vector<Statistics> parts(
      static_cast<size_t>(std::max<int64_t>(1, (elements + size - 1) / size)),
      Statistics(of_sample));
  parallel_for(static_cast<int64_t>(parts.size()), options_.threads, [&](int64_t i) {
    OperandReader reference_reader = *OperandReader::create(reference);
    OperandReader other_reader = *OperandReader::create(other);
    StatisticsPass(parts[static_cast<size_t>(i)], reference_reader, other_reader, shape, sample)
        .run(i * size, std::min(elements, (i + 1) * size));
  });
  size_t drawn = 0;
  for (const Statistics& part : parts) drawn += part.sample_.reference().size();
  parts[0].sample_.reserve(drawn);
  for (size_t i = 1; i < parts.size(); ++i) parts[0].merge(parts[i]);
  parts[0].samples_ = 1;
  merge(parts[0]);
  return {};
}

void Statistics::merge(const Statistics& later) {
  if (samples_ == 0) code_unit_ = later.code_unit_;
  // Samples that are not counted in the same codes have no figures in codes.
  if (later.samples_ > 0 && code_unit_ != later.code_unit_) code_unit_ = CodeUnit::kNone;
  elements_ += later.elements_;
  samples_ += later.samples_;
  nan_ += later.nan_;
  infinite_ += later.infinite_;
  one_sided_ += later.one_sided_;
  all_.merge(later.all_);
  off_rails_.merge(later.off_rails_);
  sample_.merge(later.sample_);
  codes_.merge(later.codes_);
  hits_.rows += later.hits_.rows;
  hits_.equal += later.hits_.equal;
  const auto add_rails = [](Rails& rails, const Rails& more) {
    rails.defined = rails.defined || more.defined;
    rails.low += more.low;
    rails.high += more.high;
  };
  add_rails(reference_rails_, later.reference_rails_);
  add_rails(other_rails_, later.other_rails_);
  add_each(channels_.square_d, later.channels_.square_d);
  add_each(channels_.count, later.channels_.count);
  if (later.largest_ > largest_) {
    largest_ = later.largest_;
    worst_ = later.worst_;
  }
}

Figures Statistics::figures() const {
  Figures f;
  f.elements = elements_;
  f.samples = samples_;
  f.nan = nan_;
  f.infinite = infinite_;
  f.one_sided = one_sided_;
  fill_moments(f, all_, largest_);
  if (options_.classifier && hits_.rows > 0) f.acc = 100 * *share(hits_.equal, hits_.rows);
  f.code_unit = code_unit_;
  if (code_unit_ != CodeUnit::kNone && codes_.count() > 0) {
    f.largest_code = codes_.largest();
    f.exact = share(codes_.exact(), codes_.count());
    f.within_one = share(codes_.within_one(), codes_.count());
    f.histogram = codes_.histogram();
  }
  if (const auto line = robust_fit(off_rails_, sample_.reference(), sample_.other())) f.fit = *line;
  if (other_rails_.defined) {
    f.rails_low = share(other_rails_.low, elements_);
    f.rails_high = share(other_rails_.high, elements_);
  }
  if (reference_rails_.defined) {
    f.reference_rails_low = share(reference_rails_.low, elements_);
    f.reference_rails_high = share(reference_rails_.high, elements_);
  }
  for (size_t c = 0; c < channels_.count.size(); ++c) {
    const auto mean_square = ratio(channels_.square_d[c], static_cast<double>(channels_.count[c]));
    f.channel_rmse.push_back(
        std::sqrt(mean_square.value_or(std::numeric_limits<double>::quiet_NaN())));
  }
  f.worst = worst_;
  return f;
}

}  // namespace npuscope
