"""The main job from the other side: somebody comes, joins, learns on two devices, finishes and says what they think."""

import json

import pytest
from playwright.sync_api import expect

from tests.storefront.asking import ask
from tests.storefront.people import has_arrived, sign_in, sign_up

pytestmark = pytest.mark.browser

COURSE, TITLE, LESSONS = "six-strings-four-fingers", "Six strings, four fingers", 14


def complete_the_rest(page, *, first):
    """Mark each lesson as done and go to the next, beginning with the one that is open, which is number `first`."""
    title = page.get_by_role("heading", level=1)
    for number in range(first, LESSONS + 1):
        with page.expect_response(has_arrived("complete")):
            page.get_by_role("button", name="Mark as done").click()
        if number < LESSONS:
            done = title.inner_text()
            page.get_by_role("link", name="Next lesson").click()
            expect(title).not_to_have_text(done)


def test_from_the_start_page_through_a_whole_course_to_a_review_over_two_devices(perfomix, browse):
    page = browse()
    sign_up(page, perfomix, "noor@learners.example", "Noor")
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    page.get_by_role("button", name="Join for free").locator("visible=true").first.click()
    page.wait_for_url(f"**/courses/{COURSE}/lessons/*")
    with page.expect_response(has_arrived("complete")):
        page.get_by_role("button", name="Mark as done").click()
    lesson = page.url

    other = browse(viewport={"width": 390, "height": 844})
    sign_in(other, "noor@learners.example", then=f"/courses/{COURSE}")
    other.get_by_role("link", name="Continue").locator("visible=true").first.click()
    other.wait_for_url(lambda url: f"/courses/{COURSE}/lessons/" in url and url != lesson)
    complete_the_rest(other, first=2)
    expect(other.get_by_text("100 % done")).to_be_visible()
    expect(other.get_by_role("link", name="Next lesson")).to_have_count(0)

    page.goto("/learning")
    finished = page.locator("section").filter(has=page.get_by_role("heading", name="Finished", exact=True))
    expect(finished.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(finished.get_by_text(f"{LESSONS} of {LESSONS} lessons")).to_be_visible()

    page.goto(f"/courses/{COURSE}")
    expect(page.get_by_text("You finished this course").first).to_be_visible()
    page.get_by_role("button", name="Write a review").click()
    page.get_by_label("4 stars").check(force=True)
    page.get_by_label("What should others know?").fill("Slow, clear, and the thumb finally knows what it is for.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Your review is published.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("the thumb finally knows what it is for").first).to_be_visible()


def test_signing_in_comes_back_to_where_one_was_going(browse):
    page = browse()
    sign_in(page, "learner@demo.perfomix.example", then=f"/courses/{COURSE}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Six strings")


def test_a_wrong_password_is_said_and_the_address_is_kept(browse):
    page = browse()
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill("learner@demo.perfomix.example")
    page.get_by_label("Password", exact=True).fill("not the password at all")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_have_value("learner@demo.perfomix.example")


def test_a_course_is_joined_from_a_closed_lesson_without_scripts(perfomix, browse):
    page = browse(java_script_enabled=False)
    sign_up(page, perfomix, "ines@learners.example", "Ines")
    outline = json.loads(ask(f"{perfomix.api}/api/v1/courses/{COURSE}/outline").body)
    lesson = f"/courses/{COURSE}/lessons/{outline['document']['entries'][-1]['entries'][-1]['id']}"
    page.goto(lesson)
    page.get_by_role("button", name="Join and open the lesson").click()
    expect(page.get_by_role("article").get_by_role("heading", level=1)).to_be_visible()
    assert page.url == perfomix.shop + lesson
