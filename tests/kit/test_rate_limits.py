import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from kit.errors import RateLimited
from kit.models import RateLimit
from kit.rate_limits import hit


@pytest.mark.django_db
def test_the_limit_is_refused_with_the_seconds_to_wait():
    assert [hit("door", limit=2, seconds=60) for _ in range(2)] == [1, 0]
    with pytest.raises(RateLimited) as refused:
        hit("door", limit=2, seconds=60)
    assert refused.value.context["retry_after"] in (59, 60)
    assert RateLimit.objects.get().used == 2


@pytest.mark.django_db
def test_a_window_that_ended_starts_again():
    hit("door", limit=1, seconds=60)
    RateLimit.objects.update(window_ends_at="2001-01-01T00:00:00Z")
    assert hit("door", limit=1, seconds=60) == 0


@pytest.mark.covers("fault-S11")
@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_get_exactly_the_limit():
    def one(_: int) -> bool:
        try:
            hit("door", limit=7, seconds=60)
        except RateLimited:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as pool:
        assert sum(pool.map(one, range(50))) == 7


@pytest.mark.covers("fault-S11")
@pytest.mark.django_db(transaction=True)
def test_control_counting_by_reading_first_lets_too_many_in():
    """The same race against a counter without the guard: were there none, the test above would prove nothing."""
    RateLimit.objects.create(key="door", used=0, window_ends_at="2100-01-01T00:00:00Z")
    everybody_has_read = threading.Barrier(20, timeout=20)

    def one(_: int) -> bool:
        try:
            used = RateLimit.objects.get(key="door").used
            everybody_has_read.wait()
            if used < 7:
                RateLimit.objects.update(used=used + 1)
            return used < 7
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(one, range(20))) == 20
