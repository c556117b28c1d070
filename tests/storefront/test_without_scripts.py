"""Learning in a browser that runs no scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.storefront.asking import lessons_of
from tests.storefront.people import sign_in

pytestmark = pytest.mark.browser

FREE = "six-strings-four-fingers"
PRICED = "adagio-and-allegro"


def without_scripts(browse, page):
    """The same person in a browser without scripts."""
    return browse(java_script_enabled=False, storage_state=page.context.storage_state())


def closed_lesson(perfomix, course):
    return next(f"/courses/{course}/lessons/{each['id']}" for each in lessons_of(perfomix, course) if each["locked"])


def test_a_course_is_joined_and_a_lesson_is_done_without_scripts(perfomix, browse):
    page = browse()
    sign_in(page, "beatriz@demo.perfomix.example")
    lesson = closed_lesson(perfomix, FREE)
    bare = without_scripts(browse, page)
    bare.goto(lesson)
    expect(bare.get_by_role("button", name="Mark as done")).to_be_hidden()
    bare.get_by_role("button", name="Join and open the lesson").click()
    bare.get_by_role("button", name="Mark as done").click()
    expect(bare.get_by_role("button", name="Done", exact=True)).to_be_visible()
    bare.goto("/learning")
    expect(bare.get_by_text("1 of").first).to_be_visible()
    bare.goto(lesson)
    bare.get_by_role("button", name="Done", exact=True).click()
    expect(bare.get_by_role("button", name="Mark as done")).to_be_visible()
    page.goto(lesson)
    expect(page.get_by_role("button", name="Mark as done")).to_be_visible()


def test_the_course_page_is_joined_from_without_scripts(browse):
    page = browse()
    sign_in(page, "theo@demo.perfomix.example")
    bare = without_scripts(browse, page)
    bare.goto(f"/courses/{FREE}")
    bare.get_by_role("button", name="Join for free").locator("visible=true").first.click()
    bare.wait_for_url(f"**/courses/{FREE}/lessons/*")
    expect(bare.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize(
    ("teacher", "course", "button"), [("tomasz", FREE, "Join for free"), ("producer", PRICED, re.compile("^Buy for"))]
)
def test_a_refusal_is_told_on_the_page_that_everybody_shares(browse, teacher, course, button):
    page = browse()
    sign_in(page, f"{teacher}@demo.perfomix.example")
    bare = without_scripts(browse, page)
    bare.goto(f"/courses/{course}")
    bare.get_by_role("button", name=button).locator("visible=true").first.click()
    expect(bare.get_by_text(re.compile("^You teach “.+” yourself")).locator("visible=true")).to_be_visible()
