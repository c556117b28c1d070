"""Back, forward and reload: the address says what is shown, and nothing that was done is lost on the way."""

import re

import pytest
from playwright.sync_api import expect

from tests.storefront.people import has_arrived, sign_in
from tests.storefront.waiting import until_scripts_run

pytestmark = pytest.mark.browser

COURSE, TITLE = "six-strings-four-fingers", "Six strings, four fingers"


def test_an_address_with_a_place_that_is_not_in_the_list_leads_to_its_beginning(browse):
    page = browse()
    sign_in(page, "malik@demo.perfomix.example")
    for path in (
        "/courses",
        "/artists",
        "/bundles",
        "/articles",
        f"/courses/{COURSE}/reviews",
        "/learning",
        "/notices",
    ):
        page.goto(f"{path}?cursor=nowhere")
        expect(page).to_have_url(re.compile(f"{path}$"))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto("/notices?unread=1&cursor=nowhere")
    expect(page).to_have_url(re.compile(r"/notices\?unread=1$"))


def test_filters_come_back_with_the_address(browse):
    page = browse()
    free, newest = page.get_by_role("checkbox", name="Free"), page.get_by_role("combobox", name="Sort by")
    count = page.locator("#results")
    page.goto("/courses")
    everything = count.inner_text()
    until_scripts_run(free)
    free.check()
    expect(page).to_have_url(re.compile(r"\?price=free$"))
    expect(count).not_to_have_text(everything)
    narrowed = count.inner_text()
    newest.select_option(label="Newest")
    expect(page).to_have_url(re.compile(r"\?price=free&sort=new$"))
    page.get_by_role("main").get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()

    page.go_back()
    expect(free).to_be_checked()
    expect(newest).to_have_value("new")
    expect(count).to_have_text(narrowed)
    page.reload()
    expect(free).to_be_checked()
    expect(newest).to_have_value("new")
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?price=free$"))
    expect(newest).to_have_value("popular")
    expect(free).to_be_checked()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/courses$"))
    expect(count).to_have_text(everything)
    expect(free).not_to_be_checked()
    page.go_forward()
    expect(free).to_be_checked()
    expect(count).to_have_text(narrowed)
    page.go_forward()
    page.go_forward()
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()


def test_lessons_come_back_as_they_were_left(browse):
    page = browse()
    sign_in(page, "malik@demo.perfomix.example", then=f"/courses/{COURSE}")
    title = page.get_by_role("heading", level=1)
    page.get_by_role("link", name="Look again").locator("visible=true").first.click()
    page.wait_for_url("**/lessons/*")
    first = title.inner_text()
    with page.expect_response(has_arrived("undo")):
        page.get_by_role("button", name="Done", exact=True).click()
    page.get_by_role("link", name="Previous lesson").click()
    expect(title).not_to_have_text(first)
    second = title.inner_text()

    page.go_back()
    expect(title).to_have_text(first)
    expect(page.get_by_role("button", name="Mark as done")).to_be_visible()
    page.reload()
    expect(title).to_have_text(first)
    expect(page.get_by_role("button", name="Mark as done")).to_be_visible()
    page.go_forward()
    expect(title).to_have_text(second)
    expect(page.get_by_role("button", name="Done", exact=True)).to_be_visible()
    page.go_back()
    page.go_back()
    expect(title).to_have_text(re.compile(TITLE))
    expect(page.get_by_role("main")).to_contain_text("You finished this course")
