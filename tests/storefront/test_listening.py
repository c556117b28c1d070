"""A question about a sound: heard first, then answered; and answered by who cannot listen."""

import re

import pytest
from playwright.sync_api import expect

from tests.storefront.asking import lessons_of
from tests.storefront.people import sign_up
from tests.storefront.test_quizzes import COURSE, SAVED, begin, look_at
from tests.storefront.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-C6")]

LESSON, QUIZ, QUESTION = "Hearing three chords", "Three of many", "How many beats has a bar?"


def open_quiz(page, perfomix, name):
    sign_up(page, perfomix, f"{name}@listening.example.org", name.title())
    page.goto(f"/courses/{COURSE}")
    page.get_by_role("button", name="Join for free").locator("visible=true").first.click()
    page.wait_for_url("**/lessons/**")
    lesson = next(each["id"] for each in lessons_of(perfomix, COURSE) if each["title"] == LESSON)
    page.goto(f"/courses/{COURSE}/lessons/{lesson}")
    page.get_by_role("link", name=f"Open the quiz: {QUIZ}").click()
    expect(page.get_by_role("heading", level=1, name=QUIZ)).to_be_visible()
    begin(page)


def test_a_sound_is_heard_to_its_end_before_its_question_is_shown(perfomix, browse):
    page = browse()
    open_quiz(page, perfomix, "hearing")
    question, sound = page.get_by_text(QUESTION), page.locator("audio")
    expect(page.get_by_text("You can play it twice more.")).to_be_visible()
    expect(question).to_be_hidden()
    look_at(page)

    page.get_by_role("button", name="Play", exact=True).first.click()
    expect(page.get_by_text("You can play it once more.")).to_be_visible()
    expect(question).to_be_hidden()
    sound.evaluate("sound => { sound.currentTime = sound.duration - 0.5; }")
    expect(question).to_be_visible()
    page.get_by_role("textbox", name=re.compile("^Your answer")).first.fill("3")
    expect(page.get_by_text("1 of 4 answered")).to_be_visible()
    expect(page.get_by_text(SAVED)).to_be_visible()
    look_at(page)

    page.reload()
    expect(question).to_be_visible()
    page.get_by_role("button", name="Play", exact=True).first.click()
    expect(page.get_by_text("You have played it as often as you can.")).to_be_visible()
    sound.evaluate(
        "sound => { sound.pause(); sound.currentTime = 0; sound.onplay = () => { sound.wasBegun = true; }; }"
    )
    page.get_by_role("button", name="Play", exact=True).first.click()
    until(lambda: sound.evaluate("sound => sound.wasBegun && sound.paused"), "the sound to be stopped")
    assert sound.evaluate("sound => sound.currentTime") < 1


def test_who_cannot_listen_is_asked_all_the_same(perfomix, browse):
    page = browse()
    open_quiz(page, perfomix, "reading")
    page.get_by_role("button", name="Go on without listening").press("Enter")
    expect(page.get_by_text(QUESTION)).to_be_visible()
    page.get_by_role("textbox", name=re.compile("^Your answer")).first.fill("3")
    expect(page.get_by_text("1 of 4 answered")).to_be_visible()
