"""One officer proposes a path, another approves it; the public reads what was approved and nothing else."""

import pytest
from django.db import IntegrityError, InternalError, transaction

from accounts.enums import Role
from courses.enums import Availability
from courses.models import Course
from kit.errors import NotAllowed
from kit.failpoints import hold
from notices.models import Notice
from paths.enums import PathAvailability, VersionState
from paths.errors import (
    DecisionNeedsWords,
    NotYourOwnPath,
    PathChangedMeanwhile,
    PathIsProposed,
    PathNotReady,
    PathWasNeverPublic,
    ProposalIsSettled,
)
from paths.models import Path, PathVersion
from paths.operations.proposals import (
    approve_path,
    propose_path,
    restore_path,
    send_back,
    take_back,
    withdraw_path,
)
from paths.operations.writing import begin_path, write_path
from tests.factories.accounts import UserFactory
from tests.factories.paths import approved, certification, courses_on, new_path, officer, public_path, step
from tests.factories.published import live_course
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C13")]


def test_what_another_officer_approved_is_public():
    writer, decider = officer(), officer()
    path = new_path(owner=writer)
    version = propose_path(path, actor=writer, note="For the spring.")
    assert not Path.objects.published().exists()
    notice = Notice.objects.get(kind="paths.proposed")
    assert (notice.person, notice.body) == (decider, "For the spring.")
    approve_path(version, actor=decider, words="Lovely.")
    path.refresh_from_db()
    assert (path.availability, path.current) == (PathAvailability.PUBLISHED, version)
    assert path.current.content["steps"][0]["courses"] == [str(course.public_id) for course in courses_on(path)]
    assert Notice.objects.get(kind="paths.approved").person == writer


def test_nobody_decides_about_their_own():
    writer = officer()
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    path = new_path(owner=writer)
    version = propose_path(path, actor=administrator)
    for person in (writer, administrator):
        with pytest.raises(NotYourOwnPath):
            approve_path(version, actor=person)
        with pytest.raises(NotYourOwnPath):
            send_back(version, actor=person, words="No.")
        row = PathVersion.objects.filter(pk=version.pk)
        with pytest.raises(IntegrityError, match="nobody_decides_about_a_path_of_their_own"), transaction.atomic():
            row.update(state=VersionState.APPROVED, decided_by=person, decided_at=version.proposed_at)
    version.refresh_from_db()
    assert version.state == VersionState.PROPOSED


def test_who_wrote_a_line_of_it_does_not_decide_about_it():
    """Though another officer owns and proposes it; after the approval it begins anew."""
    writer, administrator = officer(), UserFactory(roles=[Role.ADMINISTRATOR])
    path = new_path(owner=writer)
    seen = Path.objects.get(pk=path.pk)
    seen.title = "Ballet, as the administrator says"
    write_path(seen, requires=[], edition=1, actor=administrator)
    with pytest.raises(PathChangedMeanwhile):
        propose_path(path, actor=writer, edition=1)
    version = propose_path(path, actor=writer, edition=2)
    with pytest.raises(NotYourOwnPath):
        approve_path(version, actor=administrator)
    row = PathVersion.objects.filter(pk=version.pk)
    with pytest.raises(IntegrityError, match="nobody_decides_about_what_they_wrote"), transaction.atomic():
        row.update(state=VersionState.APPROVED, decided_by=administrator, decided_at=version.proposed_at)
    approve_path(version, actor=officer())
    path.refresh_from_db()
    write_path(path, requires=[], edition=2, actor=writer)
    assert approve_path(propose_path(path, actor=writer), actor=administrator).number == 2


@pytest.mark.parametrize("role", [Role.LEARNER, Role.PRODUCER])
def test_who_is_no_officer_does_nothing(role):
    person = UserFactory(roles=[role])
    path = new_path()
    version = propose_path(path, actor=path.owner)
    with pytest.raises(NotAllowed):
        begin_path(Path(title="Mine", promise="All of it."), requires=[], actor=person)
    for act in (
        lambda: write_path(path, requires=[], edition=1, actor=person),
        lambda: propose_path(path, actor=person),
        lambda: approve_path(version, actor=person),
        lambda: send_back(version, actor=person, words="No."),
        lambda: take_back(version, actor=person),
        lambda: withdraw_path(path, actor=person),
    ):
        with pytest.raises(NotAllowed):
            act()
    version.refresh_from_db()
    assert version.state == VersionState.PROPOSED
    assert Path.objects.count() == 1


def test_another_officer_does_not_write_in_ones_draft():
    path = new_path()
    with pytest.raises(NotAllowed):
        write_path(path, requires=[], edition=1, actor=officer())


def test_what_is_written_later_waits_for_another_approval():
    path = public_path(title="Ballet")
    path.title = "Ballet for everybody"
    write_path(path, requires=[], edition=1, actor=path.owner)
    path.refresh_from_db()
    assert (path.title, path.current.title) == ("Ballet for everybody", "Ballet")
    first = path.current
    approved(path)
    assert (path.current.number, path.current.title) == (2, "Ballet for everybody")
    first.refresh_from_db()
    assert first.title == "Ballet"


def test_two_windows_do_not_overwrite_each_other():
    path = new_path()
    write_path(path, requires=[], edition=1, actor=path.owner)
    with pytest.raises(PathChangedMeanwhile):
        write_path(path, requires=[], edition=1, actor=path.owner)
    assert Path.objects.get().edition == 2


def test_writing_leaves_alone_what_was_approved():
    """A form that was opened before the approval knows nothing of it."""
    path = new_path()
    seen = Path.objects.get(pk=path.pk)
    approved(path)
    write_path(seen, requires=[], edition=1, actor=path.owner)
    path.refresh_from_db()
    assert (path.availability, path.current.number) == (PathAvailability.PUBLISHED, 1)


def test_it_is_sent_back_with_words():
    path = new_path()
    version = propose_path(path, actor=path.owner)
    with pytest.raises(DecisionNeedsWords):
        send_back(version, actor=officer(), words=" ")
    send_back(version, actor=officer(), words="Add a second style.")
    assert Notice.objects.get(kind="paths.sent_back").body == "Add a second style."
    assert not Path.objects.published().exists()
    assert propose_path(path, actor=path.owner).number == 2


def test_one_proposal_at_a_time():
    path = new_path()
    version = propose_path(path, actor=path.owner)
    with pytest.raises(PathIsProposed):
        propose_path(path, actor=path.owner)
    take_back(version, actor=path.owner)
    with pytest.raises(ProposalIsSettled):
        approve_path(version, actor=officer())
    propose_path(path, actor=path.owner)
    assert [each.state for each in path.versions.order_by("number")] == ["taken_back", "proposed"]


def test_what_is_not_ready_is_not_proposed():
    course = live_course(title="Pliés").course
    hidden = live_course(title="A secret", availability=Availability.UNPUBLISHED).course
    empty = new_path()
    empty.steps = []
    write_path(empty, requires=[], edition=1, actor=empty.owner)
    for path, said in (
        (empty, "no step"),
        (new_path(step()), "step 1 has no course"),
        (new_path(step(course), step(course)), "twice"),
        (new_path(step(course, hidden)), "not published: A secret"),
        (new_path(step(course), requires=[new_path()]), "a prerequisite is not public"),
    ):
        with pytest.raises(PathNotReady, match=said):
            propose_path(path, actor=path.owner)
    assert not PathVersion.objects.exists()


def test_a_course_that_went_meanwhile_is_not_approved():
    path = new_path()
    version = propose_path(path, actor=path.owner)
    Course.objects.filter(public_id=version.courses[0]).update(availability=Availability.WITHDRAWN)
    with pytest.raises(PathNotReady, match="not published: Pliés"):
        approve_path(version, actor=officer())
    version.refresh_from_db()
    assert version.state == VersionState.PROPOSED


def test_prerequisites_go_round_in_no_circle():
    first = public_path(title="First")
    second = public_path(title="Second", requires=[first])
    third = public_path(title="Third", requires=[second])
    write_path(first, requires=[third], edition=1, actor=first.owner)
    with pytest.raises(PathNotReady, match="asks for this path itself"):
        propose_path(first, actor=first.owner)


def test_a_withdrawn_path_comes_back_as_it_was_approved():
    path = new_path()
    with pytest.raises(PathWasNeverPublic):
        withdraw_path(path, actor=path.owner)
    approved(path)
    withdraw_path(path, actor=path.owner)
    assert not Path.objects.published().exists()
    restore_path(path, actor=path.owner)
    assert Path.objects.published().get().current.number == 1


def test_the_database_keeps_what_was_proposed_and_decided():
    path = public_path()
    row = PathVersion.objects.filter(pk=path.current_id)
    other = propose_path(new_path(), actor=UserFactory(roles=[Role.ADMINISTRATOR]))
    for change in (
        lambda: row.update(content={}),
        lambda: row.update(state=VersionState.SENT_BACK, words="No."),
        row.delete,
        lambda: Path.objects.filter(pk=path.pk).update(current=other),
    ):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            change()
    path.refresh_from_db()
    assert path.current.state == VersionState.APPROVED


def test_only_certifications_hold_for_a_time():
    assert certification(months=24).current.content["valid_months"] == 24
    with pytest.raises(IntegrityError, match="only_certifications_hold_for_a_time"), transaction.atomic():
        new_path(valid_months=12)


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("fault-R4")
def test_two_officers_who_approve_at_once_approve_once():
    path = new_path()
    version = propose_path(path, actor=path.owner)
    one, other = officer(), officer()
    with hold("paths.taken_for_decision") as held:
        first = Runner(lambda: approve_path(version, actor=one))
        held.wait_until_reached()
        second = Runner(lambda: approve_path(version, actor=other))
        wait_for_a_lock_queue(second)
    assert first.outcome() == version
    assert isinstance(second.outcome(), ProposalIsSettled)
    assert PathVersion.objects.get().decided_by == one


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("fault-R4")
def test_what_is_taken_back_meanwhile_is_not_approved():
    path = new_path()
    version = propose_path(path, actor=path.owner)
    with hold("paths.taken_back") as held:
        first = Runner(lambda: take_back(version, actor=path.owner))
        held.wait_until_reached()
        second = Runner(lambda: approve_path(version, actor=officer()))
        wait_for_a_lock_queue(second)
    assert first.outcome().state == VersionState.TAKEN_BACK
    assert isinstance(second.outcome(), ProposalIsSettled)
    assert not Path.objects.published().exists()


@pytest.mark.django_db(transaction=True)
def test_without_holding_the_path_both_would_settle_it(monkeypatch):
    """The control: the races above are races. The database keeps the second decision out even then."""
    path = new_path()
    version = propose_path(path, actor=path.owner)
    decider = officer()

    def found(asked):
        taken = PathVersion.objects.select_related("path").get(pk=asked.pk)
        assert taken.state == VersionState.PROPOSED
        return taken

    monkeypatch.setattr("paths.operations.proposals._take", found)
    with hold("paths.taken_back") as held:
        first = Runner(lambda: take_back(version, actor=path.owner))
        held.wait_until_reached()
        second = Runner(lambda: approve_path(version, actor=decider))
        assert second.outcome() == version
    assert isinstance(first.outcome(), IntegrityError | InternalError)
    assert Path.objects.published().exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("fault-R4")
def test_two_paths_that_ask_for_each_other_are_not_approved_at_once():
    first, second = public_path(title="First"), public_path(title="Second")
    for path, required in ((first, second), (second, first)):
        write_path(path, requires=[required], edition=1, actor=path.owner)
    proposals = [propose_path(path, actor=path.owner) for path in (first, second)]
    with hold("paths.taken_for_decision") as held:
        one = Runner(lambda: approve_path(proposals[0], actor=officer()))
        held.wait_until_reached()
        other = Runner(lambda: approve_path(proposals[1], actor=officer()))
        wait_for_a_lock_queue(other)
    assert one.outcome() == proposals[0]
    assert isinstance(other.outcome(), PathNotReady)


@pytest.mark.django_db(transaction=True)
def test_without_turns_both_would_be_approved(monkeypatch):
    """The control: they hold different paths."""
    monkeypatch.setattr("paths.operations.proposals.take_turns", lambda: None)
    first, second = public_path(title="First"), public_path(title="Second")
    for path, required in ((first, second), (second, first)):
        write_path(path, requires=[required], edition=1, actor=path.owner)
    proposals = [propose_path(path, actor=path.owner) for path in (first, second)]
    # Past the look at the prerequisites, before the commit.
    with hold("paths.ready") as held:
        one = Runner(lambda: approve_path(proposals[0], actor=officer()))
        held.wait_until_reached()
        other = Runner(lambda: approve_path(proposals[1], actor=officer()))
        assert other.outcome() == proposals[1]
    assert one.outcome() == proposals[0]
