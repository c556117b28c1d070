"""Prices in the visitor's currency: chosen once, shown on pages that are kept for everybody, paid in."""

import re

import pytest
from playwright.sync_api import expect

from tests.storefront.people import sign_up
from tests.storefront.test_buying import PAID, THERE
from tests.storefront.test_cart import FIRST, SECOND, add

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-D11")]


@pytest.fixture(autouse=True)
def not_joined_yet(browse):
    """The courses' pages ask for a seat and a review that their buyers do not have yet."""
    for course in (FIRST, SECOND):
        for where in (f"/me/learning/{course}", f"/courses/{course}/reviews/mine"):
            browse.complaints.forgive("404 (Not Found)", where=where)


def test_a_currency_is_chosen_shown_and_paid_in(perfomix, browse):
    page = browse()
    sign_up(page, perfomix, "yen@example.org", "Yuki Yen")
    page.goto(f"/courses/{FIRST}")
    buying = page.get_by_role("button", name=re.compile("^Buy for")).locator("visible=true")
    expect(buying).to_have_text("Buy for €49")
    page.get_by_role("contentinfo").get_by_label("Currency of prices").select_option("JPY")
    expect(buying).to_have_text("Buy for ¥8,000")
    # What is not sold in it says what it costs all the same.
    page.goto(f"/courses/{SECOND}")
    expect(buying).to_have_text("Buy for €59")

    add(page, FIRST)
    add(page, SECOND)
    page.goto("/cart")
    expect(page.get_by_role("main")).to_contain_text("Not sold in the currency you pay in.")
    expect(page.get_by_role("button", name="Pay ¥8,000")).to_be_visible()
    page.get_by_role("button", name="Pay everything in Euro").click()
    expect(page.get_by_role("button", name="Pay €108")).to_be_visible()
    page.get_by_text("You pay in Euro").click()
    page.get_by_role("button", name="Pay in Japanese Yen").click()
    page.get_by_role("button", name="Pay ¥8,000").click()
    page.wait_for_url(lambda url: not url.endswith("/cart"))
    page.get_by_role("button", name=THERE).click()
    expect(page.get_by_role("heading", level=1, name=PAID)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("¥8,000")
