# SPDX-License-Identifier: Apache-2.0
"""Trains MiniFASNetV2SE on generated faces with plain cross entropy; `export.py` turns the weights into ONNX.

    train.py train.npz -o liveness.pt

The auxiliary Fourier branch that the original network is trained with is left out. Runs with PyTorch on the CPU.
"""
import argparse
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, distributed, multiprocessing, nn

from model import MiniFASNetV2SE, PReLU


def batch_of(images: np.ndarray, numbers: np.ndarray, mirrored: np.ndarray) -> Tensor:
    """Pixels uint8 [n, 128, 128, 3] to float32 [n, 3, 128, 128] in 0..1, some of them mirrored left to right."""
    chosen = images[numbers]
    chosen[mirrored] = chosen[mirrored, :, ::-1]
    return torch.from_numpy(chosen).permute(0, 3, 1, 2).float().div_(255).contiguous(memory_format=torch.channels_last)


def parameter_groups(network: nn.Module, decay: float) -> list[dict]:
    """Weight decay for convolution and dense weights only, not for BatchNorm and PReLU slopes."""
    weights = [p for p in network.parameters() if p.ndim > 1]
    others = [p for p in network.parameters() if p.ndim <= 1]
    return [{"params": weights, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]


def error_rates(network: nn.Module, images: np.ndarray, spoof: np.ndarray) -> tuple[float, float]:
    """Share of attacks taken for live and of live faces taken for attacks."""
    network.eval()
    none = np.zeros(50, bool)
    with torch.no_grad():
        logits = torch.cat([network(batch_of(images, n, none[:len(n)])) for n in np.array_split(np.arange(len(images)), max(1, len(images) // 50))])
    rejected = (logits[:, 0] - logits[:, 1] <= 0).numpy()
    return float(np.mean(~rejected[spoof == 1])), float(np.mean(rejected[spoof == 0]))


def average(tensors: list[Tensor]) -> None:
    """Replaces the tensors by their means over all workers, in one message."""
    flat = torch.cat([t.reshape(-1) for t in tensors])
    distributed.all_reduce(flat)
    flat /= distributed.get_world_size()
    for tensor, part in zip(tensors, flat.split([t.numel() for t in tensors])):
        tensor.copy_(part.view_as(tensor))


def train_epoch(network: nn.Module, data: "TrainingSet", rng: np.random.Generator, optimizer, schedule, options: argparse.Namespace) -> float:
    """One pass over the images; every worker computes its share of each batch. Returns this worker's mean loss."""
    network.train()
    rank, total, order = distributed.get_rank(), 0.0, rng.permutation(data.used)
    steps, share = data.used // options.batch, options.batch // options.workers
    for step in range(steps):
        numbers = order[step * options.batch:(step + 1) * options.batch]
        mirrored = rng.random(options.batch) < 0.5
        mine = slice(rank * share, (rank + 1) * share)
        loss = nn.functional.cross_entropy(network(batch_of(data.images, numbers[mine], mirrored[mine])), data.spoof[numbers[mine]])
        optimizer.zero_grad()
        loss.backward()
        average([p.grad for p in network.parameters()])
        optimizer.step()
        schedule.step()
        total += loss.item()
        if rank == 0 and step % 50 == 49:
            print(f"  {time.strftime('%T')} step {step + 1}/{steps}: mean loss {total / (step + 1):.4f}", flush=True)
    return total / steps


class TrainingSet:
    """The images without the weakest attacks; the last ones only measure progress and choose nothing."""

    def __init__(self, options: argparse.Namespace) -> None:
        data = np.load(options.data)
        kept = (data["species"] == 0) | (data["strength"] >= options.weakest)
        self.images = data["images"][kept]
        self.spoof = torch.from_numpy((data["species"][kept] > 0).astype(np.int64))
        self.used = len(self.images) - options.hold_out


def draw_unlike_channels(network: nn.Module) -> None:
    """Starts with channels that differ in range, as they do in networks that were trained for long, and with slopes of both signs.

    BatchNorm scales ahead of a PReLU are 2 to the power of normal(0, 0.8); slopes are normal(0, 0.3). Published networks of this family
    have largest weights 3 to 30 times the median channel's, and 59 % negative slopes; a short training from equal channels gets neither.
    """
    for block in network.modules():
        if isinstance(block, nn.Sequential) and isinstance(block[-1], PReLU):
            nn.init.normal_(block[-1].weight, 0, 0.3)
            with torch.no_grad():
                block[1].weight.normal_(0, 0.8).exp2_()


def work(rank: int, options: argparse.Namespace, meeting_place: str) -> None:
    """One worker: AdamW with one learning-rate cycle. All workers draw the same order of images, dropout differs."""
    torch.set_num_threads(1)
    distributed.init_process_group("gloo", init_method=meeting_place, rank=rank, world_size=options.workers)
    data, rng = TrainingSet(options), np.random.default_rng(options.seed)
    torch.manual_seed(options.seed)
    network = MiniFASNetV2SE()
    draw_unlike_channels(network)
    if options.start:
        network.load_state_dict(torch.load(options.start))
    network = network.to(memory_format=torch.channels_last)
    torch.manual_seed(options.seed + 1 + rank)
    optimizer = torch.optim.AdamW(parameter_groups(network, options.decay))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, options.rate, total_steps=options.epochs * (data.used // options.batch), pct_start=0.1)
    for epoch in range(options.epochs):
        start = time.monotonic()
        loss = train_epoch(network, data, rng, optimizer, schedule, options)
        average([b for b in network.buffers() if b.is_floating_point()])
        if rank == 0:
            accepted, rejected = error_rates(network, data.images[data.used:], data.spoof[data.used:].numpy())
            print(f"epoch {epoch + 1}: loss {loss:.4f}, held out: attacks accepted {accepted:.3f}, live rejected {rejected:.3f}, "
                  f"{time.monotonic() - start:.0f} s", flush=True)
            torch.save(network.state_dict(), options.output)

def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="train.npz from generate_faces.py")
    parser.add_argument("-o", "--output", type=Path, default=Path("liveness.pt"))
    parser.add_argument("--start", type=Path, help="continue from the weights (.pt) that an earlier run left")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=2e-3, help="highest learning rate")
    parser.add_argument("--decay", type=float, default=0.02)
    parser.add_argument("--weakest", type=float, default=0.4, help="leave out attacks weaker than this: they teach little but noise")
    parser.add_argument("--hold-out", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2, help="processes of one thread each; part of the result: BatchNorm sees batch / workers")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        multiprocessing.spawn(work, (options, f"file://{folder}/meeting_place"), options.workers)


if __name__ == "__main__":
    main()
