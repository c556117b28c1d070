"""Writing a course together: inviting, answering, leaving, and handing the course over.

Invitations go to an address. Whether it has an account is seen by the job that writes the letter, never by the inviter.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from accounts.enums import Role
from accounts.models import User
from accounts.operations.holding import hold_person
from accounts.operations.pauses import refuse_while_paused
from courses import letters
from courses.enums import AuthorState, InvitationKind, InvitationState
from courses.errors import AuthorAlready, InvitationAnswered, ProducersOnly
from courses.models import Course, CourseAuthor, CourseInvitation
from courses.operations.rights import take_back_proposal
from kit import audit, clock, jobs, rate_limits
from kit.errors import InvalidInput, NotAllowed
from kit.failpoints import failpoint
from notices.letters import admin_link, send_letter
from notices.operations import notify

INVITATIONS_AN_HOUR = 20
ANSWER_PATH = "/admin/invitations/"


def invite_author(course: Course, email: str, *, actor: User) -> CourseInvitation:
    """Ask whoever has the address to write the course too. Asking again while the first waits returns that one."""
    return _invite(course, email, InvitationKind.AUTHOR, actor)


def offer_course(course: Course, email: str, *, actor: User) -> CourseInvitation:
    """Offer the course itself; it changes hands when they accept. One offer at a time."""
    return _invite(course, email, InvitationKind.OWNER, actor)


# Who wrote a course: what they brought stays when they leave.
WROTE = frozenset({AuthorState.ACCEPTED, AuthorState.LEFT})


def writers_of(course: int) -> set[int]:
    """Primary keys of everybody who writes the course or did, its owner too."""
    authors = CourseAuthor.objects.filter(course=course, state__in=WROTE).values_list("person_id", flat=True)
    return {*authors, *Course.objects.filter(pk=course).values_list("owner_id", flat=True)}


@transaction.atomic
def accept_invitation(invitation: CourseInvitation, *, actor: User) -> Course:
    """Say yes, signed in with the address the letter went to. An owner who hands over stays as co-author."""
    invitation, course = _answerable(invitation, actor)
    if not actor.has_role(Role.PRODUCER):
        raise ProducersOnly
    refuse_while_paused(actor, Role.PRODUCER)
    _answer(invitation, InvitationState.ACCEPTED)
    if invitation.kind == InvitationKind.OWNER:
        _hand_over(course, actor)
    elif course.owner_id != actor.pk:
        _write_too(course, actor, invited_by=invitation.invited_by)
    audit.record(course, "courses.accept_invitation", actor, kind=invitation.kind)
    _tell_inviter(invitation, f"{actor.display_name} accepted", actor)
    return course


@transaction.atomic
def decline_invitation(invitation: CourseInvitation, *, actor: User) -> CourseInvitation:
    """Say no."""
    invitation, course = _answerable(invitation, actor)
    _answer(invitation, InvitationState.DECLINED)
    audit.record(course, "courses.decline_invitation", actor, kind=invitation.kind)
    _tell_inviter(invitation, f"{actor.display_name} declined", actor)
    return invitation


@transaction.atomic
def take_back_invitation(invitation: CourseInvitation, *, actor: User) -> CourseInvitation:
    """Take back what waits for an answer."""
    course = _own_course(invitation.course, actor)
    invitation = CourseInvitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.state != InvitationState.OPEN:
        raise InvitationAnswered
    _answer(invitation, InvitationState.TAKEN_BACK)
    audit.record(course, "courses.take_back_invitation", actor, kind=invitation.kind)
    return invitation


@transaction.atomic
def remove_author(author: CourseAuthor, *, actor: User) -> None:
    """Take a co-author from the course; a co-author may leave alone. What they wrote and brought stays."""
    course = Course.objects.select_for_update(no_key=True).get(pk=author.course_id)
    if actor.pk not in {course.owner_id, author.person_id} and not actor.is_administrator:
        raise NotAllowed
    held = CourseAuthor.objects.select_for_update().filter(pk=author.pk, state=AuthorState.ACCEPTED).first()
    if held is not None:
        held.state, held.left_at = AuthorState.LEFT, clock.now()
        held.save(update_fields=["state", "left_at"])
        audit.record(course, "courses.remove_author", actor, person=str(author.person.public_id))
        if actor.pk != author.person_id:
            notify(author.person, "courses.author_removed", title=f"You no longer write “{course.public_title}”")


def send_invitation_letter(invitation_id: int) -> None:
    """The job behind an invitation: a notice with its letter to people with an account, a letter to all others."""
    invitation = (
        CourseInvitation.objects.waiting().select_related("course", "invited_by").filter(pk=invitation_id).first()
    )
    if invitation is None:
        return
    inviter = invitation.invited_by.display_name if invitation.invited_by else "Somebody"
    as_owner = invitation.kind == InvitationKind.OWNER
    # Whoever is asked is no author yet, so they read the title that everybody reads.
    course_title = invitation.course.public_title
    values: dict[str, Any] = {"inviter": inviter, "course": course_title, "as_owner": as_owner}
    person = User.objects.with_address(invitation.email).filter(is_active=True).first()
    if person is not None:
        title = f"“{course_title}” is offered to you" if as_owner else "You are invited to write a course"
        notify(person, "courses.invitation", title=title, url=admin_link(ANSWER_PATH), letter=False)
    send_letter(letters.COURSE_INVITATION, to=invitation.email, url=admin_link(ANSWER_PATH), **values)


def _invite(course: Course, email: str, kind: InvitationKind, actor: User) -> CourseInvitation:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise InvalidInput({"email": ["Give an e-mail address."]}) from None
    rate_limits.hit(f"invitations:{actor.pk}", limit=INVITATIONS_AN_HOUR, seconds=3600)
    with transaction.atomic():
        course = _own_course(course, actor)
        if email == course.owner.email.lower() or (
            kind == InvitationKind.AUTHOR and _accepted(course).filter(person__email__iexact=email).exists()
        ):
            raise AuthorAlready
        _close_what_is_too_old(course)
        held: dict[str, Any] = {"course": course, "kind": kind, "state": InvitationState.OPEN}
        if kind == InvitationKind.OWNER:
            CourseInvitation.objects.filter(**held).exclude(email=email).update(
                state=InvitationState.TAKEN_BACK, answered_at=clock.now()
            )
        invitation, is_new = CourseInvitation.objects.get_or_create(**held, email=email, defaults={"invited_by": actor})
        if is_new:
            audit.record(course, "courses.invite", actor, kind=kind.value)
            jobs.enqueue("courses.send_invitation_letter", invitation_id=invitation.pk)
    return invitation


def _own_course(course: Course, actor: User) -> Course:
    """The course, held; its owner and administrators alone decide who writes it."""
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    if actor.pk != course.owner_id and not actor.is_administrator:
        raise NotAllowed
    return course


def _answerable(invitation: CourseInvitation, actor: User) -> tuple[CourseInvitation, Course]:
    """Who answers is held first, then the course, then the invitation."""
    hold_person(actor.pk)
    course = Course.objects.select_for_update(no_key=True).get(pk=invitation.course_id)
    invitation = CourseInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.email != actor.email.lower():
        raise NotAllowed
    if not CourseInvitation.objects.waiting().filter(pk=invitation.pk).exists():
        raise InvitationAnswered
    failpoint("courses.invitation_held")
    return invitation, course


def _answer(invitation: CourseInvitation, state: InvitationState) -> None:
    invitation.state, invitation.answered_at = state, clock.now()
    invitation.save(update_fields=["state", "answered_at"])


def _hand_over(course: Course, new_owner: User) -> None:
    former = course.owner
    course.owner = new_owner
    course.save(update_fields=["owner"])
    CourseAuthor.objects.filter(course=course, person=new_owner).delete()
    take_back_proposal(course)
    if former.pk != new_owner.pk:
        _write_too(course, former, invited_by=new_owner)
        notify(former, "courses.handed_over", title=f"“{course.title}” now belongs to {new_owner.display_name}")


def _write_too(course: Course, person: User, *, invited_by: User | None) -> None:
    CourseAuthor.objects.update_or_create(
        course=course,
        person=person,
        defaults={
            "state": AuthorState.ACCEPTED,
            "invited_by": invited_by,
            "accepted_at": clock.now(),
            "left_at": None,
        },
    )


def _accepted(course: Course) -> Any:
    return course.authors.filter(state=AuthorState.ACCEPTED)


def _close_what_is_too_old(course: Course) -> None:
    waiting = CourseInvitation.objects.waiting().values("pk")
    CourseInvitation.objects.filter(course=course, state=InvitationState.OPEN).exclude(pk__in=waiting).update(
        state=InvitationState.TAKEN_BACK, answered_at=clock.now()
    )


def _tell_inviter(invitation: CourseInvitation, words: str, actor: User) -> None:
    inviter = invitation.invited_by
    if inviter is not None and inviter.pk != actor.pk:
        notify(inviter, "courses.invitation_answered", title=f"{words}: {invitation.course.title}")
