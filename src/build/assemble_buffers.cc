// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "build/assemble_parts.h"
#include "build/memory_layout.h"

namespace npuscope {
namespace {

std::optional<uint64_t> start_of(const StBuffer& buffer) {
  if (buffer.base.base != StAddress::Base::kAbsolute) return std::nullopt;
  return buffer.base.address + static_cast<uint64_t>(buffer.offset_start);
}

/// The buffers of a c_info.json by name; some names are there several times.
class Described {
 public:
  explicit Described(const std::vector<StBuffer>& buffers) {
    for (const StBuffer& buffer : buffers) by_name_.emplace(buffer.name, &buffer);
  }

  /// The buffer of that name at that place; where the application allocates it, of that name.
  [[nodiscard]] const StBuffer* find(const StBuffer& buffer) const {
    const auto [first, last] = by_name_.equal_range(buffer.name);
    for (auto it = first; it != last; ++it)
      if (!start_of(buffer) || buffer.user_allocated || start_of(*it->second) == start_of(buffer))
        return it->second;
    return nullptr;
  }

 private:
  std::multimap<std::string, const StBuffer*> by_name_;
};

bool describes(const CInfo& info, const NetworkC& network) {
  const Described described(info.buffers);
  auto found = [&](const StBuffer& buffer) { return described.find(buffer) != nullptr; };
  return std::ranges::all_of(network.inputs, found) && std::ranges::all_of(network.outputs, found);
}

std::string pool_of(const BuildBuffer& buffer, const std::vector<BuildPool>& pools) {
  const auto begin = buffer.begin();
  for (const BuildPool& pool : pools)
    if (begin && !pool.pool.is_virtual && *begin >= pool.pool.address &&
        *begin - pool.pool.address < static_cast<uint64_t>(std::max<int64_t>(pool.pool.size, 0)))
      return pool.pool.name;
  return "";
}

class BufferList {
 public:
  explicit BufferList(const std::vector<BuildPool>& pools) : pools_(pools) {}
  std::vector<BuildBuffer> buffers;

  void add(const StBuffer& from, const std::string& label) {
    BuildBuffer& buffer = buffers.emplace_back();
    buffer.buffer = from;
    buffer.partial = is_partial(from);
    buffer.recoded = from.name.find("_zero_off_out") != std::string::npos;
    buffer.source = {label, from.line};
    buffer.pool = pool_of(buffer, pools_);
  }

 private:
  const std::vector<BuildPool>& pools_;
};

void add_network(BufferList& list, const Artefact<NetworkC>& file, const CInfo* info) {
  const std::vector<StBuffer> none;
  const Described described(info == nullptr ? none : info->buffers);
  auto add_all = [&](const std::vector<StBuffer>& buffers) {
    for (const StBuffer& buffer : buffers) {
      list.add(buffer, file.label);
      const StBuffer* same = info == nullptr ? nullptr : described.find(buffer);
      if (same != nullptr) list.buffers.back().buffer.last_epoch = same->last_epoch;
    }
  };
  add_all(file.content.inputs);
  add_all(file.content.outputs);
  add_all(file.content.parameters);
  add_all(file.content.internal);
}

/// The order of network.c: inputs, outputs, parameters, internal ones.
int rank(const CInfo& info, const StBuffer& buffer) {
  auto is_port = [&](const std::vector<CInfoPort>& ports) {
    return std::ranges::find(ports, buffer.name, &CInfoPort::name) != ports.end();
  };
  if (buffer.parameter) return 2;
  if (is_port(info.inputs)) return 0;
  return is_port(info.outputs) ? 1 : 3;
}

void add_described(BufferList& list, const Artefact<CInfo>& info, bool internal_alone) {
  for (int wanted = 0; wanted < 4; ++wanted)
    for (const StBuffer& buffer : info.content.buffers)
      if (rank(info.content, buffer) == wanted && (wanted == 3 || !internal_alone))
        list.add(buffer, info.label);
}

}  // namespace

const Artefact<CInfo>* described_buffers(const BuildFiles& files) {
  const Artefact<CInfo>* first = nullptr;
  for (const auto& info : files.c_infos) {
    if (info.content.buffers.empty()) continue;
    if (first == nullptr) first = &info;
    if (files.networks.empty() || describes(info.content, files.networks.front().content))
      return &info;
  }
  return files.networks.empty() ? first : nullptr;
}

std::vector<BuildBuffer> assemble_buffers(const BuildFiles& files,
                                          const std::vector<BuildPool>& pools,
                                          std::vector<std::string>& notes) {
  BufferList list(pools);
  const Artefact<CInfo>* info = described_buffers(files);
  if (files.networks.empty()) {
    if (info != nullptr) add_described(list, *info, false);
    return std::move(list.buffers);
  }
  const auto& network = files.networks.front();
  for (const auto& other : files.c_infos)
    if (!other.content.buffers.empty() && !describes(other.content, network.content))
      notes.push_back(fmt::format("{}: its inputs and outputs are not those of {}: not used",
                                  other.label, network.label));
  add_network(list, network, info == nullptr ? nullptr : &info->content);
  if (!network.content.internal_listed && info != nullptr) add_described(list, *info, true);
  return std::move(list.buffers);
}

}  // namespace npuscope
