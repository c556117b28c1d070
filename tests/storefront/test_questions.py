"""A learner asks in a lesson, the teacher answers at the desk, and the thread goes on in the storefront."""

import re

import pytest
from playwright.sync_api import expect

from tests.storefront.asking import lessons_of
from tests.storefront.people import sign_in_to_admin, sign_up
from tests.storefront.test_gifts import without_scripts
from tests.storefront.test_quizzes import look_at

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-C15", "req-C11")]

COURSE, LESSON = "by-ear", "The shape before the notes"
TEACHER = "tomasz@demo.perfomix.example"


def open_lesson(page, perfomix):
    """As somebody who has just signed up: join the course and open one of its lessons."""
    page.goto(f"/courses/{COURSE}")
    page.get_by_role("button", name="Join for free").locator("visible=true").first.click()
    page.wait_for_url("**/lessons/**")
    lesson = next(each["id"] for each in lessons_of(perfomix, COURSE) if each["title"] == LESSON)
    page.goto(f"/courses/{COURSE}/lessons/{lesson}")


def ask_here(page, title, text=""):
    page.locator("summary", has_text="Ask a question").click()
    page.get_by_role("textbox", name="Your question").fill(title)
    page.get_by_role("textbox", name="More about it").fill(text)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def test_a_question_is_asked_answered_at_the_desk_and_accepted(perfomix, browse):
    page = browse()
    sign_up(page, perfomix, "asker@questions.example.org", "Asker")
    open_lesson(page, perfomix)
    ask_here(page, "Is a <b>drawing</b> a line?", "See https://example.org/lines, or not.\nJust one.")
    link = page.get_by_role("link", name="https://example.org/lines")
    expect(link).to_have_attribute("rel", re.compile("nofollow"))
    look_at(page)
    address = page.url

    desk = browse()
    sign_in_to_admin(desk, perfomix, TEACHER)
    desk.goto(f"{perfomix.api}/admin/questions/")
    desk.get_by_role("link", name="Is a <b>drawing</b> a line?").click()
    desk.get_by_role("textbox", name="Your answer").fill("One that rises and falls.")
    desk.get_by_role("button", name="Answer").click()
    expect(desk.get_by_text("One that rises and falls.")).to_be_visible()
    desk.context.close()

    page.goto(address)
    answer = page.get_by_role("article")
    expect(answer.get_by_text("Teacher", exact=True)).to_be_visible()
    answer.get_by_role("button", name="Helpful").click()
    expect(answer.get_by_role("button", name="Not helpful after all")).to_be_visible()
    answer.get_by_role("button", name="Accept this answer").click()
    expect(answer.get_by_text("Accepted", exact=True)).to_be_visible()
    page.get_by_role("textbox", name="What you would say").fill("Thank you.")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_role("article")).to_have_count(2)
    own = page.get_by_role("article").last
    own.locator("summary", has_text="Take back").click()
    own.get_by_role("button", name="Yes, take it back").click()
    expect(page.get_by_role("article")).to_have_count(1)
    look_at(page)

    page.get_by_role("navigation", name="Where you are").get_by_role("link", name="Questions").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Questions about")
    look_at(page)
    page.get_by_role("searchbox").fill("rises nothing")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("No question fits.")).to_be_visible()
    page.get_by_role("searchbox").fill("rises drawing")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name="Is a <b>drawing</b> a line?")).to_be_visible()


def test_questions_are_asked_and_answered_without_scripts(perfomix, browse):
    page = browse()
    sign_up(page, perfomix, "plain-asker@questions.example.org", "Plain Asker")
    open_lesson(page, perfomix)
    bare = without_scripts(browse, page)
    bare.goto(page.url)
    ask_here(bare, "Without scripts?", "Up\nand down")
    bare.get_by_role("textbox", name="What you would say").fill("It works.")
    bare.get_by_role("button", name="Answer", exact=True).click()
    expect(bare.get_by_role("article").get_by_role("paragraph").filter(has_text="It works.")).to_be_visible()


def test_who_takes_no_part_finds_no_questions(perfomix, browse):
    browse.complaints.forgive("404", where="/questions")
    page = browse()
    lesson = lessons_of(perfomix, COURSE)[0]["id"]
    sign_up(page, perfomix, "outside@questions.example.org", "Outsider")
    page.goto(f"/courses/{COURSE}/lessons/{lesson}")
    expect(page.get_by_role("heading", name="Questions")).to_have_count(0)
    assert page.goto(f"/courses/{COURSE}/lessons/{lesson}/questions").status == 404
