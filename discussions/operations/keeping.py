"""What authors do with questions, what everybody does: voting and following, and what moderation hides."""

from typing import Any

from django.db import transaction

from accounts.models import User
from courses.access import can_edit_course
from discussions.errors import OwnWords
from discussions.models import Answer, Following, Question, Vote
from discussions.operations.holding import (
    hold_question,
    refuse_unless_asked,
    refuse_unless_read,
    refuse_unless_writable,
)
from discussions.operations.telling import heed
from kit import audit, clock
from kit.errors import NotAllowed, NotFound
from kit.failpoints import failpoint


@transaction.atomic
def close_question(question: Question, *, closed: bool, actor: User) -> Question:
    """Take no more answers, or take them again; for authors. Raises NotAllowed."""
    question = hold_question(question.pk)
    _refuse_unless_author(question, actor)
    if (question.closed_at is not None) != closed:
        question.closed_at = clock.now() if closed else None
        question.save(update_fields=["closed_at"])
    return question


@transaction.atomic
def pin_question(question: Question, *, pinned: bool, actor: User) -> Question:
    """Let it stand before the others, or not; for authors. Raises NotAllowed."""
    question = hold_question(question.pk)
    _refuse_unless_author(question, actor)
    if question.is_pinned != pinned:
        question.is_pinned = pinned
        question.save(update_fields=["is_pinned"])
    return question


@transaction.atomic
def vote(thing: Question | Answer, *, actor: User) -> None:
    """Find it helpful. Twice is the same as once. Raises NotFound, NotAllowed, DiscussionClosed, OwnWords."""
    question = hold_question(thing.question_id if isinstance(thing, Answer) else thing.pk)
    refuse_unless_writable(actor, question.lesson)
    if isinstance(thing, Answer):
        answer = Answer.objects.get(pk=thing.pk)
        if not answer.is_shown or question.hidden_at is not None:
            raise NotFound
        writer, about = answer.author_id, _about(answer)
    else:
        refuse_unless_asked(question)
        writer, about = question.asker_id, _about(question)
    if writer == actor.pk:
        raise OwnWords
    failpoint("discussions.vote_allowed")
    Vote.objects.get_or_create(person=actor, **about)


@transaction.atomic
def take_back_vote(thing: Question | Answer, *, actor: User) -> None:
    """Twice is the same as once."""
    hold_question(thing.question_id if isinstance(thing, Answer) else thing.pk)
    Vote.objects.filter(person=actor, **_about(thing)).delete()


@transaction.atomic
def follow(question: Question, *, follows: bool, actor: User) -> None:
    """Hear of new answers, or do not. Raises NotFound for a question that the person does not read."""
    refuse_unless_read(actor, question.lesson)
    Following.objects.update_or_create(question=question, person=actor, defaults={"is_on": follows})


@transaction.atomic
def hide(thing: Question | Answer, *, reason: str, actor: User) -> None:
    """Take it from sight, whatever who wrote it does with it afterwards; an accepted answer is not any more."""
    if not actor.is_administrator:
        raise NotAllowed
    question = hold_question(thing.question_id if isinstance(thing, Answer) else thing.pk)
    thing.refresh_from_db()
    if thing.hidden_at is None:
        thing.hidden_at, thing.hidden_reason = clock.now(), reason
        changed = ["hidden_at", "hidden_reason"]
        if isinstance(thing, Answer):
            thing.accepted_at = None
            changed.append("accepted_at")
        thing.save(update_fields=changed)
        heed(_of(question, thing))
        audit.record(question.lesson.course, "discussions.hide", actor, id=str(thing.public_id), reason=reason)


@transaction.atomic
def restore(thing: Question | Answer, *, actor: User) -> None:
    """Show again what was hidden."""
    if not actor.is_administrator:
        raise NotAllowed
    question = hold_question(thing.question_id if isinstance(thing, Answer) else thing.pk)
    thing.refresh_from_db()
    if thing.hidden_at is not None:
        thing.hidden_at, thing.hidden_reason = None, ""
        thing.save(update_fields=["hidden_at", "hidden_reason"])
        heed(_of(question, thing))
        audit.record(question.lesson.course, "discussions.restore", actor, id=str(thing.public_id))


def _of(question: Question, thing: Question | Answer) -> Question:
    """The question as it is now that the thing was changed."""
    return thing if isinstance(thing, Question) else question


def _about(thing: Question | Answer) -> dict[str, Any]:
    return {"answer": thing} if isinstance(thing, Answer) else {"question": thing}


def _refuse_unless_author(question: Question, actor: User) -> None:
    refuse_unless_writable(actor, question.lesson)
    if not can_edit_course(actor, question.lesson.course):
        raise NotAllowed
