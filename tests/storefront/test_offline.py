"""Without a network: what stands in the place of a page, and how that comes back."""

import pytest
from playwright.sync_api import expect

from tests.storefront.waiting import until

pytestmark = pytest.mark.browser

READY = """
async () => !!navigator.serviceWorker.controller && !!(await caches.match('/offline'))
"""


@pytest.fixture
def page(browse):
    """A page of a browser that has been here before."""
    browse.complaints.forgive("ERR_INTERNET_DISCONNECTED", where="")
    page = browse(service_workers="allow")
    page.goto("/courses")
    until(lambda: page.evaluate(READY), "the offline page to be kept")
    return page


def test_a_page_comes_by_itself_once_the_network_is_back(page):
    page.context.set_offline(True)
    page.goto("/artists")
    expect(page.get_by_role("heading", level=1, name="No connection")).to_be_visible()
    expect(page.get_by_text("comes by itself")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", level=1, name="Artists")).to_be_visible()


def test_trying_again_stays_where_one_wanted_to_go(page):
    page.context.set_offline(True)
    page.goto("/artists")
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1, name="No connection")).to_be_visible()
    assert page.url.endswith("/artists")
