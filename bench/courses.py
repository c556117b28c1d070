"""Multiplies the template courses: their rows, and the documents that publication made of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from psycopg.sql import SQL, Composable, Literal
from wagtail.models import Page, Revision

from bench.clone import (
    NUMBER,
    Change,
    Clones,
    Graph,
    Model,
    Row,
    cloned_uuid,
    clones_of,
    joined,
    move_sequences,
    read,
)
from bench.steps import Tell
from commerce.models import Price
from courses.documents.assembly import build_of, source_text_of
from courses.documents.frozen import FrozenPage
from courses.documents.outline import chapter_id
from courses.models import (
    ChapterPage,
    Course,
    CourseDocument,
    CourseFigures,
    CourseIndexPage,
    CoursePage,
    CoursePublication,
    CourseSubmission,
    CourseTag,
    FrozenNode,
    Lesson,
    LessonDocument,
    LessonPage,
)

# All clones of courses, counted from nought over all templates: the one called `number` of `template`, its place in the
# tree, and the names that its documents give its chapters.
FORGET = "DROP TABLE IF EXISTS pg_temp.bench_course"
PLAN = """
CREATE TEMPORARY TABLE bench_course (
    place int PRIMARY KEY, template bigint, number int, step text, chapters text[]
)
"""


@dataclass(frozen=True)
class Template:
    """A template course and its clones."""

    course: Course
    clones: Clones
    copies: int

    def source(self, start: int, end: int) -> Composable:
        """Its clones from `start` to before `end`."""
        return SQL(
            "bench_course AS clone WHERE clone.template = {} AND clone.number >= {} AND clone.number < {}"
        ).format(Literal(self.course.pk), Literal(start), Literal(end))


def multiply_courses(templates: list[Course], wanted: int, tell: Tell = lambda done: None) -> list[Template]:
    """Clone the templates in turn until there are `wanted` courses with them, each with its documents."""
    index = CourseIndexPage.objects.get()
    copies = wanted - len(templates)
    steps = islice(places_under(index), copies)
    with connection.cursor() as cursor:
        cursor.execute(FORGET)
        cursor.execute(PLAN)
        cursor.executemany(
            "INSERT INTO bench_course VALUES (%s, %s, %s, %s)",
            [
                (place, templates[place % len(templates)].pk, place // len(templates), step)
                for place, step in enumerate(steps)
            ],
        )
    made = []
    for turn, course in enumerate(templates):
        clones = clones_of(course_graph(course))
        template = Template(course, clones, copies=len(range(turn, copies, len(templates))))
        clones.insert_all(template.source(0, template.copies))
        tell((turn + 0.5) / len(templates))
        clones_of(document_graph(template), outside_of(template)).insert_all(template.source(0, template.copies))
        move_sequences([*clones.graph.size, CourseDocument, LessonDocument])
        tell((turn + 1) / len(templates))
        made.append(template)
    Page.objects.filter(pk=index.pk).update(numchild=index.numchild + copies)
    return made


def places_under(index: CourseIndexPage) -> Iterator[str]:
    """The last steps of the paths of the index's next children."""
    number = index.numchild
    while True:
        number += 1
        yield Page._int2str(number).rjust(Page.steplen, Page.alphabet[0])


def course_graph(template: Course) -> Graph:
    """All rows that are one course, its documents apart."""
    root = CoursePage.objects.get(course=template)
    pages = Page.objects.filter(path__startswith=root.path)
    keys = pages.values("pk")
    types = ContentType.objects.get_for_models(Page).values()
    rows = read(
        [
            Course.objects.filter(pk=template.pk),
            Lesson.objects.filter(course=template),
            pages,
            CoursePage.objects.filter(pk=root.pk),
            ChapterPage.objects.filter(pk__in=keys),
            LessonPage.objects.filter(pk__in=keys),
            CoursePage.styles.through.objects.filter(coursepage=root),
            CourseTag.objects.filter(content_object=root),
            Revision.objects.filter(
                base_content_type__in=types, object_id__in=[str(pk) for pk in keys.values_list("pk", flat=True)]
            ),
            CourseSubmission.objects.filter(course=template),
            FrozenNode.objects.filter(submission__course=template),
            CoursePublication.objects.filter(course=template),
            CourseFigures.objects.filter(course=template),
            Price.objects.filter(sellable_id=template.public_id),
        ]
    )

    def new_path(path: str, row: Row, clones: Clones) -> Composable:
        return joined(Literal(root.path[: -Page.steplen]), SQL("clone.step"), Literal(path[len(root.path) :]))

    def draft(content: dict[str, Any], row: Row, clones: Clones) -> Composable:
        changed = {
            "pk": clones.key(Page, content["pk"]),
            "path": new_path(content["path"], row, clones),
            "slug": numbered_slug(content["slug"]),
            **{
                name: clones.key(model, content[name])
                for name, model in (("course", Course), ("lesson", Lesson))
                if name in content
            },
        }
        pairs = (part for name, value in changed.items() for part in (Literal(name), value))
        return SQL("({}::jsonb || jsonb_build_object({}))").format(
            clones.graph.text(json.dumps(content)), SQL(", ").join(pairs)
        )

    changes: dict[tuple[Model, str], Change] = {
        (Course, "slug"): lambda slug, row, clones: numbered_slug(slug),
        (Page, "path"): new_path,
        (Page, "slug"): lambda slug, row, clones: numbered_slug(slug),
        (Revision, "object_id"): lambda value, row, clones: clones.key(Page, int(value)),
        (Revision, "content"): draft,
        (CourseSubmission, "workflow_state_id"): lambda value, row, clones: SQL("NULL"),
        (FrozenNode, "page_id"): lambda value, row, clones: clones.key(Page, value),
        (FrozenNode, "parent_page_id"): lambda value, row, clones: clones.key(Page, value),
    }
    return Graph(rows, changes)


def numbered_slug(slug: str) -> Composable:
    return joined(Literal(f"{slug}-"), SQL("{} + 2").format(NUMBER))


def outside_of(template: Template) -> dict[Model, dict[Any, Composable]]:
    """The keys of the clones' rows, for other graphs to refer to."""
    return {model: template.clones.keys(model) for model in (Course, Lesson, CourseSubmission)}


def document_graph(template: Template) -> Graph:
    """The live documents of a template, with the words that differ in those of its clones."""
    course = template.course
    build = build_of(CourseSubmission.objects.get(course=course))
    slug = '"slug":"{}"'.format
    words = {slug(course.slug): joined(Literal('"slug":"'), numbered_slug(course.slug), Literal('"'))}
    words |= name_chapters(template, [chapter.page for outline in build.outlines for chapter in outline.chapters])
    sources = {plan.key[0]: source_text_of(plan.entry, plan.outline, course, build.context) for plan in build.lessons}

    def digest(*names: str) -> Change:
        def change(value: str, row: Row, clones: Clones) -> Composable:
            return sha256(joined(*(clones.graph.text(row[name]) for name in names)))

        return change

    return Graph(
        read(
            [
                CourseDocument.objects.live().filter(course=course),
                LessonDocument.objects.live().filter(course=course),
            ]
        ),
        {
            (CourseDocument, "hash"): digest("card", "body", "outline"),
            (LessonDocument, "hash"): digest("body"),
            (LessonDocument, "source"): lambda value, row, clones: sha256(clones.graph.text(sources[row["lesson_id"]])),
        },
        {**template.clones.graph.words, **words},
    )


def name_chapters(template: Template, chapters: list[FrozenPage]) -> dict[str, Composable]:
    """Put the names that a clone's documents give its chapters into the plan, for PostgreSQL has no SHA-1 to make them.

    Returns, for each name in the template's documents, where the clone's stands.
    """
    course = template.course
    keys = SQL(", ").join(template.clones.key(Page, chapter.page_id) for chapter in chapters)
    asked = SQL("SELECT clone.number, {}, ARRAY[{}] FROM {}").format(
        cloned_uuid(course.public_id), keys, template.source(0, template.copies)
    )
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        found = cursor.execute(asked).fetchall()
        cursor.executemany(
            "UPDATE bench_course SET chapters = %s WHERE template = %s AND number = %s",
            [
                ([str(chapter_id(public_id, replace(chapters[0], page_id=page))) for page in pages], course.pk, number)
                for number, public_id, pages in found
            ],
        )
    return {
        str(chapter_id(course.public_id, chapter)): SQL("clone.chapters[{}]").format(Literal(place))
        for place, chapter in enumerate(chapters, start=1)
    }


def sha256(text: Composable) -> Composable:
    return SQL("encode(sha256(convert_to({}, 'UTF8')), 'hex')").format(text)
