// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace npuscope {

/// A measured number for people: `digits` significant digits, no exponent between 1e-4 and 1e7,
/// "0" for zero, "nan", "inf". The same text on every system.
std::string number_text(double value, int digits = 3);

/// A share in percent: "0", "0.003 %", "12.5 %", "100 %".
std::string percent_text(double share);

/// "4.3 MB" (powers of ten), "512 B".
std::string bytes_text(int64_t bytes);

/// "1,234,567"
std::string count_text(int64_t count);

/// "0x342e0000"
std::string address_text(uint64_t address);

/// "1 layer", "2 layers"
std::string plural(int64_t count, const std::string& noun);

}  // namespace npuscope
