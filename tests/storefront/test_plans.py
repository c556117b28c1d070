"""Somebody subscribes to a plan, learns with it, pauses, thinks again and cancels."""

import re

import pytest
from playwright.sync_api import expect

from tests.storefront.people import sign_up

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-D2")]

COURSE = "adagio-and-allegro"


def test_a_plan_opens_a_course_and_is_cancelled(perfomix, browse):
    page = browse()
    sign_up(page, perfomix, "subscriber@example.org", "Sara Subscriber")
    page.goto(f"/courses/{COURSE}")
    page.get_by_role("link", name=re.compile("^Also with all access, from €19")).click()
    expect(page.get_by_role("heading", level=1, name="All access")).to_be_visible()
    page.get_by_text("Yearly", exact=True).click()
    expect(page.get_by_text("€190", exact=True)).to_be_visible()
    page.get_by_text("Monthly", exact=True).click()
    expect(page.get_by_text("7 days free, then €19 a month")).to_be_visible()
    page.get_by_role("link", name="Try All access free").locator("visible=true").click()

    page.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("heading", level=1, name="Your plan")).to_be_visible()
    expect(page.get_by_text("On trial", exact=True)).to_be_visible()

    page.goto(f"/courses/{COURSE}")
    page.get_by_role("button", name="Start with your plan").locator("visible=true").click()
    expect(page).to_have_url(re.compile(f"/courses/{COURSE}/lessons/"))

    page.goto("/account/plan")
    page.get_by_role("button", name="Cancel the plan").click()
    expect(page.get_by_text("Nothing more is charged.")).to_be_visible()
    page.get_by_role("button", name="Keep the plan").click()
    expect(page.get_by_text(re.compile("^Free until"))).to_be_visible()
    page.get_by_role("link", name="Open cards and invoices").click()
    expect(page.get_by_role("heading", name="Your plan")).to_be_visible()
    page.get_by_role("link", name="Back to the shop").click()
    expect(page.get_by_text("On trial", exact=True)).to_be_visible()
