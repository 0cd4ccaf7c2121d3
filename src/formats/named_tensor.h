// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "tensor/tensor.h"

namespace npuscope {

/// An array as a file stores it: a key and its elements.
struct NamedTensor {
  std::string name;
  Tensor tensor;
};

}  // namespace npuscope
