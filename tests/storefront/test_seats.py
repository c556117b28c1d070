"""What a course shows to those who are in it, teach it, or come too late."""

import pytest
from playwright.sync_api import expect

from tests.storefront.people import DEMO_PASSWORD, sign_in

pytestmark = pytest.mark.browser

TAUGHT = "adagio-and-allegro"
ARCHIVED = "breath-and-line"


def test_an_old_link_leads_learners_of_an_archived_course_on(browse):
    page = browse()
    browse.complaints.forgive("404 (Not Found)", where=f"/courses/{ARCHIVED}")  # it has left the public pages
    browse.complaints.forgive("404 (Not Found)", where=f"/learning/{ARCHIVED}/course")
    assert page.goto(f"/courses/{ARCHIVED}").status == 404
    page.get_by_role("link", name="Sign in and go on").click()
    page.get_by_label("E-mail address").fill("jonas@demo.perfomix.example")
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="This course takes nobody new any more")).to_be_visible()
    page.get_by_role("link", name="Continue").first.click()
    page.wait_for_url(f"**/courses/{ARCHIVED}/lessons/*")
    expect(page.get_by_role("button", name="Mark as done")).to_be_visible()

    page.goto(f"/courses/{ARCHIVED}")
    page.wait_for_url(f"**/learning/{ARCHIVED}/course")

    stranger = browse()
    sign_in(stranger, "kofi@demo.perfomix.example")
    stranger.goto(f"/courses/{ARCHIVED}")
    expect(stranger.get_by_role("heading", level=1)).to_contain_text("left the stage")
    expect(stranger.get_by_text("Looking whether you have a seat")).to_be_hidden()
    assert stranger.goto(f"/learning/{ARCHIVED}/course").status == 404


def test_who_teaches_a_course_looks_at_it_as_learners_do(browse):
    page = browse()
    sign_in(page, "producer@demo.perfomix.example", then=f"/courses/{TAUGHT}")
    page.get_by_role("link", name="View as learner").locator("visible=true").first.click()
    page.wait_for_url(f"**/courses/{TAUGHT}/lessons/*")
    expect(page.get_by_text("You see your lesson as learners do.")).to_be_visible()
    expect(page.get_by_role("navigation", name="Contents").get_by_text("(closed)")).to_have_count(0)
    expect(page.get_by_role("button", name="Mark as done")).to_be_hidden()
