// SPDX-License-Identifier: Apache-2.0
#pragma once

// The one way in which toml++ is used: without exceptions, compiled in the files that need it.
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include <toml++/toml.h>
#pragma GCC diagnostic pop
