"""Honest figures: a share beside its counts, with the range that it lies in.

Quantiles of the beta distribution by bisection on the regularised incomplete beta function, whose
continued fraction is evaluated as in Lentz 1976 (DLMF 8.17.22).
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_TINY: Final = 1e-300
_STEPS: Final = 300
_LEVEL: Final = 0.9


@dataclass(frozen=True, slots=True)
class Share:
    """A share and the range in which it lies with 90 % certainty."""

    value: float
    low: float
    high: float


def share(hits: float, misses: float) -> Share:
    """Mean and central range of a beta distribution with these (not necessarily whole) counts."""
    tail = (1.0 - _LEVEL) / 2
    low, high = quantile(tail, hits, misses), quantile(1.0 - tail, hits, misses)
    return Share(hits / (hits + misses), low, high)


@lru_cache(maxsize=4096)
def quantile(level: float, a: float, b: float) -> float:
    """The value below which a beta(a, b) variable lies with that probability."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if below(middle, a, b) < level:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def below(x: float, a: float, b: float) -> float:
    """Probability that a beta(a, b) variable is below x."""
    if x <= 0.0 or x >= 1.0:
        return float(x >= 1.0)
    log_beta = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front = math.exp(log_beta + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1.0 - front * _fraction(1.0 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """Continued fraction of the incomplete beta function."""
    c, d = 1.0, 1.0 / _away_from_zero(1.0 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1.0 / _away_from_zero(1.0 + term * d)
            c = _away_from_zero(1.0 + term / c)
            value *= c * d
        if abs(c * d - 1.0) < 1e-14:  # noqa: PLR2004 - as exact as floats are
            break
    return value


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
