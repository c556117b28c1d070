"""The held clock."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from kit import clock

THEN = datetime(2020, 2, 29, 12, 0, tzinfo=UTC)


def test_a_held_clock_stands_still_and_goes_on_afterwards():
    with clock.held_at(THEN):
        assert clock.now() == THEN
        with clock.held_at(THEN + timedelta(days=1)):
            assert clock.now() == THEN + timedelta(days=1)
        assert clock.now() == THEN
    assert clock.now() > THEN + timedelta(days=365)


def test_it_is_let_go_when_something_fails():
    with pytest.raises(ValueError, match="broken"), clock.held_at(THEN):
        raise ValueError("broken")
    assert clock.now() != THEN


def test_other_threads_keep_their_own_time():
    seen = []
    with clock.held_at(THEN):
        other = threading.Thread(target=lambda: seen.append(clock.now()))
        other.start()
        other.join()
    assert seen[0] != THEN
