// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "formats/named_tensor.h"

namespace npuscope::test {

/// An uncompressed .npz of the arrays in the given order: same arrays, same bytes.
Result<std::string> format_npz(const std::vector<NamedTensor>& arrays);

}  // namespace npuscope::test
