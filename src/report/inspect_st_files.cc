// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/inspect_parts.h"
#include "report/numbers.h"
#include "report/text_table.h"

namespace npuscope {
namespace {

using Align = TextTable::Align;

/// "de ad be ef": the first bytes.
std::string first_bytes(std::span<const std::byte> bytes) {
  std::string text;
  for (const std::byte byte : bytes.first(std::min<size_t>(bytes.size(), 16)))
    text += fmt::format("{}{:02x}", text.empty() ? "" : " ", std::to_integer<int>(byte));
  return text;
}

double zero_share(std::span<const std::byte> bytes) {
  const auto zeros = std::ranges::count(bytes, std::byte{0});
  return bytes.empty() ? 0 : static_cast<double>(zeros) / static_cast<double>(bytes.size());
}

std::string numbers_text(const StaiNetwork::Port& port) {
  if (port.scales.empty()) return "";
  std::string text = number_text(port.scales[0], 6);
  if (!port.offsets.empty()) text += fmt::format(", {}", port.offsets[0]);
  return port.scales.size() > 1 ? fmt::format("{} scales", port.scales.size()) : text;
}

void add_ports(TextTable& table, const char* role, const std::vector<StaiNetwork::Port>& ports) {
  for (const StaiNetwork::Port& port : ports)
    table.add_row({role, port.name, port.format, port.shape.empty() ? "" : shape_text(port.shape),
                   numbers_text(port), count_text(port.bytes),
                   port.alignment > 0 ? std::to_string(port.alignment) : ""});
}

}  // namespace

std::string blobs_text(const std::string& path, const std::vector<EcBlob>& blobs,
                       InspectDetail detail, bool colour) {
  int64_t bytes = 0;
  for (const EcBlob& blob : blobs) bytes += blob.words * 4;
  std::string text = title_text(
      path,
      fmt::format("{} of the epoch controller, {}",
                  plural(static_cast<int64_t>(blobs.size()), "program"), kilobytes_text(bytes)),
      colour);
  TextTable table({{"blob"}, {"size", Align::kRight}, {""}});
  const size_t shown = shown_rows(blobs.size(), detail);
  for (const EcBlob& blob : std::span(blobs).first(shown)) {
    std::vector<std::string> notes;
    if (!blob.magic) notes.emplace_back("does not begin with 0xca057a7a");
    if (blob.listed < blob.words)
      notes.push_back(fmt::format("{} words are listed, {} are promised", blob.listed, blob.words));
    if (blob.encrypted) notes.emplace_back("encrypted");
    if (blob.relocated) notes.emplace_back("patched before each inference");
    table.add_row({blob.symbol, kilobytes_text(blob.words * 4), few_of(notes, 100)});
  }
  return text + table.render(colour) + more_text(shown, blobs.size());
}

std::string header_text(const std::string& path, const StaiNetwork& header, bool colour) {
  std::string text =
      title_text(path, fmt::format("header of the network '{}'", header.network), colour);
  text += fact_text("model", header.origin_model);
  text += fact_text("signature", header.model_signature);
  TextTable table({{"port"},
                   {"name"},
                   {"format"},
                   {"shape"},
                   {"scale, zero point"},
                   {"bytes", Align::kRight},
                   {"aligned to", Align::kRight}});
  add_ports(table, "input", header.inputs);
  add_ports(table, "output", header.outputs);
  return text + (table.empty() ? "" : table.render(colour));
}

std::string pools_text(const std::string& path, const Build& build, InspectDetail /*detail*/,
                       bool colour) {
  const MemoryPools& pools = build.files.pools.front().content;
  std::string text = title_text(
      path,
      "memories for the compiler, " + plural(static_cast<int64_t>(pools.pools.size()), "pool"),
      colour);
  text += fact_text("prefix", pools.file_prefix);
  text += fact_text("unknown", few_of(pools.unknown_keys, 80));
  return text + memory_map_text(build.pools, InspectDetail::kAll, colour);
}

std::string machine_text(const std::string& path, const MachineDescription& machine, bool colour) {
  std::string text =
      title_text(path, fmt::format("machine '{}' {}", machine.name, machine.version), colour);
  text += fact_text("pools", machine.pool_name);
  TextTable table({{"unit"}, {"version"}, {"count", Align::kRight}});
  for (const auto& unit : machine.units)
    table.add_row({unit.type, unit.version, std::to_string(unit.count)});
  return text + table.render(colour);
}

std::string profiles_text(const std::string& path, const NeuralArtProfiles& profiles, bool colour) {
  std::string text = title_text(
      path,
      "compiler profiles, " + plural(static_cast<int64_t>(profiles.profiles.size()), "profile"),
      colour);
  for (const auto& profile : profiles.profiles) {
    text += "  " + emphasised(without_controls(profile.name), Emphasis::kStrong, colour) + "\n";
    for (const auto& entry : profile.entries)
      text += fmt::format("    {:<13} {}\n", without_controls(entry.key),
                          without_controls(entry.value));
  }
  return text;
}

std::string image_text(const std::string& path, const MemoryImage& image, InspectDetail detail,
                       bool colour) {
  int64_t bytes = 0;
  for (const auto& segment : image.segments) bytes += static_cast<int64_t>(segment.bytes.size());
  std::string text = title_text(
      path,
      fmt::format("memory image{}, {} B", image.absolute ? " (Intel HEX)" : "", count_text(bytes)),
      colour);
  TextTable table({{image.absolute ? "from" : "offset"},
                   {"bytes", Align::kRight},
                   {"zero", Align::kRight},
                   {"begins with"}});
  const size_t shown = shown_rows(image.segments.size(), detail);
  for (const auto& segment : std::span(image.segments).first(shown))
    table.add_row({address_text(segment.address),
                   count_text(static_cast<int64_t>(segment.bytes.size())),
                   percent_text(zero_share(segment.bytes)), first_bytes(segment.bytes)});
  if (!table.empty()) text += table.render(colour);
  return text + more_text(shown, image.segments.size());
}

}  // namespace npuscope
