// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "recording/recording.h"

namespace npuscope {

/// A line of a map file: tensor `reference` of the one recording is tensor `other` of the other
/// one.
struct NamePair {
  std::string reference;
  std::string other;
  /// Axis i of the reference is axis permutation[i] of the other; empty: the axes stand alike.
  std::vector<int> permutation;
};

/// Reads a map file: one pair a line, `REFERENCE = OTHER`, with blanks around the sign (names may
/// hold bare `=` signs); behind it, where the axes stand in another order, `transpose(0,3,1,2)` as
/// for numpy.transpose(other). Empty lines and lines that begin with `#` are skipped. `place` names
/// the file in errors, which give the line.
Result<std::vector<NamePair>> parse_map(std::string_view text, std::string_view place);

enum class PairedBy { kMap, kName, kAlias, kPosition };

/// One tensor of each recording, by index into Manifest::tensors.
struct TensorPair {
  size_t reference = 0;
  size_t other = 0;
  PairedBy by = PairedBy::kName;
  std::vector<int> permutation;  ///< as in NamePair
};

enum class Side { kReference, kOther };

/// The reason of a tensor that nothing of the other recording corresponds to.
inline constexpr std::string_view kNoCounterpart =
    "no tensor of the other recording has its name, alias or position";

/// A tensor or sample that has no counterpart, and why.
struct Unpaired {
  Side side = Side::kReference;
  size_t index = 0;
  std::string name;
  std::string reason;
};

struct TensorPairing {
  std::vector<TensorPair> pairs;  ///< in the reference's order of execution
  std::vector<Unpaired> unpaired;
  /// Counterparts whose elements cannot be compared as long as nobody states a scale.
  std::vector<TensorPair> without_scale;
};

/// Pairs tensors by the map, which overrules everything else, then by name, by alias, and at last
/// by position: the k-th input with the k-th input, the k-th output with the k-th output, where
/// both recordings have equally many. A name or alias that several tensors of a side carry pairs
/// nothing. Shapes must be equal but for axes of size 1, after the map's permutation; a pair whose
/// shapes do not fit, or of codes without a scale against real numbers or codes of another type,
/// is listed as unpaired with the reason. A map that names tensors which do not
/// exist is a usage error.
Result<TensorPairing> pair_tensors(const Manifest& reference, const Manifest& other,
                                   const std::vector<NamePair>& map);

struct SamplePair {
  size_t reference = 0;
  size_t other = 0;
};

struct SamplePairing {
  std::vector<SamplePair> pairs;  ///< in the reference's order
  std::vector<Unpaired> unpaired;
  std::string note;  ///< what must be known when reading the result; usually empty
};

/// What a note of a pairing calls the two sides.
struct SideNames {
  std::string_view reference = "the reference";
  std::string_view other = "the other";
  std::string_view both = "the recordings";
};

/// Pairs samples by name, else by file name without folders, at last without extension too, where
/// case does not count from the file name on. A name that several samples of a side carry pairs
/// nothing. Where nothing pairs by name, and one side's names are no more than the samples' own
/// numbers (0, 1, 2 … or 1, 2, 3 …), by index, with a note. Equally many samples that one side
/// numbers from 0 and the other from 1 (of files: in their names without extension) are paired by
/// index, with a note, where a side has no more than numbers; else by name, with a note too.
SamplePairing pair_samples(const Manifest& reference, const Manifest& other,
                           const SideNames& names = {});

}  // namespace npuscope
