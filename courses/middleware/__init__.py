"""The guard in front of Wagtail's own admin and content API (DESIGN 3, "Who edits what")."""

from courses.middleware.guard import AdminGuard

__all__ = ["AdminGuard"]
