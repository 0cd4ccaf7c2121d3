// SPDX-License-Identifier: Apache-2.0
#include "compare/operand_reader.h"

#include "numeric/float16.h"

namespace npuscope {
namespace {

/// Whether integers of the type, or codes of it minus their zero points, always fit int32.
template <class T>
constexpr bool fits_int32(bool codes) {
  return sizeof(T) <= 2 || (std::is_same_v<T, int32_t> && !codes);
}

bool is_wide(ElementType type, bool codes) {
  bool wide = false;
  visit_element_type(type, [&]<class T>(T) {
    if constexpr (std::is_integral_v<T>) wide = !fits_int32<T>(codes);
  });
  return wide;
}

Status check(const Operand& operand) {
  const ElementType type = operand.tensor->type();
  if (operand.quantization == nullptr) return {};
  NPUSCOPE_TRY(validate(*operand.quantization, operand.tensor->shape()));
  if (!is_code(type))
    return fail(bad_input("a tensor with a scale does not hold codes")
                    .expected(std::string(element_type_name(operand.quantization->type)))
                    .found(std::string(element_type_name(type))));
  return {};
}

}  // namespace

double difference_of(const SignedMagnitude& from, const SignedMagnitude& to) {
  if (from.negative != to.negative) {
    const double sum = static_cast<double>(from.magnitude) + static_cast<double>(to.magnitude);
    return to.negative ? -sum : sum;
  }
  if (from.magnitude == to.magnitude) return 0;
  const bool further = to.magnitude > from.magnitude;
  const uint64_t distance = further ? to.magnitude - from.magnitude : from.magnitude - to.magnitude;
  return further == to.negative ? -static_cast<double>(distance) : static_cast<double>(distance);
}

Result<OperandReader> OperandReader::create(const Operand& operand) {
  const ElementType type = operand.tensor->type();
  const bool codes = operand.quantization != nullptr;
  OperandReader reader;
  reader.read_ = reader_of(type, codes);
  if (reader.read_ == nullptr)
    return fail(bad_input("the elements are not numbers")
                    .expected("a float, integer or bool type")
                    .found(std::string(element_type_name(type))));
  NPUSCOPE_TRY(check(operand));
  reader.tensor_ = operand.tensor;
  reader.quantization_ = operand.quantization;
  reader.range_ = integer_range(type);
  reader.wide_ = is_wide(type, codes);
  reader.rounds_integers_ = reader.range_ && !codes && element_size(type) >= 4;
  reader.unsigned_ = type == ElementType::kUint64;
  // Sums and indices are int32 far more often than codes are.
  reader.has_rails_ = codes || (is_code(type) && type != ElementType::kInt32);
  reader.inner_ = std::max<int64_t>(1, operand.tensor->size());
  reader.signed_bytes_ = reader.range_ && reader.range_->low < 0;
  if (!codes) return reader;
  const std::vector<int32_t>& zero_points = operand.quantization->zero_point;
  reader.zero_point_ = zero_points[0];
  if (std::ranges::any_of(zero_points, [&](int32_t z) { return z != zero_points[0]; }))
    reader.zero_point_.reset();
  // A recording stores int4 codes as int8: the rails are those of the 4 bits.
  reader.range_ = integer_range(operand.quantization->type);
  if (operand.quantization->per_channel()) {
    const auto axis = static_cast<size_t>(operand.quantization->axis);
    const std::span<const int64_t> shape = operand.tensor->shape();
    reader.channels_ = std::max<int64_t>(1, shape[axis]);
    reader.inner_ = std::max<int64_t>(1, element_count(shape.subspan(axis + 1)));
  }
  return reader;
}

OperandReader::Read OperandReader::reader_of(ElementType type, bool codes) {
  if (type == ElementType::kFloat16) return &OperandReader::read_halves<float16_to_float>;
  if (type == ElementType::kBfloat16) return &OperandReader::read_halves<bfloat16_to_float>;
  if (minifloat_format(type) != nullptr) return &OperandReader::read_minifloats;
  Read read = nullptr;
  visit_element_type(type, [&]<class T>(T) {
    if constexpr (std::is_integral_v<T> && sizeof(T) == 1)
      read = &OperandReader::read_bytes;
    else if constexpr (std::is_integral_v<T>)
      read = codes ? &OperandReader::read_codes<T> : &OperandReader::read_integers<T>;
    else
      read = &OperandReader::read_reals<T>;
  });
  return read;
}

template <class T>
const float* OperandReader::read_reals(int64_t first, size_t count) {
  const T* in = tensor_->values<T>().data() + first;
  if constexpr (std::is_same_v<T, float>) {
    return in;
  } else {
    for (size_t i = 0; i < count; ++i) block_->real[i] = static_cast<float>(in[i]);
    return block_->real.data();
  }
}

template <auto convert>
const float* OperandReader::read_halves(int64_t first, size_t count) {
  const uint16_t* in = tensor_->values<uint16_t>().data() + first;
  std::transform(in, in + count, block_->real.begin(), convert);
  return block_->real.data();
}

const float* OperandReader::read_minifloats(int64_t first, size_t count) {
  const Minifloat& format = *minifloat_format(tensor_->type());
  const uint8_t* in = tensor_->values<uint8_t>().data() + first;
  for (size_t i = 0; i < count; ++i) block_->real[i] = minifloat_to_float(format, in[i]);
  return block_->real.data();
}

const float* OperandReader::read_bytes(int64_t first, size_t count) {
  bytes_ = tensor_->values<uint8_t>().data() + first;
  first_ = first;
  count_ = count;
  integers_are_filled_ = false;
  const BlockKernels& kernels = block_kernels();
  const auto dequantize = [&](int32_t zero_point, float scale, size_t begin, size_t end) {
    kernels.dequantize_bytes(bytes_ + begin, {signed_bytes_, zero_point, scale}, end - begin,
                             block_->real.data() + begin);
  };
  if (quantization_ == nullptr) {
    dequantize(0, 1, 0, count);
  } else {
    for_each_scale(first, count, [&](int64_t channel, size_t begin, size_t end) {
      dequantize(quantization_->zero_point_at(channel), quantization_->scale_at(channel), begin,
                 end);
    });
  }
  if (!has_rails_) return block_->real.data();
  const RailCounts rails =
      kernels.find_byte_rails(bytes_, static_cast<uint8_t>(range_->low),
                              static_cast<uint8_t>(range_->high), count, block_->rail.data());
  low_rail_ = rails.low;
  high_rail_ = rails.high;
  return block_->real.data();
}

const int32_t* OperandReader::integers_of_block() {
  if (!integers_are_filled_) fill_integers();
  return block_->integer.data();
}

void OperandReader::fill_integers() {
  integers_are_filled_ = true;
  for_each_scale(first_, count_, [&](int64_t channel, size_t begin, size_t end) {
    const int32_t zero_point = quantization_ == nullptr ? 0 : quantization_->zero_point_at(channel);
    for (size_t i = begin; i < end; ++i)
      block_->integer[i] =
          (signed_bytes_ ? int32_t{static_cast<int8_t>(bytes_[i])} : bytes_[i]) - zero_point;
  });
}

template <class T>
const float* OperandReader::read_integers(int64_t first, size_t count) {
  const T* in = tensor_->values<T>().data() + first;
  for (size_t i = 0; i < count; ++i) {
    block_->real[i] = static_cast<float>(in[i]);
    if constexpr (fits_int32<T>(false))
      block_->integer[i] = in[i];
    else
      block_->wide_integer[i] = static_cast<uint64_t>(in[i]);
  }
  if (has_rails_) find_rails(in, static_cast<T>(range_->low), static_cast<T>(range_->high), count);
  return block_->real.data();
}

template <class T>
const float* OperandReader::read_codes(int64_t first, size_t count) {
  const T* __restrict in = tensor_->values<T>().data() + first;
  float* __restrict real = block_->real.data();
  int32_t* __restrict integer = block_->integer.data();
  using Wide = std::conditional_t<fits_int32<T>(true), int32_t, int64_t>;
  for_each_scale(first, count, [&](int64_t channel, size_t begin, size_t end) {
    const float scale = quantization_->scale_at(channel);
    const Wide zero_point = quantization_->zero_point_at(channel);
    for (size_t i = begin; i < end; ++i) {
      const Wide centred = static_cast<Wide>(in[i]) - zero_point;
      real[i] = static_cast<float>(centred) * scale;
      if constexpr (fits_int32<T>(true))
        integer[i] = centred;
      else
        block_->wide_integer[i] = static_cast<uint64_t>(centred);
    }
  });
  find_rails(in, static_cast<T>(range_->low), static_cast<T>(range_->high), count);
  return block_->real.data();
}

template <class T>
void OperandReader::find_rails(const T* __restrict in, T low, T high, size_t count) {
  uint8_t* __restrict rail = block_->rail.data();
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

}  // namespace npuscope
