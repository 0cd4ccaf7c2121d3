# SPDX-License-Identifier: Apache-2.0
"""Spreads the channels of a folded network without changing what it computes: the opposite of cross-layer equalisation.

A short training leaves the channels of a layer alike, while networks that were trained for long show largest weights 3 to 30 times the
median channel's. Here every channel ahead of a PRelu is multiplied by a power of two, and the weights that read it are divided by it:
PRelu lets a positive factor pass, and powers of two make no rounding error, so the float logits stay the same.
"""
import numpy as np
from onnx import ModelProto, NodeProto

from fold import initializers, set_initializer


def spread_channels(model: ModelProto, deviation: float, seed: int = 0) -> int:
    """Changes the model in place; factors are 2 to the power of rounded normal numbers. Returns the number of PRelus passed."""
    rng = np.random.default_rng(seed)
    made_by = {o: n for n in model.graph.node for o in n.output}
    passed = 0
    for slope in [n for n in model.graph.node if n.op_type == "PRelu"]:
        before = made_by[slope.input[0]]
        readers = [n for n in model.graph.node if slope.output[0] in n.input]
        if before.op_type == "Conv" and [n.op_type for n in readers] == ["Conv"]:
            channels = initializers(model)[before.input[1]].shape[0]
            factors = np.exp2(np.rint(rng.normal(0, deviation, channels))).astype(np.float32)
            _scale(model, before, readers[0], factors)
            passed += 1
    return passed


def _scale(model: ModelProto, before: NodeProto, after: NodeProto, factors: np.ndarray) -> None:
    """Multiplies the output channels of one Conv and divides the matching inputs of the next, dense or depthwise."""
    constants = initializers(model)
    column = factors.reshape(-1, 1, 1, 1)
    set_initializer(model, before.input[1], constants[before.input[1]] * column)
    set_initializer(model, before.input[2], constants[before.input[2]] * factors)
    weight = constants[after.input[1]]
    depthwise = weight.shape[1] == 1 and weight.shape[0] == len(factors)
    set_initializer(model, after.input[1], weight / (column if depthwise else factors.reshape(1, -1, 1, 1)))
