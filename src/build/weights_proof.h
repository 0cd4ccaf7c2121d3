// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "build/build.h"
#include "build/placed_images.h"
#include "build/weight_codes.h"

namespace npuscope {

/// A buffer of weights and what the image holds of it.
struct StoredWeights {
  StBuffer buffer;
  std::optional<Bytes> bytes;  ///< nothing where no image holds it, or the image ends before
  BuildSource source;          ///< where the buffer is listed
};

/// Whether a buffer holds the weights that the model has.
struct WeightProof {
  enum class Verdict { kIdentical, kDiffers, kNotComparable };
  std::string buffer;
  uint64_t address = 0;  ///< of the buffer
  std::string layer;     ///< the model's node; empty where none was found
  Verdict verdict = Verdict::kNotComparable;
  std::string reason;        ///< why it cannot be compared
  bool other_shape = false;  ///< that reason: no layer of the model has weights of its shape
  KernelMatch match;         ///< of the order under which most agrees
  /// The first element that differs, in the model's order.
  struct Difference {
    int64_t kernel = 0, channel = 0, row = 0, column = 0;
    int32_t image = 0, model = 0;  ///< codes minus zero points
    uint64_t address = 0;          ///< of the element in memory
  };
  std::optional<Difference> first;
  std::string found_in;  ///< another node of the model, whose weights these are exactly
  BuildSource source;
};

struct WeightsProof {
  std::vector<WeightProof> weights;   ///< in the order of the buffers
  std::vector<std::string> unstored;  ///< nodes of the model whose weights no buffer is named for
  [[nodiscard]] int64_t count(WeightProof::Verdict verdict) const;
};

/// Names of the source model per node of the compiler's graph: `nodes` of a `*_Q.json`.
using SourceNames = std::map<std::string, std::vector<std::string>>;

/// Buffer for buffer. The layer is found by name: the compiler's own where `model` is its graph
/// (`source_names` null), else by `source_names`. Where no name leads to weights of that shape, by
/// content; what then is left, in order.
WeightsProof prove_weights(const std::vector<StoredWeights>& stored, const ModelWeights& model,
                           const SourceNames* source_names);

/// The buffers of weights of a build, with the bytes that one image holds of them.
std::vector<StoredWeights> stored_weights(const Build& build, const PlacedImage& image);

}  // namespace npuscope
