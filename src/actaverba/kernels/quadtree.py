"""Points in a tree of squares, so that far ones push together as one (Barnes and Hut 1986)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from actaverba.kernels.compiled import compiled

Floats = NDArray[np.float64]
Codes = NDArray[np.int32]

NONE = -1
# Points nearer to each other than a 65,536th of the whole share a square.
DEEPEST = 16
# A square counts as far where its side is below this part of its distance.
FAR = 1.2


@compiled
def tree(x: Floats, y: Floats, mass: Floats) -> tuple[Codes, Floats, Floats, Floats, float]:
    """The squares: four children each, mass and the centre of it, and the side of the whole.

    A child is `NONE`, a square, or one point `p` written `-2 - p`. The first square holds all.
    """
    low_x, low_y = x.min(), y.min()
    side = max(x.max() - low_x, y.max() - low_y, 1e-9)
    child = np.full(((DEEPEST + 1) * x.size + 1, 4), NONE, np.int32)
    held = np.zeros(child.shape[0])
    at_x, at_y = np.zeros(child.shape[0]), np.zeros(child.shape[0])
    squares = 1
    for p in range(x.size):
        square, half, corner_x, corner_y = 0, side / 2, low_x, low_y
        for depth in range(DEEPEST + 1):
            held[square] += mass[p]
            at_x[square] += mass[p] * x[p]
            at_y[square] += mass[p] * y[p]
            if depth == DEEPEST:
                break
            right, top = x[p] >= corner_x + half, y[p] >= corner_y + half
            quarter = 2 * top + right
            below = child[square, quarter]
            if below == NONE:
                child[square, quarter] = -2 - p
                break
            corner_x += half * right
            corner_y += half * top
            half /= 2
            if below < NONE:  # one point stands there: both move into a square of their own
                other = -2 - below
                child[square, quarter] = squares
                square = squares
                squares += 1
                held[square] = mass[other]
                at_x[square], at_y[square] = mass[other] * x[other], mass[other] * y[other]
                if depth + 1 < DEEPEST:
                    other_right = x[other] >= corner_x + half
                    other_top = y[other] >= corner_y + half
                    child[square, 2 * other_top + other_right] = below
            else:
                square = below
    for square in range(squares):
        at_x[square] /= held[square]
        at_y[square] /= held[square]
    return child[:squares], held[:squares], at_x[:squares], at_y[:squares], side


@compiled
def push(x: Floats, y: Floats, mass: Floats) -> tuple[Floats, Floats]:
    """How every point is pushed away by all others: by the masses of both over the distance.

    A square is asked for its quarters while the point stands in it or near it.
    """
    child, held, at_x, at_y, whole = tree(x, y, mass)
    low_x, low_y = x.min(), y.min()
    to_x, to_y = np.zeros(x.size), np.zeros(x.size)
    squares = np.empty(4 * DEEPEST + 4, np.int32)
    frames = np.empty((4 * DEEPEST + 4, 3))
    smallest = whole / 2.0 ** (DEEPEST - 0.5)
    for p in range(x.size):
        squares[0] = 0
        frames[0] = (low_x, low_y, whole)
        waiting = 1
        while waiting:
            waiting -= 1
            square = squares[waiting]
            left, foot, side = frames[waiting]
            dx, dy = x[p] - at_x[square], y[p] - at_y[square]
            far = dx * dx + dy * dy
            holds = left <= x[p] <= left + side and foot <= y[p] <= foot + side
            is_small = side < smallest
            if not holds and (is_small or side * side < FAR * FAR * far):
                to_x[p] += mass[p] * held[square] * dx / far
                to_y[p] += mass[p] * held[square] * dy / far
            if is_small or (not holds and side * side < FAR * FAR * far):
                continue
            for quarter in range(4):
                below = child[square, quarter]
                if below >= 0:
                    squares[waiting] = below
                    frames[waiting] = (
                        left + side / 2 * (quarter % 2), foot + side / 2 * (quarter // 2), side / 2
                    )  # fmt: skip
                    waiting += 1
                elif below < NONE and below != -2 - p:
                    other = -2 - below
                    dx, dy = x[p] - x[other], y[p] - y[other]
                    far = dx * dx + dy * dy
                    if far > 0:
                        to_x[p] += mass[p] * mass[other] * dx / far
                        to_y[p] += mass[p] * mass[other] * dy / far
    return to_x, to_y
