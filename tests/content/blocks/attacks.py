"""The corpus of attacks, and lessons that carry one in every field that takes text."""

import json
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from content.blocks.assignment import AssignmentBlock
from content.blocks.context import MediaLookup, PublishingContext
from content.blocks.quiz import QuizBlock
from content.blocks.samples import sample_file, sample_picture
from content.blocks.sanitise import TAGS

CORPUS = Path(__file__).parents[2] / "corpora" / "xss.txt"


def attacks():
    lines = CORPUS.read_text().splitlines()
    return [json.loads(line) for line in lines if line and not line.startswith("#")]


class EverythingIsThere(MediaLookup):
    """Media that exist whatever is asked for, so that every template draws its media part."""

    def image(self, key):
        return sample_picture("barre")

    def document(self, key):
        return sample_file("paper.pdf", "application/pdf", 100)

    def video(self, key):
        file = sample_file("film.mp4", "video/mp4", 9)
        own = {"duration_seconds": 3, "stream_url": None, "thumbnails": None, "poster": sample_picture("stage")}
        return {name: part for name, part in file.items() if name not in {"file_name", "is_stamped"}} | own

    def document_address(self, key):
        return "/api/v1/media/5b0c5f1e-65c8-4d6a-9f0e-1f7f5a2a7c11"


CONTEXT = PublishingContext(
    media=EverythingIsThere(),
    lessons={1: "aa1d7c1e-0000-4000-8000-000000000000"},
    quizzes={7: {**QuizBlock.sample, "quiz": "aa1d7c1e-0000-4000-8000-000000000007"}},
    assignments={8: {**AssignmentBlock.sample, "assignment": "aa1d7c1e-0000-4000-8000-000000000008"}},
)


def lesson_with(text):
    """One block of every kind with `text` in each of its texts."""
    simple = [
        ("rich_text", text),
        ("rich_text", f"<p>before {text} after</p>"),
        ("heading", {"text": text, "level": "h2"}),
        ("quote", {"text": text, "attribution": text}),
        ("callout", {"tone": text, "title": text, "text": text}),
        ("table", {"caption": text, "header_row": True, "header_column": True, "rows": [[text, text], [text, text]]}),
        ("code", {"language": text, "code": text}),
        ("notation", {"format": text, "source": text, "caption": text}),
        ("image", {"image": 1, "alt_text": text, "caption": text}),
        ("gallery", {"images": [{"image": 1, "alt_text": text, "caption": text}]}),
        (
            "video",
            {
                "source": "file",
                "url": text,
                "video": 1,
                "title": text,
                "poster": 1,
                "captions": [{"language": text, "file": 1}],
                "chapters": [{"at": "1:05", "title": text}, {"at": text, "title": text}],
                "angle": text,
                "angles": [{"name": text, "video": 2, "offset_seconds": text}],
                "transcript": text,
            },
        ),
        ("video", {"source": "youtube", "url": text, "title": text}),
        ("video", {"source": "youtube", "url": f"https://www.youtube.com/watch?v={text}", "title": text}),
        ("audio", {"file": 1, "title": text, "transcript": text}),
        ("download", {"file": 1, "title": text, "description": text}),
        ("embed", {"url": text, "caption": text}),
        ("embed", {"url": f"https://open.spotify.com/track/{text}", "caption": text}),
        ("link", {"url": text, "title": text}),
    ]
    blocks = [{"type": kind, "value": value, "id": text} for kind, value in simple]
    return [*blocks, {"type": "columns", "id": text, "value": {"columns": [{"content": blocks}, {"content": blocks}]}}]


class AllowedOnly(HTMLParser):
    """Raises for anything in a piece of HTML that the sanitiser does not allow, read by another parser than its own."""

    def handle_starttag(self, tag, attributes):
        assert tag in TAGS, tag
        for name, value in attributes:
            assert tag == "a", (tag, name)
            assert name in {"href", "rel"}, name
            if name == "rel":
                assert value == "noopener noreferrer"
            else:
                assert_harmless(value)

    def handle_comment(self, data):
        raise AssertionError("a comment")

    def handle_decl(self, decl):
        raise AssertionError("a declaration")

    def handle_pi(self, data):
        raise AssertionError("an instruction")


def assert_allowed_only(html):
    parser = AllowedOnly()
    parser.feed(html)
    parser.close()


def assert_harmless(address):
    assert address == address.strip()
    assert not any(ord(letter) <= 32 or ord(letter) == 127 for letter in address)
    assert not address.startswith("//")
    assert "\\" not in address
    parts = urlsplit(address)
    if parts.scheme:
        assert parts.scheme in {"http", "https", "mailto", "tel"}
        assert parts.scheme in {"mailto", "tel"} or parts.netloc
    else:
        assert address.startswith(("/", "#"))
