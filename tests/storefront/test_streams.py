"""A film from the editor to the learner's player: made into sizes, played by pieces, and chosen from."""

import pytest
from playwright.sync_api import expect

from tests.media.films import film as made_film
from tests.storefront.asking import lessons_of
from tests.storefront.people import sign_in, sign_in_to_admin
from tests.storefront.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-J5")]

COURSE = "adagio-and-allegro"
FILM = "Port de bras in eight counts"
PRODUCER, LEARNER = "producer@demo.perfomix.example", "greta@demo.perfomix.example"


@pytest.fixture(scope="module")
def lesson(perfomix):
    """The address of a lesson with a film, once that is made into a stream."""
    found = next(each for each in lessons_of(perfomix, COURSE) if each["title"] == "Port de bras that breathes")
    return f"/courses/{COURSE}/lessons/{found['id']}"


def film(page, expression):
    return page.evaluate(f"(() => {{ const film = document.querySelector('video'); return {expression}; }})()")


def open_stream(page, lesson):
    """The film's region, once its stream is in the player; a document built before that shows the file."""

    def is_streaming():
        page.goto(lesson)
        page.get_by_role("region", name=f"Film: {FILM}").wait_for()
        page.wait_for_timeout(1000)
        return film(page, "film.currentSrc.startsWith('blob:') && film.readyState > 1")

    until(is_streaming, "the stream to be in the player")
    return page.get_by_role("region", name=f"Film: {FILM}")


def test_a_learner_watches_pieces_in_the_size_they_choose(browse, lesson):
    page = browse()
    sign_in(page, LEARNER, then=lesson)
    region = open_stream(page, lesson)
    pieces = []
    page.on("request", lambda request: pieces.append(request.url) if "/stream/" in request.url else None)
    region.get_by_role("button", name="Play", exact=True).click()
    until(
        lambda: film(page, "film.currentTime > 1.5 && film.getVideoPlaybackQuality().totalVideoFrames > 20"), "frames"
    )
    sizes = region.get_by_label("Picture quality")
    offered = [int(text.removesuffix("p")) for text in sizes.locator("option").all_text_contents()[1:-1]]
    assert offered == sorted(offered, reverse=True)
    sizes.select_option(label="240p")
    film(page, "film.currentTime = film.duration - 6")
    until(lambda: film(page, "film.videoHeight") == 240, "the size that was chosen")
    assert any(url.endswith("/240p.mp4") for url in pieces)
    assert film(page, "film.error") is None


def test_a_learner_listens_to_the_sound_alone_and_comes_back_to_the_picture(browse, lesson):
    page = browse(viewport={"width": 390, "height": 844})
    sign_in(page, LEARNER, then=lesson)
    region = open_stream(page, lesson)
    sizes = region.get_by_label("Picture quality")
    region.get_by_label("Speed").select_option("0.75")
    region.get_by_role("button", name="Play", exact=True).click()
    until(lambda: film(page, "film.currentTime > 1.5 && film.videoHeight > 0"), "the picture")
    before, pieces = film(page, "film.currentTime"), []
    page.on("request", lambda request: pieces.append(request.url) if "/stream/" in request.url else None)
    sizes.select_option(label="Sound only")
    until(lambda: film(page, "film.videoHeight === 0 && !film.paused && film.readyState > 2"), "the sound alone")
    assert film(page, "film.currentTime") >= before
    assert film(page, "film.playbackRate") == 0.75
    later = film(page, "film.currentTime")
    until(lambda: film(page, "film.currentTime") > later + 0.5, "it to go on")
    assert {url.rpartition("/")[2] for url in pieces} == {"sound.m3u8", "sound.mp4"}
    sizes.select_option(label="Auto")
    until(lambda: film(page, "film.videoHeight > 0 && !film.paused && film.readyState > 2"), "the picture again")
    assert film(page, "film.currentTime") >= later
    assert film(page, "film.error") is None


def test_slow_loops_of_a_stream_stay_within_a_frame(browse, lesson):
    page = browse()
    sign_in(page, LEARNER, then=lesson)
    region = open_stream(page, lesson)
    region.get_by_label("Speed").select_option("0.25")
    for moment in (3.0, 7.48, 1.04):
        film(page, f"film.currentTime = {moment}")
        until(lambda: film(page, "!film.seeking && film.readyState > 1"), "the place that was sought")
        assert abs(film(page, "film.currentTime") - moment) < 1 / 25
    region.get_by_role("button", name="Play", exact=True).click()
    until(lambda: film(page, "!film.paused && film.playbackRate === 0.25 && film.currentTime > 1.2"), "slow motion")


def is_the_sheet(answer):
    led = answer.request.redirected_from
    return answer.ok and led is not None and led.url.endswith("/thumbnails.jpg")


def test_the_place_that_one_points_at_is_shown(browse, lesson):
    page = browse()
    sign_in(page, LEARNER, then=lesson)
    region = open_stream(page, lesson)
    with page.expect_response(is_the_sheet):
        region.get_by_role("slider", name="Position").hover(position={"x": 200, "y": 20})
    shown = region.locator("svg:has(image)")
    expect(shown).to_be_visible()
    left = shown.bounding_box()["x"]
    region.get_by_role("slider", name="Position").hover(position={"x": 500, "y": 20})
    until(lambda: shown.bounding_box()["x"] > left + 200, "the picture to follow the pointer")
    page.mouse.move(0, 0)
    expect(shown).to_be_hidden()


def test_a_stream_that_cannot_be_had_gives_way_to_the_file(browse, lesson):
    page = browse()
    browse.complaints.forgive("404", where=".m3u8")
    sign_in(page, LEARNER, then=lesson)
    open_stream(page, lesson)
    page.route("**/stream/*.m3u8", lambda route: route.fulfill(status=404, body="{}"))
    page.goto(lesson)
    until(lambda: "/media/" in film(page, "film.currentSrc") and film(page, "film.readyState > 0"), "the file")
    assert film(page, "film.error") is None


def test_a_film_from_the_editor_is_ready_after_a_while(perfomix, browse, tmp_path):
    path = tmp_path / "tendu.mp4"
    path.write_bytes(made_film(size="640x360"))
    page = browse()
    sign_in_to_admin(page, perfomix, PRODUCER)
    page.goto(f"{perfomix.api}/admin/videos/new/")
    page.locator("file-upload input[type=file]").set_input_files(path)
    expect(page.locator("file-upload")).to_have_attribute("data-state", "sent")
    page.get_by_role("textbox", name="Title").fill("Tendu, from the side")
    page.get_by_role("button", name="Create").click()
    page.wait_for_url(f"{perfomix.api}/admin/videos/")
    page.get_by_role("link", name="Tendu, from the side", exact=True).click()
    # By itself, while one looks at it.
    expect(page.get_by_text("Ready for every connection.")).to_contain_text("640 × 360, 426 × 240")
