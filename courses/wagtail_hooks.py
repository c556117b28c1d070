"""Gathers what courses add to the admin; each concern has a module of its own in `courses.admin`."""

from courses.admin import (
    authors,
    choosers,
    cohorts,
    content_checks,
    editor_style,
    icons,
    imports,
    marking,
    prices,
    removal,
    review,
    review_log,
    settings,
    shares,
    tree,
)

__all__ = [
    "authors",
    "choosers",
    "cohorts",
    "content_checks",
    "editor_style",
    "icons",
    "imports",
    "marking",
    "prices",
    "removal",
    "review",
    "review_log",
    "settings",
    "shares",
    "tree",
]
