"""The content checks beside the editor of the course tree."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem

from courses.models import CourseTreePage
from courses.panels import LessonContentChecker


@hooks.register("construct_wagtail_userbar")
def check_lessons(request: HttpRequest, items: list[Any], page: Any) -> None:
    """The checks of the course tree; the preview itself shows no bar, only what they found."""
    if isinstance(page, CourseTreePage):
        in_editor = any(item.in_editor for item in items if isinstance(item, ContentCheckerItem))
        items[:] = [LessonContentChecker(in_editor=in_editor)]
