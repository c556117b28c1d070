"""The blocks that lessons are made of. One file per block; this package is how the rest of the house reads them.

A block knows how it is edited (Wagtail), what it refers to, and how it looks when published, with a JSON schema of
that. `represent` and `schemas` gather them; `publishing_context` looks up media for a whole course at once.
"""

from content.blocks.catalogue import LESSON_BLOCKS, RESOURCE_BLOCKS, simple_blocks
from content.blocks.context import MediaLookup, PublishingContext, References
from content.blocks.problems import ContentProblem, find_problems
from content.blocks.represent import (
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
    "simple_blocks",
]
