// SPDX-License-Identifier: Apache-2.0
#include "compare/pairing.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/suggest.h"
#include "compare/align.h"

namespace npuscope {
namespace {

constexpr size_t kSeveral = static_cast<size_t>(-1);
/// Index of the entry that alone carries a name; kSeveral where more than one does.
using Index = std::unordered_map<std::string_view, size_t>;

void put(Index& index, std::string_view name, size_t i) {
  const auto [entry, fresh] = index.emplace(name, i);
  if (!fresh && entry->second != i) entry->second = kSeveral;
}

Index index_of_names(const Manifest& manifest) {
  Index index;
  for (size_t i = 0; i < manifest.tensors.size(); ++i) put(index, manifest.tensors[i].name, i);
  return index;
}

Index index_of_all_names(const Manifest& manifest) {
  Index index = index_of_names(manifest);
  for (size_t i = 0; i < manifest.tensors.size(); ++i)
    for (const std::string& alias : manifest.tensors[i].aliases) put(index, alias, i);
  return index;
}

std::optional<size_t> find(const Index& index, std::string_view name) {
  const auto found = index.find(name);
  if (found == index.end() || found->second == kSeveral) return std::nullopt;
  return found->second;
}

std::vector<size_t> tensors_of_role(const Manifest& manifest, TensorRole role) {
  std::vector<size_t> result;
  for (size_t i = 0; i < manifest.tensors.size(); ++i)
    if (manifest.tensors[i].role == role) result.push_back(i);
  return result;
}

class TensorPairer {
 public:
  TensorPairer(const Manifest& reference, const Manifest& other)
      : reference_(reference),
        other_(other),
        reference_reason_(reference.tensors.size()),
        other_reason_(other.tensors.size()) {}

  Status by_map(const std::vector<NamePair>& map) {
    const Index references = index_of_all_names(reference_);
    const Index others = index_of_all_names(other_);
    for (const NamePair& line : map) {
      NPUSCOPE_TRY_ASSIGN(const size_t r, mapped(references, line.reference, "the reference"));
      NPUSCOPE_TRY_ASSIGN(const size_t p, mapped(others, line.other, "the other recording"));
      if (reference_reason_[r] || other_reason_[p])
        return fail(
            usage_error(fmt::format("the map names '{}' = '{}', one of them for the second time",
                                    line.reference, line.other)));
      pair(r, p, PairedBy::kMap, line.permutation);
    }
    return {};
  }

  void by_name() {
    const Index references = index_of_names(reference_);
    const Index others = index_of_names(other_);
    for (size_t r = 0; r < reference_.tensors.size(); ++r) {
      const std::string& name = reference_.tensors[r].name;
      if (const auto p = find(others, name); p && find(references, name))
        pair(r, *p, PairedBy::kName, {});
    }
  }

  void by_alias() {
    const Index references = index_of_all_names(reference_);
    const Index others = index_of_all_names(other_);
    for (size_t r = 0; r < reference_.tensors.size(); ++r) {
      std::vector<std::string> names = reference_.tensors[r].aliases;
      names.insert(names.begin(), reference_.tensors[r].name);
      for (const std::string& name : names)
        if (const auto p = find(others, name); p && find(references, name))
          pair(r, *p, PairedBy::kAlias, {});
    }
  }

  void by_position(TensorRole role) {
    const std::vector<size_t> references = tensors_of_role(reference_, role);
    const std::vector<size_t> others = tensors_of_role(other_, role);
    if (references.size() != others.size()) return;
    for (size_t i = 0; i < references.size(); ++i)
      pair(references[i], others[i], PairedBy::kPosition, {});
  }

  TensorPairing result() && {
    std::ranges::sort(pairing_.pairs, {}, &TensorPair::reference);
    list(Side::kReference, reference_, reference_reason_);
    list(Side::kOther, other_, other_reason_);
    return std::move(pairing_);
  }

 private:
  static Result<size_t> mapped(const Index& index, const std::string& name, std::string_view side) {
    if (const auto found = find(index, name)) return *found;
    std::vector<std::string_view> known;
    for (const auto& [key, i] : index) known.push_back(key);
    std::ranges::sort(known);  // the hint must not depend on the order of a hash table
    const bool several = index.contains(name);
    return fail(
        usage_error(fmt::format("the map names '{}', which {} of {}", name,
                                several ? "several tensors are called" : "is no tensor", side))
            .hint(several ? std::string() : nearest_names_text(name, known)));
  }

  /// Settles a pair of tensors that are both still free.
  void pair(size_t r, size_t p, PairedBy by, const std::vector<int>& permutation) {
    if (reference_reason_[r] || other_reason_[p]) return;
    const TensorEntry& reference = reference_.tensors[r];
    const TensorEntry& other = other_.tensors[p];
    if (const auto why = misfit(reference.shape, other.shape, permutation)) {
      reference_reason_[r] = fmt::format("its counterpart is '{}', but {}", other.name, *why);
      other_reason_[p] = fmt::format("its counterpart is '{}', but {}", reference.name, *why);
      return;
    }
    reference_reason_[r] = other_reason_[p] = std::string();
    pairing_.pairs.push_back({r, p, by, permutation});
  }

  void list(Side side, const Manifest& manifest,
            const std::vector<std::optional<std::string>>& reasons) {
    for (size_t i = 0; i < reasons.size(); ++i) {
      if (reasons[i] && reasons[i]->empty()) continue;
      pairing_.unpaired.push_back(
          {side, i, manifest.tensors[i].name,
           reasons[i].value_or(
               "no tensor of the other recording has its name, alias or position")});
    }
  }

  const Manifest& reference_;
  const Manifest& other_;
  // Nothing: still free. Empty: paired. Otherwise why it is not.
  std::vector<std::optional<std::string>> reference_reason_, other_reason_;
  TensorPairing pairing_;
};

std::string_view base_name(std::string_view path) {
  const size_t slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// Samples by their names, and by those without folders.
struct SampleIndex {
  Index whole, base;

  explicit SampleIndex(const Manifest& manifest) {
    for (size_t i = 0; i < manifest.samples.size(); ++i) {
      put(whole, manifest.samples[i].name, i);
      put(base, base_name(manifest.samples[i].name), i);
    }
  }
};

/// The counterpart of each sample of the reference by name, as long as both names are unique.
std::vector<std::optional<size_t>> match_by_name(const Manifest& reference, const Manifest& other) {
  const SampleIndex references(reference);
  const SampleIndex others(other);
  std::vector<std::optional<size_t>> matched;
  for (const SampleEntry& sample : reference.samples) {
    const std::string_view base = base_name(sample.name);
    std::optional<size_t> match;
    if (find(references.whole, sample.name)) match = find(others.whole, sample.name);
    if (!match && find(references.base, base)) match = find(others.base, base);
    matched.push_back(match);
  }
  return matched;
}

}  // namespace

Result<TensorPairing> pair_tensors(const Manifest& reference, const Manifest& other,
                                   const std::vector<NamePair>& map) {
  TensorPairer pairer(reference, other);
  NPUSCOPE_TRY(pairer.by_map(map));
  pairer.by_name();
  pairer.by_alias();
  pairer.by_position(TensorRole::kInput);
  pairer.by_position(TensorRole::kOutput);
  return std::move(pairer).result();
}

SamplePairing pair_samples(const Manifest& reference, const Manifest& other) {
  SamplePairing result;
  const auto matched = match_by_name(reference, other);
  const bool share_names = std::ranges::any_of(matched, [](const auto& m) { return !!m; });
  const std::string reason = share_names ? "the other recording has no sample of this name alone"
                                         : "the other recording has fewer samples";
  if (!share_names && !reference.samples.empty() && !other.samples.empty())
    result.note = "the recordings share no sample names: samples are paired by index";
  std::vector<bool> taken(other.samples.size());
  for (size_t r = 0; r < reference.samples.size(); ++r) {
    auto p = matched[r];
    if (!share_names && r < other.samples.size()) p = r;
    if (p && !taken[*p]) {
      result.pairs.push_back({r, *p});
      taken[*p] = true;
    } else {
      result.unpaired.push_back({Side::kReference, r, reference.samples[r].name, reason});
    }
  }
  for (size_t p = 0; p < other.samples.size(); ++p)
    if (!taken[p]) result.unpaired.push_back({Side::kOther, p, other.samples[p].name, reason});
  return result;
}

}  // namespace npuscope
