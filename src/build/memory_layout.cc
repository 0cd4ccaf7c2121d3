// SPDX-License-Identifier: Apache-2.0
#include "build/memory_layout.h"

#include <fmt/format.h>

#include "base/checked.h"
#include "tensor/shape.h"

namespace npuscope {
namespace {

// The largest window of the target's address space: what an external memory's controller maps.
constexpr int64_t kLargestMemory = int64_t{256} << 20;

Error buffer_error(const StBuffer& buffer, const std::string& what) {
  return bad_input(fmt::format("buffer '{}': {}", buffer.name, what));
}

/// {N, C, H, W}; ONNX shapes of fewer dimensions stand at the right.
std::optional<std::array<int64_t, 4>> four_dimensions(const StBuffer& buffer) {
  std::vector<int64_t> shape = buffer.shape;
  if (shape.size() > 4) return std::nullopt;
  // Generated code lists {N, H, W, C} of the four dimensions, c_info.json the ONNX shape.
  if (!buffer.memory_shape.empty() && shape.size() == 4)
    return std::array{shape[0], shape[3], shape[1], shape[2]};
  shape.insert(shape.begin(), 4 - shape.size(), 1);
  return std::array{shape[0], shape[1], shape[2], shape[3]};
}

Result<int64_t> block_of(const StBuffer& buffer, int64_t channels) {
  switch (buffer.channels) {
    case StChannelPosition::kUndefined:
    case StChannelPosition::kFirst: return 1;
    case StChannelPosition::kLast: return channels;
    case StChannelPosition::kMixed: break;
  }
  if (buffer.batch >= 1) return buffer.batch;
  return fail(buffer_error(buffer, "its channels lie in blocks, of unknown size")
                  .expected("batch >= 1")
                  .found(fmt::format("batch {}", buffer.batch)));
}

int64_t element_bytes(const StBuffer& buffer) { return buffer.bits / 8; }

/// Calls f(element in ONNX order, element in memory) for all, in the order of memory.
template <class F>
void for_each_element(const MemoryLayout& at, F&& f) {
  const int64_t pixels = at.height * at.width;
  int64_t memory = 0;
  for (int64_t n = 0; n < at.batches; ++n)
    for (int64_t first = 0; first < at.channels; first += at.block) {
      const int64_t here = std::min(at.block, at.channels - first);
      for (int64_t pixel = 0; pixel < pixels; ++pixel) {
        for (int64_t c = 0; c < here; ++c)
          f((n * at.channels + first + c) * pixels + pixel, memory + c);
        memory += at.interleaved() ? at.block : here;
      }
    }
}

/// The shape of the decoded tensor.
Shape onnx_shape(const StBuffer& buffer, const MemoryLayout& layout) {
  if (buffer.memory_shape.empty()) return buffer.shape;
  // Channels first is ONNX's own order, and the memory's shape has ONNX's rank.
  const bool first = buffer.channels == StChannelPosition::kFirst ||
                     buffer.channels == StChannelPosition::kUndefined;
  if (first && checked_element_count(buffer.memory_shape) == layout.elements() &&
      buffer.memory_shape.size() <= 4)
    return buffer.memory_shape;
  return {layout.batches, layout.channels, layout.height, layout.width};
}

Status refuse_partial(const StBuffer& buffer) {
  if (!is_partial(buffer)) return {};
  return fail(
      buffer_error(buffer, "is a partial accumulator: it never holds the whole tensor")
          .found(fmt::format("{} bytes of shape {}", buffer.bytes(), shape_text(buffer.shape)))
          .hint("choose a buffer that is as large as its tensor"));
}

/// A code of 24 bits, widened.
int32_t widened(const std::byte* from, bool is_unsigned) {
  uint32_t code = 0;
  std::memcpy(&code, from, 3);
  if (!is_unsigned && (code & 0x800000U) != 0) code |= 0xff000000U;
  return static_cast<int32_t>(code);
}

}  // namespace

int64_t MemoryLayout::extent() const {
  if (!interleaved() || elements() == 0) return elements();
  return (batches * height * width - 1) * block + channels;
}

Result<MemoryLayout> memory_layout(const StBuffer& buffer) {
  const auto sizes = four_dimensions(buffer);
  if (!sizes)
    return fail(buffer_error(buffer, "has too many dimensions")
                    .expected("at most 4")
                    .found(shape_text(buffer.shape)));
  const auto& [n, c, h, w] = *sizes;
  NPUSCOPE_TRY_ASSIGN(const int64_t block, block_of(buffer, c));
  const auto elements = checked_element_count(*sizes);
  const auto interleaved = checked_element_count(std::array{n, h, w, block});
  if (!elements || *elements > kLargestMemory || (block > c && !interleaved) ||
      (block > c && *interleaved > kLargestMemory))
    return fail(buffer_error(buffer, "is larger than the target's memories")
                    .expected(fmt::format("dimensions >= 0, at most {} elements", kLargestMemory))
                    .found(fmt::format("{} in blocks of {}", shape_text(buffer.shape), block)));
  return MemoryLayout{n, c, h, w, block};
}

bool is_partial(const StBuffer& buffer) {
  const auto elements = checked_element_count(buffer.shape);
  const auto bits = elements ? checked_mul(*elements, buffer.bits) : std::nullopt;
  return !bits || buffer.bytes() < *bits / 8;
}

Result<int64_t> memory_bytes(const StBuffer& buffer) {
  NPUSCOPE_TRY(buffer_element(buffer));
  NPUSCOPE_TRY_ASSIGN(const MemoryLayout layout, memory_layout(buffer));
  return layout.extent() * element_bytes(buffer);
}

Result<ElementType> buffer_element(const StBuffer& buffer) {
  auto unknown = [&](const char* what) {
    return fail(buffer_error(buffer, what)
                    .expected("codes of 8, 16, 32 or 64 bits, fixed point of 24 too")
                    .found(fmt::format("{} of {} bits", buffer.type, buffer.bits)));
  };
  if (buffer.element) {
    if (int64_t{element_size(*buffer.element)} * 8 != buffer.bits ||
        element_bits(*buffer.element) < 8)
      return unknown("the width of its elements is not that of their type");
    return *buffer.element;
  }
  if (!buffer.fixed_point) return unknown("has elements of a type that npuscope does not know");
  switch (buffer.bits) {
    case 8: return buffer.is_unsigned ? ElementType::kUint8 : ElementType::kInt8;
    case 16: return buffer.is_unsigned ? ElementType::kUint16 : ElementType::kInt16;
    case 24: return ElementType::kInt32;
    case 32: return buffer.is_unsigned ? ElementType::kUint32 : ElementType::kInt32;
    default: return unknown("has fixed-point codes of a width that npuscope does not know");
  }
}

Result<Tensor> decode_buffer(const StBuffer& buffer, Bytes bytes) {
  NPUSCOPE_TRY(refuse_partial(buffer));
  NPUSCOPE_TRY_ASSIGN(const ElementType type, buffer_element(buffer));
  NPUSCOPE_TRY_ASSIGN(const MemoryLayout layout, memory_layout(buffer));
  const int64_t step = element_bytes(buffer);
  if (static_cast<int64_t>(bytes.size()) != layout.extent() * step)
    return fail(buffer_error(buffer, "the bytes are not all of it, or more")
                    .expected(fmt::format("{} bytes", layout.extent() * step))
                    .found(fmt::format("{}", bytes.size())));
  NPUSCOPE_TRY_ASSIGN(Tensor tensor, Tensor::create(type, onnx_shape(buffer, layout)));
  if (step == 3) {
    const auto codes = tensor.mutable_values<int32_t>();
    for_each_element(layout, [&](int64_t element, int64_t memory) {
      codes[static_cast<size_t>(element)] =
          widened(bytes.data() + memory * step, buffer.is_unsigned);
    });
    return tensor;
  }
  std::byte* to = tensor.mutable_values<std::byte>().data();
  for_each_element(layout, [&](int64_t element, int64_t memory) {
    std::memcpy(to + element * step, bytes.data() + memory * step, static_cast<size_t>(step));
  });
  return tensor;
}

Result<std::vector<std::byte>> encode_buffer(const StBuffer& buffer, const Tensor& tensor) {
  NPUSCOPE_TRY(refuse_partial(buffer));
  NPUSCOPE_TRY_ASSIGN(const ElementType type, buffer_element(buffer));
  NPUSCOPE_TRY_ASSIGN(const MemoryLayout layout, memory_layout(buffer));
  if (tensor.type() != type || tensor.size() != layout.elements())
    return fail(
        buffer_error(buffer, "the tensor does not fit it")
            .expected(fmt::format("{} elements of {}", layout.elements(), element_type_name(type)))
            .found(fmt::format("{} of {}", tensor.size(), element_type_name(tensor.type()))));
  const int64_t step = element_bytes(buffer);
  const int64_t from_step = element_size(type);
  std::vector<std::byte> bytes(static_cast<size_t>(layout.extent() * step));
  // Of a code of 24 bits the three low bytes.
  for_each_element(layout, [&](int64_t element, int64_t memory) {
    std::memcpy(bytes.data() + memory * step, tensor.bytes().data() + element * from_step,
                static_cast<size_t>(step));
  });
  return bytes;
}

}  // namespace npuscope
