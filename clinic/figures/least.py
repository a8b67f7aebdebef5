"""Damped least squares for a handful of unknowns (Levenberg 1944, Marquardt 1963), within bounds, without libraries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import mul

Residuals = Callable[[Sequence[float]], list[float]]
_STEP = 0.05


def settle(
    residuals: Residuals,
    start: Sequence[float],
    lows: Sequence[float],
    highs: Sequence[float],
    scales: Sequence[float],
    rounds: int = 40,
) -> list[float]:
    """The values near `start`, each within its bounds, that make the sum of squared residuals smallest."""
    values = [min(max(v, low), high) for v, low, high in zip(start, lows, highs, strict=True)]
    now = residuals(values)
    cost = sum(r * r for r in now)
    damping = 1e-3
    for _ in range(rounds):
        slopes = _slopes(residuals, values, now, highs)
        products = _products(slopes)
        moved = False
        for _ in range(8):
            trial = _bounded(values, slopes, products, now, damping, lows, highs, scales)
            there = residuals(trial)
            trial_cost = sum(r * r for r in there)
            if trial_cost < cost:
                moved = cost - trial_cost > 1e-7 * cost + 1e-9
                values, now, cost = trial, there, trial_cost
                damping = max(damping / 5, 1e-9)
                break
            damping *= 6
        if not moved:
            break
    return values


def _bounded(
    values: list[float],
    slopes: list[list[float]],
    products: list[list[float]],
    now: list[float],
    damping: float,
    lows: Sequence[float],
    highs: Sequence[float],
    scales: Sequence[float],
) -> list[float]:
    """One step; an unknown that would leave its bounds is stopped there and the others step without it."""
    trial = list(values)
    loose = list(range(len(values)))
    rest = list(now)
    while loose:
        matrix = [[products[i][j] for j in loose] for i in loose]
        step = _solve(matrix, [slopes[k] for k in loose], rest, damping, [scales[k] for k in loose])
        over = [k for k, d in zip(loose, step, strict=True) if not lows[k] <= values[k] + d <= highs[k]]
        if not over:
            for k, d in zip(loose, step, strict=True):
                trial[k] = values[k] + d
            break
        for k in over:
            trial[k] = lows[k] if values[k] + step[loose.index(k)] < lows[k] else highs[k]
            rest = [r + slope * (trial[k] - values[k]) for r, slope in zip(rest, slopes[k], strict=True)]
        loose = [k for k in loose if k not in over]
    return trial


def _slopes(residuals: Residuals, values: list[float], now: list[float], highs: Sequence[float]) -> list[list[float]]:
    columns = []
    for k, value in enumerate(values):
        step = -_STEP if value + _STEP > highs[k] else _STEP
        there = residuals([*values[:k], value + step, *values[k + 1 :]])
        columns.append([(b - a) / step for a, b in zip(now, there, strict=True)])
    return columns


def _products(columns: list[list[float]]) -> list[list[float]]:
    """JtJ: every column times every other, each pair once."""
    n = len(columns)
    products = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(i, n):
            products[i][j] = products[j][i] = sum(map(mul, columns[i], columns[j]))
    return products


def _solve(
    matrix: list[list[float]], columns: list[list[float]], now: list[float], damping: float, scales: Sequence[float]
) -> list[float]:
    """One damped step: (JtJ + damping * (diagonal + prior)) d = -Jt r by Gaussian elimination, JtJ being `matrix`."""
    n = len(columns)
    right = [-sum(map(mul, columns[i], now)) for i in range(n)]
    for i in range(n):
        matrix[i][i] += damping * (matrix[i][i] + 1.0 / scales[i] ** 2)
    for i in range(n):
        pivot = max(range(i, n), key=lambda k: abs(matrix[k][i]))
        matrix[i], matrix[pivot] = matrix[pivot], matrix[i]
        right[i], right[pivot] = right[pivot], right[i]
        for k in range(i + 1, n):
            share = matrix[k][i] / matrix[i][i]
            if share:
                matrix[k] = [a - share * b for a, b in zip(matrix[k], matrix[i], strict=True)]
                right[k] -= share * right[i]
    step = [0.0] * n
    for i in reversed(range(n)):
        step[i] = (right[i] - sum(matrix[i][k] * step[k] for k in range(i + 1, n))) / matrix[i][i]
    return step
