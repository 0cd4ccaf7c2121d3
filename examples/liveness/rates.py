# SPDX-License-Identifier: Apache-2.0
"""Error rates of presentation-attack detection with intervals, and paired tests between two networks on the same images."""
from dataclasses import dataclass
from math import comb, sqrt

import numpy as np

Z95 = 1.959963984540054
DRAWS = 4000


@dataclass(frozen=True)
class Rate:
    """`wrong` of `total`; low and high are the 95 % Wilson interval."""

    wrong: int
    total: int

    @property
    def value(self) -> float:
        return self.wrong / self.total

    def interval(self) -> tuple[float, float]:
        """The 95 % Wilson interval, as fractions."""
        n, p = self.total, self.value
        centre, width = p + Z95 ** 2 / (2 * n), Z95 * sqrt(p * (1 - p) / n + Z95 ** 2 / (4 * n * n))
        return max(0.0, (centre - width) / (1 + Z95 ** 2 / n)), min(1.0, (centre + width) / (1 + Z95 ** 2 / n))

    def __str__(self) -> str:
        low, high = self.interval()
        return f"{100 * self.value:.2f} % [{100 * low:.2f}, {100 * high:.2f}] ({self.wrong}/{self.total})"


def errors(scores: np.ndarray, species: np.ndarray) -> np.ndarray:
    """Wrong decisions, bool [n]. A face is taken for live if and only if its score is above 0; a tie is an attack."""
    return (scores > 0) != (species == 0)


def error_rates(wrong: np.ndarray, species: np.ndarray) -> dict[int, Rate]:
    """BPCER under key 0 and APCER under every attack species' key."""
    return {int(k): Rate(int(wrong[species == k].sum()), int((species == k).sum())) for k in np.unique(species)}


def acer(wrong: np.ndarray, species: np.ndarray) -> float:
    """Mean of BPCER and of the largest APCER over the species."""
    means = [wrong[species == k].mean() for k in np.unique(species)]
    return float((means[0] + max(means[1:])) / 2)


def bootstrap_acer(wrong: np.ndarray, species: np.ndarray, reference: np.ndarray | None = None) -> tuple[float, float]:
    """95 % percentile interval of ACER, or of its difference to a reference on the same images; drawn within each species."""
    rng = np.random.default_rng(0)
    groups = [np.flatnonzero(species == k) for k in np.unique(species)]
    values = []
    for _ in range(DRAWS):
        means, base = [], []
        for group in groups:
            drawn = group[rng.integers(0, len(group), len(group))]
            means.append(wrong[drawn].mean())
            base.append(0.0 if reference is None else reference[drawn].mean())
        values.append((means[0] + max(means[1:]) - base[0] - max(base[1:])) / 2)
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def mcnemar(first: np.ndarray, second: np.ndarray) -> tuple[int, int, float]:
    """Exact two-sided McNemar test: (only the first is wrong, only the second is wrong, p)."""
    b, c = int((first & ~second).sum()), int((~first & second).sum())
    tail = sum(comb(b + c, k) for k in range(min(b, c) + 1))
    return b, c, min(1.0, float(2 * tail / 2 ** (b + c)) if b + c else 1.0)


def equal_error_rate(scores: np.ndarray, species: np.ndarray) -> float:
    """Error rate at the threshold where BPCER and the pooled APCER meet: what is lost beyond a shift of the threshold."""
    order = np.argsort(scores, kind="stable")
    live = (species[order] == 0)
    rejected, accepted = np.cumsum(live) / live.sum(), 1 - np.cumsum(~live) / (~live).sum()
    best = np.argmin(np.abs(rejected - accepted))
    return float((rejected[best] + accepted[best]) / 2)
