"""The blocks of a lesson. One file per block; this package is how the rest of the house reads them.

A block knows how it is edited (Wagtail), what it refers to, and how it looks when published, with a JSON schema of
that. `represent` and `schemas` gather them; `publishing_context` looks up media for a whole course at once.
"""

from courses.blocks.catalogue import LESSON_BLOCKS, RESOURCE_BLOCKS
from courses.blocks.context import MediaLookup, PublishingContext, References
from courses.blocks.problems import ContentProblem, find_problems
from courses.blocks.represent import (
    lesson_kinds,
    publishing_context,
    references,
    represent,
    represent_html,
    represent_points,
    resource_kinds,
    schema_name,
    schemas,
)

__all__ = [
    "LESSON_BLOCKS",
    "RESOURCE_BLOCKS",
    "ContentProblem",
    "MediaLookup",
    "PublishingContext",
    "References",
    "find_problems",
    "lesson_kinds",
    "publishing_context",
    "references",
    "represent",
    "represent_html",
    "represent_points",
    "resource_kinds",
    "schema_name",
    "schemas",
]
