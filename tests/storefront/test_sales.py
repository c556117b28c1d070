"""A sale as visitors see it, and a cart in which something costs nothing: paid once, both are there."""

import re

import pytest
from playwright.sync_api import expect

from tests.storefront.people import sign_up
from tests.storefront.test_buying import PAID, THERE
from tests.storefront.test_cart import add, lines

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-D5")]

ON_SALE, FREE = "loose-legs", "by-ear"


@pytest.fixture(autouse=True)
def not_joined_yet(browse):
    """The courses' pages ask for a seat and a review that their buyers do not have yet."""
    for course in (ON_SALE, FREE):
        for where in (f"/me/learning/{course}", f"/courses/{course}/reviews/mine"):
            browse.complaints.forgive("404 (Not Found)", where=where)


def test_a_sale_is_shown_with_its_end_and_bought_together_with_something_free(perfomix, browse):
    page = browse()
    sign_up(page, perfomix, "bargain@example.org", "Bruno Bargain")
    page.goto(f"/courses/{ON_SALE}")
    main = page.get_by_role("main")
    expect(main.get_by_role("deletion").locator("visible=true")).to_have_text("instead of €29")
    expect(main.get_by_text(re.compile(r"^Until \d")).locator("visible=true")).to_be_visible()
    expect(main.get_by_text("Lowest price of the thirty days before: €29").locator("visible=true")).to_be_visible()
    expect(page.get_by_role("button", name="Buy for €23.20").locator("visible=true")).to_be_visible()

    add(page, ON_SALE)
    add(page, FREE)
    page.goto("/cart")
    expect(lines(page)).to_have_count(2)
    shown = page.get_by_role("main").get_by_role("listitem").filter(has_text="Loose legs")
    expect(shown).to_contain_text("with Marcus")
    expect(shown.locator("img[srcset]")).to_have_count(1)
    expect(shown.get_by_role("deletion")).to_have_text("instead of €29")
    expect(shown).to_contain_text("You save €5.80")
    page.get_by_role("button", name="Pay €23.20").click()
    page.get_by_role("button", name=THERE).click()
    expect(page.get_by_role("heading", level=1, name=PAID)).to_be_visible()
    bought = page.get_by_role("main").get_by_role("listitem").filter(has_text="Loose legs")
    expect(bought).to_contain_text("In a sale, €5.80 less")
    expect(bought.get_by_role("deletion")).to_have_text("€29")
    expect(bought.locator("img[srcset]")).to_have_count(1)
    page.goto(f"/courses/{FREE}")
    expect(page.get_by_role("link", name="Start learning").locator("visible=true")).to_be_visible()
