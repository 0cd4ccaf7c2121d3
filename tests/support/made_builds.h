// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/audit.h"

namespace npuscope {

// Builds made by hand, part by part, for tests of the rules of an audit.

inline BuildPool made_pool(std::string name, uint64_t address, int64_t size, int64_t used,
                           int64_t line = 1) {
  BuildPool pool;
  pool.pool.name = std::move(name);
  pool.pool.address = address;
  pool.pool.size = size;
  pool.pool.used = used;
  pool.pool.writable = true;
  if (used > 0) {
    pool.used_begin = address;
    pool.used_end = address + static_cast<uint64_t>(used);
  }
  pool.source = {"made.log", line};
  return pool;
}

inline BuildEpoch made_epoch(int64_t number, Engine engine, std::vector<std::string> operations,
                             int64_t line = 1) {
  BuildEpoch epoch;
  epoch.number = epoch.last = number;
  epoch.engine = engine;
  epoch.operations = std::move(operations);
  epoch.source = {"made.log", line};
  return epoch;
}

/// int8, alive from `first` to `last`.
inline BuildBuffer made_buffer(std::string name, uint64_t address, int64_t bytes, int64_t first,
                               int64_t last, int64_t line = 1) {
  BuildBuffer buffer;
  buffer.buffer.name = std::move(name);
  buffer.buffer.base = {StAddress::Base::kAbsolute, address, ""};
  buffer.buffer.offset_end = bytes;
  buffer.buffer.epoch = first;
  buffer.buffer.last_epoch = last;
  buffer.buffer.type = "DataType_INT8";
  buffer.buffer.element = ElementType::kInt8;
  buffer.buffer.bits = 8;
  buffer.buffer.shape = {1, 1, 1, bytes};
  buffer.source = {"made.c", line};
  return buffer;
}

inline std::vector<AuditFinding> audited(const Build& build) {
  AuditInput input;
  input.build = &build;
  return audit(input);
}

/// The findings with that id.
inline std::vector<AuditFinding> with_id(const std::vector<AuditFinding>& findings,
                                         std::string_view id) {
  std::vector<AuditFinding> some;
  std::ranges::copy_if(findings, std::back_inserter(some),
                       [&](const AuditFinding& finding) { return finding.id == id; });
  return some;
}

/// The one finding with that id; nothing where there is none or more than one.
inline std::optional<AuditFinding> the_finding(const std::vector<AuditFinding>& findings,
                                               std::string_view id) {
  auto some = with_id(findings, id);
  if (some.size() != 1) return std::nullopt;
  return std::move(some.front());
}

}  // namespace npuscope
