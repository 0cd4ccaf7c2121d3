// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace npuscope {

/// One past the last address of the target.
constexpr uint64_t kStAddressSpace = uint64_t{1} << 32;

/// A whole number >= 0 as ST's JSON files write it in a string: "875888640" or "0x342E0000".
std::optional<uint64_t> st_number(std::string_view text);

/// "xSPI2" of "atonbuf.xSPI2.raw", the file with a pool's content; else the name itself.
std::string_view st_pool_postfix(std::string_view file_name);

}  // namespace npuscope
