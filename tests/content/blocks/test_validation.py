"""What an author is told, and when: drafts may be unfinished, submissions not, and nothing unshowable is stored."""

from threading import Event, RLock

import pytest
from django.core.exceptions import ValidationError

from content.blocks import PublishingContext, field, find_problems, represent
from content.blocks.notation import mistake_in_abc, mistake_in_musicxml
from content.blocks.table import RowsField, rows_as_text, rows_from_text
from content.blocks.video import VideoBlock
from courses.models import LessonPage
from kit.failpoints import failpoint, hold
from tests.content.blocks.stored import MUSICXML, stored_blocks
from tests.factories.media import DocumentFactory, ImageFactory, VideoFactory, media_of_each_kind
from tests.races import Runner

pytestmark = pytest.mark.django_db
CONTENT = LessonPage._meta.get_field("content")


def problems(kind, value):
    return [str(problem) for problem in find_problems(CONTENT.to_python([{"type": kind, "value": value}]))]


def refused_in_a_draft(kind, value):
    """Whether even a draft cannot be stored with this value."""
    stream = CONTENT.to_python([{"type": kind, "value": value}])
    try:
        CONTENT.stream_block.clean_deferred(stream)
    except ValidationError:
        return True
    return False


VIDEO = {"source": "youtube", "url": "", "video": None, "title": "Plié", "poster": None, "captions": []}


def test_a_picture_says_what_it_shows_before_it_is_handed_in():
    value = {"image": ImageFactory().pk, "alt_text": "", "caption": ""}
    assert problems("image", value) == ["Picture 1 › alt text: This field is required."]
    assert not refused_in_a_draft("image", value)


def test_a_gallery_names_the_picture_that_is_not_finished():
    picture = ImageFactory().pk
    images = [{"image": picture, "alt_text": "One", "caption": ""}, {"image": picture, "alt_text": "", "caption": ""}]
    assert problems("gallery", {"images": images}) == ["Gallery 1 › images › 2 › alt text: This field is required."]


def test_a_problem_within_columns_says_where_it_is():
    content = [{"type": "heading", "value": {"text": "", "level": "h2"}}]
    value = {"columns": [{"content": content}, {"content": content}]}
    assert problems("columns", value) == [
        f"Columns 1 › columns › {column} › content › 1 › text: This field is required." for column in (1, 2)
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, "Video 1 › url: Give the address of the film."),
        ({"source": "file"}, "Video 1 › video: Choose the film."),
        (
            {"url": "https://vimeo.com/76979871"},
            "Video 1 › url: This is not the address of a film on YouTube.",
        ),
        (
            {"source": "vimeo", "url": "https://example.org/film"},
            "Video 1 › url: This is not the address of a film on Vimeo.",
        ),
    ],
)
def test_a_film_needs_an_address_of_its_provider_or_a_file(changes, message):
    assert problems("video", VIDEO | changes) == [message]
    assert refused_in_a_draft("video", VIDEO | changes) is ("url" in changes)


@pytest.mark.parametrize("at", ["0:00", "1:05", "59:59", "1:02:05", "12:00:00"])
def test_chapters_begin_at_a_moment(at):
    value = VIDEO | {"url": "https://youtu.be/dQw4w9WgXcQ", "chapters": [{"at": at, "title": "To the right"}]}
    assert problems("video", value) == []


@pytest.mark.parametrize("at", ["65", "1:5", "0:60", "1:60:00", "-1:00", "1:05.5", "١:٠٥", "soon"])
def test_what_is_no_moment_is_refused_where_it_stands(at):
    value = VIDEO | {"url": "https://youtu.be/dQw4w9WgXcQ", "chapters": [{"at": at, "title": "To the right"}]}
    assert problems("video", value) == ["Video 1 › chapters › 1 › at: Write it as 1:05 or 1:02:05."]


def test_chapters_are_published_in_the_order_of_time():
    chapters = [
        {"at": "1:02:05", "title": "Last"},
        {"at": "0:08", "title": " Second "},
        {"at": "0:08", "title": "Again"},
        {"at": "later", "title": "Nowhere"},
        {"at": "0:00", "title": ""},
        "no chapter",
    ]
    published = VideoBlock().published({"source": "file", "chapters": chapters}, PublishingContext())
    assert published["chapters"] == [{"at_seconds": 8, "title": "Second"}, {"at_seconds": 3725, "title": "Last"}]
    elsewhere = VideoBlock().published({"source": "youtube", "chapters": chapters}, PublishingContext())
    assert elsewhere["chapters"] == []


def seen_from(*angles, **changes):
    """A film of ours with these further angles: (name, film) or (name, film, offset) each."""
    fields = ("name", "video", "offset_seconds")
    films = [{"offset_seconds": 0, **dict(zip(fields, angle, strict=False))} for angle in angles]
    return VIDEO | {"source": "file", "video": VideoFactory(title="Whole").pk, "angles": films} | changes


def test_a_film_of_ours_has_further_angles():
    back, feet = (VideoFactory().pk for _ in range(2))
    assert problems("video", seen_from(("Back", back, -1.48), ("Feet", feet, 3600), angle="Front")) == []
    assert problems("video", seen_from()) == []
    assert problems("video", VIDEO | {"source": "file", "video": back}) == [], "as it was before there were angles"


@pytest.mark.parametrize("source", ["youtube", "vimeo"])
def test_a_film_elsewhere_has_none(source):
    url = {"youtube": "https://youtu.be/dQw4w9WgXcQ", "vimeo": "https://vimeo.com/76979871"}[source]
    value = seen_from(("Back", VideoFactory().pk), source=source, url=url)
    assert problems("video", value) == ["Video 1 › angles: Only a film of your own can have further angles."]
    assert not refused_in_a_draft("video", value)


def test_each_angle_is_a_film_of_its_own():
    back = VideoFactory(title="From the back").pk
    twice = "Video 1 › angles: The film “{}” is chosen for two angles."
    assert problems("video", seen_from(("Back", back), ("Feet", back))) == [twice.format("From the back")]
    value = seen_from(("Back", back))
    value["angles"][0]["video"] = value["video"]
    assert problems("video", value) == [twice.format("Whole")]


def test_each_angle_has_a_name_of_its_own():
    back, feet = (VideoFactory().pk for _ in range(2))
    missing = "Video 1 › angles › 1 › name: This field is required."
    assert problems("video", seen_from(("", back))) == [missing]
    twice = "Video 1 › angles: Two angles are called “{}”."
    assert problems("video", seen_from(("Back", back), ("back", feet))) == [twice.format("back")]
    assert problems("video", seen_from(("Front", back), angle="FRONT ")) == [twice.format("Front")]
    assert len(problems("video", seen_from(("a" * 31, back)))) == 1


@pytest.mark.parametrize("offset", [3600.1, -3601])
def test_a_camera_begins_within_an_hour_of_the_first(offset):
    (problem,) = problems("video", seen_from(("Back", VideoFactory().pk, offset)))
    assert problem.startswith("Video 1 › angles › 1 › offset seconds: Ensure this value is")


def test_there_are_four_further_angles_at_the_most():
    angles = [(f"Camera {number}", VideoFactory().pk) for number in range(5)]
    assert problems("video", seen_from(*angles[:4])) == []
    (problem,) = problems("video", seen_from(*angles))
    assert problem.startswith("Video 1 › angles: The maximum number of items is 4")


def test_angles_are_published_with_their_films_and_those_without_are_left_out():
    film, back = VideoFactory(), VideoFactory()
    stored = [
        {"type": "item", "id": "a", "value": {"name": " Back ", "video": back.pk, "offset_seconds": -1.4804}},
        {"name": "Feet", "video": back.pk + 1000, "offset_seconds": 0},
        {"name": "", "video": back.pk, "offset_seconds": 0},
        {"name": "Above", "video": back.pk, "offset_seconds": 1e12},
        "no angle",
    ]
    value = {"source": "file", "video": film.pk, "angle": " Front ", "angles": stored}

    def published(**changes):
        (block,) = represent([{"type": "video", "value": value | changes}])
        return block["value"]["angle"], block["value"]["angles"]

    name, angles = published()
    assert name == "Front"
    shown = [(each["name"], each["video"]["id"], each["offset_ms"]) for each in angles]
    assert shown == [("Back", str(back.public_id), -1480), ("Above", str(back.public_id), 0)]
    assert published(source="youtube") == published(video=None) == published(video="gone") == ("", [])


def test_sounds_and_captions_are_files_of_their_kind():
    paper = DocumentFactory(title="Plan", name="plan.pdf").pk
    assert "“Plan” is not of this kind" in problems("audio", {"file": paper, "title": "Vowels"})[0]
    captions = [{"language": "en", "file": paper}]
    value = VIDEO | {"url": "https://youtu.be/dQw4w9WgXcQ", "captions": captions}
    assert "“Plan” is not of this kind" in problems("video", value)[0]


def test_only_houses_of_the_safe_list_are_embedded_even_in_a_draft():
    value = {"url": "https://evil.example/player", "caption": ""}
    assert "Nothing can be shown from this address" in problems("embed", value)[0]
    assert refused_in_a_draft("embed", value)
    assert problems("embed", {"url": "https://vimeo.com/76979871", "caption": ""}) == []


@pytest.mark.parametrize("count", [1, 5])
def test_there_are_two_to_four_columns(count):
    content = [{"type": "quote", "value": {"text": "Words", "attribution": ""}}]
    assert len(problems("columns", {"columns": [{"content": content}] * count})) == 1
    assert problems("columns", {"columns": [{"content": content}] * 2}) == []


@pytest.mark.parametrize(
    ("source", "mistake"),
    [
        ("X:1\nT:Scale\nK:G\nG A B c|", None),
        ("\n\nX: 12\nM:4/4\nK: Dmin\n% a remark\nD2 [FA]z|", None),
        ("T:Scale\nK:G\nGABc|", "begins with its number"),
        ("X:1\nT:Scale\nGABc|", "needs a key"),
        ("X:1\nK:G\n% nothing\n", "no notes"),
        ("", "begins with its number"),
    ],
)
def test_abc_is_read_far_enough_to_tell_what_is_missing(source, mistake):
    found = mistake_in_abc(source)
    assert (found is None) if mistake is None else (mistake in found)


BILLION = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    "<score-partwise><part><measure>&b;</measure></part></score-partwise>"
)
FOREIGN = (
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    "<score-partwise><part><measure>&a;</measure></part></score-partwise>"
)


@pytest.mark.parametrize(
    ("source", "mistake"),
    [
        (MUSICXML, None),
        ("<score-partwise><part></score-partwise>", "not well-formed"),
        ("<html><body/></html>", "not with <html>"),
        ("<score-partwise><part/></score-partwise>", "no measure"),
        (BILLION, "declares entities"),
        (FOREIGN, "declares entities"),
        ('<?xml version="1.0" encoding="no-such"?><score-partwise/>', "not well-formed"),
    ],
)
def test_musicxml_is_read_safely(source, mistake):
    found = mistake_in_musicxml(source)
    assert (found is None) if mistake is None else (mistake in found)


def test_notation_is_checked_when_handed_in_and_not_before():
    value = {"format": "abc", "source": "only an idea", "caption": ""}
    assert "begins with its number" in problems("notation", value)[0]
    assert not refused_in_a_draft("notation", value)


@pytest.mark.parametrize(
    "rows", [[["a", "b"], ["", "d"]], [["one | two", "x"]], [["line\nbreak", ""]], [["only"]], [["", ""], ["a", "b"]]]
)
def test_rows_survive_being_typed(rows):
    assert rows_from_text(rows_as_text(rows)) == rows


def test_rows_pasted_from_a_spreadsheet_are_taken():
    assert rows_from_text("Day\tMinutes\r\nMonday\t30\r\n\r\n") == [["Day", "Minutes"], ["Monday", "30"]]


def test_every_row_is_equally_wide():
    with pytest.raises(ValidationError, match="these have 1, 2"):
        RowsField().clean([["a", "b"], ["c"]])
    with pytest.raises(ValidationError, match="at most"):
        RowsField().clean([["a"] * 13])
    assert "same number of cells" in problems("table", {"caption": "", "rows": [["a", "b"], ["c"]]})[0]


def test_complete_blocks_have_no_problems():
    assert find_problems(CONTENT.to_python(stored_blocks(media_of_each_kind()))) == []


class WatchedLock:
    """A lock that notes when somebody has to wait for it."""

    def __init__(self):
        self._lock = RLock()
        self.waited_for = Event()

    def __enter__(self):
        if not self._lock.acquire(blocking=False):
            self.waited_for.set()
            self._lock.acquire()

    def __exit__(self, *exception):
        self._lock.release()


def test_a_submission_is_checked_in_full_while_a_draft_is_being_saved(monkeypatch):
    """Wagtail switches what is required off on blocks that all threads share; the checks must not see that."""
    block = CONTENT.stream_block
    unfinished = [{"type": "heading", "value": {"text": "", "level": "h2"}}]
    heading = block.child_blocks["heading"]
    original = type(heading).clean

    def stand(self, value):
        failpoint("tests.heading_cleaned")
        return original(self, value)

    monkeypatch.setattr(type(heading), "clean", stand)
    monkeypatch.setattr(field, "_cleaning", lock := WatchedLock())
    with hold("tests.heading_cleaned") as held:
        draft = Runner(lambda: block.clean_deferred(CONTENT.to_python(unfinished)))
        held.wait_until_reached()
        check = Runner(lambda: find_problems(CONTENT.to_python(unfinished)))
        while not lock.waited_for.wait(0.02):
            assert check.is_alive(), f"it did not wait: {check.outcome()}"
    assert not isinstance(draft.outcome(), Exception)
    assert [str(problem) for problem in check.outcome()] == ["Heading 1 › text: This field is required."]
