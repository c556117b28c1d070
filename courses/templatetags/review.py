"""What the templates of the review look up."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString

from content.templatetags.published_blocks import published_blocks
from courses.models import CourseSubmission

register = template.Library()


@register.filter
def at(values: Mapping[Any, Any], key: Any) -> Any:
    """The value under a key that is known only here."""
    return values.get(key)


@register.filter
def older_than(versions: Sequence[CourseSubmission], version: CourseSubmission) -> CourseSubmission | None:
    """The version before this one in a list that runs from new to old."""
    return next((each for each in versions if each.number < version.number), None)


@register.simple_tag
def one_block(block: Mapping[str, Any]) -> SafeString:
    """One published block, read-only."""
    return published_blocks([block])
