import pytest
from hypothesis import given
from hypothesis import strategies as st

from commerce.operations.splitting import share_of, split

AMOUNTS = st.integers(0, 10**12)
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=6).filter(sum)


@given(AMOUNTS, WEIGHTS)
def test_parts_sum_to_the_whole_and_none_is_negative(amount, weights):
    parts = split(amount, weights)
    assert sum(parts) == amount
    assert min(parts) >= 0
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)


@given(WEIGHTS)
def test_all_of_the_weights_gives_the_weights(weights):
    assert split(sum(weights), weights) == weights


def test_nothing_is_divided_by_nothing():
    assert split(0, [0, 0]) == [0, 0]
    with pytest.raises(ValueError, match="nothing to divide by"):
        split(1, [0])


@pytest.mark.parametrize(
    ("amount", "basis_points", "share"),
    [(4900, 1500, 735), (333, 1500, 50), (330, 1500, 50), (1, 4999, 0), (1, 5000, 1), (7, 0, 0), (7, 10_000, 7)],
)
def test_halves_of_a_cent_are_rounded_up(amount, basis_points, share):
    assert share_of(amount, basis_points) == share
