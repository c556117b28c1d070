"""What the editor learns from this app; each subject has its file under courses.admin."""

from courses.admin import review_log

__all__ = ["review_log"]
