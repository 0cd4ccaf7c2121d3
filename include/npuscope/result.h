// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tl/expected.hpp>

#include "npuscope/error.h"

namespace npuscope {

/// A value or an Error. Nothing in npuscope throws across a function that returns one of these,
/// but for std::bad_alloc.
template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

}  // namespace npuscope
