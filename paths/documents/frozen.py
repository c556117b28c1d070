"""A path as it is frozen when it is proposed, and what keeps it from being proposed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from content.blocks.certificate import design_of
from content.blocks.stream import stored_stream
from courses.models import Course
from paths.enums import PathKind
from paths.models import Path, PathVersion

MOST_STEPS = 20
WORDS = ("kind", "title", "promise", "description")
DESIGN = ("heading", "statement", "layout", "colour", "signed_by", "signed_as")


def content_to_freeze(path: Path) -> dict[str, Any]:
    """All that the public will read, and what the certificate will say. Courses and paths are named by public id."""
    stored = [block for block in stored_stream(path.steps) if block.get("type") == "step"]
    chosen = {pk for block in stored for pk in _chosen(block)}
    ids = dict(Course.objects.filter(pk__in=chosen).values_list("pk", "public_id"))
    requires = path.requires.order_by("title", "pk").values_list("public_id", flat=True)
    return {
        **{name: str(getattr(path, name)) for name in WORDS},
        "steps": [
            {
                "id": str(block.get("id") or ""),
                "title": str(block["value"].get("title") or ""),
                "needed": block["value"].get("needed"),
                "courses": [str(ids[pk]) for pk in _chosen(block) if pk in ids],
            }
            for block in stored
        ],
        "requires": [str(public_id) for public_id in requires],
        "valid_months": path.valid_months if path.kind == PathKind.CERTIFICATION else None,
        "design": {
            **design_of({name: str(getattr(path, name)) for name in DESIGN} | {"shows_duration": False}),
            "signature": None,
            "emblem": None,
        },
    }


def _chosen(block: Mapping[str, Any]) -> list[int]:
    """A list's items are stored as `{"type", "value", "id"}`; older ones as what they hold."""
    items = block["value"].get("courses") or []
    values = [item["value"] if isinstance(item, dict) else item for item in items]
    return [value for value in values if isinstance(value, int)]


def courses_of(content: Mapping[str, Any]) -> list[UUID]:
    return [UUID(course) for step in content["steps"] for course in step["courses"]]


def needed_of(step: Mapping[str, Any]) -> int:
    """How many of a step's courses make it done."""
    return min(step["needed"] or len(step["courses"]), len(step["courses"]))


def problems_of(path: Path, content: Mapping[str, Any]) -> list[str]:
    """Everything that keeps it from being proposed. Drafts may have such problems."""
    steps = content["steps"]
    problems = [] if steps else [_("it has no step yet.")]
    if len(steps) > MOST_STEPS:
        problems.append(_("it has more than %(most)d steps.") % {"most": MOST_STEPS})
    for place, step in enumerate(steps, start=1):
        if not step["courses"]:
            problems.append(_("step %(place)d has no course.") % {"place": place})
    courses = courses_of(content)
    if len(set(courses)) < len(courses):
        problems.append(_("a course stands in it twice."))
    public = set(Course.objects.published().filter(public_id__in=courses).values_list("public_id", flat=True))
    if gone := set(courses) - public:
        titles = Course.objects.filter(public_id__in=gone).order_by("title").values_list("title", flat=True)
        problems.append(_("not published: %(titles)s.") % {"titles": ", ".join(titles)})
    required = {UUID(each) for each in content["requires"]}
    known = Path.objects.published().filter(public_id__in=required)
    if known.count() < len(required):
        problems.append(_("a prerequisite is not public."))
    if path.public_id in reached_from(required):
        problems.append(_("a prerequisite asks for this path itself."))
    return problems


def reached_from(required: set[UUID]) -> set[UUID]:
    """These paths and all that they ask for in turn, by what was approved."""
    found: set[UUID] = set()
    wanted = set(required)
    while wanted:
        found |= wanted
        current = PathVersion.objects.filter(path__public_id__in=wanted, pk__in=Path.objects.values("current"))
        wanted = {each for requires in current.values_list("requires", flat=True) for each in requires} - found
    return found
