"""A lesson that its learner keeps on a device: it opens and plays without a network, and goes with the session."""

import re

import pytest
from playwright.sync_api import expect

from tests.storefront.accessibility import violations
from tests.storefront.asking import lessons_of
from tests.storefront.people import sign_in
from tests.storefront.waiting import until, until_scripts_run

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-J5", "req-I4")]

COURSE, LEARNER = "by-ear", "samuel@demo.perfomix.example"
READY = "async () => !!navigator.serviceWorker.controller && !!(await caches.match('/offline'))"


@pytest.fixture(scope="module")
def lessons(perfomix):
    return {each["title"]: f"/courses/{COURSE}/lessons/{each['id']}" for each in lessons_of(perfomix, COURSE)}


@pytest.fixture
def page(browse):
    browse.complaints.forgive("ERR_INTERNET_DISCONNECTED", where="")
    # What is asked for through the worker, and is not kept.
    browse.complaints.forgive("ERR_FAILED", where="")
    page = browse(service_workers="allow")
    page.goto("/courses")
    until(lambda: page.evaluate(READY), "the worker")
    return page


def keep(page, lesson):
    page.goto(lesson)
    page.get_by_role("button", name="Keep offline").click()
    expect(page.get_by_text("On this device", exact=True)).to_be_visible(timeout=60_000)


def media(page, expression):
    return page.evaluate(f"(() => {{ const medium = document.querySelector('video, audio'); return {expression}; }})()")


def has_its_stream(page, lesson):
    asked = f"fetch('/api/v1/lessons/{lesson.rsplit('/', 1)[1]}').then((answer) => answer.text())"
    return re.search(r'"stream_url": ?"', page.evaluate(asked)) is not None


def test_a_kept_lesson_opens_and_plays_without_a_network(page, lessons):
    lesson = lessons["Fingers follow"]
    sign_in(page, LEARNER, then=lesson)
    # A page that knows of a stream must do without it.
    until(lambda: has_its_stream(page, lesson), "the film to be made ready", patience=600)
    keep(page, lesson)
    assert violations(page) == []
    heading = page.get_by_role("heading", level=1).inner_text()
    page.context.set_offline(True)

    page.goto("/artists")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    page.get_by_role("link", name=heading).click()
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    play = page.get_by_role("button", name="Play", exact=True).first
    until_scripts_run(play)
    play.click()
    until(lambda: media(page, "medium.currentTime > 1 && !medium.error"), "it to play")
    # What lies ahead is there as well, by the part of the file that is asked for.
    media(page, "void (medium.currentTime = medium.duration - 2)")
    is_there = "!medium.seeking && medium.readyState > 1 && medium.currentTime > medium.duration - 3"
    until(lambda: media(page, is_there), "the end")

    # Nothing else of the person lies there.
    page.goto("/learning")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()


def test_it_is_removed_by_hand_and_with_the_session(page, lessons):
    lesson = lessons["Fingers follow"]
    sign_in(page, LEARNER, then=lesson)
    keep(page, lesson)
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_role("button", name="Keep offline")).to_be_visible()
    assert not page.evaluate("caches.has('lessons')")

    keep(page, lesson)
    page.goto("/learning")
    expect(page.get_by_role("heading", name="On this device")).to_be_visible()
    assert violations(page) == []
    page.goto("/account")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    until(lambda: not page.evaluate("caches.has('lessons')"), "nothing of it to be here")
    page.context.set_offline(True)
    page.goto(lesson)
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()


def test_of_a_lesson_that_may_not_be_taken_away_nothing_is_kept(page, perfomix):
    course, title = "adagio-and-allegro", "Port de bras that breathes"
    found = next(each for each in lessons_of(perfomix, course) if each["title"] == title)
    sign_in(page, "greta@demo.perfomix.example", then=f"/courses/{course}/lessons/{found['id']}")
    expect(page.get_by_label("Done of this course")).to_be_visible()
    expect(page.get_by_role("button", name="Keep offline")).to_have_count(0)
