"""A producer sends a film from the editor, is interrupted, and goes on."""

import re
import shutil
import subprocess
from io import BytesIO

import pytest
from playwright.sync_api import expect

from media.models.film_boxes import blank_metadata
from tests.storefront.people import sign_in_to_admin
from tests.storefront.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-J5")]

FFMPEG = shutil.which("ffmpeg") or "ffmpeg"
MEGABYTE = 1024**2
PRODUCER = "producer@demo.perfomix.example"


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """A film of some seconds and some megabytes, of which noise makes the most."""
    path = tmp_path_factory.mktemp("films") / "port de bras.mp4"
    picture = ["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25", "-vf", "noise=alls=60:allf=t", "-t", "4"]
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-b:v", "8M", "-pix_fmt", "yuv420p", "-movflags", "+faststart"]
    subprocess.run([FFMPEG, "-loglevel", "error", *picture, *coded, str(path)], check=True)
    assert 4 * MEGABYTE < path.stat().st_size < 20 * MEGABYTE
    return path


def silent(film):
    """What is kept of a film: all of it, but for what it tells of itself, which the worker blanks."""
    with BytesIO(film.read_bytes()) as copy:
        blank_metadata(copy, film.name)
        return copy.getvalue()


class Sending:
    """The form, and the parts that its script sent; one of them may be held up."""

    def __init__(self, page, perfomix):
        self.page, self.sent, self.held, self.broken = page, [], {}, set()
        page.on("request", self._note)
        page.route(re.compile(r"/parts/\d+/$"), self._pass)
        page.goto(f"{perfomix.api}/admin/videos/new/")
        self.element = page.locator("film-upload")
        self.status = self.element.get_by_role("status")
        self.is_("idle")

    def is_(self, state):
        expect(self.element).to_have_attribute("data-state", state)

    def choose(self, film):
        self.element.locator("input[type=file]").set_input_files(film)

    def hold(self, number):
        self.held[number] = None

    def release(self, number):
        self.held.pop(number).continue_()

    def is_held(self, number):
        # Waiting for the page lets what it asked for in the meantime come to `_pass`.
        self.page.wait_for_timeout(50)
        return self.held[number] is not None

    def _note(self, request):
        if request.method == "PUT":
            self.sent.append(number_in(request.url))

    def _pass(self, route):
        number = number_in(route.request.url)
        if route.request.method == "PUT" and number in self.held:
            self.held[number] = route
        elif route.request.method == "PUT" and number in self.broken:
            self.broken.remove(number)
            route.abort("connectionreset")
        else:
            route.continue_()


def number_in(address):
    return int(re.search(r"/parts/(\d+)/$", address)[1])


def test_a_film_goes_on_where_it_was_interrupted(perfomix, browse, film):
    parts = -(-film.stat().st_size // MEGABYTE)
    page = browse()
    sign_in_to_admin(page, perfomix, PRODUCER)
    first = Sending(page, perfomix)
    first.hold(3)
    first.choose(film)
    until(lambda: first.is_held(3), "the third part to be sent")
    first.is_("sending")
    assert first.sent == [1, 2, 3]
    expect(page.get_by_role("textbox", name="Title")).to_have_value("port de bras")
    # As by a laptop that is closed: the third part never arrives.
    browse.complaints.forgive("ERR_CONNECTION_RESET", where="/parts/3/")
    first.held[3].abort("connectionreset")
    page.close()

    again = page.context.new_page()
    browse.complaints.watch(again, perfomix.api)
    browse.complaints.forgive("ERR_CONNECTION_RESET", where="/parts/4/")
    second = Sending(again, perfomix)
    expect(second.element.get_by_text(f"“{film.name}” was sent to {200 // parts} %.")).to_be_visible()
    second.broken.add(4)
    second.hold(parts)
    second.choose(film)
    until(lambda: second.is_held(parts), "the last part to be sent")
    assert second.sent == [3, 4, 4, *range(5, parts + 1)]

    # Saved while it is still being sent: it goes by itself when all is there.
    again.get_by_role("textbox", name="Title").fill("Port de bras, from the side")
    again.get_by_role("button", name="Create").click()
    expect(second.status).to_contain_text("saved as soon as it has arrived")
    second.release(parts)
    again.wait_for_url(f"{perfomix.api}/admin/videos/")
    again.get_by_role("link", name="Port de bras, from the side", exact=True).click()
    served = again.get_by_role("main").locator("a[href*='/media/']").first.get_attribute("href")
    kept = silent(film)
    assert kept != film.read_bytes()
    until(lambda: again.request.get(f"{perfomix.api}{served}").body() == kept, "the film without what it told")


def test_what_is_no_film_is_refused_and_what_is_paused_can_be_discarded(perfomix, browse, film, tmp_path):
    page = browse()
    browse.complaints.forgive("422", where="/media/uploads/")
    browse.complaints.forgive("422", where="/join/")
    sign_in_to_admin(page, perfomix, PRODUCER)
    sending = Sending(page, perfomix)
    paper, disguised = tmp_path / "paper.pdf", tmp_path / "paper.mp4"
    for path in (paper, disguised):
        path.write_bytes(b"%PDF-1.4\n" + b"x" * MEGABYTE)
    sending.choose(paper)
    sending.is_("refused")
    expect(sending.status).to_contain_text("Files of this kind are not taken.")
    sending.choose(disguised)
    sending.is_("refused")
    expect(sending.status).to_have_text("The content of the file is not what its name says.")

    sending.hold(2)
    sending.choose(film)
    until(lambda: sending.is_held(2), "the second part to be sent")
    sending.element.get_by_role("button", name="Pause").click()
    sending.is_("paused")
    page.get_by_role("button", name="Create").click()
    expect(sending.status).to_contain_text("Press “Go on”")
    sending.element.get_by_role("button", name="Discard").click()
    sending.is_("idle")
    # Only when nothing is left there may a file be chosen again.
    assert page.request.get(f"{perfomix.api}/admin/media/uploads/").json() == {"uploads": []}
