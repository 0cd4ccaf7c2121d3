// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/files.h"
#include "base/result.h"
#include "tensor/tensor.h"

namespace npuscope {

/// What a raw file's sidecar says: {"dtype": "int8", "shape": [1, 2], "scale": 0.5,
/// "zero_point": -128, "name": "logits"}; scale, zero_point and name may be left out. Dtypes are
/// spelled as in ONNX; 4-bit codes take a byte each. An unknown key is an error.
struct RawSidecar {
  std::string name;
  ElementType type = ElementType::kUndefined;
  Shape shape;
  std::optional<Quantization> quantization;  ///< per tensor
};
Result<RawSidecar> parse_raw_sidecar(Bytes bytes);

struct RawTensor {
  std::string name;  ///< the file's stem when the sidecar gives none
  Tensor tensor;
  std::optional<Quantization> quantization;
};

/// The sidecar of a raw file: `x.bin.json`, else `x.json`; nothing when neither is there.
std::optional<fs::path> find_raw_sidecar(const fs::path& path);
/// Maps a file of little-endian elements whose type and shape its sidecar gives.
Result<RawTensor> read_raw(const fs::path& path);

}  // namespace npuscope
