// SPDX-License-Identifier: Apache-2.0
#include "build/build.h"

#include <fmt/format.h>

#include <algorithm>

#include "build/assemble_parts.h"
#include "build/memory_layout.h"
#include "build/own_graph.h"

namespace npuscope {
namespace {

/// What the first file that says it says.
std::string core_version(const BuildFiles& files) {
  for (const auto& file : files.networks)
    if (!file.content.core_version().empty()) return std::string(file.content.core_version());
  for (const auto& file : files.c_infos)
    if (auto v = short_version(file.content.provenance.tool_version); !v.empty()) return v;
  for (const auto& file : files.logs)
    if (auto v = short_version(file.content.tool_version.text); !v.empty()) return v;
  for (const auto& file : files.quant_jsons)
    if (auto v = short_version(file.content.provenance.tool_version); !v.empty()) return v;
  for (const auto& file : files.traces)
    if (!file.content.core_version().empty()) return std::string(file.content.core_version());
  return "";
}

std::string network_name(const BuildFiles& files) {
  for (const auto& file : files.networks)
    if (!file.content.network.empty()) return file.content.network;
  for (const auto& file : files.headers)
    if (!file.content.network.empty()) return file.content.network;
  for (const auto& file : files.c_infos)
    if (!file.content.provenance.network_name.empty()) return file.content.provenance.network_name;
  for (const auto& file : files.logs)
    if (const auto* pair = file.content.find("c_name"); pair != nullptr) return pair->value;
  return "";
}

StTarget target_of(const BuildFiles& files) {
  if (!files.networks.empty()) return files.networks.front().content.target;
  const bool cpu_only = !files.c_infos.empty() && files.c_infos.front().content.cpu_only;
  return cpu_only ? StTarget::kCpuOnly : StTarget::kNeuralArt;
}

/// Whether ".xSPI2." is in the file's name: which pool's content it is.
bool is_image_of(const Artefact<MemoryImage>& image, const std::string& postfix) {
  return !postfix.empty() &&
         to_utf8(image.path.filename()).find("." + postfix + ".") != std::string::npos;
}

/// A virtual pool and its parts have the same place; the image is of one of them.
std::optional<Bytes> bytes_in_images(const Build& build, uint64_t address, int64_t count) {
  for (const auto& image : build.files.images)
    if (image.content.absolute)
      if (const auto bytes = image.content.at(address, count)) return bytes;
  for (const BuildPool& pool : build.pools) {
    if (address < pool.pool.address) continue;
    for (const auto& image : build.files.images)
      if (!image.content.absolute && is_image_of(image, pool.pool.postfix))
        if (const auto bytes = image.content.at(address - pool.pool.address, count)) return bytes;
  }
  return std::nullopt;
}

}  // namespace

std::string BuildSource::text() const {
  return line == 0 ? file : fmt::format("{}:{}", file, line);
}

std::string_view engine_name(Engine engine) {
  switch (engine) {
    case Engine::kHardware: return "HW";
    case Engine::kSoftware: return "SW";
    case Engine::kHybrid: return "hybrid";
    case Engine::kController: return "EC";
    case Engine::kNothing: return "-";
  }
  return "-";
}

std::optional<uint64_t> BuildBuffer::begin() const {
  if (buffer.base.base != StAddress::Base::kAbsolute) return std::nullopt;
  return buffer.base.address + static_cast<uint64_t>(buffer.offset_start);
}

std::optional<uint64_t> BuildBuffer::end() const {
  const auto first = begin();
  if (!first) return std::nullopt;
  const auto layout = memory_layout(buffer);
  const int64_t bytes = layout && layout->interleaved() && !partial
                            ? layout->extent() * buffer.bits / 8
                            : buffer.bytes();
  return *first + static_cast<uint64_t>(std::max<int64_t>(bytes, 0));
}

const BuildBuffer* Build::buffer(std::string_view name) const {
  const auto found = std::ranges::find(
      buffers, name, [](const BuildBuffer& b) -> const auto& { return b.buffer.name; });
  return found == buffers.end() ? nullptr : &*found;
}

const BuildEpoch* Build::epoch(int64_t number) const {
  for (const BuildEpoch& epoch : epochs)
    if (number >= epoch.number && number <= epoch.last) return &epoch;
  return nullptr;
}

const NetworkC* Build::units() const {
  auto has_units = [](const NetworkC& code) {
    return std::ranges::any_of(code.epochs, [](const StEpoch& e) { return !e.units.empty(); });
  };
  for (const auto& trace : files.traces)
    if (has_units(trace.content)) return &trace.content;
  for (const auto& file : files.networks)
    if (has_units(file.content)) return &file.content;
  return nullptr;
}

std::optional<Bytes> Build::parameter_bytes(const StAddress& address, int64_t count) const {
  if (count < 0) return std::nullopt;
  if (address.base == StAddress::Base::kAbsolute)
    return bytes_in_images(*this, address.address, count);
  if (address.base != StAddress::Base::kParameters || files.traces.empty()) return std::nullopt;
  const auto words = std::as_bytes(std::span(files.traces.front().content.parameter_words));
  if (address.address > words.size() ||
      static_cast<uint64_t>(count) > words.size() - address.address)
    return std::nullopt;
  return words.subspan(address.address, static_cast<size_t>(count));
}

Result<Build> assemble_build(BuildFiles files) {
  Build build;
  build.network = network_name(files);
  build.core_version = core_version(files);
  build.target = target_of(files);
  build.epochs = assemble_epochs(files);
  build.pools = assemble_pools(files);
  build.buffers = assemble_buffers(files, build.pools, build.notes);
  find_used_ranges(build.pools, build.buffers);
  build.has_controller = !files.blobs.empty() || !files.traces.empty() ||
                         std::ranges::any_of(build.epochs, [](const BuildEpoch& e) {
                           return e.engine == Engine::kController;
                         });
  const Artefact<CInfo>* info = described_buffers(files);
  build.all_buffers = info != nullptr ||
                      (!files.networks.empty() && files.networks.front().content.internal_listed);
  put_own_graph_first(files, build.core_version);
  build.files = std::move(files);
  return build;
}

Result<Build> load_build(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(BuildFiles files, find_build_files(path));
  NPUSCOPE_TRY_ASSIGN(Build build, assemble_build(std::move(files)));
  build.path = path;
  return build;
}

}  // namespace npuscope
