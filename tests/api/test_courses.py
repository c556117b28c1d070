"""Finding and reading courses over HTTP."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from courses.access import can_read_lesson
from courses.documents.catalogue import match_words
from courses.documents.reading import lesson_text
from courses.documents.search import trigrams_of
from courses.enums import Availability
from courses.models import Course, CourseDocument, CourseFigures, Lesson
from courses.operations.publication import archive_course, withdraw_course
from tests.factories.accounts import UserFactory
from tests.factories.published import learner_of, live_course
from tests.factories.submissions import published_course

pytestmark = pytest.mark.django_db


def queries_of(client, address, **headers):
    client.get(address, headers=headers)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address, headers=headers)
    counted = [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    return answer, len(counted)


FIXED = {"before_minor": None, "sale_ends_at": None, "least_minor": None, "most_minor": None}
PRICE = {"amount_minor": 4900, "currency": "EUR"} | FIXED


def titles(answer):
    return [result["document"]["title"] for result in answer.json()["results"]]


def test_a_course_is_sent_as_it_was_stored_with_what_changes_beside_it(visitor):
    course = published_course(title="Tango walks", price_minor=4900).course
    answer, queries = queries_of(visitor, f"/api/v1/courses/{course.slug}")
    body = answer.json()
    assert queries == 1
    assert body["document"]["title"] == "Tango walks"
    assert body["document"]["id"] == str(course.public_id)
    assert body["live"] == {
        "price": PRICE,
        "prices": [PRICE],
        "rating": {"average": 0.0, "count": 0, "stars": [0, 0, 0, 0, 0]},
        "learners": 0,
        "seats_left": None,
        "cohorts": None,
        "availability": "published",
        "takes_learners": True,
        "in_plans": False,
    }
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_who_holds_the_current_text_gets_no_other(visitor):
    course = published_course().course
    address = f"/api/v1/courses/{course.slug}"
    etag = visitor.get(address)["ETag"]
    answer, queries = queries_of(visitor, address, **{"If-None-Match": etag})
    assert (answer.status_code, answer.content, queries) == (304, b"", 1)
    assert visitor.get(address, headers={"If-None-Match": f"W/{etag}"}).status_code == 304
    CourseFigures.objects.filter(course=course).update(price_minor=100)
    changed = visitor.get(address, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed.json()["live"]["price"]["amount_minor"] == 100


def test_contents_name_every_lesson_and_what_is_locked(visitor):
    tree = published_course().tree
    answer, queries = queries_of(visitor, f"/api/v1/courses/{tree.course.slug}/outline")
    entries = answer.json()["document"]["entries"]
    assert queries == 1
    assert [entry["number"] for entry in entries] == ["1", "2", "3"]
    assert [lesson["number"] for lesson in entries[0]["entries"]] == ["1.1", "1.2"]
    assert entries[0]["entries"][0]["locked"] is True


@pytest.mark.covers("req-C10")
def test_a_preview_is_for_everybody_and_the_rest_for_learners(visitor, signed_in):
    made = live_course(lessons=3, previews=1)
    preview, closed, _ = made.lessons
    answer, queries = queries_of(visitor, f"/api/v1/lessons/{preview.public_id}")
    assert (answer.status_code, queries) == (200, 1)
    assert visitor.get(f"/api/v1/lessons/{closed.public_id}").status_code == 401
    stranger = signed_in(UserFactory()).get(f"/api/v1/lessons/{closed.public_id}")
    assert stranger.status_code == 403
    assert stranger.json()["error"]["details"]["reason"] == "enrolment_needed"
    learner = signed_in(learner_of(made.course))
    answer, queries = queries_of(learner, f"/api/v1/lessons/{closed.public_id}")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-cache")
    assert queries <= 3


def test_the_statement_and_the_rule_agree_on_every_lesson_for_everybody():
    """`lesson_text` decides in SQL what `can_read_lesson` says in Python."""
    open_course = live_course(lessons=2, previews=1)
    archived = live_course(lessons=2, previews=1, availability=Availability.ARCHIVED)
    people = [
        UserFactory(),
        learner_of(open_course.course),
        learner_of(archived.course),
        open_course.owner,
        archived.owner,
        UserFactory(roles=[Role.REVIEWER]),
        UserFactory(roles=[Role.ADMINISTRATOR]),
    ]
    for person in people:
        for lesson in Lesson.objects.select_related("course"):
            text = lesson_text(lesson.public_id, person)
            opened = text is not None and text.is_open
            assert opened == can_read_lesson(person, lesson), (person, lesson.course.availability)


@pytest.mark.covers("fault-H4")
def test_a_withdrawn_course_is_gone_and_an_archived_one_stays_for_its_learners(visitor, signed_in):
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    course = published_course().course
    learner = signed_in(learner_of(course))
    lesson = course.lessons.first()
    archive_course(course, actor=administrator)
    assert visitor.get(f"/api/v1/courses/{course.slug}").status_code == 404
    assert learner.get(f"/api/v1/courses/{course.slug}").status_code == 200
    assert learner.get(f"/api/v1/lessons/{lesson.public_id}").status_code == 200
    assert titles(visitor.get("/api/v1/courses")) == []
    other = published_course(title="Another").course
    other_learner = signed_in(learner_of(other))
    withdraw_course(other, actor=administrator)
    assert other_learner.get(f"/api/v1/courses/{other.slug}").status_code == 404
    assert other_learner.get(f"/api/v1/lessons/{other.lessons.first().public_id}").status_code == 404


def test_drafts_are_nowhere(visitor, signed_in):
    made = live_course(availability=Availability.PUBLISHED)
    Course.objects.filter(pk=made.course.pk).update(availability=Availability.UNPUBLISHED)
    address = f"/api/v1/courses/{made.course.slug}"
    assert visitor.get(address).status_code == 404
    assert signed_in(UserFactory()).get(address).content == visitor.get("/api/v1/courses/nothing").content


@pytest.fixture
def catalogue():
    live_course(title="Ballet at the barre", language="en", duration_minutes=30, styles=["ballet"])
    live_course(title="Fingerstyle guitar", language="de", duration_minutes=300, styles=["guitar"], price_minor=2900)
    live_course(title="Ballet in the centre", language="en", duration_minutes=120, styles=["ballet"], price_minor=900)


def test_filters_narrow_and_facets_count_what_another_choice_would_give(visitor, catalogue):
    answer = visitor.get("/api/v1/courses?style=ballet&price=paid")
    body = answer.json()
    assert titles(answer) == ["Ballet in the centre"]
    assert body["count"] == 1
    assert body["facets"]["price"] == {"free": 1, "paid": 1}
    assert body["facets"]["style"] == {"guitar": 1, "ballet": 1}
    assert body["facets"]["duration"] == {"medium": 1}
    assert visitor.get("/api/v1/courses?price=cheap").status_code == 422


@pytest.mark.parametrize("choice", ["", "style=ballet", "language=de", "duration=short,long", "price=free", "q=ballet"])
def test_facets_are_what_the_filters_find(visitor, catalogue, choice):
    """Counted with bits; found with SQL."""
    facets = visitor.get(f"/api/v1/courses?{choice}").json()["facets"]
    for kind in ("style", "language", "price", "duration"):
        others = "&".join(part for part in choice.split("&") if not part.startswith(kind))
        for value, count in facets[kind].items():
            assert len(titles(visitor.get(f"/api/v1/courses?{others}&{kind}={value}"))) == count


def test_facets_follow_a_change_at_once(visitor, catalogue):
    assert visitor.get("/api/v1/courses").json()["facets"]["price"] == {"free": 1, "paid": 2}
    CourseFigures.objects.filter(price_minor=900).update(price_minor=0)
    assert visitor.get("/api/v1/courses").json()["facets"]["price"] == {"free": 2, "paid": 1}


@pytest.mark.parametrize("typed", ["fingerstyle", "fingerstile", "Fingerstyl", "GUITAR", "gitar finger"])
def test_search_forgives_typing_errors(visitor, catalogue, typed):
    assert titles(visitor.get("/api/v1/courses", {"q": typed}))[0] == "Fingerstyle guitar"


TITLED = ("Resonance", "Reason and rhyme", "Sonatas", "Personal style", "Bones of the hand", "A song", "Rest sign")


@pytest.mark.parametrize("typed", ["resonanse", "sonatta", "reasn an ryme", "answr", "bons of teh hand", "re se", "q"])
def test_what_is_alike_is_found_wherever_the_likeness_is(visitor, typed):
    """The rarer pieces are looked up; whoever has half of all pieces must be among them."""
    for title in TITLED:
        live_course(title=title, producer_name="Q")
    pieces = set(trigrams_of(typed))
    alike = {title for title in TITLED if 2 * len(pieces & set(trigrams_of(title, "Q"))) >= len(pieces)}
    documents = CourseDocument.objects.in_bulk(match_words(typed))
    assert {document.title for document in documents.values()} == alike


def test_what_nobody_teaches_is_not_found(visitor, catalogue):
    answer = visitor.get("/api/v1/courses", {"q": "quantum chromodynamics"})
    assert (titles(answer), answer.json()["count"]) == ([], 0)
    assert visitor.get("/api/v1/courses", {"q": "'; DROP TABLE x; -- & | !"}).status_code == 200


def test_suggestions_come_while_one_types(visitor, catalogue):
    found = visitor.get("/api/v1/courses/suggestions", {"q": "balle"}).json()["results"]
    assert {each["title"] for each in found} == {"Ballet at the barre", "Ballet in the centre"}
    assert visitor.get("/api/v1/courses/suggestions").json() == {"results": []}


@pytest.mark.parametrize("sort", ["popular", "new", "rating", "price"])
def test_every_course_comes_once_whatever_the_order(visitor, sort):
    for number in range(7):
        made = live_course(title=f"Course {number}", price_minor=number % 3)
        for _ in range(number % 2):
            learner_of(made.course)
    found, cursor = [], ""
    while cursor is not None:
        body = visitor.get("/api/v1/courses", {"sort": sort, "page_size": 2, "cursor": cursor}).json()
        found += [result["document"]["title"] for result in body["results"]]
        cursor = body["next_cursor"]
    assert sorted(found) == [f"Course {number}" for number in range(7)]


def test_a_cursor_belongs_to_its_listing(visitor):
    for number in range(3):
        live_course(title=f"Course {number}")
    cursor = visitor.get("/api/v1/courses?page_size=1").json()["next_cursor"]
    assert visitor.get("/api/v1/courses", {"page_size": 1, "cursor": cursor, "price": "free"}).status_code == 422
    assert visitor.get("/api/v1/courses", {"cursor": "rubbish"}).status_code == 422


def test_a_page_costs_the_same_with_many_courses(visitor):
    live_course()
    few = queries_of(visitor, "/api/v1/courses")[1]
    for number in range(30):
        live_course(title=f"Course {number}")
    visitor.get("/api/v1/courses")
    many = queries_of(visitor, "/api/v1/courses")[1]
    assert few == many <= 3


@pytest.mark.parametrize("lessons", [10, 2000])
def test_a_course_costs_the_same_with_many_lessons(visitor, lessons):
    made = live_course(lessons=lessons)
    assert queries_of(visitor, f"/api/v1/courses/{made.course.slug}/outline")[1] == 1
    assert queries_of(visitor, f"/api/v1/lessons/{made.lessons[0].public_id}")[1] == 1


def test_terms_are_listed_for_filters(visitor):
    body = visitor.get("/api/v1/terms").json()
    assert {"categories", "styles", "levels"} == set(body)
