"""What the editor shows and checks on the pages of the course tree."""

from courses.panels.content_checker import LessonContentChecker
from courses.panels.tree_pages import install

__all__ = ["LessonContentChecker", "install"]
