"""The main path by keyboard alone: find, sign in, join, learn. What has the focus is always seen to have it."""

import re

import pytest
from playwright.sync_api import expect

from tests.storefront.people import DEMO_PASSWORD, has_arrived
from tests.storefront.waiting import until_scripts_run

pytestmark = pytest.mark.browser

COURSE, TITLE = "six-strings-four-fingers", "Six strings, four fingers"
MOST_STOPS = 150

# The ring is drawn around what has the focus, or around the field that holds it.
IS_SEEN = """() => {
    const focused = document.activeElement;
    const { top, bottom, left, right } = focused.getBoundingClientRect();
    const isOnScreen = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    const around = [focused, focused.parentElement, focused.parentElement?.parentElement].filter(Boolean);
    const hasRing = around.map((each) => getComputedStyle(each)).some(
        ({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2);
    return isOnScreen && hasRing;
}"""


def go_to(page, target):
    """Press Tab until `target` has the focus; every stop on the way must be seen."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        place = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if place.startswith("<body"):  # round the end of the page
            continue
        assert page.evaluate(IS_SEEN), f"nobody sees that this has the focus: {place}"
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} cannot be reached by Tab")


def test_from_the_start_page_to_a_finished_lesson(browse):
    page = browse()
    page.goto("/")
    until_scripts_run(page.get_by_role("banner").get_by_role("link", name="Perfomix, home"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()

    go_to(page, page.get_by_role("banner").get_by_role("link", name="Search courses"))
    page.keyboard.press("Enter")
    search = page.get_by_role("combobox", name="Search courses")
    expect(search).to_be_visible()
    go_to(page, search)
    page.keyboard.type("six stri")
    suggestion = page.get_by_role("option", name=TITLE)
    expect(suggestion).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(suggestion).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()

    join = page.get_by_role("button", name="Join for free").locator("visible=true").first
    go_to(page, join)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in?next=*")
    go_to(page, page.get_by_label("E-mail address"))
    page.keyboard.type("yuki@demo.perfomix.example")
    go_to(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/courses/{COURSE}")

    go_to(page, join)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/courses/{COURSE}/lessons/*")
    first = page.url
    go_to(page, page.get_by_role("button", name="Mark as done"))
    with page.expect_response(has_arrived("complete")):
        page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Done", exact=True)).to_be_focused()
    go_to(page, page.get_by_role("link", name="Next lesson"))
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(first)
    expect(page).to_have_url(re.compile(f"/courses/{COURSE}/lessons/"))
    expect(page.get_by_role("button", name="Mark as done")).to_be_visible()
