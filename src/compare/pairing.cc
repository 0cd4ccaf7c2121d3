// SPDX-License-Identifier: Apache-2.0
#include "compare/pairing.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/suggest.h"
#include "compare/align.h"
#include "compare/unique_index.h"
#include "recording/ports.h"

namespace npuscope {
namespace {

UniqueIndex index_of_names(const Manifest& manifest) {
  UniqueIndex index;
  for (size_t i = 0; i < manifest.tensors.size(); ++i) index.put(manifest.tensors[i].name, i);
  return index;
}

UniqueIndex index_of_all_names(const Manifest& manifest) {
  UniqueIndex index = index_of_names(manifest);
  for (size_t i = 0; i < manifest.tensors.size(); ++i)
    for (const std::string& alias : manifest.tensors[i].aliases) index.put(alias, i);
  return index;
}

/// int32 counts as numbers: sums and indices are more often that than codes.
bool codes_without_scale(const TensorEntry& entry) {
  return is_code(entry.type) && entry.type != ElementType::kInt32 && !entry.quantization;
}

/// Why the elements of two tensors cannot be set against each other: codes whose scale nobody
/// states, against real numbers or codes of another type.
std::optional<std::string> unlike(const TensorEntry& reference, const TensorEntry& other) {
  const bool both = codes_without_scale(reference) && codes_without_scale(other);
  const TensorEntry& codes = codes_without_scale(reference) ? reference : other;
  const TensorEntry& numbers = &codes == &reference ? other : reference;
  if (!codes_without_scale(codes) || codes.type == numbers.type) return std::nullopt;
  if (!both && !numbers.quantization && !is_float(numbers.type)) return std::nullopt;
  return fmt::format("nothing says which real numbers its {} codes stand for, and the other has {}",
                     element_type_name(codes.type),
                     numbers.quantization || both
                         ? fmt::format("{} codes", element_type_name(numbers.type))
                         : std::string(element_type_name(numbers.type)));
}

class TensorPairer {
 public:
  TensorPairer(const Manifest& reference, const Manifest& other)
      : reference_(reference),
        other_(other),
        reference_reason_(reference.tensors.size()),
        other_reason_(other.tensors.size()) {}

  Status by_map(const std::vector<NamePair>& map) {
    const UniqueIndex references = index_of_all_names(reference_);
    const UniqueIndex others = index_of_all_names(other_);
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
    const UniqueIndex references = index_of_names(reference_);
    const UniqueIndex others = index_of_names(other_);
    for (size_t r = 0; r < reference_.tensors.size(); ++r) {
      const std::string& name = reference_.tensors[r].name;
      if (const auto p = others.find(name); p && references.find(name))
        pair(r, *p, PairedBy::kName, {});
    }
  }

  void by_alias() {
    const UniqueIndex references = index_of_all_names(reference_);
    const UniqueIndex others = index_of_all_names(other_);
    for (size_t r = 0; r < reference_.tensors.size(); ++r) {
      std::vector<std::string> names = reference_.tensors[r].aliases;
      names.insert(names.begin(), reference_.tensors[r].name);
      for (const std::string& name : names)
        if (const auto p = others.find(name); p && references.find(name))
          pair(r, *p, PairedBy::kAlias, {});
    }
  }

  void by_position(TensorRole role) {
    const std::vector<size_t> references = ports_of(reference_.tensors, role);
    const std::vector<size_t> others = ports_of(other_.tensors, role);
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
  static Result<size_t> mapped(const UniqueIndex& index, const std::string& name,
                               std::string_view side) {
    if (const auto found = index.find(name)) return *found;
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
    auto why = misfit(reference.shape, other.shape, permutation);
    const bool fits = !why;
    if (fits) why = unlike(reference, other);
    if (why) {
      if (fits) pairing_.without_scale.push_back({r, p, by, permutation});
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
          {side, i, manifest.tensors[i].name, reasons[i].value_or(std::string(kNoCounterpart))});
    }
  }

  const Manifest& reference_;
  const Manifest& other_;
  // Nothing: still free. Empty: paired. Otherwise why it is not.
  std::vector<std::optional<std::string>> reference_reason_, other_reason_;
  TensorPairing pairing_;
};

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

}  // namespace npuscope
