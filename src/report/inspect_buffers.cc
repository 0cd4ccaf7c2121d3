// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "build/memory_layout.h"
#include "report/inspect_parts.h"
#include "report/numbers.h"
#include "report/text_table.h"

namespace npuscope {
namespace {

using Align = TextTable::Align;
constexpr int64_t kColumns = 60;         // epochs, or groups of them, of a chart
constexpr int64_t kRowsOfPool = 8;       // at most
constexpr int64_t kSmallestRow = 16384;  // bytes
constexpr size_t kNameWidth = 30;

std::string short_name(const std::string& name) {
  if (name.size() <= kNameWidth) return name;
  return name.substr(0, kNameWidth - 11) + "…" + name.substr(name.size() - 10);
}

struct Span {
  uint64_t begin = 0, end = 0;
  int64_t first = 0, last = 0;
};

/// What activations whose lifetime and place are known take of a pool. A buffer may reach over the
/// end of one pool into the next.
std::vector<Span> lifetimes(const Build& build, const StPool& pool) {
  std::vector<Span> spans;
  const uint64_t pool_end = pool.address + static_cast<uint64_t>(std::max<int64_t>(pool.size, 0));
  for (const BuildBuffer& buffer : build.buffers) {
    if (buffer.buffer.parameter || !buffer.buffer.last_epoch || !buffer.begin()) continue;
    const uint64_t begin = std::max(*buffer.begin(), pool.address);
    const uint64_t end = std::min(buffer.end().value_or(begin), pool_end);
    if (begin < end) spans.push_back({begin, end, buffer.first_epoch(), *buffer.buffer.last_epoch});
  }
  return spans;
}

/// How much of a row of memory is taken in a group of epochs: '#' at least half, '+' less, '.'
/// nothing. Two buffers in one place count once: they are alive one after the other.
char taken(const std::vector<Span>& spans, const Span& cell) {
  std::vector<std::pair<uint64_t, uint64_t>> parts;
  for (const Span& span : spans)
    if (span.first <= cell.last && span.last >= cell.first && span.begin < cell.end &&
        span.end > cell.begin)
      parts.emplace_back(std::max(span.begin, cell.begin), std::min(span.end, cell.end));
  std::ranges::sort(parts);
  uint64_t bytes = 0, reached = cell.begin;
  for (const auto& [begin, end] : parts) {
    if (end <= reached) continue;
    bytes += end - std::max(begin, reached);
    reached = end;
  }
  if (bytes == 0) return '.';
  return 2 * bytes >= cell.end - cell.begin ? '#' : '+';
}

int64_t last_epoch(const Build& build) {
  int64_t last = 0;
  for (const BuildBuffer& buffer : build.buffers)
    if (!buffer.buffer.parameter) last = std::max(last, buffer.buffer.last_epoch.value_or(0));
  return last;
}

/// The rows of a pool, from its first to its last byte that activations take.
void add_pool_rows(std::string& text, const std::string& name, const std::vector<Span>& spans,
                   int64_t epochs, int64_t group) {
  const uint64_t begin = std::ranges::min(spans, {}, &Span::begin).begin;
  const uint64_t end = std::ranges::max(spans, {}, &Span::end).end;
  const auto bytes = static_cast<int64_t>(end - begin);
  const int64_t row =
      std::max(kSmallestRow, (bytes + kRowsOfPool * 1024 - 1) / (kRowsOfPool * 1024) * 1024);
  for (int64_t from = 0; from < bytes; from += row) {
    Span cell;
    cell.begin = begin + static_cast<uint64_t>(from);
    cell.end = begin + static_cast<uint64_t>(std::min(bytes, from + row));
    std::string chart;
    for (cell.first = 0; cell.first <= epochs; cell.first += group) {
      cell.last = cell.first + group - 1;
      chart += taken(spans, cell);
    }
    text += fmt::format("  {:<9}  {}  {:>9}  {}\n", from == 0 ? name : "", address_text(cell.begin),
                        kilobytes_text(static_cast<int64_t>(cell.end - cell.begin)), chart);
  }
}

/// "int8 0.0078/-1", "float32", "fixed point 2^-12": how codes are read.
std::string meaning_text(const BuildBuffer& buffer) {
  const StBuffer& st = buffer.buffer;
  if (st.fixed_point) return fmt::format("fixed{} 2^{}", st.bits, -st.Qn);
  std::string type = st.element ? std::string(element_type_name(*st.element)) : st.type + "?";
  if (st.scale.size() != 1 || st.zero_point.size() != 1) return type;
  return fmt::format("{} {}/{}", type, number_text(st.scale[0]), st.zero_point[0]);
}

std::string layout_text(const BuildBuffer& buffer) {
  if (buffer.partial) return "partial";
  const auto layout = memory_layout(buffer.buffer);
  if (!layout) return "?";
  std::string text =
      shape_text(std::array{layout->batches, layout->channels, layout->height, layout->width});
  if (layout->channels > 1 && layout->height * layout->width > 1)
    text += layout->block == 1                  ? " first"
            : layout->block == layout->channels ? " last"
            : layout->interleaved()             ? fmt::format(" among {}", layout->block)
                                                : fmt::format(" by {}", layout->block);
  return text;
}

std::string epochs_text(const BuildBuffer& buffer) {
  const auto& last = buffer.buffer.last_epoch;
  return fmt::format("{}-{}", buffer.first_epoch(), last ? std::to_string(*last) : "?");
}

std::string place_text(const BuildBuffer& buffer) {
  if (const auto begin = buffer.begin()) return address_text(*begin);
  return buffer.buffer.user_allocated ? "application" : "?";
}

}  // namespace

std::string memory_timeline_text(const Build& build, bool colour) {
  const int64_t epochs = last_epoch(build);
  if (epochs == 0) return "";
  const int64_t group = epochs / kColumns + 1;
  std::string text;
  for (const BuildPool& pool : build.pools) {
    if (pool.pool.is_virtual) continue;
    const auto spans = lifetimes(build, pool.pool);
    if (!spans.empty()) add_pool_rows(text, pool.pool.name, spans, epochs, group);
  }
  if (text.empty()) return "";
  return heading_text(fmt::format("activations over epochs 0 to {} (a column: {}; # taken, + in "
                                  "part, . free)",
                                  epochs, plural(group, "epoch")),
                      colour) +
         text;
}

std::string buffer_table_text(const Build& build, InspectDetail detail, bool colour) {
  std::vector<const BuildBuffer*> activations;
  int64_t parameters = 0, parameter_bytes = 0;
  for (const BuildBuffer& buffer : build.buffers) {
    if (!buffer.buffer.parameter) {
      activations.push_back(&buffer);
      continue;
    }
    ++parameters;
    parameter_bytes += buffer.buffer.bytes();
  }
  if (activations.empty() && parameters == 0) return "";
  std::ranges::stable_sort(activations, {}, [](const BuildBuffer* b) { return b->first_epoch(); });
  // The names are long, and stand where long tables were asked for.
  const bool sources = detail == InspectDetail::kAll;
  TextTable table({{"buffer"},
                   {"alive", Align::kRight},
                   {"place"},
                   {"size", Align::kRight},
                   {"shape, channels"},
                   {"codes"},
                   {sources ? "source model's" : ""}});
  const size_t shown = shown_rows(activations.size(), detail);
  for (const BuildBuffer* buffer : std::span(activations).first(shown))
    table.add_row({short_name(buffer->buffer.name), epochs_text(*buffer), place_text(*buffer),
                   kilobytes_text(buffer->buffer.bytes()), layout_text(*buffer),
                   meaning_text(*buffer), sources ? buffer->source_name : ""});
  std::string text = heading_text(
      fmt::format("{}, {} of {}", plural(static_cast<int64_t>(activations.size()), "activation"),
                  plural(parameters, "parameter"), kilobytes_text(parameter_bytes)),
      colour);
  if (!activations.empty()) text += table.render(colour);
  text += more_text(shown, activations.size());
  if (!build.all_buffers)
    text +=
        "  what stands between inputs and outputs is not listed: generate with "
        "--all-buffers-info, or keep the c_info.json\n";
  return text;
}

}  // namespace npuscope
