"""Several courses in one order: laid in as a visitor, kept at sign-in, paid at once, and gone from the cart then."""

import re

import pytest
from playwright.sync_api import expect

from tests.storefront.people import add_to_cart, sign_in, sign_in_to_admin, sign_up
from tests.storefront.test_buying import PAID, THERE
from tests.storefront.waiting import until_scripts_run

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-D1")]

FIRST, SECOND = "adagio-and-allegro", "musicalgesang"


@pytest.fixture(autouse=True)
def not_joined_yet(browse):
    """The courses' pages ask for a seat and a review that their buyers do not have yet."""
    for course in (FIRST, SECOND):
        for where in (f"/me/learning/{course}", f"/courses/{course}/reviews/mine"):
            browse.complaints.forgive("404 (Not Found)", where=where)


def add(page, course):
    page.goto(f"/courses/{course}")
    add_to_cart(page)


def count_in_header(page, count):
    expect(page.get_by_role("banner").get_by_role("link", name=f"Cart {count} in it")).to_be_visible()


def lines(page):
    return page.get_by_role("main").get_by_role("button", name=re.compile("^Remove"))


def test_a_visitors_cart_of_two_comes_along_at_sign_in_and_is_paid(perfomix, browse):
    person = browse()
    sign_up(person, perfomix, "collector@example.org", "Cora Collector")

    page = browse()
    add(page, FIRST)
    count_in_header(page, 1)
    add(page, SECOND)
    count_in_header(page, 2)
    page.get_by_role("banner").get_by_role("link", name=re.compile("^Cart")).click()
    expect(page.get_by_role("heading", level=1, name="Your cart")).to_be_visible()
    expect(lines(page)).to_have_count(2)
    expect(page.get_by_text("2 courses")).to_be_visible()
    page.get_by_role("link", name="Sign in to buy").click()
    expect(page).to_have_url(re.compile(r"/sign-in\?next=%2Fcart"))
    sign_in(page, "collector@example.org", then="/cart")
    expect(lines(page)).to_have_count(2)
    count_in_header(page, 2)
    # In the account by now: another device has it.
    person.goto("/cart")
    expect(lines(person)).to_have_count(2)

    page.get_by_role("button", name=re.compile("^Pay")).click()
    page.get_by_role("button", name=THERE).click()
    expect(page.get_by_role("heading", level=1, name="They are yours")).to_be_visible()
    to_learn = page.get_by_role("main").get_by_role("link", name="To my learning")
    expect(to_learn).to_have_attribute("href", "/learning")
    expect(page.get_by_role("main").get_by_role("link", name=re.compile("^(Adagio|Musicalgesang)"))).to_have_count(2)
    cart = page.get_by_role("banner").get_by_role("link", name="Cart", exact=True)
    until_scripts_run(cart)
    cart.click()
    expect(page.get_by_role("heading", name="Your cart is empty")).to_be_visible()


def test_another_cart_waits_until_the_order_before_is_decided(perfomix, browse):
    page = browse()
    sign_up(page, perfomix, "changing@example.org", "Chana Changing")
    add(page, FIRST)
    page.goto("/cart")
    page.get_by_role("button", name=re.compile("^Pay")).click()
    page.get_by_role("link", name="Back to the shop").click()
    expect(page.get_by_role("heading", level=1, name="Your order")).to_be_visible()

    add(page, SECOND)
    page.goto("/cart")
    expect(page.get_by_text("You have begun to buy")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Pay"))).to_have_count(0)
    page.get_by_role("button", name="Call it off").click()
    expect(page.get_by_text("You have begun to buy")).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("^Pay"))).to_be_visible()
    page.get_by_role("button", name=re.compile("^Remove")).first.click()
    expect(lines(page)).to_have_count(1)
    count_in_header(page, 1)


def test_a_cart_works_without_scripts(perfomix, browse):
    page = browse(java_script_enabled=False)
    for course in (FIRST, SECOND):
        page.goto(f"/courses/{course}")
        page.get_by_role("button", name="Add to cart").locator("visible=true").click()
        expect(page.get_by_role("heading", level=1, name="Your cart")).to_be_visible()
    expect(lines(page)).to_have_count(2)
    lines(page).first.click()
    expect(lines(page)).to_have_count(1)
    person = browse()
    sign_up(person, perfomix, "scriptless@example.org", "Silke Scriptless")
    page.context.add_cookies(person.context.cookies())
    page.goto("/cart")
    page.get_by_role("button", name="Add to my cart").click()
    expect(lines(page)).to_have_count(1)
    page.get_by_role("button", name=re.compile("^Pay")).click()
    expect(page.get_by_role("heading", level=1, name="Your order")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Pay")).click()
    page.get_by_role("button", name=THERE).click()
    expect(page.get_by_role("heading", level=1, name=PAID)).to_be_visible()


def test_a_coupon_of_the_producer_lowers_what_is_paid(perfomix, browse):
    desk = browse()
    sign_in_to_admin(desk, perfomix, "producer@demo.perfomix.example")
    desk.goto(f"{perfomix.api}/admin/coupons/add/")
    desk.get_by_label("Code", exact=False).first.fill("first night")
    desk.get_by_label("Percent off").fill("20")
    desk.get_by_role("button", name="Keep it").click()
    expect(desk.get_by_role("link", name="FIRSTNIGHT")).to_be_visible()

    page = browse()
    sign_up(page, perfomix, "thrifty@example.org", "Thea Thrifty")
    add(page, FIRST)
    page.goto("/cart")
    page.get_by_text("I have a coupon").click()
    page.get_by_label("Code").fill("no such code")
    page.get_by_role("button", name="Use it").click()
    expect(page.get_by_text("The code NOSUCHCODE cannot be used.")).to_be_visible()
    page.get_by_label("Code").fill("first night")
    page.get_by_role("button", name="Use it").click()
    expect(page.get_by_text("Coupon FIRSTNIGHT")).to_be_visible()
    page.get_by_role("button", name="Pay €39.20").click()
    page.get_by_role("button", name=THERE).click()
    expect(page.get_by_role("heading", level=1, name=PAID)).to_be_visible()
    expect(page.get_by_text("FIRSTNIGHT")).to_be_visible()
