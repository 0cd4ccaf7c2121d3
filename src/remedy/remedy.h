// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "execute/arithmetic.h"
#include "execute/model.h"
#include "tensor/tensor.h"

namespace npuscope {

/// A rewrite of a quantized QDQ file that may bring the NPU's results nearer to what the file
/// means. Whether it does is for a simulation to say: a proposal says only that it could.
struct Remedy {
  std::string id;     ///< "dummy-channel@conv1,shift=7": what apply_remedy() takes
  std::string kind;   ///< "dummy-channel"
  std::string layer;  ///< by its output value's name; "*": the whole network
  std::string text;   ///< what it changes in the file, as a sentence without its full stop
  /// Whether the `exact` arithmetic gives the same codes as before at every value that both files
  /// have.
  bool lossless = false;
  /// Why it cannot be applied, as a clause without a full stop; empty: it can.
  std::string not_possible;
};

/// What remedies are made from. The models must outlive the calls.
struct RemedySource {
  const Model* model = nullptr;  ///< loaded from `bytes`, Q/DQ folded
  std::string_view bytes;  ///< of the ONNX file; external data is looked for beside model->path
  NeuralArtOptions options;
  /// The network before quantization; null: none, and what needs it is not possible.
  const Model* float_model = nullptr;
  /// Samples, each the network's inputs in the order of Graph::inputs. Empty: what measures ranges
  /// is not possible.
  std::vector<std::vector<Tensor>> calibration;
  /// The layers that are worth a remedy, by their output values' names, worst first. Empty: those
  /// that accumulator_caps() says are cut. Names that are no convolution or dense layer of a known
  /// rule get no proposals of their own.
  std::vector<std::string> layers;
};

/// All rewrites that could matter, in the order of kinds, then of layers. Runs no network. Those
/// that would be relevant but cannot be applied carry the reason in `not_possible`. Bad input: a
/// model that is not quantized statically, bytes that are no ONNX file.
Result<std::vector<Remedy>> propose_remedies(const RemedySource& source);

/// The bytes of the file with the remedy of this id: one that propose_remedies() gives for this
/// source, whatever source.layers says. Deterministic. A usage error for an id that is not known, a
/// bad-input error with the reason for one that is not possible.
Result<std::string> apply_remedy(const RemedySource& source, std::string_view id);

}  // namespace npuscope
