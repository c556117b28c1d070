"""A session that ends in the middle of a lesson: what was done in it is kept, and sent by the next one."""

import pytest
from playwright.sync_api import expect

from tests.storefront.people import DEMO_PASSWORD, end_all_sessions, has_arrived, sign_in

pytestmark = pytest.mark.browser

COURSE = "six-strings-four-fingers"
ENDED = "Your session has ended. Sign in to save what you did."


def open_lesson(page, email):
    """Sign in and go on where the learner stopped."""
    sign_in(page, email)
    with page.expect_response(has_arrived("start")):
        page.goto(f"/learning/{COURSE}")


def test_a_session_that_ran_out_is_renewed_without_a_word(browse):
    page = browse()
    open_lesson(page, "jonas@demo.perfomix.example")
    page.context.clear_cookies(name="access")  # as browsers do when its quarter of an hour is over
    with page.expect_response(has_arrived("complete")):
        page.get_by_role("button", name="Mark as done").click()
    assert "access" in {cookie["name"] for cookie in page.context.cookies()}
    page.reload()
    expect(page.get_by_role("button", name="Done", exact=True)).to_be_visible()
    expect(page.get_by_text(ENDED)).to_have_count(0)


def test_signing_in_again_saves_what_was_done_since_the_session_ended(perfomix, browse):
    page = browse()
    browse.complaints.forgive("401 (Unauthorized)", where="/me/progress")
    open_lesson(page, "priya@demo.perfomix.example")
    lesson = page.url
    end_all_sessions(perfomix, browse, "priya@demo.perfomix.example")
    page.get_by_role("button", name="Mark as done").click()
    page.get_by_role("link", name=ENDED).last.click()  # beside what was pressed

    page.get_by_label("E-mail address").fill("priya@demo.perfomix.example")
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    with page.expect_response(has_arrived("complete")):
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(lesson)
    expect(page.get_by_role("button", name="Done", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Done", exact=True)).to_be_visible()


def test_what_one_person_did_is_not_counted_for_who_signs_in_next(perfomix, browse):
    page = browse()
    browse.complaints.forgive("401 (Unauthorized)", where="/me/progress")
    open_lesson(page, "samuel@demo.perfomix.example")
    lesson = page.url
    end_all_sessions(perfomix, browse, "samuel@demo.perfomix.example")
    page.get_by_role("button", name="Mark as done").click()
    expect(page.get_by_role("status").get_by_role("link", name=ENDED)).to_be_visible()

    sign_in(page, "greta@demo.perfomix.example")
    with page.expect_response(has_arrived("start")) as recorded:
        page.goto(lesson)
    assert {event["kind"] for event in recorded.value.request.post_data_json["events"]} == {"start"}
    expect(page.get_by_role("button", name="Mark as done")).to_be_visible()
