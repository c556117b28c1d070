"""A learner finds a quiz in a lesson, answers it, goes away, comes back and passes it."""

import re

import psycopg
import pytest
from playwright.sync_api import expect

from tests.storefront.asking import lessons_of
from tests.storefront.people import sign_up
from tests.storefront.test_accessibility import PAIRS, fits_and_is_free_of_violations
from tests.storefront.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-C6")]

COURSE, LESSON, QUIZ = "by-ear", "Four flavours", "Which flavour is it?"
ITEMS = ["Find home", "Hear the shape", "Sing it", "Let the fingers follow"]
TASTES = {
    "Major": "daylight",
    "Mixolydian": "daylight through a barn door",
    "Dorian": "dusk, with a path",
    "Minor": "night",
}
RHYTHM = "1 1/2 1/2 1 1/2 1/2 1 1/2 1/2 1 1"
SAVED = re.compile(r"^Saved$")


def lesson_with_quiz(perfomix):
    lessons = lessons_of(perfomix, COURSE)
    return next(f"/courses/{COURSE}/lessons/{each['id']}" for each in lessons if each["title"] == LESSON)


def join(page, perfomix, name):
    """Sign up, join the course and open the quiz from its lesson."""
    sign_up(page, perfomix, f"{name}@quizzes.example.org", name.title())
    page.goto(f"/courses/{COURSE}")
    page.get_by_role("button", name="Join for free").locator("visible=true").first.click()
    page.wait_for_url("**/lessons/**")
    page.goto(lesson_with_quiz(perfomix))
    page.get_by_role("link", name=f"Open the quiz: {QUIZ}").click()
    expect(page.get_by_role("heading", level=1, name=QUIZ)).to_be_visible()


def begin(page):
    page.get_by_role("button", name=re.compile("^(Begin|Try again)$")).click()
    page.wait_for_url("**/attempts/**")


def question(page, words):
    return page.locator("fieldset, [role=group]").filter(has_text=words).last


def look_at(page):
    """In both themes and on both widths."""
    for theme, size in PAIRS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        fits_and_is_free_of_violations(page)


def put_in_order(page, items):
    """With the buttons, as with the keyboard."""
    for place, item in enumerate(items):
        up = page.get_by_role("button", name=f"Move “{item}” up")
        for _each in range(len(items)):
            labels = page.get_by_role("button", name=re.compile("^Move “.*” up$")).evaluate_all(
                "all => all.map((one) => one.getAttribute('aria-label') ?? one.textContent)"
            )
            if next(number for number, label in enumerate(labels) if f"“{item}”" in label) == place:
                break
            up.click()


def answer_rightly(page):
    page.get_by_role("radio", name="Mixolydian").first.check()
    page.get_by_role("radio", name="Dorian").last.check()
    page.get_by_role("checkbox", name="Dorian").check()
    page.get_by_role("checkbox", name="Minor").check()
    page.get_by_role("radio", name="True").check()
    gaps = page.get_by_role("textbox", name=re.compile("^Gap"))
    gaps.nth(0).fill("third")
    gaps.nth(1).fill("Under")
    for flavour, taste in TASTES.items():
        page.get_by_role("combobox", name=flavour, exact=True).select_option(taste)
    for number, words in enumerate(("3", "the tonic")):
        page.get_by_role("textbox", name=re.compile("^Your answer")).nth(number).fill(words)
    put_in_order(page, ITEMS)
    mark(page)
    page.get_by_role("textbox", name="Or write it").fill(RHYTHM)


def mark(page):
    """The key of F, below the black ones."""
    picture = page.get_by_role("application", name="Picture to mark")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.7)


def test_a_quiz_is_answered_left_come_back_to_and_passed(perfomix, browse):
    page = browse()
    join(page, perfomix, "quizzed")
    look_at(page)
    begin(page)
    attempt = page.url
    look_at(page)
    page.get_by_role("radio", name="Mixolydian").first.check()
    expect(page.get_by_text("1 of 11 answered")).to_be_visible()
    expect(page.get_by_text(SAVED)).to_be_visible()
    page.goto("/learning")
    page.goto(attempt)
    expect(page.get_by_role("radio", name="Mixolydian").first).to_be_checked()

    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("10 questions are not answered. Hand in anyway?")).to_be_visible()
    answer_rightly(page)
    expect(page.get_by_text("11 of 11 answered")).to_be_visible()
    look_at(page)
    page.get_by_role("button", name=re.compile("^Hand in")).click()
    expect(page.get_by_role("region", name="Passed").get_by_text("100 %")).to_be_visible()
    expect(page.get_by_text("Daylight through a barn door.").first).to_be_visible()
    look_at(page)

    page.get_by_role("link", name=QUIZ).first.click()
    expect(page.get_by_text("You have passed with 100 %.")).to_be_visible()
    begin(page)
    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("button", name="Hand in anyway").click()
    expect(page.get_by_text("Not passed this time")).to_be_visible()
    expect(page.get_by_text("Right answer").first).to_be_visible()
    look_at(page)


def test_a_quiz_works_without_scripts(perfomix, browse):
    page = browse()
    join(page, perfomix, "scriptless")
    bare = browse(java_script_enabled=False, storage_state=page.context.storage_state())
    bare.goto(page.url)
    bare.get_by_role("button", name="Begin").click()
    bare.get_by_role("radio", name="Mixolydian").first.check()
    bare.get_by_role("radio", name="True").check()
    bare.get_by_role("button", name="Hand in").click()
    expect(bare.get_by_text("Not passed this time")).to_be_visible()
    expect(bare.get_by_text("Daylight through a barn door.").first).to_be_visible()


def test_time_that_is_up_hands_in_what_was_answered(perfomix, browse):
    page = browse()
    join(page, perfomix, "timed")
    begin(page)
    page.get_by_role("radio", name="Mixolydian").first.check()
    expect(page.get_by_text(SAVED)).to_be_visible()
    attempt = page.url.rsplit("/", 1)[1]
    with psycopg.connect(perfomix.database, autocommit=True) as connection:
        connection.execute(
            "UPDATE assessments_attempt SET due_at = now() + interval '4 seconds' WHERE public_id = %s", [attempt]
        )
    page.reload()
    expect(page.get_by_role("timer")).to_be_visible()
    expect(page.get_by_text("Not passed this time")).to_be_visible()
    until(lambda: page.request.get(f"/api/v1/me/quiz-attempts/{attempt}").json()["points"] >= 1, "the answer to count")


def test_visitors_sign_in_first_and_come_back(perfomix, browse):
    page = browse()
    join(page, perfomix, "returning")
    quiz = page.url
    stranger = browse()
    stranger.goto(quiz)
    expect(stranger.get_by_role("heading", name="Sign in")).to_be_visible()
    assert "quizzes" in stranger.url
