"""What a document says that is not in the frozen text: names of categories, people and media, read once per course."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Profile, RoleGrant
from content.blocks import PublishingContext, represent_html
from courses.documents.outline import Outline
from courses.enums import AuthorState, Availability, Opens
from courses.models import Course, CourseAuthor, CourseDocument, CourseSubmission
from media.models import Image, Video
from taxonomy.models import Category, Level, Style


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """Names and addresses that the course's page and card show. Nothing of it is personal beyond a producer's name."""

    course_id: UUID
    slug: str
    version: int
    created_at: str
    updated_at: str
    producer: dict[str, Any]
    co_authors: list[dict[str, Any]]
    category: dict[str, Any] | None
    category_id: int | None
    level: dict[str, Any] | None
    level_id: int | None
    styles: list[dict[str, Any]]
    tags: list[str]
    thumbnail: dict[str, Any] | None
    promo_video: dict[str, Any] | None
    prerequisites: list[dict[str, Any]]
    description_html: str


def facts_of(course: Course, submission: CourseSubmission, outline: Outline, context: PublishingContext) -> CourseFacts:
    content = outline.course_page.content
    category = Category.objects.filter(pk=content.get("category") or 0).first()
    level = Level.objects.filter(pk=content.get("level") or 0).first()
    updated_at = submission.decided_at or submission.submitted_at
    return CourseFacts(
        course_id=course.public_id,
        slug=course.slug,
        version=submission.number,
        created_at=course.created_at.isoformat(),
        updated_at=updated_at.isoformat(),
        producer=_producer(course),
        co_authors=_co_authors(course),
        category=_term(category),
        category_id=category.pk if category else None,
        level=_term(level),
        level_id=level.pk if level else None,
        styles=[
            {"slug": style.slug, "name": style.name}
            for style in Style.objects.filter(pk__in=content.get("styles") or []).order_by("slug")
        ],
        tags=list(content.get("tagged_items") or []),
        thumbnail=_picture(content, context),
        promo_video=_trailer(content, context),
        prerequisites=_prerequisites(content.get("prerequisites") or []),
        description_html=represent_html(content.get("description") or "", context),
    )


def _term(term: Category | Level | None) -> dict[str, Any] | None:
    return {"slug": term.slug, "name": term.name} if term else None


def _producer(course: Course) -> dict[str, Any]:
    return {"name": course.owner.display_name, "slug": _addresses([course.owner_id]).get(course.owner_id)}


def _co_authors(course: Course) -> list[dict[str, Any]]:
    accepted = CourseAuthor.objects.filter(course=course, state=AuthorState.ACCEPTED).order_by("accepted_at", "pk")
    people = list(accepted.values_list("person", "person__display_name"))
    addresses = _addresses([person for person, _name in people])
    return [{"name": name, "slug": addresses.get(person)} for person, name in people]


def _addresses(people: Sequence[int]) -> dict[int, str | None]:
    """Where producers' pages are; that of somebody who has paused teaching is hidden."""
    paused = RoleGrant.objects.held().filter(person=OuterRef("person"), role=Role.PRODUCER).exclude(paused_at=None)
    shown = Profile.objects.filter(~Exists(paused), person__in=people)
    return dict(shown.values_list("person_id", "producer_slug"))


def _picture(content: dict[str, Any], context: PublishingContext) -> dict[str, Any] | None:
    image = context.media.image(content.get("thumbnail"))
    return {**image, "alt_text": content.get("thumbnail_alt") or ""} if image else None


def _trailer(content: dict[str, Any], context: PublishingContext) -> dict[str, Any] | None:
    if video := context.media.video(content.get("promo_video")):
        return {"source": "file", "url": video["url"], "video": video}
    if address := content.get("promo_video_url"):
        return {"source": "link", "url": address, "video": None}
    return None


def _prerequisites(public_ids: Sequence[str]) -> list[dict[str, Any]]:
    """Courses to take first, by the titles they are published under; those not published now are left out."""
    found = CourseDocument.objects.live().filter(
        course__public_id__in=public_ids, course__availability=Availability.PUBLISHED
    )
    rows = found.order_by("course__public_id", "language").values_list("course__public_id", "course__slug", "title")
    return [
        {"id": str(public_id), "slug": slug, "title": title}
        for public_id, slug, title in {row[0]: row for row in reversed(rows)}.values()
    ]


def names_for(field_name: str, value: Any) -> Any:
    """What a stored value means to people: the names behind keys, other values as they are."""
    models: dict[str, Any] = {"category": Category, "level": Level, "thumbnail": Image, "promo_video": Video}
    if field_name in models and value:
        return str(models[field_name].objects.filter(pk=value).first() or _("deleted"))
    if field_name == "styles":
        return [style.name for style in Style.objects.filter(pk__in=value or [])]
    if field_name == "opens":
        return str(Opens(value).label if value else Opens.__empty__)
    if field_name == "opens_at" and (moment := parse_datetime(value or "")):
        return date_format(localtime(moment), "DATETIME_FORMAT")
    if field_name == "prerequisites":
        return [course["title"] for course in _prerequisites(value or [])]
    return value
