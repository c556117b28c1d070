"""Announcements: to whom they go, that each is told once whatever happens, and who may send, read and hide them."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.enums import Role
from courses.enums import Availability, EnrolmentState
from courses.models import Course, Enrolment
from desk.access import told_to
from desk.documents.learners import Group
from desk.errors import EnoughAnnouncements, GroupChanged, NobodyReadsIt, NobodyToTell
from desk.models import Announcement, Delivery
from desk.operations import announcing
from desk.operations.announcing import MOST_IN_A_DAY, announce, read_announcement, tell_learners
from kit import clock
from kit.errors import InvalidInput, NotAllowed, NotFound
from kit.failpoints import hold
from moderation.enums import Reason
from moderation.errors import OwnThing
from moderation.models import Report
from moderation.operations import dismiss, report_thing, uphold
from notices.enums import Area
from notices.models import Notice
from notices.operations import choose_letters, mark_read
from tests.desk.test_learners import at, taught, teacher
from tests.factories.accounts import UserFactory
from tests.factories.published import learner_of, live_course
from tests.killing import kill_when_reached
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C11")]


def course_of(count=3):
    live = live_course(owner=teacher())
    return live, [learner_of(live.course) for _ in range(count)]


def sends(live, *, people=3, group=None, title="A new lesson", text="Come and see.", **options):
    values = {"key": uuid.uuid4(), "actor": live.owner, **options}
    return announce(live.course, group or Group(), title=title, text=text, people=people, **values)


def told(announcement):
    """How many notices each learner has of it."""
    rows = Delivery.objects.filter(announcement=announcement, told_at__isnull=False).order_by("pk")
    return [Notice.objects.filter(person=row.learner_id, kind="learning.announcement").count() for row in rows]


def test_each_learner_is_told_once_in_the_app_and_by_letter(run_jobs):
    live, learners = course_of()
    choose_letters(learners[0], Area.LEARNING, wants=False, actor=learners[0])
    sent = sends(live)
    run_jobs()
    tell_learners(sent.pk)
    run_jobs()
    assert told(sent) == [1, 1, 1]
    sent.refresh_from_db()
    assert sent.finished_at is not None
    notice = Notice.objects.get(person=learners[1], kind="learning.announcement")
    assert notice.title == f"“{live.course.title}”: A new lesson"
    assert (notice.body, notice.url) == ("Come and see.", f"/learning/{live.course.slug}/announcements")
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(each.email for each in learners[1:])


def test_only_the_group_is_told(run_jobs):
    live, (first, second, left) = course_of()
    Enrolment.objects.filter(learner=first).update(enrolled_at=clock.now() - timedelta(days=30))
    Enrolment.objects.filter(learner=left).update(
        enrolled_at=clock.now() - timedelta(days=30), state=EnrolmentState.REFUNDED, ended_at=clock.now()
    )
    sent = sends(live, group=Group(only="stuck"), people=1)
    run_jobs()
    assert [row.learner for row in sent.deliveries.all()] == [first]
    assert sent.group == "Not finished, and away for 14 days"
    assert not told_to(second).exists()


def test_who_leaves_before_their_turn_is_not_told(run_jobs):
    live, learners = course_of()
    sent = sends(live)
    Enrolment.objects.filter(learner=learners[0]).update(state=EnrolmentState.REFUNDED, ended_at=clock.now())
    run_jobs()
    assert sorted(sent.deliveries.values_list("learner", flat=True)) == sorted(each.pk for each in learners[1:])
    sent.refresh_from_db()
    assert sent.finished_at is not None


def test_the_same_key_sends_once_and_belongs_to_who_sent_it():
    live, _learners = course_of()
    key = uuid.uuid4()
    assert sends(live, key=key) == sends(live, key=key, title="Another")
    assert Announcement.objects.count() == 1
    other, _others = course_of()
    with pytest.raises(NotFound):
        sends(other, key=key)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"people": 4}, GroupChanged),
        ({"people": 0, "group": Group(words="nobody is called so")}, NobodyToTell),
        ({"title": " "}, InvalidInput),
        ({"text": "x" * 5001}, InvalidInput),
    ],
    ids=["more by now", "nobody", "no subject", "too long"],
)
def test_what_is_refused_tells_nobody(change, refusal):
    live, _learners = course_of()
    with pytest.raises(refusal):
        sends(live, **change)
    assert not Announcement.objects.exists()


@pytest.mark.parametrize("role", [Role.PRODUCER, Role.REVIEWER, Role.LEARNER])
def test_nobody_writes_to_the_learners_of_others(role):
    live, _learners = course_of()
    with pytest.raises(NotFound):
        sends(live, actor=UserFactory(roles=[role]))
    assert not Announcement.objects.exists()


def test_a_course_that_is_taken_down_announces_nothing_and_its_learners_read_nothing(run_jobs):
    live, learners = course_of()
    sends(live)
    run_jobs()
    assert told_to(learners[0]).count() == 1
    Course.objects.filter(pk=live.course.pk).update(availability=Availability.WITHDRAWN)
    assert not told_to(learners[0]).exists()
    with pytest.raises(NobodyReadsIt):
        sends(live)


def test_a_course_announces_so_often_in_a_day():
    live, _learners = course_of()
    for _ in range(MOST_IN_A_DAY):
        sends(live)
    with pytest.raises(EnoughAnnouncements):
        sends(live)
    with clock.held_at(clock.now() + timedelta(hours=25)):
        sends(live)
    other, _others = course_of()
    sends(other)


def test_reading_it_here_and_among_the_notices_is_the_same(run_jobs):
    live, (first, second, _third) = course_of()
    sends(live)
    run_jobs()
    assert told_to(first).unread().count() == 1
    read_announcement(told_to(first).get(), actor=first)
    assert not told_to(first).unread().exists()
    assert Notice.objects.get(person=first, kind="learning.announcement").read_at is not None
    mark_read(Notice.objects.get(person=second, kind="learning.announcement"), actor=second)
    assert not told_to(second).unread().exists()
    with pytest.raises(NotAllowed):
        read_announcement(told_to(second).get(), actor=first)


def test_a_reported_announcement_is_hidden_and_who_was_not_told_is_not(run_jobs, monkeypatch):
    live, learners = course_of()
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    sent = sends(live)
    with pytest.raises(NotFound):
        report_thing("announcement", sent.public_id, reason=Reason.INSULT, actor=learners[0])
    monkeypatch.setattr(announcing, "BATCH", 1)
    assert announcing._tell_batch(sent.pk)
    with pytest.raises(NotFound):
        report_thing("announcement", sent.public_id, reason=Reason.INSULT, actor=UserFactory())
    learner_of(live.course, live.owner)
    Delivery.objects.create(announcement=sent, learner=live.owner, told_at=clock.now())
    with pytest.raises(OwnThing):
        report_thing("announcement", sent.public_id, reason=Reason.INSULT, actor=live.owner)
    report = report_thing("announcement", sent.public_id, reason=Reason.INSULT, actor=learners[0])
    assert "Come and see." in report.excerpt
    uphold(report, actor=administrator)
    run_jobs()
    assert not told_to(learners[0]).exists()
    assert told(sent)[:1] == [1]
    assert not Notice.objects.filter(person=learners[1], kind="learning.announcement").exists()
    # Nor do its words stay where notices are read.
    assert Notice.objects.get(person=learners[0], kind="learning.announcement").body == ""
    late = Report.objects.create(
        reporter=learners[0], subject_kind="announcement", subject_id=sent.public_id, reason=Reason.OTHER
    )
    dismiss(late, actor=administrator)
    run_jobs()
    assert told_to(learners[1]).count() == 1
    assert told_to(learners[0]).count() == 1
    assert Notice.objects.get(person=learners[0], kind="learning.announcement").body == sent.text


def test_the_page_shows_it_before_it_sends_it_and_sends_it_once(run_jobs):
    made = taught()
    person = learner_of(made.course)
    learner_of(made.course)
    client = at(made.tree.owner)
    page = reverse("announce", args=[made.course.public_id])
    assert "To 2 learners: Everybody in the course." in client.get(page).content.decode()
    key = str(uuid.uuid4())
    words = {"title": "On <b>Friday</b>", "text": "Bring shoes.\nAnd water.", "key": key}
    shown = client.post(page, words).content.decode()
    assert "On &lt;b&gt;Friday&lt;/b&gt;" in shown
    assert "Bring shoes.<br>And water." in shown
    assert "Send to 2 learners" in shown
    assert not Announcement.objects.exists()
    back = client.post(page, {**words, "people": "2", "edit": "yes"}).content.decode()
    assert "Bring shoes." in back
    learner_of(made.course)
    grown = client.post(page, {**words, "people": "2", "send": "yes"}).content.decode()
    assert "Meanwhile there are 3 people" in grown
    assert "Send to 3 learners" in grown
    for _twice in range(2):
        sent = client.post(page, {**words, "people": "3", "send": "yes"})
        assert sent.url == reverse("announcements", args=[made.course.public_id])
    assert Announcement.objects.count() == 1
    run_jobs()
    read_announcement(told_to(person).get(), actor=person)
    listed = client.get(sent.url).content.decode()
    assert "3 learners were told" in listed
    assert "1 have read it" in listed
    missing = client.post(page, {"title": "", "text": "", "key": key}).content.decode()
    assert "This field is required." in missing


def test_what_was_sent_is_not_rewritten_and_nobody_is_told_twice():
    live, _learners = course_of()
    sent = sends(live)
    tell_learners(sent.pk)
    for change in (
        lambda: Announcement.objects.update(text="Something else"),
        lambda: Announcement.objects.all().delete(),
        lambda: Delivery.objects.update(told_at=None, notice=None),
        lambda: Delivery.objects.create(announcement=sent, learner=sent.deliveries.first().learner),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert told(sent) == [1, 1, 1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("fault-R4")
def test_a_button_pressed_twice_at_once_sends_once():
    live, _learners = course_of()
    key = uuid.uuid4()
    with hold("desk.announcement_looked_for") as held:
        first = Runner(lambda: sends(live, key=key))
        held.wait_until_reached()
        second = Runner(lambda: sends(live, key=key))
        wait_for_a_lock_queue(second)
    assert first.outcome() == second.outcome()
    assert Delivery.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_without_holding_the_course_the_second_press_would_fail(monkeypatch):
    """The control: the race above is one. The database still keeps the second out."""
    live, _learners = course_of()
    key = uuid.uuid4()
    monkeypatch.setattr(announcing, "_held", lambda course: Course.objects.get(pk=course.pk))
    with hold("desk.announcement_looked_for", count=2) as held:
        runners = [Runner(lambda: sends(live, key=key)) for _ in range(2)]
        held.wait_until_reached()
        held.wait_until_reached()
    outcomes = [each.outcome() for each in runners]
    assert sorted(type(each).__name__ for each in outcomes) == ["Announcement", "IntegrityError"]
    assert Delivery.objects.count() == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("fault-R4")
def test_two_workers_with_the_same_job_tell_each_learner_once():
    live, _learners = course_of()
    sent = sends(live)
    with hold("desk.batch_read") as held:
        first = Runner(lambda: tell_learners(sent.pk))
        held.wait_until_reached()
        second = Runner(lambda: tell_learners(sent.pk))
        wait_for_a_lock_queue(second)
    assert [first.outcome(), second.outcome()] == [None, None]
    assert told(sent) == [1, 1, 1]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_second_worker_would_fail(monkeypatch):
    """The control: both have read the same batch. The database takes one of them, with its notices, whole."""
    live, _learners = course_of()
    sent = sends(live)
    monkeypatch.setattr(announcing, "_locked", lambda pk: Announcement.objects.get(pk=pk))
    with hold("desk.batch_read", count=2) as held:
        runners = [Runner(lambda: tell_learners(sent.pk)) for _ in range(2)]
        held.wait_until_reached()
        held.wait_until_reached()
    outcomes = [each.outcome() for each in runners]
    assert sorted(type(each).__name__ for each in outcomes) == ["IntegrityError", "NoneType"]
    assert told(sent) == [1, 1, 1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("fault-R6")
@pytest.mark.parametrize(("place", "time_of"), [("desk.batch_read", 2), ("desk.batch_told", 2)])
def test_a_worker_that_is_killed_among_batches_leaves_nobody_out_and_tells_nobody_twice(place, time_of):
    live, _learners = course_of(5)
    sent = sends(live, people=5)
    kill_when_reached("tests.desk.dying", sent.pk, place, time_of)
    assert told(sent) == [1, 1]
    tell_learners(sent.pk)
    assert told(sent) == [1, 1, 1, 1, 1]
    sent.refresh_from_db()
    assert sent.finished_at is not None
