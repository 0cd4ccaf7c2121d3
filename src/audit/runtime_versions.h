// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace npuscope {

/// LL_ATON_VERSION of `ll_aton_version.h`: MAJOR, MINOR, MICRO, DEV.
using RuntimeVersion = std::array<int, 4>;

/// "1.1.1-14", as the compiler that belongs to it is called.
std::string runtime_text(const RuntimeVersion& version);

/// The release of ST Edge AI Core that ships it: "2.2.0"; nothing for unknown ones.
std::optional<std::string_view> core_of_runtime(const RuntimeVersion& version);

/// The numbers in "atonn-v1.1.1-14-ge619e860 (…)", as a board reports itself.
std::optional<RuntimeVersion> runtime_in(std::string_view text);

}  // namespace npuscope
