"""A teacher writes to learners from the desk; the learner finds it, and what is due, on their page."""

import re

import pytest
from playwright.sync_api import expect

from tests.storefront.people import sign_in_to_admin
from tests.storefront.test_assignments import COURSE, TEACHER, open_work
from tests.storefront.test_gifts import without_scripts
from tests.storefront.test_quizzes import look_at
from tests.storefront.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-C11")]

NAME = "ahead-of-me"
TITLE = "Bring a tune on Friday"


def test_what_a_teacher_writes_is_read_by_the_learner(perfomix, browse):
    page = browse()
    open_work(page, perfomix, "ahead-of-me")
    desk = browse()
    sign_in_to_admin(desk, perfomix, TEACHER)
    desk.goto(f"{perfomix.api}/admin/desk/")
    desk.get_by_role("table").get_by_role("link", name=re.compile("ear", re.IGNORECASE)).first.click()
    desk.get_by_role("searchbox", name="Name").fill(NAME)
    desk.get_by_role("button", name="Show").click()
    expect(desk.get_by_text("1 learner", exact=True)).to_be_visible()
    desk.get_by_role("link", name="Write to them").click()
    desk.get_by_role("textbox", name="Subject").fill(TITLE)
    desk.get_by_role("textbox", name="Text").fill("Hum it first.\nThen play.")
    desk.get_by_role("button", name="Look at it").click()
    expect(desk.get_by_role("heading", name=TITLE)).to_be_visible()
    desk.get_by_role("button", name="Send to 1 learner").click()
    expect(desk.get_by_text("1 learner is being told.")).to_be_visible()

    def is_told():
        page.goto("/learning")
        return page.get_by_role("heading", name=TITLE).is_visible()

    until(is_told, "the announcement on the learner's page")
    expect(page.get_by_role("heading", name="What is ahead")).to_be_visible()
    look_at(page)
    page.goto(f"/learning/{COURSE}/announcements")
    expect(page.get_by_text("Hum it first.")).to_be_visible()
    expect(page.get_by_role("button", name=f"Report the announcement “{TITLE}”")).to_be_visible()
    look_at(page)
    bare = without_scripts(browse, page)
    bare.goto(f"/learning/{COURSE}/announcements")
    bare.get_by_role("button", name=f"Mark as read: {TITLE}").click()
    expect(bare.get_by_role("button", name=f"Mark as read: {TITLE}")).to_have_count(0)
    page.goto("/learning")
    expect(page.get_by_role("heading", name="My learning")).to_be_visible()
    expect(page.get_by_role("heading", name=TITLE)).to_have_count(0)
