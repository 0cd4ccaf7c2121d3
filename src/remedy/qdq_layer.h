// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "remedy/bench.h"

namespace npuscope {

/// The constants of a convolution or dense layer, or of a part of one.
struct LayerConstants {
  Tensor weights;  ///< codes
  Quantization weight_quantization;
  std::optional<Tensor> bias;                     ///< codes, or real numbers
  std::optional<Quantization> bias_quantization;  ///< nothing: real numbers
};

/// A convolution or dense layer as its QDQ file spells it:
///
///   input, DequantizeLinear(weights), bias -> compute -> [Relu or Clip] -> result
///   result -> QuantizeLinear (one or more, alike)
struct QdqLayer {
  const Node* node = nullptr;  ///< of the graph
  ModelEditor::NodeId compute = 0;
  std::optional<ModelEditor::NodeId> clamp;  ///< Relu or Clip
  std::string input;                         ///< real numbers
  std::string result;                        ///< real numbers; the layer's name
  std::vector<ModelEditor::NodeId> quantizes;
  std::string domain;  ///< of the weights' DequantizeLinear
  LayerConstants constants;
  size_t output_axis = 0;  ///< of the weights: output channels
  size_t input_axis = 1;   ///< of the weights: input channels (of a group)
  int64_t value_axis = 1;  ///< of the layer's input and result: channels
  int64_t groups = 1;
  [[nodiscard]] int64_t channels() const { return constants.weights.shape()[output_axis]; }
};

/// Whether the node is of a type whose weights can be rewritten here: Conv, Gemm, MatMul.
bool has_rewritable_type(const Node& node);

/// The layer of a node of the graph, which has a product_layer(). The error's what() says why the
/// file does not spell it in a way that can be rewritten.
Result<QdqLayer> find_qdq_layer(const Bench& bench, size_t node);
/// The layer that a remedy is for, one of the candidates.
Result<QdqLayer> layer_of(const Bench& bench, const Remedy& remedy);

/// Adds the constants and their DequantizeLinear; returns the names of the real tensors: weights,
/// and the bias if there is one.
std::vector<std::string> add_constants(ModelEditor& file, const QdqLayer& layer,
                                       const LayerConstants& constants);

/// Gives the layer other constants.
void set_constants(ModelEditor& file, const QdqLayer& layer, const LayerConstants& constants);

/// The layer once more, clamp included, with other constants, between other tensors of real
/// numbers.
void add_layer(ModelEditor& file, const QdqLayer& layer, const LayerConstants& constants,
               const std::string& input, const std::string& result);

/// The layer's output goes by another name from here on: of the tensor in front of the
/// QuantizeLinear. Returns it.
std::string rename_result(ModelEditor& file, const QdqLayer& layer, const std::string& suffix);

/// QuantizeLinear and DequantizeLinear of a real tensor, with the parameters of a QuantizeLinear of
/// the file; returns the name of what comes out.
std::string add_pair(ModelEditor& file, ModelEditor::NodeId quantize, const std::string& real,
                     ModelEditor::NodeId before);
/// The same with other parameters (per tensor), of which a QuantizeLinear of the file says only how
/// it is spelt.
std::string add_pair(ModelEditor& file, ModelEditor::NodeId quantize,
                     const Quantization& quantization, const std::string& real,
                     ModelEditor::NodeId before);

/// Gives a real tensor that QuantizeLinear nodes read other parameters (per tensor): in them and in
/// all that read their codes. Nothing is changed where an error says that something other than
/// DequantizeLinear reads the codes.
Status set_quantization(ModelEditor& file, const std::string& real,
                        const Quantization& quantization);

/// Slice [begin, end) of an axis.
void add_slice(ModelEditor& file, const std::string& from, const std::string& to, int64_t axis,
               int64_t begin, int64_t end, ModelEditor::NodeId before);

}  // namespace npuscope
