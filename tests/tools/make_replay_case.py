#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/replay: a small quantized network, inputs, and recordings of it.

    pip install -r tests/tools/requirements.txt && python3 tests/tools/make_replay_case.py

The network is Conv, Relu, GlobalAveragePool, Flatten, Gemm in QDQ int8 with two logits. `reference.npz`
holds what ONNX Runtime with session.x64quantprecision=1 returned (so that it does not depend on the
CPU), `board.npz` what a board with three faults would return: the second channel of the Conv is nine
codes too high, one pooled value is a code too large, and the logits are capped. What follows a fault
is computed from it. `ort.csv` and
`board.csv` hold the logits alone.
"""

import pathlib

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "data" / "replay"
SAMPLES = 4
LOGIT_CAP = 0.5


def quantized_model():
    """The network, and the names of its activations' codes."""
    rng = np.random.default_rng(7)
    constants, nodes = {}, []

    def constant(name, value):
        constants[name] = value

    def activation(name, scale, zero_point):
        """Q and DQ behind the tensor `name`."""
        constant(f"{name}.scale", np.float32(scale))
        constant(f"{name}.zero", np.int8(zero_point))
        nodes.append(helper.make_node("QuantizeLinear", [name, f"{name}.scale", f"{name}.zero"], [f"{name}.codes"]))
        nodes.append(helper.make_node("DequantizeLinear", [f"{name}.codes", f"{name}.scale", f"{name}.zero"], [f"{name}.real"]))

    def weights(name, shape, scale, bias_scale):
        codes = rng.integers(-127, 128, shape).astype(np.int8)
        constant(f"{name}.weight.codes", codes)
        constant(f"{name}.weight.scale", np.float32(scale))
        constant(f"{name}.weight.zero", np.int8(0))
        constant(f"{name}.bias.codes", rng.integers(-4000, 4000, shape[0]).astype(np.int32))
        constant(f"{name}.bias.scale", np.float32(bias_scale))
        constant(f"{name}.bias.zero", np.int32(0))
        for part in ("weight", "bias"):
            nodes.append(helper.make_node("DequantizeLinear", [f"{name}.{part}.codes", f"{name}.{part}.scale", f"{name}.{part}.zero"],
                                          [f"{name}.{part}"]))

    activation("input", 1 / 255, -128)
    weights("conv", (4, 3, 3, 3), 0.004, 0.004 / 255)
    nodes.append(helper.make_node("Conv", ["input.real", "conv.weight", "conv.bias"], ["conv"], name="conv", pads=[1, 1, 1, 1]))
    activation("conv", 0.02, 3)
    nodes.append(helper.make_node("Relu", ["conv.real"], ["relu"], name="relu"))
    activation("relu", 0.012, -128)
    nodes.append(helper.make_node("GlobalAveragePool", ["relu.real"], ["pool"], name="pool"))
    activation("pool", 0.006, -128)
    nodes.append(helper.make_node("Flatten", ["pool.real"], ["flat"], name="flatten"))
    activation("flat", 0.006, -128)
    weights("dense", (2, 4), 0.01, 0.01 * 0.006)
    nodes.append(helper.make_node("Gemm", ["flat.real", "dense.weight", "dense.bias"], ["logits"], name="dense", transB=1))
    activation("logits", 0.015, -20)
    nodes[-1].output[0] = "output"
    graph = helper.make_graph(
        nodes, "replay",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 3, 8, 8])],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 2])],
        [numpy_helper.from_array(np.asarray(v), k) for k, v in constants.items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="npuscope tests")
    model.ir_version = 8
    onnx.checker.check_model(model, full_check=True)
    return model


def run(model, names, inputs):
    """{name: [samples, ...]} of the named tensors."""
    tapped = onnx.ModelProto()
    tapped.CopyFrom(model)
    inferred = {v.name: v for v in onnx.shape_inference.infer_shapes(model).graph.value_info}
    tapped.graph.output.extend(inferred[n] for n in names if n in inferred)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.add_session_config_entry("session.x64quantprecision", "1")
    session = onnxruntime.InferenceSession(tapped.SerializeToString(), options, ["CPUExecutionProvider"])
    rows = [session.run(names, {"input": x[None]}) for x in inputs]
    return {n: np.stack([row[i][0] for row in rows]) for i, n in enumerate(names)}


def faulty(model, reference):
    """The reference's tensors with the faults, and what follows from them."""
    constants = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}

    def quantize(real, name):
        return np.clip(np.rint(real / constants[f"{name}.scale"]) + constants[f"{name}.zero"], -128, 127).astype(np.int8)

    def dequantize(codes, name):
        return (codes.astype(np.float32) - constants[f"{name}.zero"]) * constants[f"{name}.scale"]

    board = {"input": reference["input"], "conv.codes": reference["conv.codes"].copy()}
    board["conv.codes"][:, 1] = np.clip(board["conv.codes"][:, 1].astype(int) + 9, -128, 127)
    board["relu.codes"] = quantize(np.maximum(dequantize(board["conv.codes"], "conv"), 0), "relu")
    board["pool.codes"] = quantize(dequantize(board["relu.codes"], "relu").mean((2, 3), keepdims=True), "pool")
    board["pool.codes"][2, 0] += 1
    board["flat.codes"] = board["pool.codes"].reshape(SAMPLES, -1)
    weight = constants["dense.weight.codes"] * constants["dense.weight.scale"]
    bias = constants["dense.bias.codes"] * constants["dense.bias.scale"]
    logits = dequantize(board["flat.codes"], "flat") @ weight.T + bias
    board["output"] = np.minimum(dequantize(quantize(logits, "logits"), "logits"), np.float32(LOGIT_CAP)).astype(np.float32)
    return board


def main():
    FOLDER.mkdir(exist_ok=True)
    model = quantized_model()
    onnx.save(model, FOLDER / "model.onnx")
    inputs = np.random.default_rng(11).random((SAMPLES, 3, 8, 8), np.float32).round(3)
    codes = [f"{n}.codes" for n in ("conv", "relu", "pool", "flat")]
    reference = {"input": inputs, **run(model, [*codes, "output"], inputs)}
    np.savez(FOLDER / "reference.npz", **reference)
    np.savez(FOLDER / "board.npz", **faulty(model, reference))
    for name, source in (("ort", "reference"), ("board", "board")):
        logits = np.load(FOLDER / f"{source}.npz")["output"]
        rows = [f"{i},{a},{b}" for i, (a, b) in enumerate(logits)]
        (FOLDER / f"{name}.csv").write_text("\n".join(["sample,logit0,logit1", *rows]) + "\n")


if __name__ == "__main__":
    main()
