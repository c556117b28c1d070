"""Learners on a path: they begin, come to the end, are certified once, and renew what ends."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from accounts.enums import Role
from certificates.access import kept_by
from certificates.enums import CertificateState, Standing
from certificates.errors import CertificateWasRevoked
from certificates.models import Certificate
from certificates.operations.awarding import remind_holders
from certificates.operations.issuing import issue_again, reissue_certificate, revoke_certificate
from courses.enums import EnrolmentSource, EnrolmentState
from courses.models import Enrolment
from courses.operations.enrolment import enrol_learner, leave_course
from kit import clock, jobs
from kit.errors import NotAllowed, NotFound
from kit.failpoints import hold
from kit.invariants import violations
from notices.models import Notice
from paths.documents.printed import months_after
from paths.documents.standing import standing_on
from paths.errors import NothingToRenew, PathNotFinished, PathNotOpen, PrerequisiteMissing
from paths.models import PathSeat
from paths.operations.following import follow_path, join_path, leave_path, renew, take_up_version
from paths.operations.proposals import withdraw_path
from paths.operations.writing import write_path
from tests.factories.accounts import UserFactory
from tests.factories.certificates import finish, giving_course, joined
from tests.factories.paths import approved, certification, courses_on, done, new_path, public_path, step
from tests.factories.published import learner_of, live_course
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C13")]


def finished(path, learner):
    """The learner on the path with all of it done."""
    join_path(path, learner)
    for course in courses_on(path):
        done(course, learner)
    jobs.run_pending()
    return Certificate.objects.of(learner).get(award=path.public_id)


def test_whoever_finishes_the_last_course_is_given_the_certificate():
    published = [giving_course(title=title) for title in ("Pliés", "Turns")]
    path = public_path(step(*(each.course for each in published)), statement="has danced through")
    learner = joined(published[0].course, name="Ines Moreau")
    joined(published[1].course, learner)
    join_path(path, learner)
    finish(published[0].course, learner)
    jobs.run_pending()
    assert not Certificate.objects.filter(award=path.public_id).exists()
    finish(published[1].course, learner)
    jobs.run_pending()
    certificate = Certificate.objects.get(award=path.public_id)
    said = certificate.content
    assert (certificate.name, certificate.title, certificate.expires_at) == ("Ines Moreau", path.title, None)
    assert (said["path"]["slug"], said["design"]["statement"]) == (path.slug, "has danced through")
    assert bytes(certificate.pdf).startswith(b"%PDF")
    assert PathSeat.objects.get().completed_at
    assert Notice.objects.filter(url=f"/certificates/{certificate.number}", person=learner).count() == 1
    assert list(violations(["finished_paths_were_certified"])) == []


def test_some_of_a_step_are_enough_where_it_says_so():
    ballet, tango, salsa = (live_course(title=title).course for title in ("Ballet", "Tango", "Salsa"))
    path = public_path(step(ballet), step(tango, salsa, needed=1, title="Choose one"))
    known = {str(course.public_id) for course in (ballet, tango, salsa)}
    learner = UserFactory()
    join_path(path, learner)
    learner_of(salsa, learner)
    standing = standing_on(learner, path.current)
    assert (standing.percent, standing.next_of(known)) == (0, str(ballet.public_id))
    done(ballet, learner)
    standing = standing_on(learner, path.current)
    # What was begun comes before what was not, and what is there before what is gone.
    assert standing.next_of(known - {str(salsa.public_id)}) == str(tango.public_id)
    assert (standing.percent, standing.next_of(known)) == (50, str(salsa.public_id))
    done(salsa, learner)
    standing = standing_on(learner, path.current)
    assert (standing.percent, standing.next_of(known), standing.is_done) == (100, None, True)


def test_what_was_learned_before_counts():
    path = public_path()
    learner = UserFactory()
    for course in courses_on(path):
        done(course, learner)
    jobs.run_pending()
    assert not Certificate.objects.exists()
    _seat, is_new = join_path(path, learner)
    assert is_new
    assert Certificate.objects.get().award == path.public_id
    assert join_path(path, learner)[1] is False
    assert PathSeat.objects.count() == 1


def test_a_course_whose_seat_was_taken_back_does_not_count():
    path = public_path()
    learner = UserFactory()
    join_path(path, learner)
    first, second = courses_on(path)
    done(first, learner)
    Enrolment.objects.filter(course=first).update(state=EnrolmentState.REFUNDED)
    done(second, learner)
    jobs.run_pending()
    assert not Certificate.objects.exists()
    assert standing_on(learner, path.current).percent == 50


def test_a_path_that_is_not_public_is_not_begun():
    path = new_path()
    with pytest.raises(PathNotOpen):
        join_path(path, UserFactory())
    approved(path)
    withdraw_path(path, actor=path.owner)
    with pytest.raises(PathNotOpen):
        join_path(path, UserFactory())
    with pytest.raises(NotFound):
        follow_path(path, UserFactory())
    assert not PathSeat.objects.exists()


def test_who_was_on_a_withdrawn_path_comes_to_its_end():
    path = public_path()
    learner = UserFactory()
    join_path(path, learner)
    withdraw_path(path, actor=path.owner)
    for course in courses_on(path):
        done(course, learner)
    jobs.run_pending()
    assert Certificate.objects.get().is_valid


def test_prerequisites_are_held_by_who_begins():
    basics = certification(title="Basics")
    path = public_path(title="Mastery", requires=[basics])
    learner = UserFactory()
    with pytest.raises(PrerequisiteMissing, match="Basics"):
        join_path(path, learner)
    held = finished(basics, learner)
    with clock.held_at(held.expires_at + timedelta(seconds=1)), pytest.raises(PrerequisiteMissing):
        join_path(path, learner)
    assert join_path(path, learner)[1]


def test_learners_keep_the_version_they_began_with_until_they_choose():
    path = public_path()
    learner = UserFactory()
    join_path(path, learner)
    began_with = path.current
    path.steps = new_path(step(live_course(title="Pirouettes").course)).steps
    write_path(path, requires=[], edition=path.edition, actor=path.owner)
    approved(path)
    assert PathSeat.objects.get().version == began_with
    done(courses_on(path)[0], learner)
    jobs.run_pending()
    assert not Certificate.objects.exists()
    seat = take_up_version(path, learner)
    assert seat.version == path.current
    assert Certificate.objects.get().content["path"]["version"] == 2
    assert take_up_version(path, learner).version == path.current


def test_a_certification_ends_and_is_renewed_by_what_it_asks_now():
    path = certification(months=12)
    learner = UserFactory()
    old = finished(path, learner)
    assert old.expires_at == months_after(PathSeat.objects.get().completed_at, 12)
    with pytest.raises(NothingToRenew):
        renew(path, learner)
    more = live_course(title="What is new this year").course
    path.steps = new_path(step(*courses_on(path), more)).steps
    write_path(path, requires=[], edition=path.edition, actor=path.owner)
    approved(path)
    with clock.held_at(old.expires_at - timedelta(days=30)):
        with pytest.raises(PathNotFinished):
            renew(path, learner)
        assert Certificate.objects.get() == old
        done(more, learner)
        new = renew(path, learner)
    old.refresh_from_db()
    assert (old.state, new.replaces, new.content["path"]["version"]) == (CertificateState.REPLACED, old, 2)
    # Nobody loses days by renewing early.
    assert new.expires_at == months_after(old.expires_at, 12)
    with clock.held_at(new.expires_at + timedelta(days=10)):
        assert new.standing == Standing.EXPIRED
        assert not Certificate.objects.valid().exists()
        late = renew(path, learner)
        assert late.expires_at == months_after(clock.now(), 12)


def test_holders_are_reminded_once():
    path = certification(months=12)
    certificate = finished(path, UserFactory())
    assert remind_holders() == 0
    with clock.held_at(certificate.expires_at - timedelta(days=30)):
        assert (remind_holders(), remind_holders()) == (1, 0)
    notice = Notice.objects.get(kind="courses.certificate_ends_soon")
    assert (notice.person, notice.url) == (certificate.learner, f"/paths/{path.slug}")
    assert certificate.content["holds_until"] in notice.title


def test_what_was_revoked_is_not_earned_again():
    path = certification()
    officer = path.owner
    certificate = finished(path, UserFactory())
    revoke_certificate(certificate, reason="It was somebody else.", actor=officer)
    with pytest.raises(CertificateWasRevoked):
        follow_path(path, certificate.learner)
    new = issue_again(certificate, actor=officer)
    assert (new.award, new.expires_at) == (path.public_id, certificate.expires_at)
    new.learner.display_name = "Another Name"
    new.learner.save(update_fields=["display_name"])
    renamed = reissue_certificate(new, actor=new.learner)
    assert (renamed.name, renamed.award, renamed.expires_at) == ("Another Name", path.public_id, new.expires_at)


def test_a_course_that_comes_back_ends_the_path():
    path = public_path()
    first, second = courses_on(path)
    learner = UserFactory()
    join_path(path, learner)
    done(first, learner)
    leave_course(first, learner, actor=learner)
    done(second, learner)
    jobs.run_pending()
    assert not Certificate.objects.of(learner).exists()
    enrol_learner(first, learner, source=EnrolmentSource.FREE, actor=learner)
    jobs.run_pending()
    assert Certificate.objects.of(learner).get().award == path.public_id


def test_who_joins_again_is_looked_at_again():
    """Whatever was missed while they joined."""
    path, learner = public_path(), UserFactory()
    join_path(path, learner)
    for course in courses_on(path):
        learner_of(course, learner)
    Enrolment.objects.filter(learner=learner).update(state=EnrolmentState.COMPLETED, completed_at=clock.now())
    assert join_path(path, learner)[1] is False
    assert Certificate.objects.of(learner).get().award == path.public_id


def test_a_path_that_is_gone_holds_nobody_back():
    first = public_path()
    second = public_path(requires=[first])
    learner = UserFactory()
    with pytest.raises(PrerequisiteMissing):
        join_path(second, learner)
    withdraw_path(first, actor=first.owner)
    assert join_path(second, learner)[1] is True


def test_nobody_gives_back_their_own():
    path = certification()
    officer = UserFactory(roles=[Role.REVIEWER])
    certificate = finished(path, officer)
    revoke_certificate(certificate, reason="It was somebody else.", actor=path.owner)
    with pytest.raises(NotAllowed):
        issue_again(certificate, actor=officer)


def test_months_end_where_the_month_does():
    at = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
    assert months_after(at, 1) == datetime(2026, 2, 28, 9, 30, tzinfo=UTC)
    assert months_after(at, 25) == datetime(2028, 2, 29, 9, 30, tzinfo=UTC)
    assert months_after(at, 3) == datetime(2026, 4, 30, 9, 30, tzinfo=UTC)
    assert months_after(at, 12) == datetime(2027, 1, 31, 9, 30, tzinfo=UTC)
    assert months_after(at, 11) == datetime(2026, 12, 31, 9, 30, tzinfo=UTC)


def on_the_last_step():
    """A path, and a learner who has done all of it, of which nobody has heard yet."""
    path = public_path()
    learner = UserFactory()
    join_path(path, learner)
    for course in courses_on(path):
        learner_of(course, learner, state="completed", completed_at=clock.now())
    return path, learner


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("fault-R4")
def test_two_courses_finished_at_once_give_one_certificate():
    path, learner = on_the_last_step()
    with hold("paths.done") as held:
        first = Runner(lambda: follow_path(path, learner))
        held.wait_until_reached()
        second = Runner(lambda: follow_path(path, learner))
        wait_for_a_lock_queue(second)
    assert first.outcome() == second.outcome() == Certificate.objects.get()


@pytest.mark.django_db(transaction=True)
def test_without_holding_the_seat_the_second_would_fail(monkeypatch):
    """The control: the race above is one. The database still keeps a second certificate out."""
    path, learner = on_the_last_step()
    seat = PathSeat.objects.select_related("learner", "path", "version").get()
    monkeypatch.setattr("paths.operations.following._hold_seat", lambda path, learner: seat)
    with hold("certificates.no_award_held") as held:
        first = Runner(lambda: follow_path(path, learner))
        held.wait_until_reached()
        second = Runner(lambda: follow_path(path, learner))
        assert isinstance(second.outcome(), Certificate)
    assert isinstance(first.outcome(), IntegrityError)
    assert Certificate.objects.count() == 1


def test_who_decides_keeps_certificates_of_paths():
    certificate = finished(certification(), UserFactory())
    assert list(kept_by(UserFactory(roles=[Role.REVIEWER]))) == [certificate]
    assert list(kept_by(UserFactory(roles=[Role.PRODUCER]))) == []


@pytest.mark.django_db(transaction=True)
def test_who_leaves_while_the_last_course_ends_is_certified_or_gone():
    path = public_path()
    learner = UserFactory()
    join_path(path, learner)
    for course in courses_on(path):
        done(course, learner)
    # The work that finishing has left to be done comes while they leave.
    with hold("paths.leaving") as held:
        leaving = Runner(lambda: leave_path(path, learner))
        held.wait_until_reached()
        following = Runner(lambda: follow_path(path, learner))
        wait_for_a_lock_queue(following)
    assert leaving.outcome() is None
    assert isinstance(following.outcome(), NotFound)
    assert jobs.run_pending() > 0
    assert (PathSeat.objects.exists(), Certificate.objects.filter(award=path.public_id).exists()) == (False, False)
    assert list(violations(["finished_paths_were_certified"])) == []
