// SPDX-License-Identifier: Apache-2.0
#include "diagnose/input_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace npuscope {
namespace {

/// More than brightness explains, less than lies between pixels of 0 to 255 and values about 1.
constexpr double kSuspiciousFactor = 16;
/// Of one kind of oddity; the rest is counted.
constexpr size_t kMostNamed = 3;

double magnitude(const TensorFacts& facts) { return std::max(-facts.smallest, facts.largest); }

double median_magnitude(std::span<const TensorFacts> facts) {
  std::vector<double> magnitudes;
  for (const TensorFacts& f : facts) magnitudes.push_back(magnitude(f));
  const auto middle = magnitudes.begin() + static_cast<std::ptrdiff_t>(magnitudes.size() / 2);
  std::nth_element(magnitudes.begin(), middle, magnitudes.end());
  return *middle;
}

bool is_constant(const TensorFacts& facts) { return facts.smallest == facts.largest; }

/// Names the first of many, and counts the others.
void append_shortened(std::vector<std::string> lines, std::string_view what,
                      std::vector<std::string>& out) {
  const size_t more = lines.size() > kMostNamed ? lines.size() - kMostNamed : 0;
  lines.resize(lines.size() - more);
  if (more > 0) lines.push_back(fmt::format("{} more samples {}", more, what));
  out.insert(out.end(), lines.begin(), lines.end());
}

}  // namespace

TensorFacts describe_tensor(const Tensor& tensor) {
  TensorFacts facts{tensor.shape(), tensor.type(), 0, 0, 0, 0};
  const std::vector<double> values = to_doubles(tensor);
  if (values.empty()) return facts;
  facts.smallest = std::numeric_limits<double>::infinity();
  facts.largest = -facts.smallest;
  double sum = 0;
  for (double v : values) {
    if (!std::isfinite(v)) {
      ++facts.nonfinite;
      continue;
    }
    facts.smallest = std::min(facts.smallest, v);
    facts.largest = std::max(facts.largest, v);
    sum += v;
  }
  facts.mean = sum / static_cast<double>(
                         std::max<size_t>(values.size() - static_cast<size_t>(facts.nonfinite), 1));
  return facts;
}

std::vector<std::string> odd_samples(std::span<const std::string> names,
                                     std::span<const TensorFacts> facts) {
  if (facts.empty() || std::ranges::all_of(facts, is_constant)) return {};
  const double usual = median_magnitude(facts);
  std::vector<std::string> constant, scaled;
  for (size_t i = 0; i < facts.size(); ++i) {
    const TensorFacts& f = facts[i];
    const double size = magnitude(f);
    if (is_constant(f))
      constant.push_back(fmt::format("sample '{}' is {:.6g} everywhere", names[i], f.smallest));
    else if (size > usual * kSuspiciousFactor || size * kSuspiciousFactor < usual)
      scaled.push_back(
          fmt::format("sample '{}' spans {:.6g} to {:.6g}, the median sample up to {:.6g}: is it "
                      "prepared alike?",
                      names[i], f.smallest, f.largest, usual));
  }
  std::vector<std::string> odd;
  append_shortened(std::move(constant), "are constant", odd);
  append_shortened(std::move(scaled), "are on another scale than the median sample", odd);
  return odd;
}

void summarise_inputs(const SampleSource& source, const std::vector<TensorFacts>& facts,
                      Diagnosis& out) {
  InputSummary& summary = out.inputs;
  summary.origin = source.origin();
  summary.preparation = source.preparation_text();
  summary.recorded = source.recording() != nullptr;
  summary.warnings = source.warnings();
  if (facts.empty()) return;
  summary.shape = facts.front().shape;
  summary.type = facts.front().type;
  summary.smallest = facts.front().smallest;
  summary.largest = facts.front().largest;
  for (const TensorFacts& f : facts) {
    summary.smallest = std::min(summary.smallest, f.smallest);
    summary.largest = std::max(summary.largest, f.largest);
    summary.mean += f.mean / static_cast<double>(facts.size());
    if (f.smallest == f.largest) ++summary.constant_samples;
    if (f.nonfinite > 0) ++summary.nonfinite_samples;
  }
  std::vector<std::string> names;
  for (size_t i = 0; i < source.size(); ++i) names.push_back(source.name(i));
  for (std::string& odd : odd_samples(names, facts)) summary.warnings.push_back(std::move(odd));
}

}  // namespace npuscope
