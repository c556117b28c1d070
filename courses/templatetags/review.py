"""What the templates of the review look up."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from content.templatetags.published_blocks import published_blocks
from courses.documents.facts import names_for
from courses.documents.frozen import FrozenPage
from courses.enums import Opens
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


@register.filter
def pace(page: FrozenPage) -> str:
    """When the page opens to learners, and whether it is needed, in sentences; nothing where all is usual."""
    content = page.content
    said = []
    if content.get("in_order"):
        said.append(_("One lesson after the other."))
    if content.get("requires_prerequisites"):
        said.append(_("Courses to take first have to be finished."))
    if content.get("is_optional"):
        said.append(_("Optional."))
    kind = content.get("opens")
    if kind == Opens.ON_DATE:
        said.append(_("Opens on %(date)s.") % {"date": names_for("opens_at", content.get("opens_at"))})
    if kind == Opens.AFTER_DAYS:
        said.append(_("Opens %(days)s days after joining.") % {"days": content.get("opens_after_days")})
    if kind == Opens.AFTER_PREVIOUS:
        said.append(_("Opens when what stands before it is done."))
    return " ".join(said)
