// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "formats/named_tensor.h"

namespace npuscope {

/// The arrays of NumPy's .npz (stored or compressed), in the archive's order, named without ".npy".
Result<std::vector<NamedTensor>> parse_npz(Bytes bytes);
Result<std::vector<NamedTensor>> read_npz(const fs::path& path);

/// The names alone, in the archive's order: nothing is unpacked.
Result<std::vector<std::string>> read_npz_names(const fs::path& path);

}  // namespace npuscope
