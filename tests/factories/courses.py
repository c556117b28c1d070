"""Courses for tests, made through the operations as a producer would."""

from typing import Any, NamedTuple

from accounts.enums import Role
from courses.models import ChapterPage, Course, CoursePage, LessonPage
from courses.operations.tree import add_chapter, add_lesson, create_course
from tests.factories.accounts import UserFactory


class Tree(NamedTuple):
    """A course with two chapters of two lessons each and one lesson outside them."""

    course: Course
    page: CoursePage
    chapters: list[ChapterPage]
    lessons: list[LessonPage]
    owner: Any


def course_tree(owner: Any = None, *, title: str = "Salsa from the first step", **fields: Any) -> Tree:
    owner = owner or UserFactory(roles=[Role.PRODUCER])
    page = create_course(owner, title=title, actor=owner, **fields)
    chapters = [add_chapter(page, title=f"Chapter {number}", actor=owner) for number in (1, 2)]
    lessons = [
        add_lesson(chapter, title=f"Lesson {number}", actor=owner, content=text(f"{title}: words of lesson {number}"))
        for chapter in chapters
        for number in (1, 2)
    ]
    lessons.append(add_lesson(page, title="Coda", actor=owner, content=text("The end.")))
    page.refresh_from_db()
    return Tree(page.course, page, chapters, lessons, owner)


def text(words: str) -> list[dict[str, Any]]:
    """Raw lesson content of one paragraph."""
    return [{"type": "rich_text", "value": f"<p>{words}</p>"}]
