"""Taking pages out of a course. What was ever published is hidden and can come back; the rest is deleted."""

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Page

from courses.enums import NodeKind
from courses.errors import CourseHasAPast, NotACoursePlace
from courses.models import (
    ChapterPage,
    Course,
    CoursePage,
    CourseSubmission,
    CourseTreePage,
    FrozenNode,
    Lesson,
    LessonPage,
)
from kit import audit, clock


def must_stay(page: CourseTreePage) -> bool:
    """Whether something here was ever published, so that removing hides it instead of deleting it."""
    below = Page.objects.descendant_of(page, inclusive=True).values("pk")
    return (
        ChapterPage.objects.filter(pk__in=below, was_published=True).exists()
        or LessonPage.objects.filter(pk__in=below)
        .filter(Q(was_published=True) | Q(lesson__first_published_at__isnull=False))
        .exists()
    )


@transaction.atomic
def remove_page(page: CourseTreePage, *, actor: Any) -> bool:
    """Take a chapter or lesson, or a course that never was anything yet, out. True when it was only hidden.

    Removing what is removed already changes nothing.
    """
    page = lock_in_course(page)
    if page.node_kind == NodeKind.COURSE:
        delete_course(page, actor=actor)
        return False
    if not must_stay(page):
        delete_pages(page, actor=actor)
        return False
    if page.removed_at is None:
        page.removed_at = clock.now()
        type(page).objects.filter(pk=page.pk).update(removed_at=page.removed_at)
        audit.record(page, "courses.remove_page", actor)
    return True


@transaction.atomic
def restore_page(page: CourseTreePage, *, actor: Any) -> None:
    """Bring a hidden chapter or lesson back to where it stood. Restoring what is not removed changes nothing."""
    page = lock_in_course(page)
    if page.removed_at is not None:
        page.removed_at = None
        type(page).objects.filter(pk=page.pk).update(removed_at=None)
        audit.record(page, "courses.restore_page", actor)


def lock_in_course(page: Page) -> CourseTreePage:
    """The page read anew, with its course's row held: removals, moves and submissions of one course take turns."""
    specific = page.specific
    if not isinstance(specific, CourseTreePage):
        raise NotACoursePlace
    course_page = CoursePage.objects.only("course_id").get(path=specific.course_path)
    Course.objects.select_for_update(no_key=True).get(pk=course_page.course_id)
    return Page.objects.get(pk=page.pk).specific


def refuse_to_delete_course(page: CourseTreePage) -> Course:
    """The course of the page, unless it was handed in before: then it can only be archived."""
    course = Course.objects.get(pages=page)
    if course.first_published_at or CourseSubmission.objects.filter(course=course).exists():
        raise CourseHasAPast(title=course.title)
    return course


def delete_course(page: CourseTreePage, *, actor: Any) -> None:
    course = refuse_to_delete_course(page)
    delete_pages(page, actor=actor)
    try:
        with transaction.atomic():
            course.delete()
    except ProtectedError as error:
        raise CourseHasAPast(title=course.title) from error


def delete_pages(page: CourseTreePage, *, actor: Any) -> None:
    """Delete the page, all below it, and the lessons that nothing else holds any more."""
    below = Page.objects.descendant_of(page, inclusive=True).values("pk")
    lessons = list(LessonPage.objects.filter(pk__in=below).values_list("lesson_id", flat=True))
    DeletePageAction(page, user=actor).execute(skip_permission_checks=True)
    left = Lesson.objects.filter(pk__in=lessons).exclude(
        Exists(FrozenNode.objects.filter(lesson=OuterRef("pk")))
        | Exists(LessonPage.objects.filter(lesson=OuterRef("pk")))
    )
    left.delete()
