// SPDX-License-Identifier: Apache-2.0
#include "build/placed_images.h"

#include <algorithm>

namespace npuscope {
namespace {

bool holds_parameters(const Build& build, const BuildPool& pool) {
  const uint64_t begin = pool.pool.address;
  const uint64_t end = begin + static_cast<uint64_t>(std::max<int64_t>(pool.pool.size, 0));
  return std::ranges::any_of(build.buffers, [&](const BuildBuffer& buffer) {
    const auto at = buffer.begin();
    return buffer.buffer.parameter && at && *at >= begin && *at < end;
  });
}

/// Whether "xSPI2" stands between dots in the file's name.
bool names(const fs::path& file, const std::string& postfix) {
  return !postfix.empty() &&
         to_utf8(file.filename()).find("." + postfix + ".") != std::string::npos;
}

/// The pool of a raw image; null where the name says none and more than one could be.
const BuildPool* pool_of(const Build& build, const Artefact<MemoryImage>& file) {
  const BuildPool* only = nullptr;
  bool several = false;
  for (const BuildPool& pool : build.pools) {
    if (pool.pool.is_virtual) continue;
    if (names(file.path, pool.pool.postfix)) return &pool;
    if (!holds_parameters(build, pool)) continue;
    several = only != nullptr;
    only = &pool;
  }
  return several ? nullptr : only;
}

const BuildPool* pool_at(const Build& build, uint64_t address) {
  const auto pool = std::ranges::find_if(build.pools, [&](const BuildPool& p) {
    return !p.pool.is_virtual && address >= p.pool.address &&
           address - p.pool.address < static_cast<uint64_t>(std::max<int64_t>(p.pool.size, 0));
  });
  return pool == build.pools.end() ? nullptr : &*pool;
}

}  // namespace

std::optional<Bytes> PlacedImage::at(uint64_t address, int64_t count) const {
  if (address < base) return std::nullopt;
  return file->content.at(address - base, count);
}

uint64_t PlacedImage::begin() const {
  const auto& segments = file->content.segments;
  return base + (segments.empty() ? 0 : segments.front().address);
}

uint64_t PlacedImage::end() const {
  const auto& segments = file->content.segments;
  return base + (segments.empty() ? 0 : segments.back().address + segments.back().bytes.size());
}

std::vector<PlacedImage> placed_images(const Build& build) {
  std::vector<PlacedImage> images;
  for (const auto& file : build.files.images) {
    PlacedImage image{&file, 0, nullptr};
    if (image.begin() == image.end()) continue;
    if (file.content.absolute) {
      image.pool = pool_at(build, image.begin());
    } else {
      image.pool = pool_of(build, file);
      if (!image.pool) continue;
      image.base = image.pool->pool.address;
    }
    images.push_back(image);
  }
  return images;
}

}  // namespace npuscope
