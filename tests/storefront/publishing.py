"""Courses beside those of the demo, published and taken away; run in the shell of the program that shows them."""

from accounts.models import User
from courses.enums import Availability
from courses.models import Course, CourseDocument, Enrolment
from tests.factories.published import learner_of, live_course

MANY = 100
# Where everything else is in English or German, so that these can be told from the rest.
LANGUAGES = {"many": "fi", "long": "is"}
LONG = {
    "word": "Bewegungs" * 14,
    "japanese": "舞台で踊る人のための身体の使い方と音の聴き方" * 6,
    "arabic": "الرقص المعاصر والإيقاع والحركة على المسرح " * 4,
}


def publish(kind: str) -> None:
    titles = LONG.values() if kind == "long" else [f"Class {number:03}" for number in range(MANY)]
    learner, producer = (User.objects.get(email=f"{role}@demo.perfomix.example") for role in ("learner", "producer"))
    for title in titles:
        course = live_course(title=title.strip(), owner=producer, language=LANGUAGES[kind], summary=title).course
        if kind == "long":
            learner_of(course, learner)


def remove() -> None:
    ours = list(CourseDocument.objects.filter(language__in=LANGUAGES.values()).values_list("course", flat=True))
    Enrolment.objects.filter(course__in=ours).delete()
    CourseDocument.objects.filter(course__in=ours).delete()
    Course.objects.filter(pk__in=ours).update(availability=Availability.WITHDRAWN)
