// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/sha256.h"
#include "tensor/tensor.h"

namespace npuscope::test {

/// The noise of tests/tools/make_resize_vectors.py: every fourth byte is 0 or 255.
inline Tensor formula_image(int64_t width, int64_t height, int64_t channels, uint32_t seed) {
  Tensor image = Tensor::zeros(ElementType::kUint8, {height, width, channels});
  uint32_t i = seed * 2246822519u;
  for (uint8_t& pixel : image.mutable_values<uint8_t>()) {
    uint32_t v = i++ * 2654435761u;
    v = (v ^ v >> 15) * 2246822519u;
    v = (v ^ v >> 13) * 3266489917u;
    v ^= v >> 16;
    const uint32_t extreme = (v & 1) != 0 ? 255 : 0;
    pixel = static_cast<uint8_t>((v >> 8 & 3) != 0 ? v & 255 : extreme);
  }
  return image;
}

#ifdef _WIN32
constexpr bool kDecodesJpeg = false;
#else
constexpr bool kDecodesJpeg = true;
#endif

/// Whether this build decodes a committed image.
inline bool is_decoded(const std::string& name) { return kDecodesJpeg || !name.ends_with(".jpg"); }

/// The lines of a committed vector file, without its comments, split at blanks.
inline std::vector<std::vector<std::string>> vectors(const std::string& name) {
  std::ifstream file(std::string(NPUSCOPE_TEST_DATA "/inputs/") + name);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    rows.emplace_back();
    for (std::string word; words >> word;) rows.back().push_back(word);
  }
  return rows;
}

}  // namespace npuscope::test
