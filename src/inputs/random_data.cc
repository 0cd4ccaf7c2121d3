// SPDX-License-Identifier: Apache-2.0
#include "inputs/random_data.h"

#include <fmt/format.h>

#include <cmath>

#include "numeric/rounding.h"

namespace npuscope {
namespace {

constexpr int64_t kMostSamples = 10000;

/// NumPy's legacy random_sample(): 53 bits of two draws, in [0, 1).
double next_uniform(std::mt19937& generator) {
  const auto high = static_cast<double>(generator() >> 5);
  const auto low = static_cast<double>(generator() >> 6);
  return (high * 67108864.0 + low) / 9007199254740992.0;
}

Tensor uniform_floats(std::mt19937 generator, const Shape& shape, double low, double high) {
  Tensor tensor = Tensor::zeros(ElementType::kFloat32, shape);
  for (float& value : tensor.mutable_values<float>())
    value = static_cast<float>(next_uniform(generator) * (high - low) + low);
  return tensor;
}

Tensor uniform_codes(std::mt19937 generator, const Shape& shape, const Quantization& quantization) {
  const double scale = static_cast<double>(quantization.scale_at(0));
  const int32_t zero_point = quantization.zero_point_at(0);
  const IntegerRange range = *integer_range(quantization.type);
  const double low = static_cast<double>(range.low - zero_point) * scale;
  const double high = static_cast<double>(range.high - zero_point) * scale;
  const Tensor reals = uniform_floats(generator, shape, low, high);
  const auto inverse = static_cast<float>(1.0 / scale);
  Tensor codes = Tensor::zeros(quantization.type, shape);
  visit_element_type(quantization.type, [&]<class T>(T) {
    const auto in = reals.values<float>();
    const auto out = codes.mutable_values<T>();
    for (size_t i = 0; i < out.size(); ++i) {
      const float shifted = in[i] * inverse + static_cast<float>(zero_point);
      const double code = round_real(static_cast<double>(shifted), Rounding::kHalfEven);
      out[i] = static_cast<T>(
          saturate(code, static_cast<double>(range.low), static_cast<double>(range.high)));
    }
  });
  return codes;
}

Status check_input(const InputDescription& input) {
  const bool codes = input.quantization && input.type == input.quantization->type &&
                     !input.quantization->per_channel();
  if (input.type == ElementType::kFloat32 || (codes && is_code(input.type))) return {};
  return fail(bad_input(fmt::format("no random data for input '{}'", input.name))
                  .expected("float32, or codes with one scale and zero point")
                  .found(input.quantization ? quantization_text(*input.quantization)
                                            : std::string(element_type_name(input.type)))
                  .hint("give the inputs as .npy or .npz"));
}

}  // namespace

Result<RandomData> RandomData::create(const RandomSpec& spec,
                                      std::vector<InputDescription> inputs) {
  if (spec.count < 1 || spec.count > kMostSamples)
    return fail(usage_error("the number of random samples is out of range")
                    .expected(fmt::format("1 to {}", kMostSamples))
                    .found(std::to_string(spec.count)));
  if (!std::isfinite(spec.low) || !std::isfinite(spec.high) || !(spec.low < spec.high))
    return fail(usage_error("the range of random data is empty")
                    .expected("two numbers, the lower one first")
                    .found(fmt::format("{} to {}", spec.low, spec.high)));
  for (const InputDescription& input : inputs) NPUSCOPE_TRY(check_input(input));
  return RandomData(spec, std::move(inputs));
}

RandomData::RandomData(const RandomSpec& spec, std::vector<InputDescription> inputs)
    : spec_(spec), inputs_(std::move(inputs)) {
  std::mt19937 generator(spec_.seed);
  states_.reserve(size() * inputs_.size());
  for (const InputDescription& input : inputs_) {
    const auto draws = 2 * static_cast<unsigned long long>(element_count(input.shape));
    for (size_t i = 0; i < size(); ++i) {
      states_.push_back(generator);
      generator.discard(draws);
    }
  }
}

std::vector<Tensor> RandomData::load(size_t i) const {
  std::vector<Tensor> tensors;
  for (size_t k = 0; k < inputs_.size(); ++k) {
    const InputDescription& input = inputs_[k];
    const std::mt19937& generator = states_[k * size() + i];
    tensors.push_back(input.type == ElementType::kFloat32
                          ? uniform_floats(generator, input.shape, spec_.low, spec_.high)
                          : uniform_codes(generator, input.shape, *input.quantization));
  }
  return tensors;
}

}  // namespace npuscope
