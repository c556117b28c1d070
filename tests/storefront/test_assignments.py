"""A learner writes, sends a file, hands in, hears back from the teacher's desk and does it again."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.media import file_bytes
from tests.storefront.asking import lessons_of
from tests.storefront.people import sign_in_to_admin, sign_up
from tests.storefront.test_gifts import without_scripts
from tests.storefront.test_quizzes import look_at

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-C7")]

COURSE, LESSON, WORK = "by-ear", "The shape before the notes", "Eight bars, drawn and sung"
TEACHER = "tomasz@demo.perfomix.example"
SAVED = re.compile(r"^Saved$")


def open_work(page, perfomix, name):
    """Sign up, join the course and open the assignment from its lesson."""
    sign_up(page, perfomix, f"{name}@assignments.example.org", name.title())
    page.goto(f"/courses/{COURSE}")
    page.get_by_role("button", name="Join for free").locator("visible=true").first.click()
    page.wait_for_url("**/lessons/**")
    lesson = next(each["id"] for each in lessons_of(perfomix, COURSE) if each["title"] == LESSON)
    page.goto(f"/courses/{COURSE}/lessons/{lesson}")
    page.get_by_role("link", name=f"Open the assignment: {WORK}").click()
    expect(page.get_by_role("heading", level=1, name=WORK)).to_be_visible()


def text_of(page):
    return page.get_by_role("textbox", name="Your text")


def give_back(browse, perfomix, learner, verdict, **levels):
    """At the desk, as the teacher."""
    desk = browse()
    sign_in_to_admin(desk, perfomix, TEACHER)
    desk.goto(f"{perfomix.api}/admin/hand-ins/")
    desk.get_by_role("listitem").filter(has_text=learner).get_by_role("link", name=WORK).click()
    expect(desk.get_by_role("heading", name="What was handed in")).to_be_visible()
    for criterion, level in levels.items():
        desk.get_by_role("group", name=criterion.replace("_", " ")).get_by_role("radio", name=level).check()
    desk.get_by_role("textbox", name="What you say to it").fill(f"{verdict}: hum it first.")
    desk.get_by_role("button", name=verdict).click()
    expect(desk.get_by_text("Given back.")).to_be_visible()
    desk.context.close()


def test_work_is_written_handed_in_given_back_and_done_again(perfomix, browse):
    # A file that is none, and a window that was overtaken, are what is tried here.
    browse.complaints.forgive("422", where="/files")
    browse.complaints.forgive("409", where="/draft")
    page = browse()
    open_work(page, perfomix, "worker")
    look_at(page)
    address = page.url
    text_of(page).fill("A line that rises")
    expect(page.get_by_text(SAVED)).to_be_visible()
    page.goto("/learning")
    page.goto(address)
    expect(text_of(page)).to_have_value("A line that rises")

    page.locator("input[type=file]").set_input_files(
        {"name": "drawing.pdf", "mimeType": "application/pdf", "buffer": file_bytes("drawing.pdf") + bytes(1_500_000)}
    )
    expect(page.get_by_role("link", name="drawing.pdf")).to_be_visible()
    page.locator("input[type=file]").set_input_files(
        {"name": "page.pdf", "mimeType": "application/pdf", "buffer": b"<html><script>alert(1)</script>"}
    )
    expect(page.get_by_role("alert").filter(has_text=re.compile("."))).to_be_visible()
    page.get_by_role("button", name="Record a sound").click()
    look_at(page)
    page.get_by_role("button", name="Close").click()

    other = page.context.new_page()
    other.goto(address)
    text_of(other).fill("Another window")
    expect(other.get_by_text(SAVED)).to_be_visible()
    text_of(page).fill("A line that rises and falls")
    expect(page.get_by_text("your draft has changed in another window")).to_be_visible()
    other.close()

    page.goto(address)
    expect(text_of(page)).to_have_value("Another window")
    text_of(page).fill("A line that rises and falls")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("You have handed it in.")).to_be_visible()
    expect(page.get_by_role("link", name="drawing.pdf")).to_be_visible()
    look_at(page)

    give_back(browse, perfomix, "Worker", "Ask to do it again")
    page.goto("/account/work")
    expect(page.get_by_text("To be done again")).to_be_visible()
    page.get_by_role("link", name=re.compile(f"^{WORK}")).click()
    expect(page.get_by_text("Ask to do it again: hum it first.")).to_be_visible()
    look_at(page)
    text_of(page).fill("Hummed, then drawn")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("You have handed it in.")).to_be_visible()
    give_back(browse, perfomix, "Worker", "Accept", The_shape="Seen and felt", The_ear="Listening")
    page.goto(address)
    expect(page.get_by_text("Your work was accepted.")).to_be_visible()
    expect(page.get_by_text("10 of 10 points")).to_be_visible()
    look_at(page)


def test_a_text_is_handed_in_without_scripts(perfomix, browse):
    page = browse()
    open_work(page, perfomix, "plain-work")
    bare = without_scripts(browse, page)
    bare.goto(page.url)
    text_of(bare).fill("Up\nand down")
    bare.get_by_role("button", name="Keep the draft").click()
    expect(text_of(bare)).to_have_value("Up\nand down")
    text_of(bare).fill("Up, and\ndown")
    bare.get_by_role("button", name="Hand in").click()
    expect(bare.get_by_text("You have handed it in.")).to_be_visible()


def hand_a_text_in(page, words):
    text_of(page).fill(words)
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("You have handed it in.")).to_be_visible()


def test_work_of_others_is_reviewed_without_scripts_and_with_them(perfomix, browse):
    first, second = browse(), browse()
    open_work(first, perfomix, "first-peer")
    expect(first.get_by_text("Once you have handed in, you get work of others to review.")).to_be_visible()
    hand_a_text_in(first, "A line that rises")
    open_work(second, perfomix, "second-peer")
    hand_a_text_in(second, "A line that falls")
    second.get_by_role("link", name="Review work 1").click()
    expect(second.get_by_role("heading", name="Work of a fellow learner")).to_be_visible()
    expect(second.get_by_text("First-Peer")).to_have_count(0)
    look_at(second)
    second.get_by_role("button", name="Give the review").click()
    expect(second.get_by_text("You have given this review.")).to_have_count(0)
    for criterion, level in (("The shape", "Seen and felt"), ("The ear", "Listening")):
        second.get_by_role("group", name=criterion).get_by_role("radio", name=level).check()
    second.get_by_role("textbox", name="What is good").fill("One can dance to it.")
    second.get_by_role("button", name="Give the review").click()
    expect(second.get_by_text("You have given this review.")).to_be_visible()
    expect(second.get_by_text("10 of 10 points")).to_be_visible()
    look_at(second)

    bare = without_scripts(browse, first)
    bare.goto("/account/work")
    bare.get_by_role("link", name=f"Review: {WORK}").click()
    for criterion, level in (("The shape", "Not there yet"), ("The ear", "Guessing")):
        bare.get_by_role("group", name=criterion).get_by_role("radio", name=level).check()
    bare.get_by_role("textbox", name="What is good").fill("Listen\nonce more.")
    bare.get_by_role("button", name="Give the review").click()
    expect(bare.get_by_text("You have given this review.")).to_be_visible()
