"""The demo, loaded once for all of these tests."""

from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageLogEntry, Revision

from accounts.enums import Role
from accounts.models import RoleRequest, User
from accounts.operations.people import DEMO_DOMAIN
from cms.demo.books import contents_of
from cms.demo.load import load_demo
from cms.demo.people import DEMO_PASSWORD, SIGN_INS, address_of
from courses.documents.notes import notes_of
from courses.enums import AuthorState, Availability, CourseStatus, EnrolmentState, SubmissionState
from courses.models import (
    ChecklistItem,
    Cohort,
    Course,
    CourseAuthor,
    CourseFigures,
    CourseInvitation,
    CourseReview,
    CourseSubmission,
    Enrolment,
    LessonDocument,
)
from courses.models.status import status_of
from courses.operations.rebuilding import differences_of
from kit import clock
from moderation.enums import ReportState
from moderation.models import Report
from notices.models import Notice
from practice.documents.overview import practice_of


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The whole demo, in one transaction that is taken back afterwards. What it said while loading."""
    said = []
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        transaction.atomic(),
    ):
        assert load_demo(said.append)
        yield said
        transaction.set_rollback(True)


def test_it_tells_what_it_is_doing(demo):
    assert demo[0] == "people"
    assert len(demo) == 18
    assert demo[3] == "course 3 of 16, “Adagio and allegro: a ballet centre-work course”"


def test_each_art_shows_three_courses_of_several_levels_and_some_are_not_in_english():
    arts, shown = Counter(), Counter()
    languages, levels = {}, {}
    for course in Course.objects.all():
        page = course.pages.get()
        arts[page.category.slug] += 1
        assert page.thumbnail is not None
        assert page.styles.exists()
        if page.language != "en":
            languages[course.slug] = page.language
        if status_of(course) == CourseStatus.PUBLISHED:
            shown[page.category.slug] += 1
            levels.setdefault(page.category.slug, set()).add(page.level.slug)
    assert arts == {"dance": 4, "voice": 4, "instrument": 4, "acting": 4}
    assert shown == {"dance": 3, "voice": 3, "instrument": 3, "acting": 3}
    assert all(len(found) >= 2 for found in levels.values())
    assert languages == {"musicalgesang": "de", "le-corps-d-abord": "fr", "compas": "es"}


def test_no_two_courses_have_the_same_cover():
    covers = [contents_of(course.slug)["thumbnail"] for course in Course.objects.all()]
    assert len(set(covers)) == len(covers) == 16


def test_every_status_is_there():
    statuses = Counter(status_of(course) for course in Course.objects.all())
    assert statuses == {
        CourseStatus.PUBLISHED: 12,
        CourseStatus.DRAFT: 1,
        CourseStatus.IN_REVIEW: 1,
        CourseStatus.WITHDRAWN: 1,
        CourseStatus.ARCHIVED: 1,
    }
    newest = CourseSubmission.objects.filter(course__slug="musicalgesang").order_by("-number")[0]
    assert newest.state == SubmissionState.CHANGES_ASKED


def test_what_was_approved_was_worked_through_point_by_point_and_what_waits_was_not():
    required = set(ChecklistItem.objects.active().filter(is_required=True))
    assert len(required) >= 3
    for submission in CourseSubmission.objects.approved():
        assert not ChecklistItem.objects.unanswered_in(submission)
    for submission in CourseSubmission.objects.in_review():
        assert set(ChecklistItem.objects.unanswered_in(submission)) == required


def test_two_courses_have_co_authors_and_one_waits_for_an_answer():
    together = CourseAuthor.objects.filter(state=AuthorState.ACCEPTED)
    assert set(together.values_list("course__slug", "person__email")) == {
        ("the-listening-actor", address_of("leonie")),
        ("commercial-jazz", address_of("producer")),
    }
    waiting = CourseInvitation.objects.waiting().get()
    assert (waiting.course.slug, waiting.email) == ("small-is-not-less", address_of("marcus"))


def test_stored_documents_equal_rebuilt_ones():
    published = Course.objects.filter(availability__in=[Availability.PUBLISHED, Availability.ARCHIVED])
    assert [differences_of(course) for course in published if differences_of(course)] == []
    assert LessonDocument.objects.live().count() == sum(course.lessons.count() for course in published) == 130


def test_nothing_in_it_breaks_an_invariant():
    call_command("verify_invariants", stdout=StringIO())


def test_learners_stand_at_many_stages():
    assert set(Enrolment.objects.values_list("state", flat=True)) == {EnrolmentState.ACTIVE, EnrolmentState.COMPLETED}
    assert Enrolment.objects.filter(state=EnrolmentState.COMPLETED).count() >= 10
    for enrolment in Enrolment.objects.filter(cohort=None).select_related("learner"):
        assert enrolment.learner.date_joined < enrolment.enrolled_at < enrolment.last_access_at < clock.now()
        assert enrolment.completed_at is None or enrolment.completed_at > enrolment.enrolled_at


def test_one_course_is_joined_in_two_cohorts_that_are_yet_to_start():
    cohorts = Cohort.objects.order_by("starts_at")
    assert [(each.seat_limit, each.seats_taken, each.has_started) for each in cohorts] == [
        (4, 3, False),
        (20, 1, False),
    ]
    for seat in Enrolment.objects.exclude(cohort=None).select_related("learner"):
        assert seat.learner.date_joined < seat.enrolled_at < clock.now()
        assert seat.last_access_at is None


def test_the_learner_practises_notes_and_puts_by(demo):
    learner = User.objects.get(email=f"learner@{DEMO_DOMAIN}")
    found = practice_of(learner)
    assert (found.goal, found.streak.weeks >= 8) == (3, True)
    assert notes_of(learner).filter(is_open=True).count() == 2
    assert sorted(learner.wishes.values_list("sellable_kind", flat=True)) == ["bundle", "course"]


def test_reviews_come_from_learners_and_figures_follow_them():
    reviews = CourseReview.objects.select_related("course")
    assert reviews.count() == 65
    assert reviews.exclude(answer="").count() >= 12
    for review in reviews:
        seat = Enrolment.objects.get(course=review.course, learner=review.learner_id)
        assert seat.enrolled_at < review.created_at < clock.now()
        assert review.answered_at is None or review.created_at < review.answered_at < clock.now()
    for figures in CourseFigures.objects.all():
        stars = [review.stars for review in reviews if review.course_id == figures.course_id]
        assert (figures.rating_count, figures.rating_sum) == (len(stars), sum(stars))
        assert figures.learner_count == Enrolment.objects.filter(course=figures.course_id).count()


def test_one_review_waits_for_a_moderator():
    report = Report.objects.get()
    assert (report.state, report.reason, report.reporter.email) == (ReportState.OPEN, "spam", address_of("greta"))


def test_everybody_may_sign_in_with_the_shared_password():
    people = User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}")
    roles = Counter(role for person in people for role in person.roles)
    assert roles == {Role.LEARNER: 30, Role.PRODUCER: 9, Role.REVIEWER: 2, Role.ADMINISTRATOR: 1}
    for role, name in SIGN_INS.items():
        person = people.get(email=address_of(name))
        assert person.has_role(role)
        assert person.check_password(DEMO_PASSWORD)
    assert RoleRequest.objects.get().person.email == address_of("sofia")


def test_what_happened_bears_the_date_on_which_it_is_told():
    first = CourseSubmission.objects.get(course__slug="breath-and-line")
    assert (clock.now() - first.submitted_at).days == 402
    recently = clock.now() - timedelta(hours=20)
    assert not Revision.objects.filter(created_at__gt=recently).exists()
    assert not PageLogEntry.objects.filter(timestamp__gt=recently).exists()
    assert not CourseSubmission.objects.filter(submitted_at__gt=recently).exists()


def test_no_letter_is_left_to_be_sent():
    assert Notice.objects.exists()
    assert not Notice.objects.filter(letter_sent_at=None).exists()


def test_a_second_start_asks_one_question_and_changes_nothing():
    counted = (User.objects.count(), Course.objects.count(), Enrolment.objects.count(), Notice.objects.count())
    said = []
    with CaptureQueriesContext(connection) as asked:
        assert load_demo(said.append) is False
    questions = [query for query in asked if "SAVEPOINT" not in query["sql"]]
    assert len(questions) == 1
    assert said == []
    assert counted == (User.objects.count(), Course.objects.count(), Enrolment.objects.count(), Notice.objects.count())


def test_the_commands_show_one_sign_in_for_each_role_and_refuse_elsewhere():
    out = StringIO()
    call_command("show_demo_people", stdout=out)
    for role, name in SIGN_INS.items():
        assert str(role.label) in out.getvalue()
        assert address_of(name) in out.getvalue()
    assert DEMO_PASSWORD in out.getvalue()
    with override_settings(DEMO_PEOPLE_ALLOWED=False), pytest.raises(CommandError, match="refuse"):
        call_command("load_demo")
