# SPDX-License-Identifier: Apache-2.0
"""MiniFASNetV2SE at 128x128: a pruned MobileFaceNet with squeeze-and-excitation.

Input  float32 [N, 3, 128, 128], RGB in 0..1.  Output float32 [N, 2], raw logits, 0 = live, 1 = spoof.
Every convolution is without bias and followed by BatchNorm; once BatchNorm is folded the network has 468,048 parameters.
"""
from dataclasses import dataclass

import torch
from torch import Tensor, nn

FOLDED_PARAMETERS = 468_048


@dataclass(frozen=True)
class Unit:
    """One bottleneck: 1x1 expansion to `wide` channels, 3x3 depthwise, 1x1 projection to `out` channels."""

    wide: int
    out: int
    stride: int = 1


# The channel plan "1.8M_": one row per stage, the stages that halve the resolution hold a single unit.
STEM = 32
STAGES: tuple[tuple[Unit, ...], ...] = (
    (Unit(103, 64, stride=2),),
    (Unit(13, 64),) * 4,
    (Unit(231, 128, stride=2),),
    (Unit(231, 128), Unit(52, 128), Unit(26, 128), Unit(77, 128), Unit(26, 128), Unit(26, 128)),
    (Unit(308, 128, stride=2),),
    (Unit(26, 128), Unit(26, 128)),
)
HEAD = 512
EMBEDDING = 128
HEAD_KERNEL = 8  # 128 pixels / 16: the head's depthwise kernel covers the whole map


class _Slopes(torch.autograd.Function):
    """PReLU from whole-array operations that keep the channels-last layout, which PyTorch 1.13's own PReLU loses."""

    @staticmethod
    def forward(context, x: Tensor, slope: Tensor) -> Tensor:
        context.save_for_backward(x, slope)
        return x.clamp(min=0).add_(x.clamp(max=0).mul_(slope.view(1, -1, 1, 1)))

    @staticmethod
    def backward(context, gradient: Tensor) -> tuple[Tensor, Tensor]:
        x, slope = context.saved_tensors
        towards_x = torch.where(x > 0, gradient, gradient * slope.view(1, -1, 1, 1))
        return towards_x, (gradient * x.clamp(max=0)).sum((0, 2, 3))


class PReLU(nn.PReLU):
    """nn.PReLU, faster in training on a CPU; exported and evaluated as the original."""

    def forward(self, x: Tensor) -> Tensor:
        return _Slopes.apply(x, self.weight) if self.training else super().forward(x)


def conv_bn(inputs: int, outputs: int, kernel: int, stride: int = 1, pad: int = 0, groups: int = 1) -> nn.Sequential:
    """Convolution without bias and BatchNorm, no activation."""
    conv = nn.Conv2d(inputs, outputs, kernel, stride, pad, groups=groups, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(outputs))


def conv_bn_prelu(inputs: int, outputs: int, kernel: int, stride: int = 1, pad: int = 0, groups: int = 1) -> nn.Sequential:
    """The same with a PReLU that has one slope per channel."""
    return conv_bn(inputs, outputs, kernel, stride, pad, groups).append(PReLU(outputs))


class SqueezeExcite(nn.Module):
    """Scales every channel by a factor in 0..1 that is computed from the channels' means."""

    def __init__(self, channels: int, reduction: int = 4) -> None:
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.squeeze = conv_bn(channels, channels // reduction, 1)
        self.excite = conv_bn(channels // reduction, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.sigmoid(self.excite(torch.relu(self.squeeze(self.pool(x)))))


class Bottleneck(nn.Module):
    """One `Unit`; adds its input where the shape allows it within a stage, after the optional squeeze-and-excitation."""

    def __init__(self, inputs: int, unit: Unit, residual: bool, excite: bool) -> None:
        super().__init__()
        self.expand = conv_bn_prelu(inputs, unit.wide, 1)
        self.depthwise = conv_bn_prelu(unit.wide, unit.wide, 3, unit.stride, 1, unit.wide)
        self.project = conv_bn(unit.wide, unit.out, 1)
        self.excite = SqueezeExcite(unit.out) if excite else nn.Identity()
        self.residual = residual

    def forward(self, x: Tensor) -> Tensor:
        y = self.excite(self.project(self.depthwise(self.expand(x))))
        return x + y if self.residual else y


class MiniFASNetV2SE(nn.Module):
    """The whole network; only the last unit of each residual stage has squeeze-and-excitation."""

    def __init__(self, dropout: float = 0.2) -> None:
        super().__init__()
        self.stem = conv_bn_prelu(3, STEM, 3, 2, 1)
        self.stem_depthwise = conv_bn_prelu(STEM, STEM, 3, 1, 1, STEM)
        stages, channels = [], STEM
        for stage in STAGES:
            units = []
            for i, unit in enumerate(stage):
                residual = unit.stride == 1
                units.append(Bottleneck(channels, unit, residual, excite=residual and i == len(stage) - 1))
                channels = unit.out
            stages.append(nn.Sequential(*units))
        self.stages = nn.Sequential(*stages)
        self.head = conv_bn_prelu(channels, HEAD, 1)
        self.head_depthwise = conv_bn(HEAD, HEAD, HEAD_KERNEL, groups=HEAD)
        self.embed = nn.Linear(HEAD, EMBEDDING, bias=False)
        self.embed_norm = nn.BatchNorm1d(EMBEDDING)
        self.dropout = nn.Dropout(dropout)
        self.classify = nn.Linear(EMBEDDING, 2, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        x = self.stages(self.stem_depthwise(self.stem(x)))
        x = self.head_depthwise(self.head(x))
        x = self.embed_norm(self.embed(x.reshape(x.shape[0], -1)))
        return self.classify(self.dropout(x))
