// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/files.h"
#include "base/result.h"
#include "tensor/tensor.h"

namespace npuscope {

/// Reads NumPy's .npy format, versions 1 to 3: bool, (u)int8 to (u)int64, float16 to float64, of
/// either byte order and either memory order; the tensor is in C order. Where the file already is,
/// the elements stay where they are and `owner` keeps them alive.
Result<Tensor> parse_npy(Bytes bytes, std::shared_ptr<const void> owner);
Result<Tensor> read_npy(const fs::path& path);

/// The tensor as a version 1 .npy file whose data begin at a multiple of 64. 4-bit codes are
/// written as (u)int8; bfloat16 and strings, which .npy cannot express, are refused.
Result<std::string> format_npy(const Tensor& tensor);

}  // namespace npuscope
