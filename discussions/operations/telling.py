"""What people hear of questions and answers, in the app and by letter."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from discussions.access import readers_of, taking_part, teachers_of
from discussions.models import Answer, Following, Mention, Question, Quotation
from discussions.operations.holding import hold_question
from kit import clock
from notices.models import Notice
from notices.operations import give_back, notify, withdraw

TELL_FOLLOWERS = "discussions.tell_followers"
LONGEST_EXCERPT = 500


def page_of(question: Question) -> str:
    """Where the storefront shows it."""
    return f"/courses/{question.lesson.course.slug}/lessons/{question.lesson.public_id}/questions/{question.public_id}"


def asked(question: Question, *, named: set[int]) -> None:
    """The authors hear of a new question, unless it is their own or names them, which they hear anyway."""
    course = question.lesson.course
    told_otherwise = {question.asker_id, *named}
    for teacher in taking_part(course).filter(pk__in=teachers_of(course)).exclude(pk__in=told_otherwise).order_by("pk"):
        _quote(
            teacher,
            question,
            None,
            "courses.question_asked",
            title=_("%(name)s asks in “%(course)s”: %(title)s")
            % {"name": question.asker.display_name, "course": course.public_title, "title": question.title},
            body=question.text[:LONGEST_EXCERPT],
        )


def mentioned(person: User, question: Question, answer: Answer | None) -> None:
    writer = answer.author if answer else question.asker
    _quote(
        person,
        question,
        answer,
        "learning.mentioned",
        title=_("%(name)s mentions you in “%(title)s”") % {"name": writer.display_name, "title": question.title},
        body=(answer.text if answer else question.text)[:LONGEST_EXCERPT],
    )


def accepted(answer: Answer, *, actor: User) -> None:
    if answer.author_id == actor.pk:
        return
    _quote(
        answer.author,
        answer.question,
        answer,
        "learning.answer_accepted",
        title=_("Your answer to “%(title)s” was accepted") % {"title": answer.question.title},
    )


@transaction.atomic
def tell_followers(answer_id: int) -> int:
    """The job behind an answer: its followers hear of it, each once, however often it runs. Says how many did.

    Who takes no part any more hears nothing, and who is named in the answer was told so already.
    """
    untold = Answer.objects.shown().filter(pk=answer_id, told_at=None)
    if (answer := untold.first()) is None:
        return 0
    # What hides its words waits until all are told, and withdraws those notices too.
    question = hold_question(answer.question_id)
    if (answer := untold.select_related("author").first()) is None:
        return 0
    answer.told_at = clock.now()
    answer.save(update_fields=["told_at"])
    if question.hidden_at is not None:
        return 0
    following = Following.objects.filter(question=question, is_on=True).exclude(person=answer.author_id)
    named = Mention.objects.filter(answer=answer)
    people = readers_of(question.lesson).filter(pk__in=following.values("person"))
    told = 0
    for person in people.exclude(pk__in=named.values("person")).order_by("pk").iterator(chunk_size=500):
        _quote(
            person,
            question,
            answer,
            "learning.question_answered",
            title=_("%(name)s answered “%(title)s”")
            % {"name": answer.author.display_name, "title": _shown_title(question)},
            body=answer.text[:LONGEST_EXCERPT],
        )
        told += 1
    return told


def heed(question: Question) -> None:
    """Withdraw what quotes words that are taken back or hidden by now, and give back what quotes none of those.

    The question is held by who calls this.
    """
    quotations = question.quotations.all()
    if question.is_asked:
        gone = Q(answer__deleted_at__isnull=False) | Q(answer__hidden_at__isnull=False)
        give_back(_notices(quotations.exclude(gone)))
        quotations = quotations.filter(gone)
    withdraw(_notices(quotations))


def _notices(quotations: QuerySet[Quotation]) -> QuerySet[Notice]:
    return Notice.objects.filter(pk__in=quotations.values("notice"))


def _quote(person: User, question: Question, answer: Answer | None, kind: str, *, title: str, body: str = "") -> None:
    notice = notify(person, kind, title=title, body=body, url=page_of(question))
    Quotation.objects.create(question=question, answer=answer, notice=notice)


def _shown_title(question: Question) -> str:
    return question.title if question.deleted_at is None else _("a question that was taken back")
