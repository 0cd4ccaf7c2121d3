// SPDX-License-Identifier: Apache-2.0
#include "compare/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/suggest.h"

namespace npuscope {
namespace {

using Value = std::optional<double>;

Value slope(const Figures& f) { return f.fit ? Value(f.fit->slope) : std::nullopt; }
Value intercept(const Figures& f) { return f.fit ? Value(f.fit->intercept) : std::nullopt; }

template <int64_t Figures::*kField>
Value count(const Figures& f) {
  return static_cast<double>(f.*kField);
}

template <Value Figures::*kField>
Value figure(const Figures& f) {
  return f.*kField;
}

// r: reference, p: other, d = r - p in float32; N: elements of all samples together.
constexpr std::array kMetrics = {
    // As ST Edge AI Core's `validate` prints them.
    Metric{"acc", "%", Better::kHigher, "rows with equal argmax over the last axis (classifiers)",
           figure<&Figures::acc>},
    Metric{"rmse", "real", Better::kLower, "root of mean(d^2)", figure<&Figures::rmse>},
    Metric{"mae", "real", Better::kLower, "mean(|d|)", figure<&Figures::mae>},
    Metric{"l2r", "", Better::kLower, "|d| / |p|, Euclidean norms", figure<&Figures::l2r>},
    Metric{"mean", "real", Better::kNearZero, "mean(d), reference minus other",
           figure<&Figures::mean>},
    Metric{"std", "real", Better::kLower, "standard deviation of d (N - 1)",
           figure<&Figures::std_dev>},
    Metric{"nse", "", Better::kHigher, "1 - mean(d^2) / (var(r) + 2^-23), var with N - 1",
           figure<&Figures::nse>},
    Metric{"cos", "", Better::kHigher, "r.p / (|r| |p|)", figure<&Figures::cos>},
    // Beyond them.
    Metric{"sqnr", "dB", Better::kHigher, "10 log10(sum(r^2) / sum(d^2)); infinite when equal",
           figure<&Figures::sqnr>},
    Metric{"abs.max", "real", Better::kLower, "largest |d|", figure<&Figures::largest>},
    Metric{"codes.max", "codes", Better::kLower, "largest difference in codes",
           figure<&Figures::largest_code>},
    Metric{"codes.exact", "share", Better::kHigher, "elements with the same code",
           figure<&Figures::exact>},
    Metric{"codes.within1", "share", Better::kHigher, "elements at most one code apart",
           figure<&Figures::within_one>},
    Metric{"bias", "real", Better::kNearZero, "mean(-d), other minus reference",
           figure<&Figures::bias>},
    Metric{"fit.slope", "", Better::kNearOne, "robust fit other ~ slope * reference + intercept",
           slope},
    Metric{"fit.intercept", "real", Better::kNearZero, "of the same fit", intercept},
    Metric{"rails.low", "share", Better::kNeither, "other's codes at the type's low end",
           figure<&Figures::rails_low>},
    Metric{"rails.high", "share", Better::kNeither, "other's codes at the type's high end",
           figure<&Figures::rails_high>},
    Metric{"reference.rails.low", "share", Better::kNeither,
           "reference's codes at the type's low end", figure<&Figures::reference_rails_low>},
    Metric{"reference.rails.high", "share", Better::kNeither,
           "reference's codes at the type's high end", figure<&Figures::reference_rails_high>},
    Metric{"nan", "elements", Better::kLower, "NaN on either side", count<&Figures::nan>},
    Metric{"inf", "elements", Better::kLower,
           "infinite on either side, or a difference beyond float32", count<&Figures::infinite>},
    Metric{"nonfinite.differing", "elements", Better::kLower,
           "NaN or infinite, and not the same on both sides", count<&Figures::one_sided>},
    Metric{"elements", "elements", Better::kNeither, "elements that were compared",
           count<&Figures::elements>},
};

}  // namespace

std::span<const Metric> metrics() { return kMetrics; }

Result<const Metric*> metric_named(std::string_view name) {
  const auto found = std::ranges::find(kMetrics, name, &Metric::name);
  if (found != kMetrics.end()) return &*found;
  std::vector<std::string_view> known;
  for (const Metric& metric : kMetrics) known.push_back(metric.name);
  return fail(usage_error(fmt::format("there is no metric '{}'", name))
                  .expected("one of " + fmt::format("{}", fmt::join(known, ", ")))
                  .hint(nearest_names_text(name, known)));
}

}  // namespace npuscope
