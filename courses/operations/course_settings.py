"""What belongs to the course and not to its text: address, seats, the front page, the platform's share."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commerce.models import CommissionTerm
from courses.models import Course
from courses.models.course import new_course_slug
from courses.operations.prices import SELLABLE_KIND
from courses.operations.refreshing import refresh_courses, refresh_dependents
from courses.operations.revalidation import revalidate_address, revalidate_seats, revalidate_standing
from kit import audit, clock
from kit.errors import InvalidInput, NotAllowed, NotFound
from kit.revalidation import PLANS, revalidate

MOST_SEATS = 1_000_000


@dataclass(frozen=True, slots=True)
class CourseSettings:
    """The settings wanted. None leaves the address or the share alone; `seat_limit` None means no limit."""

    seat_limit: int | None
    slug: str | None = None
    is_featured: bool | None = None
    commission_basis_points: int | None = None
    in_plans: bool | None = None
    joins_by_cohort: bool | None = None


@transaction.atomic
def change_settings(course: Course, wanted: CourseSettings, *, actor: Any) -> Course:
    """Set what `actor` may set; asking for a change of anything else is refused whole.

    Authors set the seats, whether it is joined in cohorts and, until the first publication, the address; the owner says
    whether plans open it. Where cohorts are given up, who has yet to choose one waits no longer.
    Everything else is an administrator's.
    """
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    is_administrator = bool(actor.is_active and actor.is_administrator)
    if not is_administrator and not Course.objects.editable_by(actor).filter(pk=course.pk).exists():
        raise NotFound
    changed: dict[str, Any] = {}
    if wanted.seat_limit != course.seat_limit:
        changed["seat_limit"] = checked_seats(course, wanted.seat_limit)
    if wanted.slug is not None and wanted.slug != course.slug:
        if course.first_published_at and not is_administrator:
            raise NotAllowed
        changed["slug"] = checked_slug(course, wanted.slug, is_free=is_administrator)
    if wanted.is_featured is not None and wanted.is_featured != course.is_featured:
        refuse_unless(is_administrator)
        changed["is_featured"] = wanted.is_featured
    if wanted.joins_by_cohort is not None and wanted.joins_by_cohort != course.joins_by_cohort:
        changed["joins_by_cohort"] = wanted.joins_by_cohort
    if wanted.in_plans is not None and wanted.in_plans != course.in_plans:
        refuse_unless(is_administrator or actor.pk == course.owner_id)
        changed["in_plans"] = wanted.in_plans
    if wanted.commission_basis_points is not None and wanted.commission_basis_points != commission_of(course):
        refuse_unless(is_administrator)
        set_commission(course, wanted.commission_basis_points, actor)
        audit.record(course, "courses.set_commission", actor, basis_points=wanted.commission_basis_points)
    if changed:
        before = {name: getattr(course, name) for name in changed}
        for name, value in changed.items():
            setattr(course, name, value)
        course.save(update_fields=list(changed))
        if changed.get("joins_by_cohort") is False:
            course.enrolments.undecided().update(must_choose=False)
        audit.record(course, "courses.change_settings", actor, before=before, after=changed)
        if course.published_submission_id:
            _follow(course, changed, before)
    return course


def _follow(course: Course, changed: dict[str, Any], before: dict[str, Any]) -> None:
    """Bring up to date what shows a published course's settings."""
    if "slug" in changed:
        revalidate_address(course, former=before["slug"])
    if "is_featured" in changed:
        revalidate_standing(course)
    if changed.keys() & {"seat_limit", "in_plans", "joins_by_cohort"}:
        revalidate_seats(course)
    if "in_plans" in changed:
        revalidate(expire=[PLANS])
    if changed.keys() & {"slug", "is_featured"}:
        refresh_courses([course.pk])
        refresh_dependents(course)


def refuse_unless(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed


def checked_seats(course: Course, limit: int | None) -> int | None:
    if limit is not None and not course.seats_taken <= limit <= MOST_SEATS:
        said = _("At least as many as are taken: %(taken)d.") % {"taken": course.seats_taken}
        raise InvalidInput({"seat_limit": [said]})
    return limit


def checked_slug(course: Course, wanted: str, *, is_free: bool) -> str:
    """Administrators choose freely. Authors choose the words: a token follows, so no clash tells of another course."""
    slug = slugify(wanted)[:110]
    if not slug:
        raise InvalidInput({"slug": [_("Use letters and digits.")]})
    if not is_free:
        token = course.slug.rpartition("-")[2]
        return slug if slug.endswith(f"-{token}") else new_course_slug(slug)
    if Course.objects.filter(slug=slug).exclude(pk=course.pk).exists():
        raise InvalidInput({"slug": [_("Another course has this address.")]})
    return slug


def commission_of(course: Course) -> int | None:
    """The share agreed for this course alone, in basis points; None where the general one holds."""
    terms = CommissionTerm.objects.filter(sellable_kind=SELLABLE_KIND, sellable_id=course.public_id)
    return terms.values_list("basis_points", flat=True).first()


def set_commission(course: Course, basis_points: int, actor: Any) -> None:
    if not 0 <= basis_points <= 10_000:
        raise InvalidInput({"commission_basis_points": [_("Between 0 and 10000.")]})
    CommissionTerm.objects.update_or_create(
        sellable_kind=SELLABLE_KIND,
        sellable_id=course.public_id,
        defaults={"basis_points": basis_points, "set_by": actor, "set_at": clock.now()},
    )
