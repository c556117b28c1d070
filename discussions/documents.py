"""Questions and answers with what a reader is told beside them, in a number of queries that no row adds to."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from accounts.models import User
from courses.models import Course, LessonDocument
from discussions.access import can_write, is_open, teachers_of
from discussions.models import Answer, AnswerQuerySet, Following, Mention, Question, QuestionQuerySet, Vote

MOST_WORDS = 8
LONGEST_SEARCH = 200
# The order of answers: the accepted one, then the most helpful, then as they came.
BEST_FIRST = ("-is_accepted", "-vote_count", "pk")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a course's discussion, and who teaches there."""

    person: User
    teachers: frozenset[int]

    @property
    def is_teacher(self) -> bool:
        return self.person.pk in self.teachers


def reader_in(course: Course, person: User) -> Reader:
    return Reader(person, teachers_of(course))


def questions_for(reader: User, questions: QuerySet[Question]) -> QuestionQuerySet:
    """With the lesson's title, whether an answer is accepted, and what the reader did with each."""
    titles = LessonDocument.objects.filter(lesson=OuterRef("lesson")).order_by("-is_live", "pk").values("title")[:1]
    accepted = Answer.objects.filter(question=OuterRef("pk"), accepted_at__isnull=False)
    told: Any = questions.select_related("asker", "lesson__course")
    return told.annotate(
        lesson_title=Subquery(titles),
        has_accepted=Exists(accepted),
        has_my_vote=Exists(Vote.objects.filter(question=OuterRef("pk"), person=reader)),
        is_followed=Exists(Following.objects.filter(question=OuterRef("pk"), person=reader, is_on=True)),
    ).prefetch_related(_named(Mention.objects.filter(answer=None)))


def answers_for(reader: User, question: Question) -> AnswerQuerySet:
    """What can be read of the answers, with what the reader did with each."""
    votes = Vote.objects.filter(answer=OuterRef("pk"), person=reader)
    shown: Any = Answer.objects.shown().ranked().filter(question=question).select_related("author")
    return shown.annotate(has_my_vote=Exists(votes)).prefetch_related(_named(Mention.objects.all()))


def with_words(questions: QuerySet[Question], text: str) -> QuerySet[Question]:
    """Those in which all of the words stand, in what is asked or in what is answered."""
    for word in text[:LONGEST_SEARCH].split()[:MOST_WORDS]:
        answers = Answer.objects.shown().filter(question=OuterRef("pk"), text__icontains=word)
        in_question = Q(title__icontains=word) | Q(text__icontains=word)
        # What was taken back is found by its answers alone.
        questions = questions.filter((in_question & Q(deleted_at=None)) | Q(Exists(answers)))
    return questions


def may_write_in(question: Question, person: User) -> bool:
    return is_open(question.lesson) and can_write(person, question.lesson)


def _named(mentions: QuerySet[Mention]) -> Prefetch:
    return Prefetch("mentions", mentions.annotate(name=F("person__display_name")).order_by("pk"), to_attr="named")
