# SPDX-License-Identifier: Apache-2.0
"""Brings a float MiniFASNet ONNX file into the shape that NPU compilers like: batch 1, no shape arithmetic, no BatchNormalization.

Used by `train.py` after the export and by `quantize.py` on files that were exported elsewhere.
"""
import numpy as np
import onnx
from onnx import ModelProto, NodeProto, numpy_helper, shape_inference

SHAPE_OPERATORS = {"Shape", "Gather", "Unsqueeze", "Concat", "Constant", "Slice", "Cast"}


def initializers(model: ModelProto) -> dict[str, np.ndarray]:
    """All constants of the graph by name."""
    return {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}


def set_initializer(model: ModelProto, name: str, value: np.ndarray) -> None:
    """Adds or replaces a constant."""
    tensor = numpy_helper.from_array(np.ascontiguousarray(value), name)
    for i, old in enumerate(model.graph.initializer):
        if old.name == name:
            model.graph.initializer[i].CopyFrom(tensor)
            return
    model.graph.initializer.append(tensor)


def float_parameters(model: ModelProto) -> int:
    """Number of float constants: weights, biases and slopes, without the shape of a Reshape."""
    return sum(v.size for v in initializers(model).values() if v.dtype == np.float32)


def _producer(model: ModelProto, tensor: str) -> NodeProto | None:
    return next((n for n in model.graph.node if tensor in n.output), None)


def _fix_batch(model: ModelProto) -> None:
    """Sets the batch of the graph's inputs and outputs to 1 and drops intermediate shapes, which are inferred again."""
    for value in [*model.graph.input, *model.graph.output]:
        value.type.tensor_type.shape.dim[0].dim_value = 1
    del model.graph.value_info[:]


def _inline_constants(model: ModelProto) -> None:
    """Turns Constant nodes into initializers, and an Identity of an initializer into an initializer of its own."""
    for node in list(model.graph.node):
        known = initializers(model) if node.op_type == "Identity" else {}
        if node.op_type == "Constant":
            set_initializer(model, node.output[0], numpy_helper.to_array(node.attribute[0].t))
            model.graph.node.remove(node)
        elif node.op_type == "Identity" and node.input[0] in known:
            set_initializer(model, node.output[0], known[node.input[0]])
            model.graph.node.remove(node)


def _fix_reshape(model: ModelProto) -> None:
    """Gives every Reshape whose shape is computed at run time the constant shape [1, -1]."""
    for node in model.graph.node:
        if node.op_type == "Reshape" and node.input[1] not in initializers(model):
            node.input[1] = node.output[0] + "_shape"
            set_initializer(model, node.input[1], np.array([1, -1], np.int64))


def _affine(node: NodeProto, constants: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """A BatchNormalization as (gain, offset), float64, one value per channel."""
    gamma, beta, mean, variance = (constants[n].astype(np.float64) for n in node.input[1:5])
    epsilon = next((a.f for a in node.attribute if a.name == "epsilon"), 1e-5)
    gain = gamma / np.sqrt(variance + epsilon)
    return gain, beta - mean * gain


def _fold_batch_norm(model: ModelProto) -> None:
    """Folds BatchNormalization into the Conv or MatMul before it; the MatMul becomes a Gemm with a bias."""
    for norm in [n for n in model.graph.node if n.op_type == "BatchNormalization"]:
        before = _producer(model, norm.input[0])
        if before is None or before.op_type not in ("Conv", "MatMul"):
            raise ValueError(f"{norm.name}: expected a Conv or MatMul before it, found {before.op_type if before else 'the input'}")
        constants = initializers(model)
        gain, offset = _affine(norm, constants)
        weight = constants[before.input[1]].astype(np.float64)
        if before.op_type == "Conv":
            weight = weight * gain.reshape(-1, 1, 1, 1)
            if len(before.input) > 2:
                offset = offset + constants[before.input[2]] * gain
            del before.input[2:]
        else:
            weight = weight * gain
            before.op_type = "Gemm"
        bias = before.input[1] + "_bias"
        before.input.append(bias)
        set_initializer(model, before.input[1], weight.astype(np.float32))
        set_initializer(model, bias, offset.astype(np.float32))
        before.output[0] = norm.output[0]
        model.graph.node.remove(norm)


def _drop_unused(model: ModelProto) -> None:
    """Removes shape arithmetic and constants that nothing reads any more."""
    while True:
        used = {n for node in model.graph.node for n in node.input} | {o.name for o in model.graph.output}
        dead = [n for n in model.graph.node if n.op_type in SHAPE_OPERATORS and not used & set(n.output)]
        if not dead:
            break
        for node in dead:
            model.graph.node.remove(node)
    for tensor in [t for t in model.graph.initializer if t.name not in used]:
        model.graph.initializer.remove(tensor)


def fold(model: ModelProto) -> ModelProto:
    """Returns a checked copy with static batch 1 and all BatchNormalization folded (in float64, rounded once)."""
    result = ModelProto()
    result.CopyFrom(model)
    _fix_batch(result)
    _inline_constants(result)
    _fix_reshape(result)
    _fold_batch_norm(result)
    _drop_unused(result)
    result = shape_inference.infer_shapes(result, strict_mode=True)
    onnx.checker.check_model(result, full_check=True)
    return result


def operator_counts(model: ModelProto) -> dict[str, int]:
    """How often each operator stands in the graph, by name."""
    names = [n.op_type for n in model.graph.node]
    return {name: names.count(name) for name in sorted(set(names))}
