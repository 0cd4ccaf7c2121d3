// SPDX-License-Identifier: Apache-2.0
#include "compare/operand_reader.h"

#include <fmt/format.h>

#include <limits>

#include "numeric/float16.h"
#include "numeric/rounding.h"

namespace npuscope {
namespace {

constexpr int64_t kLow32 = std::numeric_limits<int32_t>::min();
constexpr int64_t kHigh32 = std::numeric_limits<int32_t>::max();

/// Whether code - zero point always fits int32.
template <class T>
constexpr bool kNarrow = sizeof(T) <= 2;

Status check(const Operand& operand) {
  const ElementType type = operand.tensor->type();
  if (element_size(type) == 0)
    return fail(
        bad_input("the elements are not numbers").found(std::string(element_type_name(type))));
  if (operand.quantization == nullptr) return {};
  NPUSCOPE_TRY(validate(*operand.quantization, operand.tensor->shape()));
  if (!is_code(type))
    return fail(bad_input("a tensor with a scale does not hold codes")
                    .expected(std::string(element_type_name(operand.quantization->type)))
                    .found(std::string(element_type_name(type))));
  return {};
}

}  // namespace

Result<OperandReader> OperandReader::create(const Operand& operand) {
  NPUSCOPE_TRY(check(operand));
  OperandReader reader;
  reader.tensor_ = operand.tensor;
  reader.quantization_ = operand.quantization;
  reader.range_ = integer_range(operand.tensor->type());
  // Sums and indices are int32 far more often than codes are.
  const ElementType type = operand.tensor->type();
  reader.has_rails_ = operand.quantization || (is_code(type) && type != ElementType::kInt32);
  if (operand.quantization == nullptr) return reader;
  // A recording stores int4 codes as int8: the rails are those of the 4 bits.
  reader.range_ = integer_range(operand.quantization->type);
  reader.inner_ = std::max<int64_t>(1, operand.tensor->size());
  if (operand.quantization->per_channel()) {
    const auto axis = static_cast<size_t>(operand.quantization->axis);
    const std::span<const int64_t> shape = operand.tensor->shape();
    reader.channels_ = std::max<int64_t>(1, shape[axis]);
    reader.inner_ = std::max<int64_t>(1, element_count(shape.subspan(axis + 1)));
  }
  return reader;
}

template <class T>
void OperandReader::read_integers(int64_t first, size_t count) {
  const T* in = tensor_->values<T>().data() + first;
  for (size_t i = 0; i < count; ++i) {
    real_[i] = static_cast<float>(in[i]);
    if constexpr (kNarrow<T>)
      integer_[i] = in[i];
    else if constexpr (std::is_same_v<T, uint64_t>)
      integer_[i] = static_cast<int32_t>(std::min<uint64_t>(in[i], kHigh32));
    else
      integer_[i] = static_cast<int32_t>(saturate<int64_t>(in[i], kLow32, kHigh32));
  }
  if (has_rails_) find_rails(in, static_cast<T>(range_->low), static_cast<T>(range_->high), count);
}

template <class T>
void OperandReader::read_codes(int64_t first, size_t count) {
  const T* __restrict in = tensor_->values<T>().data() + first;
  float* __restrict real = real_.data();
  int32_t* __restrict integer = integer_.data();
  using Wide = std::conditional_t<kNarrow<T>, int32_t, int64_t>;
  for_each_scale(first, count, [&](int64_t channel, size_t begin, size_t end) {
    const float scale = quantization_->scale_at(channel);
    const Wide zero_point = quantization_->zero_point_at(channel);
    for (size_t i = begin; i < end; ++i) {
      const Wide centred = static_cast<Wide>(in[i]) - zero_point;
      real[i] = static_cast<float>(centred) * scale;
      if constexpr (kNarrow<T>)
        integer[i] = centred;
      else
        integer[i] = static_cast<int32_t>(saturate<int64_t>(centred, kLow32, kHigh32));
    }
  });
  find_rails(in, static_cast<T>(range_->low), static_cast<T>(range_->high), count);
}

template <class T>
void OperandReader::find_rails(const T* __restrict in, T low, T high, size_t count) {
  uint8_t* __restrict rail = rail_.data();
  int32_t at_low = 0;
  int32_t at_high = 0;
  for (size_t i = 0; i < count; ++i) {
    const int is_low = in[i] == low;
    const int is_high = in[i] == high;
    at_low += is_low;
    at_high += is_high;
    rail[i] = static_cast<uint8_t>(is_low | is_high);
  }
  low_rail_ = at_low;
  high_rail_ = at_high;
}

const float* OperandReader::read(int64_t first, size_t count) {
  const ElementType type = tensor_->type();
  if (type == ElementType::kFloat32) return tensor_->values<float>().data() + first;
  if (type == ElementType::kFloat16 || type == ElementType::kBfloat16) {
    const auto convert = type == ElementType::kFloat16 ? float16_to_float : bfloat16_to_float;
    std::transform(tensor_->values<uint16_t>().begin() + first,
                   tensor_->values<uint16_t>().begin() + first + static_cast<int64_t>(count),
                   real_.begin(), convert);
    return real_.data();
  }
  visit_element_type(type, [&]<class T>(T) {
    if constexpr (std::is_same_v<T, double>) {
      const double* in = tensor_->values<double>().data() + first;
      for (size_t i = 0; i < count; ++i) real_[i] = static_cast<float>(in[i]);
    } else if constexpr (std::is_integral_v<T>) {
      if (quantization_ != nullptr)
        read_codes<T>(first, count);
      else
        read_integers<T>(first, count);
    }
  });
  return real_.data();
}

}  // namespace npuscope
