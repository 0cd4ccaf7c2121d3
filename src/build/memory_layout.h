// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "formats/st/st_buffer.h"
#include "tensor/tensor.h"

namespace npuscope {

/// How an activation lies in memory: C/b·H·W·b. b = 1 is channels first, b = C channels last.
/// Element (c, h, w) of the image n is element n*C*H*W + (c/b)*b*H*W + h*W*b + w*b + c%b (the last
/// block may hold fewer than b channels); LL_ATON's own dump code reads it so.
/// b > C is a part of a Concat's channels-last output: b channels stand in memory, C of them are
/// this buffer's, and its `offset_end`, which counts C, is too small.
struct MemoryLayout {
  int64_t batches = 1, channels = 1, height = 1, width = 1;
  int64_t block = 1;  ///< b

  [[nodiscard]] int64_t elements() const { return batches * channels * height * width; }
  [[nodiscard]] bool interleaved() const { return block > channels; }
  /// Elements from the first to behind the last, with those of others between them.
  [[nodiscard]] int64_t extent() const;
};

/// The layout of a buffer. From `batch` where `memory_shape` contradicts it, as in 2.0 and 2.1,
/// which share the memory shapes between tensors of one size. Bad input: a shape of more than four
/// dimensions, more than the target can address, a block that is not there.
Result<MemoryLayout> memory_layout(const StBuffer& buffer);

/// A rolling partial accumulator: fewer bytes in memory than elements. It never holds the whole
/// tensor.
bool is_partial(const StBuffer& buffer);

/// Bytes from the buffer's first element to behind its last. Parameters may reserve a few more,
/// and an interleaved part says fewer.
Result<int64_t> memory_bytes(const StBuffer& buffer);

/// The type of a buffer's codes. Fixed-point codes are integers of their own width, of 24 bits
/// int32. Bad input: a type that npuscope does not know, or a width that is not the type's.
Result<ElementType> buffer_element(const StBuffer& buffer);

/// The elements of a buffer in ONNX order from the bytes in memory, and back. `bytes` must be
/// memory_bytes() of them. The shape is the ONNX one where the build tells its rank, else
/// {N, C, H, W}. Elements of 8, 16, 24 (fixed point alone), 32 and 64 bits, packed.
/// Bad input: a partial buffer. What stands between an interleaved part's elements encodes as 0.
Result<Tensor> decode_buffer(const StBuffer& buffer, Bytes bytes);
Result<std::vector<std::byte>> encode_buffer(const StBuffer& buffer, const Tensor& tensor);

}  // namespace npuscope
