"""What a producer changes reaches learners once a reviewer has approved it, and not before."""

import pytest
from playwright.sync_api import expect

from tests.storefront.asking import ask
from tests.storefront.people import sign_in_to_admin
from tests.storefront.waiting import until

pytestmark = pytest.mark.browser

TITLE = "The listening actor"
PATH = "/courses/the-listening-actor"
OLD = "Play what the other person gives you"
NEW = "Answer what you hear, and leave the rest of it in the dressing room."


def submit_with_another_promise(page, perfomix):
    """As the producer: change the line that promises something and hand the course in, which saves it."""
    sign_in_to_admin(page, perfomix, "rafe@demo.perfomix.example")
    contents = page.get_by_role("main").get_by_role("link", name=TITLE).get_attribute("href")
    page.goto(f"{perfomix.api}{contents}edit/")
    page.get_by_role("textbox", name="Promise").fill(NEW)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Submit course for review").click()
    expect(page.get_by_role("heading", name="Everything needed is there")).to_be_visible()
    page.get_by_label("A note to the reviewer").fill("A promise that one can keep.")
    page.get_by_role("button", name="Submit course for review").click()
    expect(page.get_by_text("Version 2 is in review")).to_be_visible()


def open_review(page, perfomix):
    """As a reviewer: find the submission in the queue and see what changes in it."""
    sign_in_to_admin(page, perfomix, "reviewer@demo.perfomix.example")
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Reviews").click()
    page.get_by_role("main").get_by_role("link", name=TITLE).click()
    changed = page.locator("#changes li")
    expect(changed).to_have_count(1)
    expect(changed).to_contain_text("Promise")
    expect(changed).not_to_contain_text("Description")  # which was saved with the rest, unchanged
    expect(page.get_by_text(NEW)).to_be_visible()


def approve(page):
    """Meet the checklist and approve what is open."""
    points = page.locator("#checklist fieldset")
    for place in range(points.count()):
        points.nth(place).get_by_label("Met", exact=True).check()
    page.get_by_role("button", name="Save checklist").click()
    expect(page.locator("#checklist").get_by_text("Hanna Lindqvist").first).to_be_visible()
    page.get_by_role("button", name="Approve…").click()
    page.get_by_role("dialog").get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text("Approved. It is being published.")).to_be_visible()


def test_an_approved_change_replaces_the_page_that_was_kept(perfomix, browse):
    producer, reviewer, visitor = browse(), browse(), browse()
    until(lambda: ask(perfomix.shop + PATH).headers["x-nextjs-cache"] == "HIT", f"{PATH} to be kept")
    submit_with_another_promise(producer, perfomix)
    open_review(reviewer, perfomix)
    visitor.goto(PATH)
    expect(visitor.get_by_text(OLD).first).to_be_visible()
    expect(visitor.get_by_text(NEW)).to_have_count(0)

    approve(reviewer)
    # Published by the worker, told to the storefront by its post, made anew from the documents that are live now.
    until(lambda: NEW in ask(perfomix.shop + PATH).body, "the storefront to show what was approved")
    visitor.reload()
    expect(visitor.get_by_text(NEW).first).to_be_visible()
    expect(visitor.get_by_text(OLD)).to_have_count(0)
    until(lambda: ask(perfomix.shop + PATH).headers["x-nextjs-cache"] == "HIT", f"{PATH} to be kept again")
    producer.goto(f"{perfomix.api}/admin/")
    expect(producer.get_by_role("main")).to_contain_text("Published")
