"""Gathers what courses add to the admin; each concern has a module of its own in `courses.admin`."""

from courses.admin import removal, review_log, tree

__all__ = ["removal", "review_log", "tree"]
