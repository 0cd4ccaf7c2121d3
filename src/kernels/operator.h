// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "graph/graph.h"
#include "kernels/accumulate.h"
#include "tensor/tensor.h"

namespace npuscope {

/// The newest version of ONNX's operator set that the operators here follow (ONNX 1.23).
inline constexpr int kNewestOpset = 28;

/// What shape inference knows about one input or output.
struct TensorInfo {
  ElementType type = ElementType::kUndefined;
  Shape shape;
  const Tensor* constant = nullptr;  ///< the value, where it is known before execution
};

/// Inputs that a node leaves out are null.
using InputInfos = std::span<const TensorInfo* const>;
using InputTensors = std::span<const Tensor* const>;

/// A real function of one element of each operand; the arguments follow the node's inputs.
/// Operands are broadcast. Returns the exact result as far as double goes.
using RealFunction = double (*)(std::span<const double> operands, const Node& node);

/// How an operator computes on codes. Each alternative is a contract that an arithmetic fills in.

/// An exact integer sum per output element, then the arithmetic's stages (Conv, Gemm, MatMul,
/// AveragePool, GlobalAveragePool, ReduceMean).
struct IntegerSum {
  /// Describes the sum: what is multiplied with what, per output element.
  Result<SumGeometry> (*geometry)(const Node& node, InputInfos inputs, const TensorInfo& output);
};

/// A real function per element, its operands broadcast (Add, Mul, Sigmoid, PRelu …).
struct Elementwise {
  RealFunction function;
};

/// Moves or selects codes without computing (Reshape, Concat, Slice, MaxPool, ReduceMax …): `run`
/// works on codes as they stand; only a change of quantization between input and output needs
/// arithmetic.
struct Movement {
  /// How many of the first inputs are moved (-1: all); the others steer (axes, indices, sizes) and
  /// are handed to `run` untouched. Inputs that are neither codes nor floats (a condition) are
  /// always untouched.
  int data_inputs = 1;
  /// Whether the third input is the real value of the elements that come from nowhere (Pad). `run`
  /// on codes always gets it: a scalar of the codes' type, the code that stands for the value, or
  /// for 0 where the node leaves it out.
  bool fills = false;
  /// Whether a node is one that moves; others compute in float (Resize, by its mode). Null: all.
  bool (*moves)(const Node& node) = nullptr;
};

/// Computes in float32 between dequantized inputs and a quantized output (Softmax, ReduceSum).
struct FloatOnly {};

/// Computes on codes as they are stored, whatever the graph says that they stand for: scales and
/// zero points are inputs (QLinearConv), or the result does not depend on them (ConvInteger).
struct StoredCodes {};

using QuantizedForm = std::variant<FloatOnly, IntegerSum, Elementwise, Movement, StoredCodes>;

/// One ONNX operator: what npuscope must know of it, in one place.
struct Operator {
  std::string_view op_type;
  std::string_view domain;  ///< "" or "com.microsoft"
  int min_inputs;
  int max_inputs;  ///< -1: any number

  /// Types and shapes of the outputs from those of the inputs. Errors say what does not fit.
  Result<std::vector<TensorInfo>> (*infer)(const Node& node, InputInfos inputs);

  /// The operator on plain tensors as the ONNX specification defines it, for every element type
  /// that the specification allows here. Float sums run in index order (innermost reduction axis
  /// fastest) in float32. Deterministic.
  Result<std::vector<Tensor>> (*run)(const Node& node, InputTensors inputs);

  QuantizedForm quantized;
};

/// Whether the node computes in float32 whatever its tensors are: it has no form on codes.
inline bool is_float_only(const Operator& op, const Node& node) {
  const auto* movement = std::get_if<Movement>(&op.quantized);
  if (movement != nullptr && movement->moves != nullptr) return !movement->moves(node);
  return std::holds_alternative<FloatOnly>(op.quantized);
}

/// Every operator that npuscope executes, sorted by name.
std::span<const Operator> all_operators();

/// The operator of a node, or null when it is unknown.
const Operator* find_operator(std::string_view op_type, std::string_view domain);

}  // namespace npuscope
