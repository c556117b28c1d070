"""What can be read where no scripts run: courses and lessons; test_catalogue leafs through the catalogue."""

import pytest
from playwright.sync_api import expect

from tests.storefront.people import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.covers("fault-A4")]

COURSE, TITLE = "six-strings-four-fingers", "Six strings, four fingers"
SHORTEST = 800  # letters of the shortest lesson


def test_a_course_is_found_and_read(browse):
    page = browse(java_script_enabled=False)
    page.goto("/courses")
    page.get_by_role("checkbox", name="Free").check()
    page.get_by_role("button", name="Apply").first.click()
    page.get_by_role("main").get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    expect(page.get_by_role("heading", name="What you will be able to do")).to_be_visible()
    chapters = page.locator("#chapters details")
    closed = chapters.nth(1)
    expect(closed.get_by_role("listitem").first).to_be_hidden()
    closed.locator("summary").first.click()
    expect(closed.get_by_role("listitem").first).to_be_visible()
    expect(page.get_by_role("button", name="Join for free").first).to_be_visible()


def test_a_lesson_is_read_and_the_next_one_found(browse):
    page = browse(java_script_enabled=False)
    sign_in(page, "kofi@demo.perfomix.example")
    page.goto(f"/learning/{COURSE}")
    title, text = page.get_by_role("heading", level=1), page.get_by_role("article")
    last = title.inner_text()
    assert len(text.inner_text()) > SHORTEST
    page.get_by_role("link", name="Previous lesson").click()
    expect(title).not_to_have_text(last)
    assert len(text.inner_text()) > SHORTEST
    page.get_by_role("navigation", name="Contents").get_by_role("link", name=last).click()
    expect(title).to_have_text(last)
