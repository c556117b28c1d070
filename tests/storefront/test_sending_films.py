"""A producer sends films and sounds from the editor, is interrupted, goes on, and replaces what is there."""

import base64
import os
import re
import shutil
import subprocess
import wave
from io import BytesIO

import pytest
from playwright.sync_api import expect

from media.models.film_boxes import blank_metadata
from tests.factories.media import picture_bytes
from tests.storefront.people import sign_in_to_admin
from tests.storefront.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.covers("req-J5")]

FFMPEG = shutil.which("ffmpeg") or "ffmpeg"
MEGABYTE = 1024**2
PRODUCER = "producer@demo.perfomix.example"


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    return noisy_film(tmp_path_factory.mktemp("films") / "port de bras.mp4", seconds=4)


@pytest.fixture(scope="module")
def better_film(tmp_path_factory):
    return noisy_film(tmp_path_factory.mktemp("films") / "port de bras, again.mp4", seconds=3)


def noisy_film(path, *, seconds):
    """A film of some seconds and some megabytes, of which noise makes the most."""
    picture = ["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25", "-vf", "noise=alls=60:allf=t", "-t", str(seconds)]
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-b:v", "8M", "-pix_fmt", "yuv420p", "-movflags", "+faststart"]
    subprocess.run([FFMPEG, "-loglevel", "error", *picture, *coded, str(path)], check=True)
    assert 2 * MEGABYTE < path.stat().st_size < 20 * MEGABYTE
    return path


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """Half a minute of noise, in three parts."""
    path = tmp_path_factory.mktemp("sounds") / "vowels.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes(os.urandom(2 * 44_100 * 30))
    assert 2 * MEGABYTE < path.stat().st_size < 3 * MEGABYTE
    return path


def silent(film):
    """What is kept of a film: all of it, but for what it tells of itself, which the worker blanks."""
    with BytesIO(film.read_bytes()) as copy:
        blank_metadata(copy, film.name)
        return copy.getvalue()


class Sending:
    """A form, and the parts that its script sent; one of them may be held up."""

    def __init__(self, page, address):
        self.page, self.sent, self.held, self.broken = page, [], {}, set()
        page.on("request", self._note)
        page.route(re.compile(r"/parts/\d+/$"), self._pass)
        page.goto(address)
        self.element = page.locator("file-upload")
        self.status = self.element.get_by_role("status")
        self.is_("idle")

    def is_(self, state):
        expect(self.element).to_have_attribute("data-state", state)

    def choose(self, film):
        self.element.locator("input[type=file]").set_input_files(film)

    def drop(self, *paths):
        """Drop the files on the zone, as from a window with files."""
        files = [[path.name, base64.b64encode(path.read_bytes()).decode()] for path in paths]
        moved = self.page.evaluate_handle(
            """files => {
                const moved = new DataTransfer();
                for (const [name, text] of files)
                    moved.items.add(new File([Uint8Array.from(atob(text), one => one.charCodeAt(0))], name));
                return moved;
            }""",
            files,
        )
        zone = self.element.locator(".file-upload__zone")
        zone.dispatch_event("dragover", {"dataTransfer": moved})
        expect(zone).to_have_attribute("data-over", "")
        zone.dispatch_event("drop", {"dataTransfer": moved})
        expect(zone).not_to_have_attribute("data-over", "")

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


def new_film(perfomix):
    return f"{perfomix.api}/admin/videos/new/"


def present_file(page, perfomix):
    """What the page to change a film or document links to as its file."""
    served = page.get_by_role("main").locator("a[href*='/media/']").first.get_attribute("href")
    return page.request.get(f"{perfomix.api}{served}").body()


def left_for_another(page, browse, perfomix):
    """A new page of the same person; the one before is closed without asking what becomes of its form."""
    page.close()
    another = page.context.new_page()
    browse.complaints.watch(another, perfomix.api)
    return another


def number_in(address):
    return int(re.search(r"/parts/(\d+)/$", address)[1])


def test_a_film_goes_on_where_it_was_interrupted(perfomix, browse, film):
    parts = -(-film.stat().st_size // MEGABYTE)
    page = browse()
    sign_in_to_admin(page, perfomix, PRODUCER)
    first = Sending(page, new_film(perfomix))
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
    second = Sending(again, new_film(perfomix))
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
    again.wait_for_url("**/admin/videos/edit/**")
    kept = silent(film)
    assert kept != film.read_bytes()
    until(lambda: present_file(again, perfomix) == kept, "the film without what it told")


def test_what_is_no_film_is_refused_and_what_is_paused_can_be_discarded(perfomix, browse, film, tmp_path):
    page = browse()
    browse.complaints.forgive("422", where="/media/uploads/")
    browse.complaints.forgive("422", where="/join/")
    sign_in_to_admin(page, perfomix, PRODUCER)
    sending = Sending(page, new_film(perfomix))
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


def test_a_film_is_replaced_and_a_replacement_that_is_given_up_changes_nothing(perfomix, browse, film, better_film):
    page = browse()
    sign_in_to_admin(page, perfomix, PRODUCER)
    new = Sending(page, new_film(perfomix))
    new.choose(film)
    new.is_("sent")
    page.get_by_role("textbox", name="Title").fill("Port de bras, to be replaced")
    page.get_by_role("button", name="Create").click()
    page.wait_for_url(f"{perfomix.api}/admin/videos/")
    page.get_by_role("link", name="Port de bras, to be replaced", exact=True).click()
    page.wait_for_url("**/admin/videos/edit/**")
    address = page.url

    page = left_for_another(page, browse, perfomix)
    replacing = Sending(page, address)
    replacing.hold(2)
    replacing.choose(better_film)
    until(lambda: replacing.is_held(2), "the second part to be sent")
    replacing.element.get_by_role("button", name="Pause").click()
    replacing.is_("paused")
    replacing.element.get_by_role("button", name="Discard").click()
    replacing.is_("idle")
    page = left_for_another(page, browse, perfomix)
    replacing = Sending(page, address)
    until(lambda: present_file(page, perfomix) == silent(film), "the film as it is kept")

    replacing.choose(better_film)
    replacing.is_("sent")
    expect(replacing.status).to_contain_text("takes the place of the present one when you save")
    # The title is the film's own, and no name of a file.
    expect(page.get_by_role("textbox", name="Title")).to_have_value("Port de bras, to be replaced")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"{perfomix.api}/admin/videos/")
    page.goto(address)
    until(lambda: present_file(page, perfomix) == silent(better_film), "the better film as it is kept")


def test_a_sound_is_dropped_on_the_form_and_goes_in_parts(perfomix, browse, film, sound):
    page = browse()
    browse.complaints.forgive("422", where="/media/uploads/")
    sign_in_to_admin(page, perfomix, PRODUCER)
    page.goto(f"{perfomix.api}/admin/documents/")
    add = page.get_by_role("link", name="Add a document").first
    expect(add).to_have_attribute("href", re.compile("^/admin/documents/add/"))
    sending = Sending(page, f"{perfomix.api}/admin/documents/add/")
    expect(sending.element.get_by_text("Drop a file here, or choose one:")).to_be_visible()
    sending.drop(sound, film)
    expect(sending.status).to_contain_text("One file at a time")
    sending.is_("idle")
    sending.choose(film)
    sending.is_("refused")
    expect(sending.status).to_contain_text("Files of this kind are not taken.")
    sending.drop(sound)
    sending.is_("sent")
    assert sending.sent == [1, 2, 3]
    title = page.get_by_role("textbox", name="Title")
    # What was chosen first has left its name.
    expect(title).to_have_value("port de bras")
    title.fill("Vowels, slowly")
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url(f"{perfomix.api}/admin/documents/")
    page.get_by_role("link", name="Vowels, slowly", exact=True).click()
    page.wait_for_url("**/admin/documents/edit/**")
    assert present_file(page, perfomix) == sound.read_bytes()


def test_a_picture_among_documents_comes_with_its_form(perfomix, browse):
    page = browse()
    sign_in_to_admin(page, perfomix, PRODUCER)
    sending = Sending(page, f"{perfomix.api}/admin/documents/add/")
    sending.element.locator("input[type=file]").set_input_files(
        {"name": "hall.png", "mimeType": "image/png", "buffer": picture_bytes()}
    )
    sending.is_("attached")
    expect(sending.status).to_contain_text("is sent when you save")
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url(f"{perfomix.api}/admin/documents/")
    expect(page.get_by_role("link", name="hall", exact=True)).to_be_visible()
    assert sending.sent == []
