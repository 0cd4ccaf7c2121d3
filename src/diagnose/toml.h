// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>

namespace npuscope {

/// What toml++ throws here in the place of a failed assertion.
[[noreturn]] inline void toml_assertion_failed() {
  throw std::logic_error("an assertion of toml++ failed");
}

}  // namespace npuscope

// The one way in which toml++ is used: without exceptions of its own, compiled in the files that
// need it. Some of its assertions depend on the text alone ("[" at a line's end, "[}"). They throw,
// also under NDEBUG, where toml++ would take what they state for granted; parse_toml() catches.
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 16
#define TOML_ASSERT(expr) ((expr) ? static_cast<void>(0) : npuscope::toml_assertion_failed())
#pragma push_macro("NDEBUG")
#undef NDEBUG
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include <toml++/toml.h>
#pragma GCC diagnostic pop
#pragma pop_macro("NDEBUG")
