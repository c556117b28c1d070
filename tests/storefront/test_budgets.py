"""What a page costs its visitor and the API, on the production build: the budgets that no machine's speed changes."""

import time

import pytest

from bench.browser import phone, watch, weigh_scripts
from bench.budgets import STOREFRONT_BUDGETS
from bench.program import Program
from bench.storefront import addresses
from tests.storefront.asking import tell

pytestmark = pytest.mark.browser

PATIENCE = 60
BY_PAGE = {budget.page: budget for budget in STOREFRONT_BUDGETS}


@pytest.fixture(scope="module")
def program(perfomix):
    return Program(perfomix.shop, perfomix.api, perfomix.metrics_token)


@pytest.fixture(scope="module")
def paths(program):
    return addresses(program)


@pytest.fixture
def visitor(perfomix, chromium):
    page = phone(chromium, perfomix.shop)
    yield page
    page.context.close()


@pytest.mark.parametrize("page", BY_PAGE)
def test_scripts_are_within_their_budget(visitor, paths, page):
    weight = weigh_scripts(visitor, paths[page])
    assert 50_000 < weight <= BY_PAGE[page].script_kilobytes * 1000


@pytest.mark.parametrize("page", BY_PAGE)
def test_a_page_stays_where_it_is_while_it_comes(visitor, paths, page):
    assert watch(visitor, paths[page]).shift < BY_PAGE[page].shift


def fewest_calls(program, path, *, enough, before=lambda: None):
    """The fewest calls of the API that a request for `path` was seen to cost, `before` done each time.

    Pages that another test left stale may be made anew at the same moment and are counted too: so until there are at
    most `enough`, it is tried again.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        before()
        calls = program.calls_of(path)
        if calls <= enough or time.monotonic() > deadline:
            return calls


def test_a_course_page_costs_few_calls_of_the_api(perfomix, program, paths):
    path = paths["course page"]
    forgotten = ["courses", f"course:{path.rpartition('/')[2]}"]
    budget = BY_PAGE["course page"]

    def forget():
        assert tell(perfomix, expire=forgotten) == 204

    made = fewest_calls(program, path, enough=budget.calls_uncached, before=forget)
    assert 1 <= made <= budget.calls_uncached
    assert fewest_calls(program, path, enough=budget.calls_cached) == budget.calls_cached
