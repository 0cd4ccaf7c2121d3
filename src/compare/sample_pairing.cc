// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "compare/pairing.h"
#include "compare/unique_index.h"

namespace npuscope {
namespace {

std::string base_name(std::string_view path) {
  return std::string(path.substr(path.find_last_of("/\\") + 1));  // npos + 1 is 0
}

/// In lower case, of ASCII letters only: names in other scripts must agree as they are.
std::string lower_base_name(std::string_view path) { return lower(base_name(path)); }

/// Without the last extension; what begins with the only dot is all stem, as are numbers ("0.5").
std::string lower_stem(std::string_view path) {
  std::string name = lower_base_name(path);
  const size_t dot = name.rfind('.');
  const bool letters = dot != std::string::npos && dot > 0 &&
                       name.find_first_not_of("0123456789", dot + 1) != std::string::npos;
  if (letters) name.resize(dot);
  return name;
}

std::string whole_name(std::string_view name) { return std::string(name); }

using Key = std::string (*)(std::string_view);
/// What two samples may have in common.
struct CommonKey {
  Key reference, other;
};
// The most telling first. "face.v2" is a name without extension, or one with: it is tried as both.
constexpr std::array kCommonKeys = {
    CommonKey{whole_name, whole_name},           CommonKey{base_name, base_name},
    CommonKey{lower_base_name, lower_base_name}, CommonKey{lower_stem, lower_base_name},
    CommonKey{lower_base_name, lower_stem},      CommonKey{lower_stem, lower_stem}};
using Keys = std::vector<std::string>;

Keys keys_of(const Manifest& manifest, Key key) {
  Keys keys;
  for (const SampleEntry& sample : manifest.samples) keys.push_back(key(sample.name));
  return keys;
}

UniqueIndex index_of(const Keys& keys) {
  UniqueIndex index;
  for (size_t i = 0; i < keys.size(); ++i) index.put(keys[i], i);
  return index;
}

/// The number that the names count from, 0 or 1, where they say no more than the samples' order,
/// as recordings without names have them.
std::optional<uint64_t> counts_from(const Manifest& manifest) {
  std::optional<uint64_t> first;
  for (size_t i = 0; i < manifest.samples.size(); ++i) {
    const auto number = whole_number<uint64_t>(manifest.samples[i].name);
    if (!number) return std::nullopt;
    if (!first) first = number;
    if (*first > 1 || *number != *first + i) return std::nullopt;
  }
  return first;
}

/// Samples whose names are numbers, but for folders and extensions: each once, from 0 or 1 on.
struct Numbered {
  uint64_t first = 0;
  std::vector<size_t> samples;  // by number, without the gap before the first
};

std::optional<Numbered> numbered(const Manifest& manifest) {
  std::vector<std::pair<uint64_t, size_t>> numbers;
  for (const std::string& stem : keys_of(manifest, lower_stem)) {
    const auto number = whole_number<uint64_t>(stem);
    if (!number) return std::nullopt;
    numbers.emplace_back(*number, numbers.size());
  }
  if (numbers.empty()) return std::nullopt;
  std::ranges::sort(numbers);
  Numbered result{numbers.front().first, {}};
  for (const auto& [number, sample] : numbers) {
    if (result.first > 1 || number != result.first + result.samples.size()) return std::nullopt;
    result.samples.push_back(sample);
  }
  return result;
}

/// The samples by the number that their names end in.
using Series = std::map<uint64_t, size_t>;

/// Of names that only count: "x.npy[3]", "test_data_set_3", "3". Files with names of their own
/// ("img_3.png") may be others, whatever their numbers.
std::optional<Series> series_of(const Manifest& manifest) {
  Series series;
  std::optional<std::string> before;
  for (size_t i = 0; i < manifest.samples.size(); ++i) {
    std::string name = lower_base_name(manifest.samples[i].name);
    if (name.ends_with(']')) name.pop_back();
    const size_t digits = name.find_last_not_of("0123456789") + 1;  // npos + 1 is 0
    const auto number = whole_number<uint64_t>(std::string_view(name).substr(digits));
    name.resize(digits);
    const bool counts = name.empty() || name == "test_data_set_" || name.ends_with('[');
    if (!number || !counts || before.value_or(name) != name || !series.emplace(*number, i).second)
      return std::nullopt;
    before = std::move(name);
  }
  return series;
}

class SamplePairer {
 public:
  SamplePairer(const Manifest& reference, const Manifest& other)
      : reference_(reference),
        other_(other),
        match_(reference.samples.size()),
        taken_(other.samples.size()) {}

  void by_key(const CommonKey& key) {
    const Keys ours = keys_of(reference_, key.reference);
    const Keys theirs = keys_of(other_, key.other);
    const UniqueIndex references = index_of(ours);
    const UniqueIndex others = index_of(theirs);
    for (size_t r = 0; r < ours.size(); ++r)
      if (const auto p = others.find(ours[r]); p && references.find(ours[r])) pair(r, *p);
  }

  void by_index() {
    for (size_t i = 0; i < std::min(match_.size(), taken_.size()); ++i) pair(i, i);
  }

  /// The k-th number of the one side with the k-th of the other.
  void by_rank(const Numbered& reference, const Numbered& other) {
    for (size_t k = 0; k < reference.samples.size(); ++k)
      pair(reference.samples[k], other.samples[k]);
  }

  void by_number(const Series& reference, const Series& other) {
    for (const auto& [number, r] : reference)
      if (const auto found = other.find(number); found != other.end()) pair(r, found->second);
  }

  [[nodiscard]] bool paired() const {
    return std::ranges::any_of(match_, [](const auto& match) { return match.has_value(); });
  }

  /// `reason`: why a sample has no counterpart.
  [[nodiscard]] SamplePairing result(const std::string& reason, std::string note = {}) const {
    SamplePairing result;
    result.note = std::move(note);
    for (size_t r = 0; r < match_.size(); ++r) {
      if (match_[r])
        result.pairs.push_back({r, *match_[r]});
      else
        result.unpaired.push_back({Side::kReference, r, reference_.samples[r].name, reason});
    }
    for (size_t p = 0; p < taken_.size(); ++p)
      if (!taken_[p]) result.unpaired.push_back({Side::kOther, p, other_.samples[p].name, reason});
    return result;
  }

 private:
  void pair(size_t r, size_t p) {
    if (match_[r] || taken_[p]) return;
    match_[r] = p;
    taken_[p] = true;
  }

  const Manifest& reference_;
  const Manifest& other_;
  std::vector<std::optional<size_t>> match_;  // by sample of the reference
  std::vector<bool> taken_;                   // by sample of the other recording
};

}  // namespace

SamplePairing pair_samples(const Manifest& reference, const Manifest& other,
                           const SideNames& names) {
  SamplePairer pairer(reference, other);
  const auto ours = numbered(reference);
  const auto theirs = numbered(other);
  const bool shifted = ours && theirs && ours->first != theirs->first;
  const std::string counts =
      shifted ? fmt::format("{} counts its samples from {}, {} from {}: ", names.reference,
                            ours->first, names.other, theirs->first)
              : "";
  // Two sets of files are called what they are called; a mere row number stands for the order.
  const bool rows = counts_from(reference) || counts_from(other);
  if (shifted && rows && ours->samples.size() == theirs->samples.size()) {
    pairer.by_rank(*ours, *theirs);
    return pairer.result("", counts + "samples are paired by index");
  }
  for (const CommonKey& key : kCommonKeys) pairer.by_key(key);
  const bool empty = reference.samples.empty() || other.samples.empty();
  if (!pairer.paired() && !empty) {
    const auto a = series_of(reference);
    const auto b = series_of(other);
    // Row numbers that begin elsewhere count otherwise: they stand for the order.
    if (a && b && (!rows || a->begin()->first == b->begin()->first)) pairer.by_number(*a, *b);
    if (pairer.paired())
      return pairer.result("the other recording has no sample of this number",
                           fmt::format("{} share no sample names: samples are paired by the number "
                                       "that the names end in",
                                       names.both));
  }
  if (pairer.paired() || empty || !rows)
    return pairer.result("the other recording has no sample of this name alone",
                         shifted ? counts +
                                       "samples are paired by number; if they are the same "
                                       "samples, number them alike"
                                 : "");
  pairer.by_index();
  return pairer.result(
      "the other recording has fewer samples",
      fmt::format("{} share no sample names: samples are paired by index", names.both));
}

}  // namespace npuscope
