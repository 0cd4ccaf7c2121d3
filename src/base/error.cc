// SPDX-License-Identifier: Apache-2.0
#include "base/error.h"

#include <utility>

#include "base/text.h"

namespace npuscope {

Error&& Error::expected(std::string text) && {
  expected_ = std::move(text);
  return std::move(*this);
}

Error&& Error::found(std::string text) && {
  found_ = std::move(text);
  return std::move(*this);
}

Error&& Error::hint(std::string text) && {
  hint_ = std::move(text);
  return std::move(*this);
}

Error&& Error::in(std::string_view place) && {
  where_ = where_.empty() ? std::string(place) : std::string(place) + ": " + where_;
  return std::move(*this);
}

std::string Error::message() const {
  std::string text = where_.empty() ? what_ : where_ + ": " + what_;
  if (!expected_.empty()) text += "\n  expected: " + expected_;
  if (!found_.empty()) text += "\n  found:    " + found_;
  if (!hint_.empty()) text += "\n  try:      " + hint_;
  return without_controls(text);
}

Error usage_error(std::string what) { return {ErrorKind::kUsage, std::move(what)}; }
Error bad_input(std::string what) { return {ErrorKind::kBadInput, std::move(what)}; }
Error environment_error(std::string what) { return {ErrorKind::kEnvironment, std::move(what)}; }
Error internal_error(std::string what) { return {ErrorKind::kInternal, std::move(what)}; }

std::string system_text(std::error_code code) { return code.default_error_condition().message(); }

}  // namespace npuscope
