"""Somebody buys a course for somebody else, who opens the letter's link and accepts it."""

import re

import pytest
from playwright.sync_api import expect

from tests.storefront.people import link_in_letter, sign_up

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-D1")]

COURSE = "adagio-and-allegro"
THERE = re.compile("^Pay (?!with)")


def give(page, email):
    """From the course's page to the order that waits for payment."""
    page.goto(f"/courses/{COURSE}")
    page.get_by_role("link", name="Give it as a gift").click()
    expect(page.get_by_role("heading", level=1, name="Give this course")).to_be_visible()
    page.get_by_label("Who is it for?").fill("Ana Duarte")
    page.get_by_label("Their e-mail address").fill(email)
    page.get_by_label("Your words to them").fill("For the summer.")
    page.get_by_role("button", name=re.compile("^Continue for")).click()
    expect(page.get_by_role("heading", level=1, name="Your order")).to_be_visible()


def pay(page):
    page.get_by_role("link", name=re.compile("^Pay")).click()
    page.get_by_role("button", name=THERE).click()
    expect(page.get_by_role("heading", level=1, name="Your gift is ready")).to_be_visible()


def test_a_course_is_given_and_accepted(perfomix, browse):
    page = browse()
    sign_up(page, perfomix, "giver@example.org", "Rui Matos")
    give(page, "ana.duarte@example.org")
    order = page.url
    pay(page)
    link = link_in_letter(perfomix, "ana.duarte@example.org", "gives you")
    expect(page.get_by_label("Its link")).to_have_value(link)

    other = browse()
    other.goto(link)
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    expect(other.get_by_text("For the summer.")).to_be_visible()
    other.get_by_role("main").get_by_role("link", name="Start an account").click()
    expect(other).to_have_url(re.compile("/sign-up"))
    sign_up(other, perfomix, "ana@example.org", "Ana Duarte")
    other.goto(link)
    other.get_by_role("button", name="Accept the gift").click()
    other.get_by_role("link", name="To your course").click()
    expect(other.get_by_role("link", name="Start learning").locator("visible=true")).to_be_visible()

    page.goto(order)
    expect(page.get_by_text(re.compile("Ana Duarte accepted it on"))).to_be_visible()
    page.goto(link)
    expect(page.get_by_text("has been accepted already")).to_be_visible()


def test_a_gift_is_ordered_and_accepted_without_scripts(perfomix, browse):
    page = browse()
    sign_up(page, perfomix, "bare@example.org", "Bea Bare")
    bare = without_scripts(browse, page)
    give(bare, "unscripted@example.org")
    expect(bare.get_by_text("Once you have paid, the letter goes out at once.")).to_be_visible()
    page.goto(bare.url)
    pay(page)
    link = link_in_letter(perfomix, "unscripted@example.org", "gives you")
    other = browse()
    sign_up(other, perfomix, "unscripted@example.org", "Una Unscripted")
    unscripted = without_scripts(browse, other)
    unscripted.goto(link)
    unscripted.get_by_role("button", name="Accept the gift").click()
    expect(unscripted.get_by_text("It is yours. Enjoy it.")).to_be_visible()


def without_scripts(browse, page):
    """The same person in a browser without scripts."""
    return browse(java_script_enabled=False, storage_state=page.context.storage_state())
