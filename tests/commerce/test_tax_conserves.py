"""Any amounts, rates and refunds, in any order: tax and parts sum to what was paid, and to nothing at the end.

Drawn against the arithmetic itself, the way settlement and refunds use it.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commerce.models import LineShare, OrderLine
from commerce.operations.shares import kept_of
from commerce.operations.splitting import split
from commerce.operations.taxes import tax_given_back

pytestmark = pytest.mark.covers("req-D1")


@st.composite
def lines(draw):
    """A paid line: a total, the tax in it, and what was promised to platform and sellers."""
    weights = draw(st.lists(st.integers(0, 500_000), min_size=2, max_size=5).filter(any))
    promised = sum(weights)
    rate = draw(st.integers(0, 10_000))
    if draw(st.booleans()):
        tax = promised * rate // (10_000 + rate)
        return promised, tax, weights
    tax = promised * rate // 10_000
    return promised + tax, tax, weights


@given(drawn=lines(), deeds=st.lists(st.tuples(st.integers(1, 1_000_000), st.booleans()), max_size=12))
def test_tax_and_parts_sum_to_what_was_paid_through_all_refunds(drawn, deeds):
    total, tax, weights = drawn
    commission, *parts = split(total - tax, weights)
    assert commission + sum(parts) + tax == total
    line = OrderLine(total_minor=total, tax_minor=tax, commission_minor=commission)
    shares = [LineShare(pk=place, amount_minor=part) for place, part in enumerate(parts, 1)]
    given_back = []
    for amount, sends_one_back in deeds:
        if sends_one_back and given_back:
            back, its_tax = given_back.pop(amount % len(given_back))
            line.refunded_minor -= back
            line.refunded_tax_minor -= its_tax
        elif left := total - line.refunded_minor:
            give(line, min(amount, left), given_back)
        assert_whole(line, shares)
    if left := total - line.refunded_minor:
        give(line, left, given_back)
    assert line.refunded_tax_minor == tax
    assert set(kept_of(line, shares).values()) <= {0}


def give(line, amount, given_back):
    its_tax = tax_given_back(line, amount)
    assert 0 <= its_tax <= amount
    line.refunded_minor += amount
    line.refunded_tax_minor += its_tax
    given_back.append((amount, its_tax))


def assert_whole(line, shares):
    net = line.total_minor - line.tax_minor
    back = line.refunded_minor - line.refunded_tax_minor
    assert 0 <= line.refunded_tax_minor <= line.tax_minor
    assert 0 <= back <= net
    kept = kept_of(line, shares)
    commission_back = split(back, [line.commission_minor, *(share.amount_minor for share in shares)])[0] if net else 0
    assert sum(kept.values()) + line.commission_minor - commission_back == net - back
    assert all(0 <= amount <= share.amount_minor for share, amount in kept.items())


@given(total=st.integers(1, 10**9), rate=st.integers(0, 5_000), amounts=st.lists(st.integers(1, 10**6), max_size=8))
def test_each_refund_holds_the_proportion_of_its_tax_within_a_cent(total, rate, amounts):
    tax = total * rate // (10_000 + rate)
    line = OrderLine(total_minor=total, tax_minor=tax, commission_minor=0)
    for amount in amounts:
        if (part := min(amount, total - line.refunded_minor)) > 0:
            give(line, part, [])
            assert abs(line.refunded_tax_minor * total - line.refunded_minor * tax) < total
