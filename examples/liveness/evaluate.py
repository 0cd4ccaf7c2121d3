# SPDX-License-Identifier: Apache-2.0
"""Compares the float network with its quantized versions on the evaluation images.

    evaluate.py evaluation.npz liveness_float.onnx liveness_int8.onnx liveness_int8_per_channel.onnx

Score: logit 0 minus logit 1. A face is taken for live if and only if the score is above 0; a tie counts as attack.
"""
import argparse
from pathlib import Path

import numpy as np
import onnxruntime as ort

from generate_faces import SPECIES
from quantize import as_input
from rates import acer, bootstrap_acer, equal_error_rate, error_rates, errors, mcnemar

# How ONNX Runtime may run a file; "default" is not trusted on x86 without VNNI: its uint8 x int8 kernel saturates pair sums at 16 bits.
MODES = ("precise", "none", "default")


def load(path: Path, mode: str) -> ort.InferenceSession:
    """The network on two threads; "precise" avoids the saturating kernel, "none" runs every Q/DQ literally in float."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 2
    options.log_severity_level = 3
    if mode == "precise":
        options.add_session_config_entry("session.x64quantprecision", "1")
    if mode == "none":
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def logits(path: Path, mode: str, images: np.ndarray) -> np.ndarray:
    """Raw logits float32 [n, 2] for uint8 images [n, 128, 128, 3]."""
    network = load(path, mode)
    return np.concatenate([network.run(None, {"input": as_input(image)})[0] for image in images])


def print_rates(name: str, scores: np.ndarray, species: np.ndarray) -> None:
    """One network's error rates with 95 % intervals."""
    wrong = errors(scores, species)
    low, high = bootstrap_acer(wrong, species)
    print(f"\n{name}")
    for kind, rate in error_rates(wrong, species).items():
        print(f"  {'APCER ' + SPECIES[kind] if kind else 'BPCER':13s} {rate}")
    print(f"  {'ACER':13s} {100 * acer(wrong, species):.2f} % [{100 * low:.2f}, {100 * high:.2f}]  (bootstrap; with the larger APCER)")
    print(f"  {'EER':13s} {100 * equal_error_rate(scores, species):.2f} %, |score| median {np.median(np.abs(scores)):.2f}, largest {np.abs(scores).max():.2f}")


def print_pair(first: str, second: str, scores: dict[str, np.ndarray], species: np.ndarray) -> None:
    """Paired comparison of two networks: decisions that differ, and how far the scores move."""
    a, b = errors(scores[first], species), errors(scores[second], species)
    change = scores[second] - scores[first]
    low, high = bootstrap_acer(b, species, a)
    print(f"\n{first} -> {second}")
    for kind, name in [*enumerate(SPECIES), (None, "all images")]:
        chosen = np.ones(len(species), bool) if kind is None else species == kind
        only_a, only_b, p = mcnemar(a[chosen], b[chosen])
        print(f"  {name:13s} repaired {only_a}, broken {only_b}, McNemar exact p = {p:.2g}; "
              f"score change mean {change[chosen].mean():+.3f}, standard deviation {change[chosen].std():.3f}")
    print(f"  {'ACER':13s} {100 * (acer(b, species) - acer(a, species)):+.2f} points [{100 * low:+.2f}, {100 * high:+.2f}]")


def print_modes(path: Path, images: np.ndarray) -> None:
    """How much the way ONNX Runtime executes a quantized file changes its logits on this machine."""
    results = {mode: logits(path, mode, images) for mode in MODES}
    step = np.unique(np.abs(np.diff(np.unique(results["none"]))).astype(np.float32)).min()
    for mode in MODES[1:]:
        difference = np.abs(results[mode] - results["precise"])
        print(f"  {path.name}: {mode} against precise on {len(images)} images: {np.mean(difference.max(1) > step / 2):.1%} of the images differ, "
              f"largest difference {difference.max() / step:.0f} output codes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="evaluation.npz from generate_faces.py")
    parser.add_argument("models", type=Path, nargs="+", help="the float network first")
    parser.add_argument("--mode", choices=MODES, default="precise")
    parser.add_argument("--scores", type=Path, help="write all scores here (.npz)")
    options = parser.parse_args()
    data = np.load(options.data)
    images, species = data["images"], data["species"]
    print(f"{len(images)} images, ONNX Runtime {ort.__version__}, mode {options.mode}")
    scores = {}
    for path in options.models:
        values = logits(path, options.mode, images)
        scores[path.name] = values[:, 0] - values[:, 1]
        print_rates(path.name, scores[path.name], species)
    names = list(scores)
    for i, first in enumerate(names):
        for second in names[i + 1:]:
            print_pair(first, second, scores, species)
    print("\nhow the quantized files are executed")
    for path in options.models[1:]:
        print_modes(path, images[:300])
    if options.scores:
        np.savez(options.scores, species=species, strength=data["strength"], **scores)


if __name__ == "__main__":
    main()
