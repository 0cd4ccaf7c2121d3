// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/st/c_scanner.h"
#include "formats/st/st_buffer.h"

namespace npuscope {

// Constant expressions as ST's generator writes them. Each reads the whole text that it is given
// and returns nothing where that is something else, or no number of 64 bits.

/// `16`, `-32`, `0x0200`, `150528UL`, `(short)0`, `(uintptr_t)7`.
std::optional<int64_t> c_integer(std::string_view text);
/// `0x0123456789ABCDEFULL`, `7`: without a sign.
std::optional<uint64_t> c_unsigned(std::string_view text);
/// `0.00392156885936856`, `3.4e-05`, `1.0f`, `-4`.
std::optional<double> c_real(std::string_view text);
/// `{16, 16, 32}`, `{ 1, 64, }`; also without the braces.
std::optional<std::vector<int64_t>> c_integers(std::string_view text);
/// Casts, ST's macros that translate addresses, comments and brackets around a sum of numbers and
/// at most one name: `{((unsigned char *)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 48)))}`.
std::optional<StAddress> c_address(std::string_view text);
/// The one name in the text, past casts: "_ec_blob_1" of `(uintptr_t)(_ec_blob_1)`; nothing of
/// NULL.
std::string_view c_name(std::string_view text);

/// What commas outside of brackets and comments part.
std::vector<std::string_view> c_arguments(std::string_view text);

}  // namespace npuscope
