// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <set>
#include <string>

#include "base/bytes.h"
#include "base/files.h"
#include "base/result.h"
#include "formats/named_tensor.h"
#include "tensor/tensor.h"

namespace npuscope {

/// Where a TensorProto's bytes may point to.
struct TensorSource {
  /// Keeps `bytes` of the message alive, so that large raw data need not be copied; may be null.
  std::shared_ptr<const void> owner;
  /// The model's folder: external data must lie inside. Empty: external data is refused.
  fs::path folder;
  /// Gets the path of every external file that was read, links followed; may be null.
  std::set<fs::path>* external_files = nullptr;
};

/// Reads a serialized ONNX TensorProto. The number of elements must fit the shape exactly; external
/// data must exist inside the folder; segmented and complex tensors are refused by name.
Result<NamedTensor> parse_tensor_proto(Bytes bytes, const TensorSource& source = {});

/// Reads a file that holds one TensorProto, as ONNX's test_data_set_* folders do.
Result<NamedTensor> read_tensor_file(const fs::path& path);

}  // namespace npuscope
