"""Two published courses full of canaries: words of which each stands in one place that only some people may read.

Titles and summaries of published lessons bear none: the contents of a course show them to everybody.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Picture
from PIL.PngImagePlugin import PngInfo
from wagtail.models import Comment

from accounts.enums import Role
from assessments.models import Assignment, Quiz
from courses.models import Course, ImportedProblem, LessonPage
from courses.operations.submissions import submit_course
from courses.operations.tree import add_lesson
from media.models import Document, Image, Video
from tests.content.blocks.stored import stored_blocks, stored_resources
from tests.factories.accounts import UserFactory
from tests.factories.assignments import criterion, new_assignment
from tests.factories.courses import Tree
from tests.factories.media import DocumentFactory, ImageFactory, VideoFactory, file_bytes
from tests.factories.quizzes import asks, draw, items, new_bank, new_quiz, stored
from tests.factories.submissions import approve_and_publish, ready_course

# Stands beside every canary in a text and nowhere else: what an outsider would search for.
WORD = "petrichor"
CANARY = re.compile(r"canary\d{5}x")
PROSE = {"text", "attribution", "title", "caption", "code", "alt_text", "transcript", "description"}
_numbers = count(1)


class Kept(StrEnum):
    """From whom a canary is kept."""

    CLOSED = "closed"  # for who has a seat
    DRAFT = "draft"  # for who writes the course
    OPEN = "open"  # for everybody


@dataclass(frozen=True)
class Planted:
    course: str
    kept: Kept
    place: str


@dataclass
class Seeded:
    """One course, its files, and its lessons by how they are kept."""

    name: str
    tree: Tree
    media: list[Any] = field(default_factory=list)
    lessons: dict[Kept, list[LessonPage]] = field(default_factory=dict)

    @property
    def course(self) -> Course:
        return self.tree.course


class Seeder:
    """Makes canaries for one course and remembers where each stands."""

    def __init__(self, name: str, planted: dict[str, Planted]) -> None:
        self.name, self.planted = name, planted

    def word(self, kept: Kept, place: str) -> str:
        canary = f"canary{next(_numbers):05}x"
        self.planted[canary] = Planted(self.name, kept, place)
        return canary

    def mark(self, value: Any, kept: Kept, place: str) -> Any:
        """Raw stream data with a canary in every text that people read."""
        if isinstance(value, list):
            return [self.mark(one, kept, f"{place}[{number}]") for number, one in enumerate(value)]
        if isinstance(value, dict):
            if "type" in value and "value" in value:
                place = f"{place} {value['type']}"
                if value["type"] == "rich_text":
                    return {**value, "value": self._html(value["value"], kept, place)}
            return {key: self._mark_field(key, one, kept, f"{place}.{key}") for key, one in value.items()}
        return value

    def _mark_field(self, key: str, value: Any, kept: Kept, place: str) -> Any:
        if not isinstance(value, str):
            return self._mark_rows(value, kept, place) if key == "rows" else self.mark(value, kept, place)
        if value.startswith("<?xml"):
            return f"{value}<!-- {WORD} {self.word(kept, place)} -->"
        if value.startswith("https://example.org/"):
            return f"{value}/{self.word(kept, place)}"
        if value.startswith("<p>"):
            return self._html(value, kept, place)
        if key in PROSE:
            return f"{value} {WORD} {self.word(kept, place)}"
        return "h2" if key == "level" else value

    def _mark_rows(self, rows: list[list[str]], kept: Kept, place: str) -> list[list[str]]:
        return [[f"{cell} {WORD} {self.word(kept, place)}" for cell in row] for row in rows]

    def _html(self, html: str, kept: Kept, place: str) -> str:
        return f"{html}<p>{WORD} {self.word(kept, place)}</p>"

    def files(self, owner: Any, kept: Kept) -> tuple[dict[str, int], list[Any]]:
        """One file of each kind, with canaries in its title, name and bytes; keys as `stored_blocks` wants them."""

        def document(key: str, ending: str) -> Document:
            name = f"{self.word(kept, f'name of {key}')}.{ending}"
            content = file_bytes(name) + f"\n{self.word(kept, f'bytes of {key}')}\n".encode()
            title = f"{WORD} {self.word(kept, f'title of {key}')}"
            return DocumentFactory(title=title, uploaded_by_user=owner, file=ContentFile(content, name=name))

        def title(key: str) -> str:
            return f"{WORD} {self.word(kept, f'title of {key}')}"

        image = ImageFactory(
            title=title("image"),
            uploaded_by_user=owner,
            width=400,
            height=300,
            file=ContentFile(
                picture_with(self.word(kept, "bytes of image")), name=f"{self.word(kept, 'name of image')}.png"
            ),
        )

        def film(key: str) -> Video:
            content = file_bytes("film.mp4") + self.word(kept, f"bytes of {key}").encode()
            file = ContentFile(content, name=f"{self.word(kept, f'name of {key}')}.mp4")
            return VideoFactory(title=title(key), uploaded_by_user=owner, file=file)

        made: dict[str, Document | Image | Video] = {
            "image": image,
            "film": film("film"),
            "sound": document("sound", "mp3"),
            "captions": document("captions", "vtt"),
            "paper": document("paper", "pdf"),
            "back": film("back"),
        }
        asked = {"quiz": self.quiz(owner, kept).pk, "assignment": self.assignment(owner, kept).pk}
        return {**{key: one.pk for key, one in made.items()}, **asked}, list(made.values())

    def assignment(self, owner: Any, kept: Kept) -> Assignment:
        """An assignment whose title the lesson shows, and whose brief and rubric those may read who read the lesson."""

        def secret(place: str) -> str:
            return f"{WORD} {self.word(kept, place)}"

        rubric = [criterion(1, secret("criterion"), (secret("level"), 0), ("better", 4))]
        return new_assignment(owner, title=secret("title of assignment"), brief=asks(secret("brief")), rubric=rubric)

    def quiz(self, owner: Any, kept: Kept) -> Quiz:
        """A quiz whose title the lesson shows. Its questions and answers are told by attempts alone."""

        def secret(place: str) -> str:
            return f"{WORD} {self.word(Kept.DRAFT, place)}"

        question = stored("short_text", 1, content=asks(secret("question")), accepted=items(secret("answer")))
        said = {"feedback_right": secret("feedback"), "feedback_wrong": secret("feedback")}
        question["value"].update(said)
        kept_in_bank = stored(
            "short_text", 2, content=asks(secret("question in a bank")), accepted=items(secret("answer in a bank"))
        )
        bank = new_bank(owner, title=secret("title of bank"), questions=[kept_in_bank])
        questions = [question, draw(1, bank)]
        title = f"{WORD} {self.word(kept, 'title of quiz')}"
        return new_quiz(owner, title=title, introduction=f"<p>{secret('introduction')}</p>", questions=questions)

    def fill(self, lesson: LessonPage, owner: Any, kept: Kept) -> list[Any]:
        """Write canaries into the lesson's draft: every kind of block, the resources, files of its own."""
        keys, files = self.files(owner, kept)
        draft = lesson.get_latest_revision_as_object()
        draft.content = self.stream(draft, "content", stored_blocks(keys), kept)
        draft.resources = self.stream(draft, "resources", stored_resources(keys), kept)
        draft.is_preview = kept == Kept.OPEN
        draft.save_revision(user=owner)
        if kept == Kept.CLOSED:
            ImportedProblem.objects.create(
                lesson=lesson.lesson,
                source_path=f"{self.word(Kept.DRAFT, 'path of a problem')}.xml",
                position=1,
                title=f"{WORD} {self.word(Kept.DRAFT, 'title of a problem')}",
                source=f"<problem>{WORD} {self.word(Kept.DRAFT, 'problem')}</problem>",
            )
        return files

    def stream(self, page: Any, name: str, blocks: list[Any], kept: Kept) -> Any:
        return page._meta.get_field(name).stream_block.to_python(self.mark(blocks, kept, f"{kept} {name}"))


def picture_with(words: str) -> bytes:
    """A PNG that bears `words` in its metadata."""
    out, info = BytesIO(), PngInfo()
    info.add_text("Comment", words)
    Picture.new("RGB", (400, 300), "#336699").save(out, "PNG", pnginfo=info)
    return out.getvalue()


def plant(name: str, planted: dict[str, Planted], *, reviewer: Any, **fields: Any) -> Seeded:
    """A course through writing, review and publication, and then written on."""
    owner = UserFactory(roles=[Role.LEARNER, Role.PRODUCER], display_name=f"Producer of {name}")
    seeder = Seeder(name, planted)
    tree = ready_course(owner, title=f"Course {name}", **fields)
    seeded = Seeded(name, tree)
    *closed, opened = tree.lessons
    for lesson in closed:
        seeded.media += seeder.fill(lesson, owner, Kept.CLOSED)
    seeder.fill(opened, owner, Kept.OPEN)
    approve_and_publish(submit_course(tree.course, actor=owner), reviewer=reviewer)
    tree.course.refresh_from_db()
    seeded.lessons = {Kept.CLOSED: closed, Kept.OPEN: [opened], Kept.DRAFT: [write_on(seeder, seeded, owner)]}
    return seeded


def write_on(seeder: Seeder, seeded: Seeded, owner: Any) -> LessonPage:
    """Edit every page of a published course, add a lesson and a remark, and hand the course in again."""

    def secret(place: str) -> str:
        return f"{WORD} {seeder.word(Kept.DRAFT, place)}"

    tree = seeded.tree
    for lesson in tree.lessons:
        seeded.media += seeder.fill(lesson, owner, Kept.DRAFT)
        draft = lesson.get_latest_revision_as_object()
        draft.title, draft.summary = secret("lesson's title"), secret("lesson's summary")
        draft.is_preview = lesson == tree.lessons[-1]
        draft.save_revision(user=owner)
    for chapter in tree.chapters:
        draft = chapter.get_latest_revision_as_object()
        draft.title, draft.description = secret("chapter's title"), secret("chapter's description")
        draft.save_revision(user=owner)
    draft = tree.page.get_latest_revision_as_object()
    draft.title, draft.summary = secret("course's title"), secret("course's promise")
    draft.description = f"<p>{secret('description')}</p>"
    draft.thumbnail_alt = secret("thumbnail_alt")
    draft.save_revision(user=owner)
    added = add_lesson(tree.page, title=secret("new lesson's title"), actor=owner)
    seeded.media += seeder.fill(added, owner, Kept.DRAFT)
    Comment.objects.create(page=added, user=owner, text=secret("remark"), contentpath="title", position="")
    submit_course(tree.course, actor=owner, note=secret("note to the reviewer"))
    return added
