"""What people write: within its limits, and whom it names."""

from collections.abc import Sequence
from uuid import UUID

from accounts.models import User
from courses.models import Course
from discussions.access import people_to_mention, readers_of
from discussions.models import LONGEST_TEXT, LONGEST_TITLE, MOST_MENTIONS, Answer, Mention, Question
from discussions.operations import telling
from kit.errors import InvalidInput


def question_words(title: str, text: str) -> tuple[str, str]:
    """Title and text as they are kept. Raises InvalidInput."""
    title, text = " ".join(title.split()), text.strip()
    wrong: dict[str, list[str]] = {}
    if not title:
        wrong["title"] = ["Say in a few words what you want to know."]
    if len(title) > LONGEST_TITLE:
        wrong["title"] = [f"At most {LONGEST_TITLE} characters, please."]
    if len(text) > LONGEST_TEXT:
        wrong["text"] = [f"At most {LONGEST_TEXT} characters, please."]
    if wrong:
        raise InvalidInput(wrong)
    return title, text


def answer_words(text: str) -> str:
    """The text as it is kept. Raises InvalidInput."""
    text = text.strip()
    if not text:
        raise InvalidInput({"text": ["Write something first."]})
    if len(text) > LONGEST_TEXT:
        raise InvalidInput({"text": [f"At most {LONGEST_TEXT} characters, please."]})
    return text


def named_people(ids: Sequence[UUID], course: Course, *, by: User) -> list[User]:
    """Whom the ids of `people_to_mention` stand for. Raises InvalidInput for others, who stay unknown."""
    wanted = set(ids)
    if len(wanted) > MOST_MENTIONS:
        raise InvalidInput({"mentions": [f"At most {MOST_MENTIONS} people, please."]})
    if not wanted:
        return []
    found = list(people_to_mention(by, course).filter(public_id__in=wanted).order_by("pk"))
    if len(found) != len(wanted):
        raise InvalidInput({"mentions": ["Somebody of these does not take part here."]})
    return found


def mention(people: Sequence[User], question: Question, answer: Answer | None = None) -> None:
    """Name them, and tell those who were not named in it before and to whom the lesson is open.

    Raises InvalidInput where it would name too many, counting those whom it named before it was changed.
    """
    before = set(Mention.objects.filter(question=question, answer=answer).values_list("person", flat=True))
    if len(before | {person.pk for person in people}) > MOST_MENTIONS:
        raise InvalidInput({"mentions": [f"At most {MOST_MENTIONS} people, please."]})
    readers = set(
        readers_of(question.lesson).filter(pk__in=[person.pk for person in people]).values_list("pk", flat=True)
    )
    for person in people:
        _row, is_new = Mention.objects.get_or_create(question=question, answer=answer, person=person)
        if is_new and person.pk in readers:
            telling.mentioned(person, question, answer)
