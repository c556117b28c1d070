"""What an order does to courses, in order, and its lines; everything holds after each test that asks for it."""

from uuid import UUID

import pytest

from commerce.gates import sellable
from tests.commerce.conftest import broken_invariants


@pytest.fixture(autouse=True)
def everything_holds(db):
    """After each test."""
    yield
    assert broken_invariants() == []


@pytest.fixture
def done(monkeypatch):
    """What is done to courses by an order, in order: what, the course's id, and for which line."""
    found, kind = [], sellable("course")

    def watch(name):
        do = getattr(kind, name)

        def watched(sellable_id, *given, **named):
            found.append((name, sellable_id, next(each for each in given if isinstance(each, UUID))))
            return do(sellable_id, *given, **named)

        monkeypatch.setattr(kind, name, watched)

    for name in ("reserve", "release", "grant"):
        watch(name)
    return found


def lines(order):
    return list(order.lines.order_by("pk"))


def by_id(order):
    """Its lines in the order of their things, in which these are held."""
    return sorted(lines(order), key=lambda line: str(line.sellable_id))
