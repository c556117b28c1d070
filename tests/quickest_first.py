"""A plugin of pytest for the runs of scripts/mutation.py: what fails soonest is asked first.

A change that is noticed at all is mostly noticed by many tests; the first of them ends the run.
"""

import json
from pathlib import Path

import pytest

# Beside the changed copy of the code, where mutmut keeps how long each test took.
STATS = Path(__file__).resolve().parent.parent / "mutmut-stats.json"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    took = json.loads(STATS.read_text())["duration_by_test"] if STATS.exists() else {}
    # A test that commits has its database made anew, which no duration has in it.
    items.sort(key=lambda each: (_commits(each), took.get(each.nodeid, 0)))


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return marker is not None and bool(marker.kwargs.get("transaction"))
