"""Asking in a lesson, answering, and changing or taking back what one wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from accounts.models import User
from courses.access import can_edit_course
from courses.models import Lesson
from discussions.errors import AnswerGone
from discussions.models import Answer, Following, Question
from discussions.operations import telling
from discussions.operations.holding import (
    hold_question,
    refuse_if_closed,
    refuse_unless_asked,
    refuse_unless_writable,
)
from discussions.operations.words import answer_words, mention, named_people, question_words
from kit import clock, jobs, rate_limits
from kit.errors import NotAllowed, NotFound

QUESTIONS_AN_HOUR = 20
ANSWERS_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of the film or sound in the lesson's block `block`."""

    block: UUID
    at_ms: int


def ask_question(
    lesson: Lesson,
    *,
    title: str,
    text: str,
    moment: Moment | None = None,
    mentions: Sequence[UUID] = (),
    actor: User,
) -> Question:
    """Ask in the lesson; the authors and whom it names are told.

    Raises NotFound, NotAllowed, DiscussionClosed, InvalidInput, and RateLimited for more than so many an hour.
    """
    title, text = question_words(title, text)
    refuse_unless_writable(actor, lesson)
    named = named_people(mentions, lesson.course, by=actor)
    rate_limits.hit(f"questions:{actor.pk}", limit=QUESTIONS_AN_HOUR, seconds=3600)
    with transaction.atomic():
        question = Question.objects.create(
            lesson=lesson,
            asker=actor,
            title=title,
            text=text,
            block=moment.block if moment else None,
            at_ms=moment.at_ms if moment else None,
        )
        Following.objects.create(person=actor, question=question)
        mention(named, question)
        telling.asked(question, named={person.pk for person in named})
    return question


@transaction.atomic
def edit_question(question: Question, *, title: str, text: str, mentions: Sequence[UUID] = (), actor: User) -> Question:
    """Say it otherwise; the moment stays. Raises what asking raises, and QuestionClosed."""
    title, text = question_words(title, text)
    question = hold_question(question.pk)
    refuse_unless_writable(actor, question.lesson)
    refuse_unless_asked(question)
    if question.asker_id != actor.pk:
        raise NotAllowed
    refuse_if_closed(question)
    mention(named_people(mentions, question.lesson.course, by=actor), question)
    if (question.title, question.text) != (title, text):
        question.title, question.text, question.edited_at = title, text, clock.now()
        question.save(update_fields=["title", "text", "edited_at"])
    return question


@transaction.atomic
def take_back_question(question: Question, *, actor: User) -> None:
    """Let one's question disappear; with answers its place stays, without its words. Twice is the same as once."""
    question = hold_question(question.pk)
    if question.asker_id != actor.pk:
        raise NotAllowed
    if question.deleted_at is None:
        question.deleted_at = clock.now()
        question.save(update_fields=["deleted_at"])
        telling.heed(question)


def answer_question(question: Question, *, text: str, mentions: Sequence[UUID] = (), actor: User) -> Answer:
    """Answer it, and follow it from now on. Raises what asking raises, and QuestionClosed."""
    text = answer_words(text)
    refuse_unless_writable(actor, question.lesson)
    named = named_people(mentions, question.lesson.course, by=actor)
    rate_limits.hit(f"answers:{actor.pk}", limit=ANSWERS_AN_HOUR, seconds=3600)
    with transaction.atomic():
        question = hold_question(question.pk)
        refuse_unless_asked(question)
        refuse_if_closed(question)
        answer = Answer.objects.create(question=question, author=actor, text=text)
        Following.objects.get_or_create(person=actor, question=question)
        mention(named, question, answer)
        jobs.enqueue(telling.TELL_FOLLOWERS, answer_id=answer.pk)
    return answer


@transaction.atomic
def edit_answer(answer: Answer, *, text: str, mentions: Sequence[UUID] = (), actor: User) -> Answer:
    """Say it otherwise; an accepted one stays accepted. Raises what answering raises."""
    text = answer_words(text)
    question = hold_question(answer.question_id)
    answer = Answer.objects.get(pk=answer.pk)
    refuse_unless_writable(actor, question.lesson)
    if not answer.is_shown or question.hidden_at is not None:
        raise NotFound
    if answer.author_id != actor.pk:
        raise NotAllowed
    refuse_if_closed(question)
    mention(named_people(mentions, question.lesson.course, by=actor), question, answer)
    if answer.text != text:
        answer.text, answer.edited_at = text, clock.now()
        answer.save(update_fields=["text", "edited_at"])
    return answer


@transaction.atomic
def take_back_answer(answer: Answer, *, actor: User) -> None:
    """Let one's answer disappear, accepted or not. Twice is the same as once."""
    question = hold_question(answer.question_id)
    answer = Answer.objects.get(pk=answer.pk)
    if answer.author_id != actor.pk:
        raise NotAllowed
    if answer.deleted_at is None:
        answer.deleted_at, answer.accepted_at = clock.now(), None
        answer.save(update_fields=["deleted_at", "accepted_at"])
        telling.heed(question)


@transaction.atomic
def accept_answer(answer: Answer, *, actor: User) -> Answer:
    """Say that this answers the question; another that was accepted is not any more. For the asker and the authors.

    Raises NotAllowed, and AnswerGone for one that was taken back or hidden meanwhile.
    """
    question = hold_question(answer.question_id)
    _refuse_unless_judge(question, actor)
    refuse_unless_asked(question)
    answer = Answer.objects.select_related("author", "question__lesson__course").get(pk=answer.pk)
    if not answer.is_shown:
        raise AnswerGone
    if answer.accepted_at is not None:
        return answer
    question.answers.exclude(accepted_at=None).update(accepted_at=None)
    answer.accepted_at = clock.now()
    answer.save(update_fields=["accepted_at"])
    telling.accepted(answer, actor=actor)
    return answer


@transaction.atomic
def unaccept_answer(answer: Answer, *, actor: User) -> Answer:
    """Say that it does not answer the question after all. Raises NotAllowed."""
    question = hold_question(answer.question_id)
    _refuse_unless_judge(question, actor)
    Answer.objects.filter(pk=answer.pk).update(accepted_at=None)
    answer.refresh_from_db()
    return answer


def _refuse_unless_judge(question: Question, actor: User) -> None:
    refuse_unless_writable(actor, question.lesson)
    if actor.pk != question.asker_id and not is_teacher(actor, question):
        raise NotAllowed


def is_teacher(person: User, question: Question) -> bool:
    """Whether the person writes the course in which it is asked."""
    return can_edit_course(person, question.lesson.course)
