"""Somebody buys a course: order, payment page, return; and what happens when it goes otherwise."""

import re

import pytest
from playwright.sync_api import expect

from tests.storefront.people import sign_in, sign_in_to_admin, sign_up
from tests.storefront.waiting import until, until_scripts_run

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-D1")]

COURSE = "adagio-and-allegro"
PAID = re.compile("^(It is|They are) yours$")
# On the provider's page, beside buttons for other cards.
THERE = re.compile("^Pay (?!with)")


def buy(page, course=COURSE):
    """From the course's page to the order that waits for payment."""
    page.goto(f"/courses/{course}")
    page.get_by_role("button", name=re.compile("^Buy for")).locator("visible=true").click()
    expect(page.get_by_role("heading", level=1, name="Your order")).to_be_visible()


def go_to_pay(page):
    """On to the provider's page, which is another site."""
    page.get_by_role("link", name=re.compile("^Pay")).click()
    expect(page.get_by_role("button", name=THERE)).to_be_visible()


def test_a_course_is_bought_learned_and_given_back(perfomix, browse):
    page = browse()
    sign_up(page, perfomix, "buyer@example.org", "Bea Buyer")
    buy(page)
    order = page.url
    expect(page.get_by_text("Nothing is charged before you confirm")).to_be_visible()
    go_to_pay(page)
    page.get_by_role("link", name="Back to the shop").click()
    expect(page).to_have_url(order)
    expect(page.get_by_role("heading", level=1, name="Your order")).to_be_visible()

    go_to_pay(page)
    browse.complaints.forgive("402 (Payment Required)", where=page.url)
    page.get_by_role("button", name="Pay with a card that is declined").click()
    expect(page.get_by_text(re.compile("declined", re.IGNORECASE)).first).to_be_visible()
    page.get_by_role("button", name=THERE).click()
    expect(page.get_by_role("heading", level=1, name=PAID)).to_be_visible()
    expect(page).to_have_url(order)

    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^Receipt")).click()
    assert download.value.path().read_bytes().startswith(b"%PDF")

    page.get_by_role("link", name="To the course").click()
    page.get_by_role("link", name="Start learning").locator("visible=true").click()
    expect(page).to_have_url(re.compile(f"/courses/{COURSE}/lessons/"))
    page.goto("/account/orders")
    expect(page.get_by_role("main").get_by_role("link", name=re.compile("Paid"))).to_have_count(1)

    desk = browse()
    sign_in_to_admin(desk, perfomix, "administrator@demo.perfomix.example")
    desk.goto(f"{perfomix.api}/admin/orders/")
    desk.get_by_role("link", name=re.compile("^[2-9A-Z]{4}-[2-9A-Z]{4}$")).first.click()
    desk.get_by_role("link", name="Give money back").click()
    desk.get_by_role("textbox", name="Why").fill("The wrong course.")
    desk.get_by_role("button", name="Give money back").click()
    expect(desk.get_by_text("It is on its way back")).to_be_visible()

    def given_back():
        page.goto(order)
        return page.get_by_role("heading", level=1, name="Money given back").is_visible()

    until(given_back, "the money to be given back")
    page.goto(f"/courses/{COURSE}")
    expect(page.get_by_role("button", name=re.compile("^Buy for")).locator("visible=true")).to_be_visible()


def test_the_bank_asks_and_the_buyer_answers_at_last(perfomix, browse):
    page = browse()
    sign_up(page, perfomix, "careful@example.org", "Cara Careful")
    buy(page)
    go_to_pay(page)
    page.get_by_role("button", name="Pay with a card that needs 3-D Secure").click()
    no = page.get_by_role("button", name="Fail authentication")
    expect(no).to_be_visible()
    browse.complaints.forgive("402 (Payment Required)", where=page.url)
    no.click()
    expect(page.get_by_text("Your bank did not confirm this payment.")).to_be_visible()
    page.get_by_role("button", name="Pay with a card that needs 3-D Secure").click()
    page.get_by_role("button", name="Complete authentication").click()
    expect(page.get_by_role("heading", level=1, name=PAID)).to_be_visible()


def test_an_order_that_was_left_at_the_payment_is_cancelled_and_nothing_was_charged(perfomix, browse):
    page = browse()
    sign_up(page, perfomix, "unsure@example.org", "Uma Unsure")
    buy(page)
    order = page.url
    go_to_pay(page)
    payment = page.url
    page.goto("/account/orders")
    page.get_by_role("main").get_by_role("link", name=re.compile("Waiting for payment")).click()
    page.get_by_role("button", name="Cancel the order").click()
    expect(page.get_by_text("You have not been charged.")).to_be_visible()
    browse.complaints.forgive("410 (Gone)", where=payment)

    def closed():
        page.goto(payment)
        return page.get_by_role("heading", name="This payment page has expired.").is_visible()

    until(closed, "the payment page to be closed")
    page.goto(order)
    page.get_by_role("link", name="Back to the course").click()
    expect(page.get_by_role("button", name=re.compile("^Buy for")).locator("visible=true")).to_be_visible()


def test_a_course_is_bought_without_scripts(perfomix, browse):
    page = browse()
    sign_up(page, perfomix, "plain@example.org", "Petra Plain")
    plain = browse(java_script_enabled=False, storage_state=page.context.storage_state())
    buy(plain)
    go_to_pay(plain)
    plain.get_by_role("button", name=THERE).click()
    expect(plain.get_by_role("heading", level=1, name=PAID)).to_be_visible()


def test_visitors_sign_in_first_and_come_back_to_the_course(perfomix, browse):
    page = browse()
    page.goto(f"/courses/{COURSE}")
    page.get_by_role("button", name=re.compile("^Buy for")).locator("visible=true").click()
    expect(page).to_have_url(re.compile(r"/sign-in\?next="))
    sign_in(page, "learner@demo.perfomix.example", then=f"/courses/{COURSE}")


@pytest.mark.covers("req-D3")
def test_a_learner_gives_a_course_back(perfomix, browse):
    page = browse()
    sign_up(page, perfomix, "returns@example.org", "Rita Returns")
    buy(page)
    order = page.url
    go_to_pay(page)
    page.get_by_role("button", name=THERE).click()
    expect(page.get_by_role("heading", level=1, name=PAID)).to_be_visible()
    expect(page.get_by_text("You may give it back until")).to_be_visible()
    page.get_by_text("Give it back", exact=True).click()
    page.get_by_label("What was not right?").fill("I am further than I thought.")
    give_it_back = page.get_by_role("button", name=re.compile("^Give it back for"))
    until_scripts_run(give_it_back)
    give_it_back.click()
    expect(page.get_by_role("heading", name="Giving it back")).to_have_count(0)

    def given_back():
        page.goto(order)
        return page.get_by_role("heading", level=1, name="Money given back").is_visible()

    until(given_back, "the money to be given back")
    expect(page.get_by_role("link", name=re.compile("^Credit note"))).to_be_visible()
    page.goto(f"/courses/{COURSE}")
    expect(page.get_by_role("button", name=re.compile("^Buy for")).locator("visible=true")).to_be_visible()
