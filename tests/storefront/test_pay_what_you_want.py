"""Pay what you want: an amount is typed on the course's page or in the cart, refused in place, paid and receipted."""

import re

import pytest
from playwright.sync_api import expect

from tests.storefront.people import add_to_cart, sign_in, sign_up
from tests.storefront.test_buying import PAID, THERE, go_to_pay
from tests.storefront.test_without_scripts import without_scripts

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-D5")]

COURSE = "call-the-tune"
TOO_LITTLE = re.compile("at least €5.00")


@pytest.fixture(autouse=True)
def not_joined_yet(browse):
    """The course's page asks for a seat and a review that its buyers do not have yet."""
    for where in (f"/me/learning/{COURSE}", f"/courses/{COURSE}/reviews/mine"):
        browse.complaints.forgive("404 (Not Found)", where=where)


def amount_on(page):
    return page.get_by_label("What do you want to pay?").locator("visible=true")


def test_too_little_is_refused_in_place_and_enough_is_paid_and_receipted(perfomix, browse):
    page = browse()
    sign_up(page, perfomix, "generous@example.org", "Gia Generous")
    page.goto(f"/courses/{COURSE}")
    expect(page.get_by_role("main").get_by_text("From €5").locator("visible=true").first).to_be_visible()
    field = amount_on(page)
    expect(field).to_have_value("15")
    page.get_by_role("button", name="€30").locator("visible=true").click()
    expect(field).to_have_value("30")
    expect(page.get_by_role("button", name="Buy for €30").locator("visible=true")).to_be_visible()
    for typed, told in (("3", TOO_LITTLE), ("15.505", "Write an amount"), ("2000", re.compile("at most €1,500"))):
        field.fill(typed)
        page.get_by_role("button", name=re.compile("^Buy for|^Continue$")).locator("visible=true").click()
        expect(page.get_by_role("alert").filter(has_text=told).locator("visible=true")).to_be_visible()
        expect(field).to_have_value(typed)
        expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("20.50")
    page.get_by_role("button", name="Buy for €20.50").locator("visible=true").click()
    expect(page.get_by_role("heading", level=1, name="Your order")).to_be_visible()
    go_to_pay(page)
    page.get_by_role("button", name=THERE).click()
    expect(page.get_by_role("heading", level=1, name=PAID)).to_be_visible()
    expect(page.get_by_role("main").get_by_text("€20.50").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^Receipt")).click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_a_visitors_cart_keeps_the_amount_and_brings_it_along(perfomix, browse):
    page = browse()
    page.goto(f"/courses/{COURSE}")
    amount_on(page).fill("25")
    expect(page.get_by_role("button", name="Buy for €25").locator("visible=true")).to_be_visible()
    add_to_cart(page)
    page.goto("/cart")
    field = page.get_by_label(re.compile("^You pay"))
    expect(field).to_have_value("25")
    field.fill("4")
    page.get_by_role("button", name="Change").click()
    expect(page.get_by_role("alert").filter(has_text=TOO_LITTLE)).to_be_visible()
    expect(page.get_by_text("Nothing in your cart can be bought")).to_be_visible()
    page.get_by_label(re.compile("^You pay")).fill("7,50")
    page.get_by_role("button", name="Change").click()
    expect(page.get_by_label("Total").get_by_text("€7.50")).to_be_visible()
    sign_in(page, "yuki@demo.perfomix.example", then="/cart")
    expect(page.get_by_role("button", name="Pay €7.50")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Remove")).click()
    expect(page.get_by_text("Your cart is empty")).to_be_visible()


def test_an_amount_is_typed_without_scripts(browse):
    page = browse()
    sign_in(page, "camille@demo.perfomix.example")
    bare = without_scripts(browse, page)
    bare.goto(f"/courses/{COURSE}")
    amount_on(bare).fill("3")
    bare.get_by_role("button", name="Buy for €15").locator("visible=true").click()
    expect(bare.get_by_role("alert").filter(has_text=TOO_LITTLE).locator("visible=true")).to_be_visible()
    amount_on(bare).fill("9")
    bare.get_by_role("button", name=re.compile("^Buy for")).locator("visible=true").click()
    expect(bare.get_by_role("heading", level=1, name="Your order")).to_be_visible()
    expect(bare.get_by_text("€9").first).to_be_visible()
    bare.get_by_role("button", name="Cancel").click()
    expect(bare.get_by_role("heading", level=1, name="Cancelled")).to_be_visible()
