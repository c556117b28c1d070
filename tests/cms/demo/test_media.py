"""Pictures, sounds, hand-outs and packages of the demo."""

import io
import re
import wave

import pytest
from PIL import Image

from cms.demo.books import COURSES, FILMS, contents_of, make_book
from cms.demo.handouts import practice_log
from cms.demo.pictures import MOTIFS, draw_picture
from cms.demo.sounds import RATE, SECONDS, make_sound


@pytest.mark.parametrize("motif", MOTIFS)
def test_every_motif_makes_a_picture_with_light_and_dark(motif):
    picture = Image.open(io.BytesIO(draw_picture(f"cover-{motif}")))
    darkest, brightest = picture.convert("L").getextrema()
    assert (picture.format, picture.size) == ("JPEG", (1600, 1000))
    assert darkest < 40
    assert brightest > 200


def test_a_name_always_gives_the_same_picture_and_another_name_another():
    assert draw_picture("arcs-weight") == draw_picture("arcs-weight")
    assert draw_picture("arcs-weight") != draw_picture("arcs-arabesque")


def test_an_unknown_motif_is_named():
    with pytest.raises(KeyError, match="unicorns"):
        draw_picture("cover-unicorns")


def test_a_click_track_has_its_beats_and_heavier_first_ones():
    with wave.open(io.BytesIO(make_sound("click-120-4"))) as sound:
        assert (sound.getframerate(), sound.getnframes()) == (RATE, RATE * SECONDS)
        samples = memoryview(sound.readframes(sound.getnframes())).cast("h")
    beat = RATE // 2
    loudness = [max(samples[number * beat : number * beat + 400]) for number in range(5)]
    assert loudness[0] == loudness[4] > loudness[1] == loudness[2] == loudness[3] > 5_000
    assert max(samples[beat - 2_000 : beat - 10]) == 0


def test_a_drone_begins_and_ends_softly():
    with wave.open(io.BytesIO(make_sound("drone-A3"))) as sound:
        samples = memoryview(sound.readframes(sound.getnframes())).cast("h")
    assert max(samples[:200]) < 500
    assert max(samples[-200:]) < 500
    assert max(samples[RATE : 2 * RATE]) > 3_000


@pytest.mark.parametrize("name", ["click-96", "drone-H3", "click-9999-4", "silence"])
def test_other_names_make_no_sound(name):
    with pytest.raises(ValueError, match=name):
        make_sound(name)


@pytest.mark.parametrize(("language", "title"), [("en", "Practice log"), ("de", "Übungstagebuch")])
def test_a_hand_out_is_a_pdf_whose_parts_lie_where_it_says(language, title):
    paper = practice_log(language)
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n", paper)]
    assert paper.startswith(b"%PDF-1.4")
    assert title.encode("cp1252") in paper
    assert [paper[place:].split(b" ", 1)[0] for place in places] == [b"1", b"2", b"3", b"4", b"5", b"6"]
    assert paper[int(re.search(rb"startxref\n(\d+)", paper)[1]) :].startswith(b"xref")


def test_a_book_holds_every_medium_that_its_pages_name(tmp_path):
    book = make_book("musicalgesang", tmp_path)
    made = {str(path.relative_to(book)) for path in book.rglob("*") if path.suffix not in {".md", ""}}
    assert made == {
        "images/cover-spotlight.jpg",
        "images/waves-register.jpg",
        "sounds/click-72-4.wav",
        "handouts/practice-log.pdf",
    }


def test_a_film_comes_with_its_captions(tmp_path):
    book = make_book("adagio-and-allegro", tmp_path)
    assert {path.name for path in (book / "films").iterdir()} == {"port-de-bras.mp4", "port-de-bras.vtt"}
    assert sum(path.stat().st_size for path in FILMS.iterdir()) < 1_000_000


def test_each_course_has_an_open_lesson_and_every_page_is_in_its_contents():
    for folder in COURSES.iterdir():
        pages = {page.name for page in folder.glob("*.md")} - {"contents.md"}
        contents = (folder / "contents.md").read_text()
        assert pages == set(re.findall(r"\]\(([\w-]+\.md)\)", contents)), folder.name
        assert 7 <= len(pages) <= 25
        assert sum("is_preview: true" in (folder / page).read_text() for page in pages) == 1
        assert contents_of(folder.name)["title"]
