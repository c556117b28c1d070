"""A film of ours, learned from: what its tools do to it, and what of it follows a person to another device."""

import pytest
from playwright.sync_api import expect

from tests.storefront.asking import lessons_of
from tests.storefront.people import sign_in
from tests.storefront.waiting import until

pytestmark = pytest.mark.browser

COURSE = "adagio-and-allegro"
FILM = "Port de bras in eight counts"
FRAME = 1 / 25
PHONE = {"width": 390, "height": 844}


def person(name):
    return f"{name}@demo.perfomix.example"


@pytest.fixture(scope="module")
def lesson(perfomix):
    """The address of a lesson with a film of half a minute and captions."""
    found = next(each for each in lessons_of(perfomix, COURSE) if each["title"] == "Port de bras that breathes")
    return f"/courses/{COURSE}/lessons/{found['id']}"


def open_film(page, lesson=None):
    """The film's region, once the film can be moved about in."""
    if lesson:
        page.goto(lesson)
    region = page.get_by_role("region", name=f"Film: {FILM}")
    expect(region.get_by_role("slider", name="Position")).to_be_enabled()
    return region


def film(page, expression):
    return page.evaluate(f"(() => {{ const film = document.querySelector('video'); return {expression}; }})()")


def wait_for_film(page, condition):
    until(lambda: film(page, condition), condition)


def seek(page, seconds):
    film(page, f"film.currentTime = {seconds}")
    # A playing film is past the place by the time that anybody looks.
    ahead = f"film.currentTime - {seconds}"
    wait_for_film(page, f"!film.seeking && (film.paused ? Math.abs({ahead}) < 0.2 : {ahead} > -0.2)")


def practise(region):
    region.get_by_role("button", name="Practise").click()
    return region.get_by_role("region", name="Practice tools")


def test_captions_speed_and_mirror_change_what_they_say_they_change(browse, lesson):
    page = browse()
    sign_in(page, person("greta"), then=lesson)
    region = open_film(page)
    words = region.get_by_text("let the elbow lead")
    seek(page, 5)
    expect(words).to_be_hidden()
    region.get_by_role("button", name="Captions").click()
    expect(words).to_be_visible()
    seek(page, 9)
    expect(words).to_be_hidden()
    expect(region.get_by_text("Now the right arm alone")).to_be_visible()

    region.get_by_label("Speed").select_option("0.5")
    wait_for_film(page, "film.playbackRate === 0.5 && film.preservesPitch")
    practise(region).get_by_role("button", name="Mirror").click()
    wait_for_film(page, "getComputedStyle(film).scale === '-1 1'")
    assert region.get_by_text("Now the right arm alone").evaluate(
        "at => { while (at && getComputedStyle(at).scale === 'none') at = at.parentElement; return at === null }"
    )

    page.reload()
    open_film(page)
    wait_for_film(page, "film.playbackRate === 0.5")


def test_a_loop_plays_again_and_again_between_its_ends(browse, lesson):
    page = browse()
    sign_in(page, person("malik"), then=lesson)
    region = open_film(page)
    tools = practise(region)
    seek(page, 2)
    tools.get_by_role("button", name="From here").click()
    seek(page, 3)
    tools.get_by_role("button", name="To here").click()
    expect(tools.get_by_text("Loops from 0:02.0 to 0:03.0.")).to_be_visible()
    page.evaluate(
        """() => {
            const film = document.querySelector('video');
            window.seen = { again: 0, furthest: 0 };
            let before = film.currentTime;
            film.addEventListener('timeupdate', () => {
                if (film.currentTime < before - 0.4) window.seen.again += 1;
                before = film.currentTime;
                if (window.seen.again > 0) window.seen.furthest = Math.max(window.seen.furthest, before);
            });
        }"""
    )
    region.get_by_role("button", name="Play", exact=True).first.click()
    until(lambda: page.evaluate("window.seen.again") >= 3, "the loop began anew three times")
    assert page.evaluate("window.seen.furthest") < 4
    tools.get_by_role("button", name="Clear").click()
    wait_for_film(page, "film.currentTime > 3.5")


def test_single_frames_and_the_whole_screen(browse, lesson):
    page = browse()
    sign_in(page, person("priya"), then=lesson)
    region = open_film(page)
    tools = practise(region)
    seek(page, 10)
    tools.get_by_role("button", name="One frame on").click()
    wait_for_film(page, "!film.seeking && film.currentTime > 10")
    assert film(page, "film.currentTime") == pytest.approx(10 + FRAME, abs=FRAME)
    tools.get_by_role("button", name="One frame back").click()
    tools.get_by_role("button", name="One frame back").click()
    wait_for_film(page, "!film.seeking && film.currentTime < 10")

    region.get_by_role("button", name="Full screen").click()
    wait_for_film(page, "document.fullscreenElement?.contains(film)")
    expect(tools.get_by_role("button", name="Mirror")).to_be_visible()
    region.get_by_role("button", name="Leave full screen").click()
    wait_for_film(page, "document.fullscreenElement === null")


def kept_position(page, lesson):
    mine = page.evaluate(f"fetch('/api/v1/me/learning/{COURSE}').then((answer) => answer.json())")
    return next(each["position_seconds"] for each in mine["lessons"] if lesson.endswith(each["lesson"])) or 0


def test_who_leaves_goes_on_there_on_another_device(browse, lesson):
    page = browse()
    sign_in(page, person("aisha"), then=lesson)
    region = open_film(page)
    region.get_by_role("button", name="Play", exact=True).first.click()
    wait_for_film(page, "film.currentTime > 0.5")
    seek(page, 12)
    wait_for_film(page, "film.currentTime > 12.5")
    page.goto("/learning")
    until(lambda: kept_position(page, lesson) >= 12, "the position arrived")

    other = browse(viewport=PHONE)
    sign_in(other, person("aisha"), then=lesson)
    expect(other.get_by_role("button", name="Goes on at 0:1")).to_be_visible()
    wait_for_film(other, "film.currentTime >= 12")


def test_parts_and_words_lead_to_their_moments(browse, lesson):
    page = browse()
    sign_in(page, person("greta"), then=lesson)
    region = open_film(page)
    parts = region.get_by_role("list", name="Parts of the film")
    parts.get_by_role("button", name="The right arm").click()
    wait_for_film(page, "Math.abs(film.currentTime - 8) < 0.2")
    expect(parts.locator("[aria-current]")).to_contain_text("The right arm")

    region.get_by_text("What is said").click()
    words = region.get_by_role("list", name="What is said").get_by_role("button")
    expect(words).to_have_count(8)
    region.get_by_label("Search in what is said").fill("HEAD follows")
    expect(region.get_by_text("Found once")).to_be_visible()
    words.click()
    wait_for_film(page, "Math.abs(film.currentTime - 20) < 0.2")
    expect(parts.locator("[aria-current]")).to_contain_text("The left arm")


def mark_loop(page, tools, start, end):
    seek(page, start)
    tools.get_by_role("button", name="From here").click()
    seek(page, end)
    tools.get_by_role("button", name="To here").click()


def keep_loop(tools, name):
    tools.get_by_label("Name of this loop").fill(name)
    tools.get_by_role("button", name="Keep", exact=True).click()
    tools.get_by_role("button", name="Clear").click()


def is_loop_write(answer):
    return "/loops/" in answer.url and answer.request.method == "PUT" and answer.ok


def test_loops_are_kept_with_the_person(browse, lesson):
    page, other = browse(), browse(viewport=PHONE)
    sign_in(page, person("lena"), then=lesson)
    tools = practise(open_film(page))
    mark_loop(page, tools, 12, 18)
    with page.expect_response(is_loop_write):
        keep_loop(tools, "The right arm")

    sign_in(other, person("lena"), then=lesson)
    elsewhere = practise(open_film(other))
    elsewhere.get_by_role("button", name="The right arm").first.click()
    wait_for_film(other, "Math.abs(film.currentTime - 12) < 0.2")
    elsewhere.get_by_label("Name of this loop").fill("The right arm alone")
    with other.expect_response(is_loop_write):
        elsewhere.get_by_role("button", name="Save changes").click()

    page.reload()
    tools = practise(open_film(page))
    expect(tools.get_by_role("list", name="Kept loops").get_by_role("listitem")).to_contain_text("The right arm alone")

    stranger = browse()
    sign_in(stranger, person("noah"), then=lesson)
    expect(practise(open_film(stranger)).get_by_role("list", name="Kept loops")).to_be_hidden()


def test_loops_are_kept_without_a_network_too(browse, lesson):
    page = browse()
    sign_in(page, person("yuki"), then=lesson)
    tools = practise(open_film(page))
    browse.complaints.forgive("ERR_INTERNET_DISCONNECTED", where="")
    mark_loop(page, tools, 2, 4)
    page.context.set_offline(True)
    keep_loop(tools, "Both arms")
    expect(tools.get_by_text("sent as soon as Perfomix can be reached")).to_be_visible()
    kept = tools.get_by_role("list", name="Kept loops").get_by_role("button", name="Both arms").first
    kept.click()
    expect(tools.get_by_text("Loops from 0:02.0 to 0:04.0.")).to_be_visible()
    with page.expect_response(is_loop_write):
        page.context.set_offline(False)
    expect(tools.get_by_text("sent as soon as Perfomix can be reached")).to_be_hidden()

    other = browse()
    sign_in(other, person("yuki"), then=lesson)
    expect(practise(open_film(other)).get_by_role("button", name="Both arms").first).to_be_visible()
