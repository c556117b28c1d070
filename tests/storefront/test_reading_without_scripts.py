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


NOWHERE = "0d5c7f1e-0000-4000-8000-000000000000"
MISSING = [
    "/courses/no-such-course",
    "/courses/no-such-course/reviews",
    "/categories/no-such-art",
    "/artists/no-such-artist",
    "/articles/no-such-article",
    "/help/no-such-topic",
    "/no-such-page",
    "/no-such-page?q=scales",
    "/no-such-file.png",
    "/internal/no-such-program",
    f"/courses/{COURSE}/lessons/no-such-lesson",
    f"/courses/{COURSE}/lessons/{NOWHERE}",
]


@pytest.mark.parametrize("path", MISSING)
def test_what_is_not_there_says_so_and_where_to_go_on(browse, path):
    page = browse(java_script_enabled=False)
    browse.complaints.forgive("404 (Not Found)", where=path)
    for _ in range(2):  # as it is made, and as it was kept
        answer = page.goto(path)
        assert answer.status == 404
        expect(page.get_by_role("heading", level=1, name="This page has left the stage")).to_be_visible()
    expect(page).to_have_title("This page has left the stage · Perfomix")
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")
    main = page.get_by_role("main")
    expect(main.get_by_role("link", name="To the first page")).to_have_attribute("href", "/")
    main.get_by_role("searchbox", name="Search courses").fill("guitar")
    main.get_by_role("button", name="Search").click()
    expect(main.get_by_role("link", name=TITLE)).to_be_visible()


@pytest.mark.parametrize(
    "path", ["/learning/no-such-course/course", "/account/orders/no-such-order", f"/account/orders/{NOWHERE}"]
)
def test_what_is_not_there_for_somebody_who_signed_in_says_so_too(browse, path):
    page = browse(java_script_enabled=False)
    browse.complaints.forgive("404 (Not Found)", where=path)
    sign_in(page, "kofi@demo.perfomix.example")
    assert page.goto(path).status == 404
    expect(page.get_by_role("heading", level=1, name="This page has left the stage")).to_be_visible()
