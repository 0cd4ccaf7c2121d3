// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace npuscope {

/// MD5 (RFC 1321) as 32 lower-case hexadecimal digits. It tells files apart that others have
/// identified by it; it proves nothing against someone who wants two files to look alike.
std::string md5_hex(Bytes bytes);
std::string md5_hex(std::string_view text);

}  // namespace npuscope
