"""What the storefront keeps it drops when it is told to, by those alone who may tell it."""

import pytest

from tests.storefront.asking import ask, tell, wait_until_told
from tests.storefront.waiting import until

pytestmark = pytest.mark.browser

COURSE = "/courses/six-strings-four-fingers"
TAG = "course:six-strings-four-fingers"


def state(perfomix, path):
    return ask(perfomix.shop + path).headers["x-nextjs-cache"]


def wait_until_kept(perfomix, path):
    until(lambda: state(perfomix, path) == "HIT", f"{path} to be kept")


@pytest.fixture
def kept(perfomix):
    """Two pages that are kept right now, and that nobody is about to drop."""
    wait_until_told(perfomix)
    for path in (COURSE, "/"):
        wait_until_kept(perfomix, path)


def test_a_dropped_page_is_made_anew_before_it_is_shown(perfomix, kept):
    assert tell(perfomix, expire=[TAG, "never heard of"]) == 204
    assert state(perfomix, COURSE) == "MISS"
    wait_until_kept(perfomix, COURSE)
    assert state(perfomix, "/") == "HIT"


def test_a_stale_page_is_shown_once_more(perfomix, kept):
    assert tell(perfomix, stale=["home"]) == 204
    assert state(perfomix, "/") == "STALE"
    assert state(perfomix, COURSE) == "HIT"


def test_one_post_drops_some_and_renews_others(perfomix, kept):
    assert tell(perfomix, expire=["home"], stale=[TAG]) == 204
    assert state(perfomix, "/") == "MISS"
    assert state(perfomix, COURSE) == "STALE"


def test_a_page_is_renewed_with_the_pages_and_courses_that_it_shows(perfomix, kept):
    wait_until_kept(perfomix, "/help")
    assert tell(perfomix, expire=["pages"]) == 204
    assert state(perfomix, "/help") == "MISS"
    assert state(perfomix, COURSE) == "HIT"


@pytest.mark.parametrize("wrong", [{"secret": "another"}, {"at": 1_790_000_000}])
def test_nobody_else_can_drop_anything(perfomix, kept, wrong):
    assert tell(perfomix, expire=[TAG], **wrong) == 401
    assert state(perfomix, COURSE) == "HIT"


def test_a_kept_page_sets_no_cookie(perfomix, kept):
    assert ask(perfomix.shop + COURSE).headers["Set-Cookie"] is None
