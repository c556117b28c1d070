"""A neutral course as a draft of the producer's: made whole or not at all, and the same draft the second time."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.models import Page

from accounts.operations.holding import hold_person
from courses.enums import NodeKind
from courses.importers.assets import MediaShelf
from courses.importers.course_fields import course_values, set_collections
from courses.importers.fitting import RESOURCES
from courses.importers.package import ChapterDraft, CourseDraft, LessonDraft
from courses.importers.quizzes import write_quizzes
from courses.importers.stored import Storing
from courses.models import (
    Course,
    CoursePage,
    CourseTreePage,
    ImportedPage,
    ImportedProblem,
    ImportSource,
    LessonPage,
)
from courses.operations.removal import remove_page, restore_page
from courses.operations.tree import Sketch, add_many, create_course
from kit import audit, clock
from kit.archive import Source
from kit.errors import NotAllowed
from kit.failpoints import failpoint
from media.models import Document

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The draft that was made, or found and brought up to date."""

    page: CoursePage
    is_new: bool


def load_course(
    draft: CourseDraft, source: Source, producer: Any, *, actor: Any, progress: Progress | None = None
) -> Loaded:
    """Write the course as a draft that belongs to `producer`, or bring the draft of an earlier import up to date.

    All is written in one transaction; when anything fails, neither rows nor files are left.
    """
    shelf = MediaShelf(draft, source, producer)
    try:
        with transaction.atomic():
            return _Load(draft, shelf, producer, actor, progress or (lambda _stage, _done, _total: None)).run()
    except BaseException:
        shelf.take_back()
        raise


class _Load:
    def __init__(self, draft: CourseDraft, shelf: MediaShelf, producer: Any, actor: Any, progress: Progress) -> None:
        self._draft = draft
        self._shelf = shelf
        self._producer = producer
        self._actor = actor
        self._progress = progress
        self._pages: dict[str, CourseTreePage] = {}
        self._hashes: dict[str, str] = {}

    def run(self) -> Loaded:
        known = self._known_source()
        if known is None:
            page, is_new = self._create_course(), True
            known = ImportSource.objects.create(
                producer=self._producer, identity=self._draft.identity, course_page=page
            )
        else:
            page, is_new = self._update_course(known.course_page), False
            self._read_known(known)
        self._place(page, self._draft.children)
        failpoint("import_course.placed")
        self._write_lessons(known)
        self._remove_gone(known)
        self._remember(known)
        report = self._draft.report.as_json()
        counts = {name: report[name] for name in ("elements", "taken", "adapted", "left_out")}
        audit.record(page, "courses.import", self._actor, package=self._draft.identity, **counts)
        return Loaded(page, is_new)

    def _known_source(self) -> ImportSource | None:
        # Two imports of one package take turns here; the second finds the draft of the first.
        hold_person(self._producer.pk)
        known = (
            ImportSource.objects.filter(producer=self._producer, identity=self._draft.identity)
            .select_related("course_page")
            .first()
        )
        if known and not Course.objects.editable_by(self._producer).filter(pk=known.course_page.course_id).exists():
            raise NotAllowed
        return known

    # The course.

    def _create_course(self) -> CoursePage:
        storing = Storing(self._shelf, {})
        page = create_course(
            self._producer,
            title=self._draft.title,
            actor=self._actor,
            **course_values(self._draft.fields, storing, self._shelf),
        )
        if set_collections(page, self._draft.fields):
            self._save(page)
        return page

    def _update_course(self, stored: CoursePage) -> CoursePage:
        Course.objects.select_for_update(no_key=True).get(pk=stored.course_id)
        page: CoursePage = stored.get_latest_revision_as_object()
        storing = Storing(self._shelf, {})
        values = {"title": self._draft.title, **course_values(self._draft.fields, storing, self._shelf)}
        before = page.serializable_data()
        for name, value in values.items():
            setattr(page, name, value)
        set_collections(page, self._draft.fields)
        if page.serializable_data() != before:
            self._save(page)
        return page

    def _save(self, page: CourseTreePage) -> None:
        page.draft_title = page.title
        page.save(clean=False)
        page.save_revision(user=self._actor, clean=False)

    # Chapters and lessons: first their places, then their words, since words link to places.

    def _read_known(self, known: ImportSource) -> None:
        below = Page.objects.descendant_of(known.course_page).values("pk")
        for one in ImportedPage.objects.filter(source=known, page__in=below).select_related("page"):
            self._pages[one.path] = one.page.specific
            self._hashes[one.path] = one.content_hash

    def _place(self, parent: CourseTreePage, children: list[ChapterDraft | LessonDraft]) -> None:
        """Have a page for each child under `parent`, in the order of the package."""
        new = [child for child in children if key_of(child) not in self._pages]
        self._add(parent, new)
        self._keep(parent, [child for child in children if child not in new])
        if len(new) != len(children):
            self._order(parent, [self._pages[key_of(child)] for child in children])

    def _add(self, parent: CourseTreePage, new: list[ChapterDraft | LessonDraft]) -> None:
        """New children with all below them that is new as well; what is known below them is moved there."""
        if not new:
            return
        whole = [child for child in new if not self._holds_known(child)]
        made = add_many(parent, [_sketch(child) for child in whole], actor=self._actor)
        nodes = [node for child in whole for node in _flat(child)]
        for node, page in zip(nodes, made, strict=True):
            self._pages[key_of(node)] = page
        for child in new:
            if isinstance(child, ChapterDraft) and self._holds_known(child):
                alone = ChapterDraft(child.path, child.title, child.description, child.fields)
                self._pages[key_of(child)] = add_many(parent, [_sketch(alone)], actor=self._actor)[0]
                self._place(self._pages[key_of(child)], child.children)

    def _holds_known(self, child: ChapterDraft | LessonDraft) -> bool:
        return any(key_of(one) in self._hashes for one in _flat(child))

    def _keep(self, parent: CourseTreePage, known: list[ChapterDraft | LessonDraft]) -> None:
        for child in known:
            page = self._fresh(key_of(child))
            if page.removed_at is not None:
                restore_page(page, actor=self._actor)
                page = self._fresh(key_of(child))
            if page.get_parent().pk != parent.pk:
                page.move(self._reread(parent), pos="last-child", user=self._actor)
                page = self._fresh(key_of(child))
            if isinstance(child, ChapterDraft):
                self._update_chapter(page, child)
                self._place(page, child.children)

    def _update_chapter(self, stored: CourseTreePage, chapter: ChapterDraft) -> None:
        page = stored.get_latest_revision_as_object()
        values = {"title": chapter.title, "description": chapter.description, **chapter.fields}
        if any(getattr(page, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(page, name, value)
            self._save(page)

    def _order(self, parent: CourseTreePage, wanted: list[CourseTreePage]) -> None:
        """Children of the package in its order; what the producer added beside them follows."""
        keys = [page.pk for page in wanted]
        before: CourseTreePage | None = None
        for key in keys:
            now = list(self._reread(parent).get_children().order_by("path").values_list("pk", flat=True))
            expected = now.index(before.pk) + 1 if before else 0
            page = Page.objects.get(pk=key).specific
            if now.index(key) != expected:
                if before is None:
                    page.move(self._reread(parent), pos="first-child", user=self._actor)
                else:
                    page.move(self._reread(before), pos="right", user=self._actor)
                page = Page.objects.get(pk=key).specific
            before = page

    def _fresh(self, key: str) -> CourseTreePage:
        self._pages[key] = self._reread(self._pages[key])
        return self._pages[key]

    @staticmethod
    def _reread(page: Page) -> CourseTreePage:
        found: CourseTreePage = Page.objects.get(pk=page.pk).specific
        return found

    def _write_lessons(self, known: ImportSource) -> None:
        lessons = list(self._draft.lessons())
        page_of = {lesson.path: self._pages[key_of(lesson)].pk for lesson in lessons}
        quizzes = write_quizzes(self._draft.quizzes, known, Storing(self._shelf, page_of), actor=self._actor)
        storing = Storing(self._shelf, page_of, dict(quizzes))
        for number, lesson in enumerate(lessons, start=1):
            self._progress("writing", number, len(lessons))
            values = lesson_values(lesson, storing)
            digest = hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()
            key = key_of(lesson)
            if self._hashes.get(key) != digest:
                page = self._reread(self._pages[key])
                self._write_lesson(page, values, is_new=key not in self._hashes)
                self._hashes[key] = digest
            self._write_problems(self._pages[key], lesson)

    def _write_lesson(self, page: CourseTreePage, values: dict[str, Any], *, is_new: bool) -> None:
        draft = page if is_new else page.get_latest_revision_as_object()
        for name, value in values.items():
            setattr(draft, name, json.dumps(value) if name in {"content", "resources"} else value)
        if not is_new:
            self._save(draft)
            return
        # The page was made a moment ago in this transaction: its first revision gets the words it was made for.
        # (Search and references read the page after the commit, so that saving need not tell them.)
        LessonPage.objects.filter(pk=draft.pk).update(
            **{name: getattr(draft, name) for name in values.keys() - {"title"}}
        )
        revision = draft.latest_revision
        revision.content = draft.serializable_data()
        revision.object_str = str(draft)
        revision.save(update_fields=["content", "object_str"])

    def _write_problems(self, page: CourseTreePage, lesson: LessonDraft) -> None:
        row = page.lesson_id
        kept = [problem.path for problem in lesson.problems]
        ImportedProblem.objects.filter(lesson_id=row).exclude(source_path__in=kept).delete()
        for problem in lesson.problems:
            files = {name: str(self._shelf.medium(ref.path, Document).public_id) for name, ref in problem.files.items()}
            ImportedProblem.objects.update_or_create(
                lesson_id=row,
                source_path=problem.path,
                defaults={
                    "position": problem.position,
                    "notation": problem.notation,
                    "title": problem.title,
                    "source": problem.source,
                    "files": files,
                },
            )

    # What the next import must know.

    def _remove_gone(self, known: ImportSource) -> None:
        kept = {page.pk for page in self._pages_of_draft().values()}
        gone = ImportedPage.objects.filter(source=known).exclude(page_id__in=kept).select_related("page")
        for one in sorted(gone, key=lambda gone_page: str(gone_page.page.path)):
            if page := Page.objects.filter(pk=one.page_id).first():
                self._remove_one(page.specific, kept)

    def _remove_one(self, page: CourseTreePage, kept: set[int]) -> None:
        """Take the page out, unless something stands in it that the package or the producer keeps there."""
        below = set(Page.objects.descendant_of(page).values_list("pk", flat=True))
        ours = set(ImportedPage.objects.filter(page_id__in=below).values_list("page_id", flat=True))
        if below & kept or below - ours:
            return
        remove_page(page, actor=self._actor)

    def _pages_of_draft(self) -> dict[str, CourseTreePage]:
        keys = [key_of(one) for child in self._draft.children for one in _flat(child)]
        return {key: self._pages[key] for key in keys}

    def _remember(self, known: ImportSource) -> None:
        ours = self._pages_of_draft()
        ImportedPage.objects.filter(source=known, page__in=[page.pk for page in ours.values()]).delete()
        ImportedPage.objects.filter(source=known, path__in=list(ours)).delete()
        ImportedPage.objects.bulk_create(
            ImportedPage(source=known, path=key, page_id=page.pk, content_hash=self._hashes.get(key, ""))
            for key, page in ours.items()
        )
        known.imported_at = clock.now()
        known.save(update_fields=["imported_at"])


def key_of(node: ChapterDraft | LessonDraft) -> str:
    """What the next import of the package knows the page by."""
    key = node.key if isinstance(node, LessonDraft) and node.key else node.path
    return key if len(key) <= 1000 else f"{key[:900]}…{hashlib.sha256(key.encode()).hexdigest()}"


def lesson_values(lesson: LessonDraft, storing: Storing) -> dict[str, Any]:
    """The lesson's fields as they are stored, streams as raw lists."""
    fields = {name: value for name, value in lesson.fields.items() if name != "resources"}
    return {
        "title": lesson.title,
        **fields,
        "content": storing.stream(lesson.blocks),
        "resources": storing.stream(lesson.fields.get("resources", []), RESOURCES),
    }


def _sketch(node: ChapterDraft | LessonDraft) -> Sketch:
    if isinstance(node, LessonDraft):
        return Sketch(NodeKind.LESSON, node.title)
    fields = {"description": node.description, **node.fields}
    return Sketch(NodeKind.CHAPTER, node.title, fields, [_sketch(child) for child in node.children])


def _flat(node: ChapterDraft | LessonDraft) -> list[ChapterDraft | LessonDraft]:
    """The node and all below it, parents first, as `add_many` answers them."""
    if isinstance(node, LessonDraft):
        return [node]
    return [node, *(one for child in node.children for one in _flat(child))]
