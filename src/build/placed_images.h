// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "build/build.h"

namespace npuscope {

/// An image of a build's parameters at the place in memory where it belongs.
struct PlacedImage {
  const Artefact<MemoryImage>* file = nullptr;
  uint64_t base = 0;                ///< what is added to the image's addresses
  const BuildPool* pool = nullptr;  ///< that it is the content of; null where none fits

  [[nodiscard]] std::optional<Bytes> at(uint64_t address, int64_t count) const;
  /// From the first byte to behind the last; the same where it holds none.
  [[nodiscard]] uint64_t begin() const;
  [[nodiscard]] uint64_t end() const;
};

/// All images that have a place: Intel HEX says its own; of a raw one the name says the pool
/// ("network_atonbuf.xSPI2.raw"), and where it does not ("network_data.bin"), it belongs to the
/// only pool that holds parameters. Empty images have none.
std::vector<PlacedImage> placed_images(const Build& build);

}  // namespace npuscope
