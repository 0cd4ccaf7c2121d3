// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "build/unit_coefficients.h"

namespace npuscope {

// Units of generated code made by hand, register by register, for tests of what reads them. Texts
// must outlive the units: string literals.

using MadeFields = std::vector<std::pair<std::string_view, std::string_view>>;

inline StUnit made_unit(std::string_view type, std::string_view node, int index,
                        const MadeFields& fields) {
  StUnit unit;
  unit.type = type;
  unit.node = node;
  unit.index = index;
  unit.line = 100 + index;
  for (const auto& [name, value] : fields) unit.fields.push_back({name, value, unit.line});
  return unit;
}

/// The unit with registers changed, or added.
inline StUnit with(StUnit unit, const MadeFields& fields) {
  for (const auto& [name, value] : fields) {
    bool known = false;
    for (StField& field : unit.fields) {
      if (field.name != name) continue;
      field.value = value;
      known = true;
    }
    if (!known) unit.fields.push_back({name, value, unit.line});
  }
  return unit;
}

/// An accumulator that rounds to 16 bits with s_o = 3: 1x1, 16 channels.
inline StUnit made_accumulator(std::string_view node, int index) {
  return made_unit("Convacc", node, index,
                   {{"simd", "1"},
                    {"shift_f", "0"},
                    {"zfbias", "0"},
                    {"rounding_o", "1"},
                    {"saturation_o", "1"},
                    {"round_mode_o", "1"},
                    {"relu_mode_o", "0"},
                    {"outbytes_o", "2"},
                    {"shift_o", "3"},
                    {"kernelWidth", "1"},
                    {"kernelHeight", "1"},
                    {"batchDepth", "16"}});
}

/// An affine stage of one operand to 8 bits, 4 channels: A = 16384, C = 0, shift_o = 20.
inline StUnit made_stage(std::string_view node, int index) {
  return made_unit("Arithacc", node, index,
                   {{"rounding_o", "1"},
                    {"saturation_o", "1"},
                    {"round_mode_o", "1"},
                    {"relu_mode_o", "0"},
                    {"outbytes_o", "1"},
                    {"shift_o", "20"},
                    {"combinebc", "0"},
                    {"dualinput", "0"},
                    {"operation", "ARITH_AFFINE"},
                    {"bcast", "ARITH_BCAST_CHAN"},
                    {"Ax_shift", "0"},
                    {"By_shift", "0"},
                    {"C_shift", "0"},
                    {"fChannels", "4"},
                    {"batchDepth", "2"},
                    {"A_scalar", "16384"},
                    {"B_scalar", "0"},
                    {"C_scalar", "0"},
                    {"A_vector", "{0}"},
                    {"B_vector", "{0}"},
                    {"C_vector", "{0}"},
                    {"vec_precision", "{16, 16, 32}"}});
}

/// The vector at that byte of the trace's parameters.
inline std::string_view at_parameter_0() {
  return "{((unsigned char *)((((uintptr_t)(__ec_params_memory_pool_base)) + 0)))}";
}
inline std::string_view at_parameter_8() {
  return "{((unsigned char *)((((uintptr_t)(__ec_params_memory_pool_base)) + 8)))}";
}

/// Parameters of a trace: bytes of numbers, one behind the other.
class MadeParameters {
 public:
  template <class T>
  MadeParameters& add(const std::vector<T>& numbers) {
    const size_t begin = bytes_.size();
    bytes_.resize(begin + numbers.size() * sizeof(T));
    std::memcpy(bytes_.data() + begin, numbers.data(), numbers.size() * sizeof(T));
    return *this;
  }
  [[nodiscard]] ParameterReader reader() const {
    return [this](const StAddress& address, int64_t count) -> std::optional<Bytes> {
      if (address.base != StAddress::Base::kParameters ||
          address.address + static_cast<uint64_t>(count) > bytes_.size())
        return std::nullopt;
      return Bytes(bytes_).subspan(address.address, static_cast<size_t>(count));
    };
  }

 private:
  std::vector<std::byte> bytes_;
};

inline NetworkC made_network(std::vector<StUnit> units, std::vector<StRoute> routes = {}) {
  NetworkC network;
  StEpoch epoch;
  epoch.number = 5;
  epoch.units = std::move(units);
  epoch.routes = std::move(routes);
  network.epochs.push_back(std::move(epoch));
  return network;
}

inline BuildCoefficients read_made(const NetworkC& network, const MadeParameters& parameters = {}) {
  return unit_coefficients(network, "network.c", parameters.reader());
}

}  // namespace npuscope
