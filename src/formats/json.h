// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace npuscope {

/// JSON as it is read; objects sort their keys, so that many keys cost n log n.
using Json = nlohmann::json;
/// JSON as it is written: keys stay in the order that reads best.
using OrderedJson = nlohmann::ordered_json;

/// Parses a JSON text. Python's NaN and Infinity, which JSON does not know but Python's writers
/// leave behind, become null. Errors say line and column; nesting beyond 200 levels is refused.
Result<Json> parse_json(Bytes bytes);

/// The text of a JSON value, indented by that many spaces, with a final newline. Text that is not
/// UTF-8, as names of others may be, is replaced by U+FFFD.
std::string json_text(const OrderedJson& json, int indent = 1);
/// The same on one line, without a newline.
std::string json_line(const Json& json);
std::string json_line(const OrderedJson& json);

/// What stands under `key`, when `json` is an object that has it with that type. Null, a missing
/// key and another type are all "nothing": for files of others, whose fields come and go.
const Json* find(const Json& json, const std::string& key);
std::optional<std::string> find_string(const Json& json, const std::string& key);
std::optional<int64_t> find_integer(const Json& json, const std::string& key);
std::optional<bool> find_bool(const Json& json, const std::string& key);
/// An array of numbers, or one bare number as an array of one.
std::optional<std::vector<double>> find_numbers(const Json& json, const std::string& key);
/// An array of integers.
std::optional<std::vector<int64_t>> find_integers(const Json& json, const std::string& key);
/// The elements of the array under `key`; an empty array when there is none.
const Json& find_array(const Json& json, const std::string& key);
/// A shape: an array of integers >= 0 whose product does not overflow.
std::optional<std::vector<int64_t>> find_shape(const Json& json, const std::string& key);

}  // namespace npuscope
