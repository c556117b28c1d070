"""Dividing amounts so that the parts sum to the whole, to the cent."""

from collections.abc import Sequence


def share_of(amount: int, basis_points: int) -> int:
    """So many hundredths of a percent of `amount`, halves rounded up."""
    return (amount * basis_points + 5_000) // 10_000


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """Divide `amount` by whole `weights`; the parts sum to it, and all of the weights give exactly the weights.

    Raises ValueError when there is something to divide and nothing to divide it by.
    """
    whole = sum(weights)
    if whole == 0:
        if amount:
            raise ValueError("nothing to divide by")
        return [0] * len(weights)
    parts, before, given = [], 0, 0
    for weight in weights:
        before += weight
        reached = amount * before // whole
        parts.append(reached - given)
        given = reached
    return parts
