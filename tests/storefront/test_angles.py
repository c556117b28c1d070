"""One lesson filmed by several cameras: changed between and seen side by side, on one clock."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.storefront.asking import ask
from tests.storefront.filming import BACK_OFFSET, FEET_OFFSET, SHAPES, TITLE
from tests.storefront.inside import run_inside
from tests.storefront.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-J5")]

FRAME = 1 / 25
PHONE = {"width": 390, "height": 844}
FILMS = "const [clock, ...others] = document.querySelectorAll('video'); const other = others.at(-1);"
# The most that the second film was off within two seconds.
FURTHEST_OFF = """offset => new Promise(resolve => {
    const [clock, other] = document.querySelectorAll('video');
    const begun = performance.now();
    let most = 0;
    (function look() {
        most = Math.max(most, Math.abs(clock.currentTime - offset - other.currentTime));
        if (performance.now() - begun < 2000) requestAnimationFrame(look);
        else resolve(most);
    })();
})"""

# How long the film ever was.
LENGTHS = """film => {
    window.lengths = [film.duration];
    film.addEventListener('durationchange', () => window.lengths.push(film.duration));
}"""


@pytest.fixture(scope="module")
def lesson(perfomix):
    """Its address, once all its films are made into streams."""
    course, lesson = run_inside(perfomix, "filming", "publish()").split()

    def is_ready():
        body = json.loads(ask(f"{perfomix.api}/api/v1/lessons/{lesson}").body)
        value = body["document"]["blocks"][0]["value"]
        return all(film["stream_url"] for film in (value["video"], *(angle["video"] for angle in value["angles"])))

    until(is_ready, "the streams of all angles")
    return f"/courses/{course}/lessons/{lesson}"


def look(page, expression):
    """What holds of the film that is the `clock` and of the one that came last (`other`)."""
    return page.evaluate(f"(() => {{ {FILMS} return {expression}; }})()")


def wait_for(page, condition):
    until(lambda: look(page, condition), condition)


def is_seen(name):
    """That the angle of that name, which its shape tells, is what one sees."""
    shown = "each => getComputedStyle(each.parentElement).opacity === '1'"
    shape = f"Math.abs(film.videoWidth / film.videoHeight - {SHAPES[name]}) < 0.03"
    return f"(film => {shape} && film.readyState > 1)([clock, ...others].filter({shown}).at(-1))"


def off(page, offset):
    return look(page, f"Math.abs(clock.currentTime - {offset} - other.currentTime)")


def open_lesson(page, lesson):
    page.goto(lesson)
    region = page.get_by_role("region", name=f"Film: {TITLE}")
    expect(region.get_by_role("slider", name="Position")).to_be_enabled()
    return region


def play_slowly(page, region):
    region.get_by_label("Speed").select_option("0.5")
    region.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, "clock.currentTime > 1 && !clock.paused")


def test_another_angle_goes_on_at_the_same_moment(browse, lesson):
    page = browse()
    region = open_lesson(page, lesson)
    region.get_by_role("button", name="Practise").click()
    region.get_by_role("button", name="Mirror").click()
    play_slowly(page, region)
    look(page, "clock.currentTime = 8")
    page.evaluate("document.querySelector('video').addEventListener('seeking', () => { window.wasSought = true; })")
    wait_for(page, "!clock.seeking && clock.currentTime > 8.2")

    page.evaluate("window.wasSought = false")
    region.get_by_label("Angle", exact=True).select_option("Back")
    wait_for(page, is_seen("back"))
    expect(region.get_by_role("status").first).to_have_text("Back")
    until(lambda: off(page, BACK_OFFSET) < FRAME, "the angle to be within a frame")
    assert look(page, "other.playbackRate > 0.3 && other.playbackRate < 0.7 && !other.paused && other.muted")
    assert look(page, "getComputedStyle(other).scale") == "-1 1"

    page.keyboard.press("v")
    wait_for(page, is_seen("feet"))
    until(lambda: off(page, FEET_OFFSET) < FRAME, "the next angle to be within a frame")
    assert look(page, "others.length") == 1, "what is not seen is not fetched"
    page.keyboard.press("v")
    wait_for(page, is_seen("front"))
    expect(region.get_by_label("Angle", exact=True)).to_have_value("0")
    assert look(page, "others.length") == 0
    assert look(page, "clock.playbackRate === 0.5 && !clock.paused && !clock.muted")
    assert page.evaluate("window.wasSought") is False, "the clock went on through all of it"


def test_an_angle_shows_the_moment_at_which_the_film_stands(browse, lesson):
    page = browse()
    region = open_lesson(page, lesson)
    look(page, "clock.currentTime = 10")
    region.get_by_label("Angle", exact=True).select_option("Feet")
    wait_for(page, is_seen("feet"))
    until(lambda: off(page, FEET_OFFSET) < 0.01, "the same moment")
    page.keyboard.press(".")
    until(lambda: look(page, "clock.currentTime !== 10") and off(page, FEET_OFFSET) < 0.01, "the same frame on")
    look(page, "clock.currentTime = 3")
    expect(region.get_by_role("status").first).to_have_text("“Feet” was not filmed at this moment.")
    wait_for(page, is_seen("front"))
    look(page, "clock.currentTime = 12")
    wait_for(page, is_seen("feet"))


def test_the_film_below_an_angle_is_fetched_in_its_smallest_size(browse, lesson):
    page = browse()
    region = open_lesson(page, lesson)
    look(page, "clock.currentTime = 3")
    region.get_by_label("Angle", exact=True).select_option("Back")
    wait_for(page, is_seen("back"))
    look(page, "clock.currentTime = 20")
    region.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, "clock.currentTime > 21 && other.currentTime > 19")
    assert look(page, "[clock.videoHeight, other.videoHeight]") == [240, 480]
    region.get_by_label("Angle", exact=True).select_option("Front")
    wait_for(page, "clock.videoHeight === 360 && !clock.paused")


def test_a_film_that_is_all_here_keeps_its_length_in_another_size(browse, lesson):
    page = browse()
    region = open_lesson(page, lesson)
    page.locator("video").first.evaluate(LENGTHS)
    for _ in range(6):
        look(page, "clock.currentTime = 10")
        region.get_by_label("Angle", exact=True).select_option("Feet")
        wait_for(page, is_seen("feet"))
        wait_for(page, "clock.buffered.end(clock.buffered.length - 1) > 39")
        region.get_by_label("Angle", exact=True).select_option("Front")
        wait_for(page, is_seen("front"))
        for moment in (3, 33, 12):
            look(page, f"clock.currentTime = {moment}")
            assert look(page, "clock.currentTime") == moment
    assert page.evaluate("Math.min(...window.lengths)") > 39


def test_two_angles_side_by_side_stay_together(browse, lesson):
    page = browse()
    region = open_lesson(page, lesson)
    play_slowly(page, region)
    region.get_by_role("button", name="Side by side").click()
    expect(region.get_by_role("status").first).to_have_text("Front and Back")
    wait_for(page, "other.readyState > 2 && !other.paused")
    left, right = (box(page, place) for place in range(2))
    assert right["x"] >= left["x"] + left["width"]
    assert abs(right["y"] - left["y"]) < 1

    region.get_by_role("slider", name="Position").focus()
    page.keyboard.press("ArrowRight")
    wait_for(page, "!clock.seeking && !other.seeking")
    until(lambda: off(page, BACK_OFFSET) < FRAME, "both to be together again")
    until(lambda: page.evaluate(FURTHEST_OFF, BACK_OFFSET) < 0.1, "both to stay together for two seconds")
    assert look(page, "!clock.paused && !other.paused")
    region.get_by_role("button", name="Pause", exact=True).click()
    wait_for(page, "clock.paused && other.paused")
    until(lambda: off(page, BACK_OFFSET) < 0.01, "both to stand at one moment")

    page.set_viewport_size(PHONE)
    upper, lower = (box(page, place) for place in range(2))
    assert lower["y"] >= upper["y"] + upper["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.keyboard.press("b")
    wait_for(page, "others.length === 0")


def box(page, place):
    return page.locator("video").nth(place).bounding_box()


def test_who_only_listens_gets_the_pictures_back_with_an_angle(browse, lesson):
    page = browse()
    region = open_lesson(page, lesson)
    region.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, "clock.currentTime > 1")
    region.get_by_label("Angle", exact=True).select_option("Back")
    wait_for(page, is_seen("back"))
    before = look(page, "clock.currentTime")
    region.get_by_label("Picture quality").select_option(label="Sound only")
    wait_for(page, "clock.videoHeight === 0 && clock.readyState > 2 && others.length === 0")
    assert look(page, "clock.currentTime") >= before
    region.get_by_label("Angle", exact=True).select_option("Feet")
    look(page, "clock.currentTime = 12")
    wait_for(page, is_seen("feet"))
    expect(region.get_by_label("Picture quality")).to_have_value(re.compile("^$"))
