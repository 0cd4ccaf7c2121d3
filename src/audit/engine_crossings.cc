// SPDX-License-Identifier: Apache-2.0
#include "audit/engine_crossings.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <tuple>

#include "base/text.h"

namespace npuscope {
namespace {

constexpr uint64_t kLine = 32;  // bytes of the Cortex-M55's cache lines
constexpr int64_t kBehindAll = std::numeric_limits<int64_t>::max();

struct Lines {
  int64_t first = 0, last = 0;
};

/// When what happens: generated code stands in the order in which it runs.
class Schedule {
 public:
  explicit Schedule(const NetworkC& network) : network_(network) {
    for (const StEpochItem& item : network.items)
      if (item.epoch)
        items_[*item.epoch] = {item.last_epoch.value_or(*item.epoch), item.software || item.hybrid};
    for (const StEpoch& epoch : network.epochs)
      if (!epoch.software.empty())
        calls_[epoch.number] = {epoch.software.front().line, epoch.software.back().line};
  }

  /// Whether the Cortex-M55 runs the epoch; nothing for numbers that are none.
  [[nodiscard]] std::optional<bool> on_cpu(int64_t epoch) const {
    const auto next = items_.upper_bound(epoch);
    if (next == items_.begin()) return std::nullopt;
    const Item& item = std::prev(next)->second;
    return epoch <= item.last ? std::optional(item.cpu) : std::nullopt;
  }
  /// Where code of the CPU stands: before `epoch`, in it, behind it.
  [[nodiscard]] int64_t last_before(int64_t epoch) const {
    const auto next = calls_.lower_bound(epoch);
    return next == calls_.begin() ? 0 : std::prev(next)->second.last;
  }
  [[nodiscard]] std::optional<Lines> in(int64_t epoch) const {
    const auto found = calls_.find(epoch);
    return found == calls_.end() ? std::nullopt : std::optional(found->second);
  }
  [[nodiscard]] int64_t first_behind(int64_t epoch) const {
    const auto next = calls_.upper_bound(epoch);
    return next == calls_.end() ? kBehindAll : next->second.first;
  }

  /// Whether operations of that kind between the two lines take in every cache line of the range.
  [[nodiscard]] std::optional<int64_t> covering_call(std::string_view kind, const Lines& when,
                                                     uint64_t begin, uint64_t end) const {
    std::vector<std::tuple<uint64_t, uint64_t, int64_t>> done;
    for (const StEpoch& epoch : network_.epochs)
      for (const StCacheCall& call : epoch.caches) {
        if (call.line < when.first || call.line > when.last || !is(call, kind)) continue;
        const uint64_t from = call.start.address;
        const uint64_t to = from + static_cast<uint64_t>(call.bytes);
        done.emplace_back(from / kLine * kLine, (to + kLine - 1) / kLine * kLine, call.line);
      }
    std::ranges::sort(done);
    uint64_t reached = begin / kLine * kLine;
    const uint64_t wanted = (end + kLine - 1) / kLine * kLine;
    for (const auto& [from, to, line] : done) {
      if (from > reached) break;
      reached = std::max(reached, to);
      if (reached >= wanted) return line;
    }
    return std::nullopt;
  }

 private:
  static bool is(const StCacheCall& call, std::string_view kind) {
    const std::string name = lower(std::string(call.function));
    return call.start.base == StAddress::Base::kAbsolute && name.find("mcu") != std::string::npos &&
           name.find(kind) != std::string::npos;
  }

  struct Item {
    int64_t last = 0;
    bool cpu = false;
  };

  const NetworkC& network_;
  std::map<int64_t, Item> items_;  // by first epoch
  std::map<int64_t, Lines> calls_;
};

/// "epoch_7" -> 7
std::optional<int64_t> epoch_number(const CInfoNode& node) {
  constexpr std::string_view kPrefix = "epoch_";
  if (!node.name.starts_with(kPrefix)) return std::nullopt;
  return whole_number<int64_t>(std::string_view(node.name).substr(kPrefix.size()));
}

std::map<int64_t, int64_t> epochs_of_nodes(const CInfo& info) {
  std::map<int64_t, int64_t> epochs;
  for (const CInfoNode& node : info.nodes)
    if (const auto number = epoch_number(node)) {
      epochs[node.id] = *number;
      for (const CInfoNode& inner : node.inner) epochs[inner.id] = *number;
    }
  return epochs;
}

EngineCrossing placed(const StBuffer& buffer, int64_t reader, bool to_cpu) {
  const uint64_t begin = buffer.base.address + static_cast<uint64_t>(buffer.offset_start);
  return {.buffer = buffer.name,
          .begin = begin,
          .end = begin + static_cast<uint64_t>(buffer.bytes()),
          .writer = buffer.epoch,
          .reader = reader,
          .to_cpu = to_cpu};
}

void judge(const Schedule& schedule, EngineCrossing& crossing) {
  const auto calls = schedule.in(crossing.to_cpu ? crossing.reader : crossing.writer);
  Lines when;
  if (crossing.to_cpu) {
    when = {schedule.last_before(crossing.writer), calls ? calls->last : kBehindAll};
  } else {
    when = {calls ? calls->first : 0, schedule.first_behind(crossing.reader)};
  }
  const auto line = schedule.covering_call(crossing.to_cpu ? "invalidate" : "clean", when,
                                           crossing.begin, crossing.end);
  crossing.covered = line.has_value();
  crossing.call_line = line.value_or(calls ? calls->first : 0);
}

}  // namespace

std::vector<EngineCrossing> engine_crossings(const NetworkC& network, const CInfo& info) {
  const Schedule schedule(network);
  const std::map<int64_t, int64_t> epochs = epochs_of_nodes(info);
  std::map<int64_t, const StBuffer*> buffers;
  for (size_t i = 0; i < info.buffers.size() && i < info.buffer_ids.size(); ++i)
    buffers[info.buffer_ids[i]] = &info.buffers[i];

  std::map<std::tuple<uint64_t, int64_t, int64_t, std::string>, EngineCrossing> crossings;
  for (const CInfoEdge& edge : info.edges) {
    const auto buffer = edge.buffer ? buffers.find(*edge.buffer) : buffers.end();
    const auto reader = epochs.find(edge.to_node);
    if (buffer == buffers.end() || reader == epochs.end()) continue;
    const StBuffer& b = *buffer->second;
    if (b.parameter || b.user_allocated || b.base.base != StAddress::Base::kAbsolute) continue;
    // The epoch that wrote the memory: of a tensor with several names, that of the first.
    const auto writes = schedule.on_cpu(b.epoch), reads = schedule.on_cpu(reader->second);
    if (!writes || !reads || *writes == *reads) continue;
    EngineCrossing crossing = placed(b, reader->second, *reads);
    judge(schedule, crossing);
    crossings.try_emplace({crossing.begin, crossing.writer, crossing.reader, crossing.buffer},
                          crossing);
  }
  std::vector<EngineCrossing> sorted;
  for (auto& [key, crossing] : crossings) sorted.push_back(std::move(crossing));
  std::ranges::sort(
      sorted, {}, [](const EngineCrossing& c) { return std::tuple(c.reader, c.writer, c.begin); });
  return sorted;
}

int64_t cache_call_count(const NetworkC& network) {
  int64_t count = 0;
  for (const StEpoch& epoch : network.epochs)
    for (const StCacheCall& call : epoch.caches)
      count += lower(std::string(call.function)).find("mcu") != std::string::npos;
  return count;
}

}  // namespace npuscope
