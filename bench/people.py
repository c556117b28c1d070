"""Multiplies the template learner: accounts, then their seats in courses and their progress in every lesson."""

from allauth.account.models import EmailAddress
from django.db import connection
from psycopg.sql import SQL, Composable, Literal

from accounts.models import Profile, RoleGrant, User
from assessments.models import Answer, Attempt
from bench.clone import NUMBER, Clones, Graph, Row, clones_of, joined, move_sequences, numbered, read
from bench.courses import Template
from bench.sets import DataSet
from bench.steps import Tell, without_indexes, without_triggers
from bench.templates import Cast
from courses.enums import OPEN_STATES, EnrolmentSource
from courses.models import Course, Enrolment, Lesson, LessonProgress
from courses.operations.enrolment import enrol_learner
from courses.operations.progress import EventKind, ProgressEvent, record_progress
from kit import clock

# How many clones one statement writes, so that progress can be told.
PEOPLE_AT_ONCE = 10_000
SEATS_AT_ONCE = 10_000

# Who sits in which course, evenly; the first person in twenty at once, for the page that shows them. Every second of
# the others sits in one course more where halves are to come out right. `number` counts the seats of each template.
SEATS = """
CREATE TEMPORARY TABLE bench_seat AS
SELECT course.template, course.number AS course, person,
    row_number() OVER (PARTITION BY course.template ORDER BY person, turn) - 1 AS number
FROM generate_series(0, %(people)s - 1) AS person
CROSS JOIN LATERAL generate_series(0, CASE
    WHEN person = 0 THEN least(20, %(courses)s)
    ELSE %(each)s + CASE WHEN %(halves)s THEN person %% 2 ELSE 0 END END - 1) AS turn
JOIN bench_course AS course ON course.place = (person * 7 + turn) %% %(courses)s
"""

# The figures and seats that triggers and operations would have counted.
LEARNERS = """
UPDATE courses_coursefigures AS figures SET learner_count = counted.seats
FROM (SELECT course_id, count(*) AS seats FROM courses_enrolment WHERE state = ANY(%(open)s) GROUP BY course_id)
    AS counted
WHERE counted.course_id = figures.course_id
"""
TAKEN = """
UPDATE courses_course AS course SET seats_taken = figures.learner_count
FROM courses_coursefigures AS figures WHERE figures.course_id = course.id
"""


def multiply_people(cast: Cast, wanted: int, tell: Tell = lambda done: None) -> Clones:
    """Clones of the learner with what they answered, each with an address of their own."""
    learner = cast.learner

    def address(email: str, row: Row, clones: Clones) -> Composable:
        return joined(Literal("learner"), NUMBER, Literal("@bench.example"))

    graph = Graph(
        read(
            [
                User.objects.filter(pk=learner.pk),
                EmailAddress.objects.filter(user=learner),
                Profile.objects.filter(person=learner),
                RoleGrant.objects.filter(person=learner),
                User.groups.through.objects.filter(user=learner),
                Attempt.objects.filter(learner=learner),
                Answer.objects.filter(attempt__learner=learner),
            ]
        ),
        {(User, "email"): address, (EmailAddress, "email"): address},
    )
    clones = clones_of(graph)
    for start in range(0, wanted, PEOPLE_AT_ONCE):
        end = min(start + PEOPLE_AT_ONCE, wanted)
        clones.insert_all(numbered(start, end))
        tell(end / wanted)
    move_sequences(graph.size)
    return clones


def multiply_progress(
    cast: Cast, templates: list[Template], people: Clones, wanted: DataSet, tell: Tell = lambda done: None
) -> None:
    """Enrol the people evenly and give each progress on every lesson of their courses, like the named learner's."""
    graphs = {template.course.pk: learning_graph(cast.learner, template.course) for template in templates}
    with without_triggers(), without_indexes(Enrolment), without_indexes(LessonProgress):
        seats = make_seats(wanted, courses=sum(template.copies for template in templates))
        written = 0
        for template in templates:
            clones = clones_of(graphs[template.course.pk], outside_of(cast.learner, template, people))
            here = seats.get(template.course.pk, 0)
            for start in range(0, here, SEATS_AT_ONCE):
                end = min(start + SEATS_AT_ONCE, here)
                clones.insert_all(seats_of(template, start, end))
                # The rest of the time is for the indexes, made anew at the end.
                tell(0.7 * (written + end) / sum(seats.values()))
            written += here
        with connection.cursor() as cursor:
            cursor.execute(LEARNERS, {"open": [state.value for state in OPEN_STATES]})
            cursor.execute(TAKEN)
    move_sequences([Enrolment, LessonProgress])


def make_seats(wanted: DataSet, *, courses: int) -> dict[int, int]:
    """Plan who sits where, and say how many seats the clones of each template have."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.bench_seat")
        cursor.execute(
            SEATS,
            {
                "people": wanted.people,
                "courses": courses,
                "each": max(1, wanted.enrolments // wanted.people),
                "halves": bool(wanted.enrolments % wanted.people),
            },
        )
        cursor.execute("CREATE INDEX ON bench_seat (template, number)")
        cursor.execute("ANALYZE bench_seat")
        cursor.execute("SELECT template, count(*) FROM bench_seat GROUP BY template")
        return dict(cursor.fetchall())


def seats_of(template: Template, start: int, end: int) -> Composable:
    return SQL("bench_seat AS clone WHERE template = {} AND number >= {} AND number < {}").format(
        Literal(template.course.pk), Literal(start), Literal(end)
    )


def outside_of(learner: User, template: Template, people: Clones) -> dict[type, dict[int, Composable]]:
    """Whose seat it is, and in which clone of the template."""
    return {
        User: {learner.pk: people.key(User, learner.pk, SQL("clone.person"))},
        Course: template.clones.keys(Course, SQL("clone.course")),
        Lesson: template.clones.keys(Lesson, SQL("clone.course")),
    }


def learning_graph(learner: User, template: Course) -> Graph:
    """One learner's seat in a course and progress on each of its lessons, made by the operations."""
    enrol_learner(template, learner, source=EnrolmentSource.GRANTED, actor=None)
    record_progress(
        learner,
        [
            ProgressEvent(lesson=public_id, kind=EventKind.COMPLETE if place % 3 else EventKind.START, at=clock.now())
            for place, public_id in enumerate(template.lessons.order_by("pk").values_list("public_id", flat=True))
        ],
    )
    return Graph(
        read(
            [
                Enrolment.objects.filter(learner=learner, course=template),
                LessonProgress.objects.filter(learner=learner, course=template),
            ]
        )
    )
