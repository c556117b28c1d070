"""While a producer pauses, their courses take nobody new and are not found; who is in them stays."""

import json
import threading

import pytest
from django.db import IntegrityError, transaction

from accounts.enums import Role
from accounts.errors import RolePaused
from accounts.operations.pauses import pause_role, resume_role
from accounts.operations.roles import end_role, grant_role
from cms.documents.context import categories
from courses.access import can_read_lesson
from courses.documents.catalogue import Filters, Sort, find_courses, suggest_titles
from courses.documents.facets import count_facets
from courses.documents.facts import _producer
from courses.documents.reading import course_text
from courses.enums import EnrolmentSource, EnrolmentState
from courses.errors import CoursePaused
from courses.models import Course, CourseDocument, Enrolment
from courses.operations.authors import accept_invitation, invite_author, offer_course
from courses.operations.enrolment import enrol_learner, leave_course
from courses.registrations.invariants import courses_are_paused_with_their_owners
from kit.failpoints import hold
from kit.models import Revalidation
from taxonomy.models import Category
from tests.factories.accounts import UserFactory
from tests.factories.published import learner_of, live_course
from tests.races import PATIENCE, Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-A7")]


@pytest.fixture
def producer():
    return UserFactory(display_name="Ana", roles=[Role.LEARNER, Role.PRODUCER])


@pytest.fixture
def made(producer):
    return live_course(owner=producer, title="Tango walks")


def pause(person):
    pause_role(person, Role.PRODUCER, actor=person)


def resume(person):
    resume_role(person, Role.PRODUCER, actor=person)


def join(course, person=None, source=EnrolmentSource.FREE):
    person = person or UserFactory()
    return enrol_learner(course, person, source=source, actor=person if source == EnrolmentSource.FREE else None)


def found():
    count, facets = count_facets(Filters())
    titles = [json.loads(each.card)["title"] for each in find_courses(Filters(), sort=Sort.NEW, size=9)]
    assert (count, facets["price"].get("free", 0)) == (len(titles), len(titles))
    return titles


def counted(category):
    """How many courses the home page promises."""
    return next(one["course_count"] for one in categories() if one["slug"] == category)


def live(course):
    text = course_text(course.slug, None)
    assert text is not None, "its page stays at its address"
    return json.loads(text.live)


def test_nobody_new_joins_and_nothing_moves(producer, made):
    pause(producer)
    with pytest.raises(CoursePaused):
        join(made.course)
    assert not Enrolment.objects.exists()
    assert Course.objects.get(pk=made.course.pk).seats_taken == 0
    assert live(made.course)["takes_learners"] is False

    resume(producer)
    assert join(made.course).state == EnrolmentState.ACTIVE
    assert live(made.course)["takes_learners"] is True


@pytest.mark.parametrize("source", [EnrolmentSource.FREE, EnrolmentSource.PLAN])
def test_the_database_refuses_too(producer, made, source):
    left = join(made.course)
    leave_course(made.course, left.learner, actor=left.learner)
    pause(producer)
    with pytest.raises(IntegrityError, match="has paused teaching"), transaction.atomic():
        Enrolment.objects.create(course=made.course, learner=UserFactory(), source=source)
    with pytest.raises(IntegrityError, match="has paused teaching"), transaction.atomic():
        Enrolment.objects.filter(pk=left.pk).update(state=EnrolmentState.ACTIVE, source=source, ended_at=None)
    assert Enrolment.objects.get().state == EnrolmentState.LEFT


@pytest.mark.parametrize("source", [EnrolmentSource.BOUGHT, EnrolmentSource.GRANTED, EnrolmentSource.GIFT])
def test_what_was_promised_is_kept(producer, made, source):
    pause(producer)
    assert join(made.course, source=source).state == EnrolmentState.ACTIVE


def test_learners_keep_their_course(producer, made):
    learner = learner_of(made.course)
    pause(producer)
    assert join(made.course, learner).state == EnrolmentState.ACTIVE, "a seat that is held is given again"
    assert all(can_read_lesson(learner, lesson) for lesson in made.lessons)
    Enrolment.objects.update(state=EnrolmentState.COMPLETED, completed_at=made.course.created_at)
    assert Enrolment.objects.get().state == EnrolmentState.COMPLETED


def test_its_courses_are_not_found(producer, made):
    live_course(title="Of somebody else", owner=UserFactory(roles=[Role.PRODUCER]))
    assert found() == ["Of somebody else", "Tango walks"]
    CourseDocument.objects.update(category=Category.objects.get(slug="dance"))
    assert counted("dance") == 2
    pause(producer)
    assert found() == ["Of somebody else"]
    assert suggest_titles("tang", size=5) == []
    assert counted("dance") == 1
    resume(producer)
    assert found() == ["Of somebody else", "Tango walks"]


def expired():
    """The tags that front ends are to drop at once."""
    return {tag for row in Revalidation.objects.all() for tag in row.expire}


def test_documents_link_to_no_hidden_page_and_caches_are_told(producer, made):
    assert _producer(made.course) == {"name": "Ana", "slug": "ana"}
    Revalidation.objects.all().delete()
    pause(producer)
    assert _producer(made.course) == {"name": "Ana", "slug": None}
    assert expired() >= {f"course:{made.course.public_id}", "producer:ana", "producers", "courses"}
    Revalidation.objects.all().delete()
    resume(producer)
    assert expired() >= {f"course:{made.course.public_id}", "producer:ana", "producers", "courses"}


def test_a_course_follows_its_owner(producer, made, run_jobs):
    heir = UserFactory(roles=[Role.PRODUCER])
    pause(producer)
    offer = offer_course(made.course, heir.email, actor=producer)
    accept_invitation(offer, actor=heir)
    assert not Course.objects.get(pk=made.course.pk).is_paused
    assert join(made.course).state == EnrolmentState.ACTIVE
    pause(heir)
    assert Course.objects.get(pk=made.course.pk).is_paused
    assert live_course(owner=heir, title="Begun in a pause").course.is_paused
    assert list(courses_are_paused_with_their_owners()) == []


def test_laying_a_paused_role_down_opens_nothing(producer, made):
    pause(producer)
    end_role(producer, Role.PRODUCER, actor=producer)
    assert Course.objects.get(pk=made.course.pk).is_paused
    assert list(courses_are_paused_with_their_owners()) == []
    grant_role(producer, Role.PRODUCER, actor=None)
    assert not Course.objects.get(pk=made.course.pk).is_paused
    assert list(courses_are_paused_with_their_owners()) == []


def test_an_old_row_in_memory_opens_nothing(producer, made):
    stale = Course.objects.get(pk=made.course.pk)
    pause(producer)
    stale.save()
    assert Course.objects.get(pk=made.course.pk).is_paused


def test_the_invariant_sees_a_course_that_does_not_follow(producer, made):
    Course.objects.update(is_paused=True)
    assert list(courses_are_paused_with_their_owners()) == [f"{made.course.slug} is not paused or open as its owner is"]


def test_no_new_course_is_written_with_others_in_a_pause(producer, made):
    guest = UserFactory(roles=[Role.PRODUCER])
    invitation = invite_author(made.course, guest.email, actor=producer)
    pause(guest)
    with pytest.raises(RolePaused):
        accept_invitation(invitation, actor=guest)
    assert not made.course.authors.exists()
    resume(guest)
    accept_invitation(invitation, actor=guest)
    assert made.course.authors.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_joins_at_the_moment_of_a_pause_is_in_before_it(producer, made):
    first, second = UserFactory.create_batch(2)
    with hold("courses.seats_counted") as held:
        joining = Runner(lambda: join(made.course, first))
        held.wait_until_reached()
        pausing = Runner(lambda: pause(producer))
        wait_for_a_lock_queue(pausing)
        held.release()
        assert joining.outcome().state == EnrolmentState.ACTIVE
        assert pausing.outcome() is None
    with pytest.raises(CoursePaused):
        join(made.course, second)


@pytest.mark.django_db(transaction=True)
def test_a_course_handed_over_at_the_moment_of_a_pause_is_paused(producer, made):
    heir = UserFactory(roles=[Role.PRODUCER])
    handed, go_on = threading.Event(), threading.Event()

    def hand_over():
        with transaction.atomic():
            Course.objects.filter(pk=made.course.pk).update(owner=heir)
            handed.set()
            go_on.wait(PATIENCE)

    handing = Runner(hand_over)
    assert handed.wait(PATIENCE)
    pausing = Runner(lambda: pause(heir))
    wait_for_a_lock_queue(pausing)
    go_on.set()
    assert (handing.outcome(), pausing.outcome()) == (None, None)
    assert Course.objects.get(pk=made.course.pk).is_paused
