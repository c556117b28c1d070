"""Nothing is lost and nothing doubled, whoever is killed when; `make faults` does it two hundred times."""

import pytest

from tests.database import address, template
from tests.faults.drill import drill
from tests.faults.world import failpoints

pytestmark = pytest.mark.covers("fault-R1", "fault-R2", "fault-R3", "fault-R11")


def prove(*, kills, **given):
    report = drill(1, kills=kills, **given)
    assert report.findings == []
    assert set(failpoints()) <= set(report.kills)
    assert len(report.kills) == len(failpoints()) + kills
    assert report.orders > 0
    assert report.refunds > 0
    assert report.taxed > 0
    assert report.would_be_noticed


def test_whoever_is_killed_wherever_nothing_is_lost_or_doubled(django_db_setup):
    # How soon is not asked of a machine that runs other tests beside this.
    prove(kills=4, at_once=9, final_within=None, template=address(template()))


@pytest.mark.faults
def test_two_hundred_kills_lose_and_double_nothing():
    prove(kills=200)
