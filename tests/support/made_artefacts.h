// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "build/build.h"

namespace npuscope {

// Files of a build made by hand, for tests of the rules of an audit.

/// network.c of Core 2.2 without anything in it; the guard stands in line 30.
inline Artefact<NetworkC> made_network(std::string label = "network.c") {
  Artefact<NetworkC> network;
  network.path = label;
  network.label = std::move(label);
  network.content.network = "Default";
  network.content.git_branch = "STAI-2.2";
  network.content.git_description = "atonn-v1.1.1-14-ge619e860";
  network.content.runtime_guard = {1, 1, 1, 14};
  network.content.guard_is_error = true;
  network.content.guard_line = 30;
  return network;
}

inline Artefact<CInfo> made_c_info(std::string tool_version = "2.2.0-20266 2adc00962",
                                   std::string label = "network_c_info.json") {
  Artefact<CInfo> info;
  info.path = label;
  info.label = std::move(label);
  info.content.provenance.tool_version = std::move(tool_version);
  info.content.provenance.neural_art = true;
  return info;
}

inline Artefact<GenerateLog> made_log(std::string label = "generate.log") {
  Artefact<GenerateLog> log;
  log.path = label;
  log.label = std::move(label);
  return log;
}

inline StEpochItem made_item(int64_t epoch, bool hardware, int64_t line = 1) {
  StEpochItem item;
  item.epoch = item.last_epoch = epoch;
  (hardware ? item.hardware : item.software) = true;
  item.line = line;
  return item;
}

/// An epoch of the CPU: cache operations in `caches`, the operator in `line`.
inline StEpoch made_software(int64_t number, int64_t line, std::vector<StCacheCall> caches = {}) {
  StEpoch epoch;
  epoch.number = number;
  epoch.line = line - 1;
  epoch.software.push_back({.function = "ll_sw_forward_softmax_integer",
                            .node = "Softmax_1",
                            .operation = "Softmax",
                            .precision = "INTEGER",
                            .line = line});
  epoch.caches = std::move(caches);
  return epoch;
}

inline StCacheCall made_cache_call(std::string_view function, uint64_t address, int64_t bytes,
                                   int64_t line) {
  return {.function = function,
          .start = {StAddress::Base::kAbsolute, address, ""},
          .bytes = bytes,
          .line = line};
}

/// An activation with a place and a lifetime.
inline StBuffer made_activation(std::string name, uint64_t address, int64_t bytes, int64_t first,
                                int64_t last) {
  StBuffer buffer;
  buffer.name = std::move(name);
  buffer.base = {StAddress::Base::kAbsolute, address, ""};
  buffer.offset_end = bytes;
  buffer.epoch = first;
  buffer.last_epoch = last;
  buffer.element = ElementType::kInt8;
  buffer.bits = 8;
  buffer.shape = {1, 1, 1, bytes};
  return buffer;
}

}  // namespace npuscope
