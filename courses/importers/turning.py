"""Problems that were kept when a course was brought in, as quizzes of its lessons: for courses older than questions."""

import json
import posixpath
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.operations.holding import hold_person
from assessments.importers.questions import LeftOut
from content.blocks.stream import stored_stream
from courses.importers.assets import FileChecker, MediaShelf
from courses.importers.html_blocks import BlockWriter, Settings
from courses.importers.olx import note_of_exercises
from courses.importers.olx_problems import read_problem, refuse_what_was_lost
from courses.importers.package import Block, CourseDraft, LessonDraft, Problem, QuizDraft, QuizRef
from courses.importers.quizzes import write_quizzes
from courses.importers.references import References
from courses.importers.report import Report
from courses.importers.stored import Storing
from courses.models import Course, ImportedPage, ImportedProblem, ImportSource, LessonPage
from kit import audit
from kit.archive import Limits, Source
from kit.failpoints import failpoint
from media.models import Document

LONGEST_TITLE = 200


@dataclass(slots=True)
class _Lesson:
    page: LessonPage
    origin: ImportedPage
    problems: list[ImportedProblem]
    content: list[Block]
    turned: list[ImportedProblem] = field(default_factory=list)
    # Each quiz with the place in the lesson where its problems stood.
    quizzes: list[tuple[int, QuizDraft]] = field(default_factory=list)


def turn_problems(course: Course, *, actor: Any) -> Report:
    """Make questions of the problems kept with the course's lessons, where they can be; those are kept no more.

    The report has a line for each problem. Doing it again finds only those that stay.
    """
    report = Report()
    draft = CourseDraft(identity="", title=str(course), report=report)
    with tempfile.TemporaryDirectory(prefix="kept-problems-") as place:
        shelf: MediaShelf | None = None
        try:
            with transaction.atomic():
                source = ImportSource.objects.filter(course_page__course=course).select_related("producer").first()
                producer = source.producer if source else course.owner
                hold_person(producer.pk)
                Course.objects.select_for_update(no_key=True).get(pk=course.pk)
                failpoint("turn_problems.locked")
                lessons = list(_lessons_of(course))
                kept = [problem for lesson in lessons for problem in lesson.problems]
                documents = _documents_of(kept)
                files = Source("kept", _copies(documents, Path(place)), Limits.from_settings(), [])
                hashes = {path: document.file_hash for path, document in documents.items()}
                shelf = MediaShelf(draft, files, producer, hashes)
                for lesson in lessons:
                    _turn(lesson, files, report)
                    if lesson.turned:
                        _write(lesson, shelf, actor)
        except BaseException:
            if shelf:
                shelf.take_back()
            raise
    return report


def _lessons_of(course: Course) -> Iterator[_Lesson]:
    kept = ImportedProblem.objects.filter(lesson__course=course, notation="olx").order_by("position", "pk")
    of_lesson: dict[int, list[ImportedProblem]] = {}
    for problem in kept:
        of_lesson.setdefault(problem.lesson_id, []).append(problem)
    pages = LessonPage.objects.filter(lesson__in=of_lesson, removed_at=None).order_by("path")
    origins = {one.page_id: one for one in ImportedPage.objects.filter(page__in=pages).select_related("source")}
    for page in pages:
        if page.pk in origins:
            draft = page.get_latest_revision_as_object()
            content = stored_stream(draft.content)
            yield _Lesson(draft, origins[page.pk], of_lesson.pop(page.lesson_id, []), content)


def _documents_of(problems: list[ImportedProblem]) -> dict[str, Document]:
    """The files that problems show, by paths of their own."""
    wanted = {_path_of(problem, name): key for problem in problems for name, key in problem.files.items()}
    found = {str(one.public_id): one for one in Document.objects.filter(public_id__in=wanted.values())}
    return {path: found[key] for path, key in wanted.items() if key in found and found[key].file}


def _copies(documents: dict[str, Document], place: Path) -> dict[str, Path]:
    copies = {}
    for number, (path, document) in enumerate(documents.items()):
        copies[path] = place / str(number)
        with document.file.open("rb") as stored, copies[path].open("wb") as copy:
            copy.writelines(stored.chunks())
    return copies


def _path_of(problem: ImportedProblem, name: str) -> str:
    return posixpath.normpath(f"{problem.pk}/{name}")


def _turn(lesson: _Lesson, files: Source, report: Report) -> None:
    checker = FileChecker(files)
    for problem in lesson.problems:
        try:
            turned = read_problem(problem.source, partial(_blocks, problem, files, checker))
        except LeftOut as reason:
            report.left_out(problem.source_path, "problem", str(reason))
            continue
        place = min(problem.position, len(lesson.content))
        last = lesson.quizzes[-1] if lesson.quizzes else None
        if last and last[0] == place and last[1].rules == turned.rules:
            quiz = last[1]
            quiz.title = lesson.page.title[:LONGEST_TITLE]
        else:
            asked = sum(block.get("type") == "quiz" for block in lesson.content[:place])
            path = f"{lesson.origin.path}#quiz/{asked + len(lesson.quizzes) + 1}"
            quiz = QuizDraft(path, (problem.title or lesson.page.title)[:LONGEST_TITLE], rules=turned.rules)
            lesson.quizzes.append((place, quiz))
        quiz.questions += [
            {**question, "id": f"{problem.source_path}#{number}"} for number, question in enumerate(turned.questions)
        ]
        lesson.turned.append(problem)
        report.taken(problem.source_path, "problem", "; ".join(turned.remarks))


def _blocks(problem: ImportedProblem, files: Source, checker: FileChecker, html: str) -> list[Block]:
    def file_at(name: str) -> str | None:
        path = _path_of(problem, f"/{name}")
        return path if path in files else None

    inner = Report()
    references = References("", lesson_at=lambda _name: None, file_at=file_at, why_unfit=checker.why_unfit)
    settings = Settings(
        path=problem.source_path,
        title=problem.title,
        rank_headings=True,
        why_no_picture=lambda path: checker.why_unfit(path, as_picture=True),
    )
    blocks = BlockWriter(settings, references, inner).write(html)
    refuse_what_was_lost(inner)
    return blocks


def _write(lesson: _Lesson, shelf: MediaShelf, actor: Any) -> None:
    drafts = [quiz for _place, quiz in lesson.quizzes]
    storing = Storing(shelf, {})
    keys = dict(write_quizzes(drafts, lesson.origin.source, storing, actor=actor))
    content = list(lesson.content)
    for place, quiz in reversed(lesson.quizzes):
        block = {"type": "quiz", "value": {"quiz": QuizRef(quiz.path), "is_required": False}}
        content[place:place] = Storing(shelf, {}, keys).stream([block])
    page = lesson.page
    written: Any = json.dumps(_without_note(content, lesson))
    page.content = written
    page.draft_title = page.title
    page.save(clean=False)
    page.save_revision(user=actor, clean=False)
    ImportedProblem.objects.filter(pk__in=[problem.pk for problem in lesson.turned]).delete()
    audit.record(page, "courses.turn_problems", actor, problems=len(lesson.turned))


def _without_note(content: list[Block], lesson: _Lesson) -> list[Block]:
    """The content without what stood in a lesson of nothing but problems."""
    note = _note(lesson.problems)
    return [block for block in content if block.get("type") != note["type"] or block.get("value") != note["value"]]


def _note(problems: list[ImportedProblem]) -> Block:
    kept = [Problem(one.source_path, one.title, "", one.position) for one in problems]
    return note_of_exercises(LessonDraft("", "", problems=kept))
