"""What must always hold of courses and what is published of them (DESIGN 11)."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from accounts.enums import Role
from accounts.models import RoleGrant
from commerce.enums import OrderState
from commerce.models import Gift, OrderLine, PlanGrant, Price, Sale
from courses.enums import Availability, EnrolmentSource
from courses.models import Cohort, Course, Enrolment, SeatHold
from courses.operations.prices import SELLABLE_KIND, are_prices_shown
from courses.operations.rebuilding import differences_of
from kit import clock
from kit.invariants import invariant

TAMPERED = """
SELECT encode(sha, 'hex') FROM courses_frozencontent WHERE sha <> sha256(convert_to(content::text, 'UTF8'))
"""

# Counted anew from the rows, beside what the triggers kept; stars as an array, one place for each number of them.
FIGURES = """
SELECT course.slug, coalesce(figures.learner_count, 0), coalesce(seats.learners, 0),
    ARRAY[coalesce(stars_1, 0), coalesce(stars_2, 0), coalesce(stars_3, 0), coalesce(stars_4, 0), coalesce(stars_5, 0)],
    coalesce(reviews.stars, ARRAY[0, 0, 0, 0, 0]), coalesce(figures.rating_sum, 0), coalesce(reviews.total, 0),
    course.seats_taken, (SELECT count(*) FROM courses_seathold hold WHERE hold.course_id = course.id)
FROM courses_course course
LEFT JOIN courses_coursefigures figures ON figures.course_id = course.id
LEFT JOIN (SELECT course_id, count(*) AS learners FROM courses_enrolment
    WHERE state IN ('active', 'completed') GROUP BY course_id) seats ON seats.course_id = course.id
LEFT JOIN (SELECT course_id, sum(stars) AS total, ARRAY[
        count(*) FILTER (WHERE stars = 1), count(*) FILTER (WHERE stars = 2), count(*) FILTER (WHERE stars = 3),
        count(*) FILTER (WHERE stars = 4), count(*) FILTER (WHERE stars = 5)] AS stars
    FROM courses_coursereview WHERE deleted_at IS NULL AND hidden_at IS NULL GROUP BY course_id) reviews
    ON reviews.course_id = course.id
ORDER BY course.slug
"""


@invariant("figures_equal_their_rows")
def figures_equal_their_rows() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(FIGURES)
        for slug, learners, learners_found, stars, stars_found, total, total_found, seats, kept in cursor.fetchall():
            if not learners == learners_found == seats - kept:
                yield f"{slug} counts {learners} learners and {seats} seats ({kept} kept) but has {learners_found}"
            if (stars, total) != (stars_found, total_found):
                yield f"{slug} shows the stars {stars} but its reviews say {stars_found}"


@invariant("seats_are_kept_for_who_is_paying")
def seats_are_kept_for_who_is_paying() -> Iterator[str]:
    waiting = Q(order__state=OrderState.PENDING) | Q(gift__in=Gift.objects.waiting())
    kept = OrderLine.objects.filter(waiting).values("public_id")
    for hold in SeatHold.objects.exclude(reference__in=kept).select_related("course").order_by("pk"):
        yield f"{hold.course.slug} keeps a seat for {hold.reference}, which nobody pays for or may accept"


@invariant("cohorts_count_their_seats")
def cohorts_count_their_seats() -> Iterator[str]:
    for cohort in Cohort.objects.annotate(found=Count("seats")).exclude(found=F("seats_taken")).order_by("pk"):
        yield f"the cohort {cohort.public_id} counts {cohort.seats_taken} seats and has {cohort.found}"


# Whoever accepted a gift of a course is in it until the money goes back, and whoever is in one as a gift accepted one.
GIVEN = """
SELECT course.slug, learner.email, seat.id IS NULL FROM
    (SELECT l.sellable_id, g.accepted_by_id FROM commerce_gift g JOIN commerce_orderline l ON l.id = g.line_id
     WHERE l.sellable_kind = 'course' AND g.accepted_at IS NOT NULL AND l.revoked_at IS NULL) given
FULL JOIN (SELECT e.id, e.learner_id, e.source, c.public_id FROM courses_enrolment e
     JOIN courses_course c ON c.id = e.course_id WHERE e.state IN ('active', 'completed')) seat
    ON seat.public_id = given.sellable_id AND seat.learner_id = given.accepted_by_id
JOIN courses_course course ON course.public_id = coalesce(given.sellable_id, seat.public_id)
JOIN accounts_user learner ON learner.id = coalesce(given.accepted_by_id, seat.learner_id)
WHERE seat.id IS NULL OR (seat.source = 'gift' AND given.sellable_id IS NULL)
ORDER BY course.slug, learner.id
"""


@invariant("gifts_of_courses_are_held_by_who_accepted_them")
def gifts_of_courses_are_held_by_who_accepted_them() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(GIVEN)
        for slug, learner, is_missing in cursor.fetchall():
            found = f"accepted {slug} and is not in it" if is_missing else f"has {slug} as a gift of nobody"
            yield f"{learner} {found}"


@invariant("seats_by_plan_have_a_plan")
def seats_by_plan_have_a_plan() -> Iterator[str]:
    opened = PlanGrant.objects.filter(
        sellable_kind=SELLABLE_KIND,
        sellable_id=OuterRef("course__public_id"),
        subscription__subscriber=OuterRef("learner"),
        ended_at=None,
    )
    by_plan = Enrolment.objects.open().filter(source=EnrolmentSource.PLAN)
    for seat in by_plan.exclude(Exists(opened)).select_related("course").order_by("pk"):
        yield f"{seat.course.slug} has the seat {seat.public_id} by plan, and no plan opens it"


@invariant("courses_are_paused_with_their_owners")
def courses_are_paused_with_their_owners() -> Iterator[str]:
    latest = RoleGrant.objects.filter(person=OuterRef("owner"), role=Role.PRODUCER).order_by("-pk")
    found = Course.objects.annotate(paused_since=Subquery(latest.values("paused_at")[:1]))
    wrong = Q(is_paused=True, paused_since=None) | Q(is_paused=False, paused_since__isnull=False)
    for slug in found.filter(wrong).order_by("slug").values_list("slug", flat=True):
        yield f"{slug} is not paused or open as its owner is"


@invariant("stored_documents_equal_rebuilt_ones")
def stored_documents_equal_rebuilt_ones() -> Iterator[str]:
    for course in Course.objects.exclude(published_submission=None).order_by("pk").iterator(chunk_size=100):
        if found := differences_of(course):
            yield f"{course.slug}: {found}"


@invariant("frozen_texts_are_what_was_handed_in")
def frozen_texts_are_what_was_handed_in() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(TAMPERED)
        for (sha,) in cursor.fetchall():
            yield f"the text {sha} does not match its hash"


@invariant("only_published_and_archived_courses_have_live_documents")
def only_published_and_archived_courses_have_live_documents() -> Iterator[str]:
    live = Q(documents__is_live=True) | Q(lesson_documents__is_live=True)
    shown = Course.objects.exclude(availability__in=[Availability.PUBLISHED, Availability.ARCHIVED])
    for slug in shown.filter(live).distinct().values_list("slug", flat=True):
        yield f"{slug} is not open but has live documents"


@invariant("prices_shown_are_prices_held")
def prices_shown_are_prices_held() -> Iterator[str]:
    held: dict[UUID, list[Price]] = {}
    for price in Price.objects.active().filter(sellable_kind=SELLABLE_KIND).order_by("-is_main", "currency"):
        held.setdefault(price.sellable_id, []).append(price)
    # A sale that has just begun or ended is shown by a job, or by the sweep a minute later.
    now = clock.now()
    just_now = (now - timedelta(minutes=5), now)
    sales = Sale.objects.filter(sellable_kind=SELLABLE_KIND)
    turning = sales.filter(starts_at__range=just_now) | sales.filter(ends_at__range=just_now)
    left_out = set(turning.values_list("sellable_id", flat=True))
    for course in Course.objects.filter(figures__isnull=False, public_id__in=held).order_by("slug"):
        prices = held[course.public_id]
        if not prices[0].is_main:
            yield f"course {course.slug} has prices and no main one"
        if len(prices) > 1 and any(price.amount_minor == 0 for price in prices):
            yield f"course {course.slug} is free in one currency and not in another"
        if course.public_id not in left_out and not are_prices_shown(course):
            yield f"course {course.slug} shows another price than it costs"
