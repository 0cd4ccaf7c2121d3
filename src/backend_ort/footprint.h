// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "backend_ort/ort_options.h"
#include "execute/model.h"

namespace npuscope {

/// What a rung's sessions may take of the memory. ONNX Runtime packs weights anew in every session,
/// and of one network a rung needs several: over the file, over what was rewritten of it, and over
/// single nodes.
enum class Footprint {
  kFast,   ///< all sessions stay open
  kSmall,  ///< a session is made for a run and let go; weights stay in mapped files
};

/// More constants than these are large weights. With all sessions open, the rungs of an int8
/// network take 25 bytes for each of them, those of the float network 24: below, that is less than
/// 2 GB. Larger networks fit hardly any microcontroller's board; ResNet-50 has 26 million.
constexpr int64_t kMostWeights = int64_t{32} << 20;

/// kSmall for models of more weights.
Footprint footprint_of(const Model& model);

/// Whether a session over the file as it is keeps to the footprint: it takes little more than the
/// packed weights. Of a small one not where ONNX Runtime dequantizes all weights before it runs
/// anything, because nothing is fused, and not where it makes other weights of them (precise=1).
bool file_keeps_to(Footprint footprint, const Model& model, const OrtOptions& options);

/// Of a small footprint, constants of at least so many bytes stay in files.
constexpr size_t kLeastOutside = 1024;

}  // namespace npuscope
