// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "base/error.h"
#include "npuscope/result.h"

namespace npuscope {

/// Turns an Error into the failing side of any Result: `return fail(bad_input("…"));`
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace npuscope

#define NPUSCOPE_CONCAT_INNER(a, b) a##b
#define NPUSCOPE_CONCAT(a, b) NPUSCOPE_CONCAT_INNER(a, b)

/// Returns from the enclosing function with the error of `expr`, if it has one.
#define NPUSCOPE_TRY(expr)                                         \
  do {                                                             \
    if (auto npuscope_status = (expr); !npuscope_status)           \
      return ::npuscope::fail(std::move(npuscope_status).error()); \
  } while (false)

/// `NPUSCOPE_TRY_ASSIGN(auto x, f());`: x is the value of f(), or the function returns its error.
#define NPUSCOPE_TRY_ASSIGN(decl, expr) \
  NPUSCOPE_TRY_ASSIGN_INNER(NPUSCOPE_CONCAT(npuscope_result_, __COUNTER__), decl, expr)
#define NPUSCOPE_TRY_ASSIGN_INNER(tmp, decl, expr)           \
  auto tmp = (expr);                                         \
  if (!tmp) return ::npuscope::fail(std::move(tmp).error()); \
  decl = *std::move(tmp)

/// As NPUSCOPE_TRY_ASSIGN for something that exists already; one statement, so that it may stand
/// behind an `if` or `for` without braces.
#define NPUSCOPE_TRY_SET(lvalue, expr)                                                 \
  do {                                                                                 \
    auto npuscope_result = (expr);                                                     \
    if (!npuscope_result) return ::npuscope::fail(std::move(npuscope_result).error()); \
    lvalue = *std::move(npuscope_result);                                              \
  } while (false)
