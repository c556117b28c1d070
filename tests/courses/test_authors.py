"""Writing a course together, and handing it over."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob as Job

from accounts.enums import Role
from accounts.operations.profiles import update_profile
from courses.access import can_edit_course
from courses.enums import AuthorState, InvitationState
from courses.errors import AuthorAlready, InvitationAnswered, ProducersOnly
from courses.models import Course, CourseAuthor, CourseInvitation
from courses.operations.authors import (
    accept_invitation,
    decline_invitation,
    invite_author,
    offer_course,
    remove_author,
    send_invitation_letter,
    take_back_invitation,
)
from kit import clock, jobs
from kit.errors import InvalidInput, NotAllowed, RateLimited
from kit.failpoints import hold
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_tree
from tests.factories.submissions import published_course
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return UserFactory(display_name="Ana", roles=[Role.PRODUCER])


@pytest.fixture
def course(owner):
    return course_tree(owner).course


def test_an_invited_producer_accepts_and_writes_too(course, owner):
    guest = UserFactory(email="Bo@example.org", roles=[Role.PRODUCER])
    invitation = invite_author(course, "BO@example.org ", actor=owner)
    assert invite_author(course, "bo@example.org", actor=owner) == invitation
    assert not can_edit_course(guest, course)
    jobs.run_pending()
    [letter] = mail.outbox
    assert (letter.to, "Ana invites you" in letter.body) == (["bo@example.org"], True)
    assert Notice.objects.get(person=guest).kind == "courses.invitation"

    accept_invitation(invitation, actor=guest)
    assert can_edit_course(guest, course)
    assert Notice.objects.get(person=owner).kind == "courses.invitation_answered"
    with pytest.raises(AuthorAlready):
        invite_author(course, "bo@example.org", actor=owner)


@pytest.mark.covers("fault-S8")
def test_a_stranger_gets_the_same_letter_and_the_inviter_the_same_answer(course, owner):
    UserFactory(email="known@example.org", roles=[Role.PRODUCER])
    counts = []
    for email in ("known@example.org", "unknown@example.org"):
        with connection.execute_wrapper(counting(counts)):
            counts.append(0)
            invitation = invite_author(course, email, actor=owner)
        assert invitation.state == InvitationState.OPEN
    assert counts[0] == counts[1]
    jobs.run_pending()
    assert [letter.subject for letter in mail.outbox] == [mail.outbox[0].subject] * 2


def counting(counts):
    def count(execute, *arguments):
        counts[-1] += 1
        return execute(*arguments)

    return count


def test_who_signs_up_later_finds_the_invitation(course, owner):
    invitation = invite_author(course, "new@example.org", actor=owner)
    guest = UserFactory(email="new@example.org")
    with pytest.raises(ProducersOnly):
        accept_invitation(invitation, actor=guest)
    assert CourseInvitation.objects.waiting().addressed_to(guest).get() == invitation


def test_only_the_address_that_was_asked_answers(course, owner):
    invitation = invite_author(course, "bo@example.org", actor=owner)
    stranger = UserFactory(roles=[Role.PRODUCER])
    for answer in (accept_invitation, decline_invitation):
        with pytest.raises(NotAllowed):
            answer(invitation, actor=stranger)
    assert not CourseAuthor.objects.exclude(state=AuthorState.LEFT).exists()


def test_an_answer_is_given_once(course, owner):
    guest = UserFactory(email="bo@example.org", roles=[Role.PRODUCER])
    invitation = invite_author(course, guest.email, actor=owner)
    decline_invitation(invitation, actor=guest)
    for again in (accept_invitation, decline_invitation):
        with pytest.raises(InvitationAnswered):
            again(invitation, actor=guest)
    with pytest.raises(InvitationAnswered):
        take_back_invitation(invitation, actor=owner)
    assert not can_edit_course(guest, course)


def test_an_old_invitation_is_void_and_may_be_sent_anew(course, owner, time_machine):
    guest = UserFactory(email="bo@example.org", roles=[Role.PRODUCER])
    old = invite_author(course, guest.email, actor=owner)
    time_machine.move_to(clock.now() + timedelta(days=15))
    with pytest.raises(InvitationAnswered):
        accept_invitation(old, actor=guest)
    send_invitation_letter(old.pk)
    assert mail.outbox == []
    assert invite_author(course, guest.email, actor=owner) != old


def test_what_was_taken_back_is_no_door(course, owner):
    guest = UserFactory(email="bo@example.org", roles=[Role.PRODUCER])
    invitation = invite_author(course, guest.email, actor=owner)
    take_back_invitation(invitation, actor=owner)
    with pytest.raises(InvitationAnswered):
        accept_invitation(invitation, actor=guest)


def co_author(course, owner):
    guest = UserFactory(roles=[Role.PRODUCER])
    accept_invitation(invite_author(course, guest.email, actor=owner), actor=guest)
    return guest


def test_a_co_author_neither_invites_nor_offers_nor_removes_others(course, owner):
    first, second = co_author(course, owner), co_author(course, owner)
    for ask in (invite_author, offer_course):
        with pytest.raises(NotAllowed):
            ask(course, "x@example.org", actor=first)
    with pytest.raises(NotAllowed):
        remove_author(CourseAuthor.objects.get(person=second), actor=first)
    with pytest.raises(NotAllowed):
        take_back_invitation(invite_author(course, "x@example.org", actor=owner), actor=first)
    assert can_edit_course(second, course)


def test_a_co_author_is_removed_or_leaves(course, owner):
    first, second = co_author(course, owner), co_author(course, owner)
    remove_author(CourseAuthor.objects.get(person=first), actor=owner)
    assert not can_edit_course(first, course)
    assert Notice.objects.filter(person=first, kind="courses.author_removed").exists()
    remove_author(CourseAuthor.objects.get(person=second), actor=second)
    assert not can_edit_course(second, course)


def test_a_course_changes_hands_when_the_offer_is_accepted(course, owner):
    heir = co_author(course, owner)
    offer = offer_course(course, heir.email, actor=owner)
    assert Course.objects.get().owner == owner
    accept_invitation(offer, actor=heir)
    assert Course.objects.get().owner == heir
    assert CourseAuthor.objects.get().person == owner
    assert can_edit_course(owner, Course.objects.get())
    with pytest.raises(NotAllowed):
        offer_course(course, owner.email, actor=owner)
    assert Notice.objects.filter(person=owner, kind="courses.handed_over").exists()


def test_a_course_is_offered_to_one_at_a_time(course, owner):
    first, second = (UserFactory(roles=[Role.PRODUCER]) for _ in range(2))
    old, new = offer_course(course, first.email, actor=owner), offer_course(course, second.email, actor=owner)
    with pytest.raises(InvitationAnswered):
        accept_invitation(old, actor=first)
    accept_invitation(new, actor=second)
    assert Course.objects.get().owner == second


def test_an_administrator_may_move_a_course(course):
    administrator, heir = UserFactory(roles=[Role.ADMINISTRATOR]), UserFactory(roles=[Role.PRODUCER])
    accept_invitation(offer_course(course, heir.email, actor=administrator), actor=heir)
    assert Course.objects.get().owner == heir


def test_what_is_no_address_and_what_is_too_much(course, owner):
    with pytest.raises(InvalidInput):
        invite_author(course, "a@example.org\nBcc: x@example.org", actor=owner)
    with pytest.raises(AuthorAlready):
        invite_author(course, owner.email, actor=owner)
    for number in range(19):
        invite_author(course, f"p{number}@example.org", actor=owner)
    with pytest.raises(RateLimited):
        invite_author(course, "one.more@example.org", actor=owner)


@pytest.mark.django_db(transaction=True)
def test_taking_back_while_it_is_accepted_has_one_winner(course, owner):
    guest = UserFactory(email="bo@example.org", roles=[Role.PRODUCER])
    invitation = invite_author(course, guest.email, actor=owner)
    with hold("courses.invitation_held") as held:
        accepting = Runner(lambda: accept_invitation(invitation, actor=guest))
        held.wait_until_reached()
        taking_back = Runner(lambda: take_back_invitation(invitation, actor=owner))
        wait_for_a_lock_queue(taking_back)
    assert not isinstance(accepting.outcome(), Exception)
    assert isinstance(taking_back.outcome(), InvitationAnswered)
    assert CourseAuthor.objects.get().state == AuthorState.ACCEPTED


def test_a_course_is_made_anew_for_the_names_it_shows_and_for_no_others(run_jobs):
    published = published_course()
    helper = UserFactory(roles=[Role.PRODUCER])
    author = CourseAuthor.objects.create(course=published.course, person=helper, state=AuthorState.ACCEPTED)
    ordered = Job.objects.filter(task_name="courses.refresh_documents", status="todo")
    for is_shown in (True, False):
        run_jobs()
        update_profile(helper, actor=helper, display_name=f"Fred {is_shown}")
        assert ordered.exists() is is_shown
        if is_shown:
            remove_author(author, actor=published.tree.owner)


def test_the_owner_invites_on_the_course_page_of_the_admin(client, course, owner):
    client.force_login(owner)
    address = reverse("course_authors", args=[course.public_id])
    assert client.post(address, {"email": "bo@example.org", "kind": "author"}).status_code == 302
    assert "bo@example.org" in client.get(address).content.decode()
    answer = client.post(address, {"email": owner.email, "kind": "author"})
    assert "writes the course already" in answer.content.decode()
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[course.pages.get().pk])).content.decode()
    assert address in edit

    invitation = CourseInvitation.objects.get()
    client.post(reverse("course_take_back", args=[course.public_id, invitation.public_id]))
    invitation.refresh_from_db()
    assert invitation.state == InvitationState.TAKEN_BACK


def test_the_guest_answers_in_the_admin(client, course, owner):
    guest = UserFactory(email="bo@example.org", roles=[Role.PRODUCER])
    stranger = UserFactory(roles=[Role.PRODUCER])
    invitation = invite_author(course, guest.email, actor=owner)
    answer = reverse("answer_invitation", args=[invitation.public_id])
    client.force_login(stranger)
    assert client.post(answer, {"answer": "accept"}).status_code == 404
    assert client.get(reverse("course_authors", args=[course.public_id])).status_code == 404
    client.force_login(guest)
    assert course.title in client.get(reverse("my_invitations")).content.decode()
    assert client.post(answer, {"answer": "accept"}).status_code == 302
    assert client.get(reverse("course_authors", args=[course.public_id])).status_code == 200
    assert client.post(reverse("course_leave", args=[course.public_id])).status_code == 302
    assert client.get(reverse("course_authors", args=[course.public_id])).status_code == 404


def test_the_owner_removes_and_the_guest_declines_in_the_admin(client, course, owner):
    author = CourseAuthor.objects.get(person=co_author(course, owner))
    client.force_login(owner)
    client.post(reverse("course_remove_author", args=[course.public_id, author.public_id]))
    assert not CourseAuthor.objects.exclude(state=AuthorState.LEFT).exists()
    guest = UserFactory(roles=[Role.PRODUCER])
    invitation = offer_course(course, guest.email, actor=owner)
    client.force_login(guest)
    client.post(reverse("answer_invitation", args=[invitation.public_id]), {"answer": "decline"})
    invitation.refresh_from_db()
    assert invitation.state == InvitationState.DECLINED
