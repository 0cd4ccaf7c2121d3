// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "tensor/shape.h"

namespace npuscope {

/// What stands before the data of an .npy file.
struct NpyHeader {
  std::string descr;  ///< NumPy's type string, such as "<f4"
  bool fortran_order = false;
  Shape shape;  ///< not checked for overflow
  size_t data_offset = 0;
};

/// Reads the magic, the version and the header's dictionary (a Python literal with exactly the keys
/// descr, fortran_order and shape).
Result<NpyHeader> parse_npy_header(Bytes bytes);

/// A version 1 header, padded so that the data begin at a multiple of 64.
std::string format_npy_header(const std::string& descr, const Shape& shape);

}  // namespace npuscope
