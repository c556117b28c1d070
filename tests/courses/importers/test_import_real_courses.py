"""Both real courses: what their reports say, and their whole way from the package to the public."""

import json
import re

import pytest
from django.core.management import call_command
from rest_framework.test import APIClient

from accounts.enums import Role
from assessments.models import Quiz
from courses.enums import Availability, EnrolmentSource
from courses.importers.bring_in import bring_in
from courses.importers.reading import read_package
from courses.models import ChapterPage, Course, CourseDocument, ImportedProblem, LessonDocument, LessonPage
from courses.operations.enrolment import enrol_learner
from courses.operations.submissions import submit_course
from kit.archive import open_source
from media.models import Document, Image
from tests.courses.importers.counting import book_elements, olx_elements
from tests.courses.importers.real import DEMO_COURSE, MUSIC_THEORY, needs_demo_course, needs_music_theory
from tests.factories.accounts import UserFactory
from tests.factories.submissions import approve_and_publish, complete

pytestmark = pytest.mark.covers("req-B11")


def report_of(path):
    with open_source(path) as source:
        return read_package(source)[0].report


@needs_music_theory
def test_every_element_of_the_book_is_in_the_report():
    report, counted = report_of(MUSIC_THEORY), book_elements(MUSIC_THEORY)
    kinds = report.kinds()
    assert (counted["chapter"], counted["lesson"]) == (kinds["chapter"], kinds["lesson"]) == (27, 104)
    assert counted["medium"] == kinds["picture"] + kinds["frame"]
    assert counted["file"] == kinds["file"]
    assert len(report.items) == counted.total()
    as_json = report.as_json()
    assert as_json["elements"] == as_json["taken"] + as_json["adapted"] + as_json["left_out"] == len(as_json["items"])


@needs_music_theory
def test_what_is_absent_from_the_book_is_named():
    left_out = {item.path: item for item in report_of(MUSIC_THEORY) if item.outcome == "left_out"}
    for paper in ("Handouts/LSandFBsymbols", "Handouts/HarmoniesByBassScaleDegree", "blankClockFaces"):
        assert f"contents.md → /Graphics/{paper}.pdf" in left_out
    for page in ("ATTRIBUTION.md", "VAT.md", "whiteKeyMethod.md"):
        assert left_out[page].reason == "no line of the contents leads to it"
    assert left_out["intervals.md → whiteKeyMethod.html"].reason == "it leads to a page that no lesson was made of"
    assert left_out["schemata-improv.md → media/schemata/aprile.mp3"].reason == "the package does not hold it"
    assert left_out["basicNotation.md → Graphics/ledgerLines.png"].kind == "picture"
    assert sum("trinket.io" in item.reason for item in left_out.values() if item.kind == "frame") >= 1


@needs_demo_course
def test_every_element_of_the_open_edx_course_is_in_the_report():
    report, counted = report_of(DEMO_COURSE), olx_elements(DEMO_COURSE)
    assert len(report.items) == counted.total()
    kinds = report.kinds()
    assert (kinds["chapter"], kinds["sequential"], kinds["vertical"], kinds["problem"]) == (8, 48, 115, 34)
    assert kinds["static"] == len(list((DEMO_COURSE / "static").iterdir()))
    assert all(item.reason for item in report if item.outcome != "taken")


def read_through_the_api(course):
    """The course's lessons as an enrolled learner is sent them, by title."""
    visitor = APIClient()
    assert visitor.get(f"/api/v1/courses/{course.slug}").status_code == 200
    lessons = LessonDocument.objects.live().filter(course=course).order_by("position")
    closed = f"/api/v1/lessons/{lessons[0].lesson.public_id}"
    assert visitor.get(closed).status_code == 401
    learner = UserFactory()
    enrol_learner(course, learner, source=EnrolmentSource.FREE, actor=learner)
    visitor.force_authenticate(learner)
    read = {}
    for lesson in lessons.select_related("lesson"):
        answer = visitor.get(f"/api/v1/lessons/{lesson.lesson.public_id}")
        assert answer.status_code == 200
        read[lesson.title] = json.loads(answer.content)["document"]
    return read


def publish(page, owner):
    complete(page)
    submission = submit_course(page.course, actor=owner)
    approve_and_publish(submission, reviewer=UserFactory(roles=[Role.REVIEWER]))
    return Course.objects.get(pk=page.course_id)


@needs_music_theory
@pytest.mark.django_db
def test_the_book_goes_all_the_way(tmp_path):
    producer = UserFactory(roles=[Role.PRODUCER])
    report = tmp_path / "report.json"
    call_command("import_course", str(MUSIC_THEORY), producer=producer.email, report=report, verbosity=0)
    assert json.loads(report.read_text())["elements"] == book_elements(MUSIC_THEORY).total()
    course = Course.objects.get(owner=producer)
    page = course.pages.get()
    lessons = LessonPage.objects.descendant_of(page)
    assert (lessons.count(), ChapterPage.objects.descendant_of(page).count()) == (104, 27)
    assert [child.title for child in page.get_children()][:2] == ["Introduction", "Fundamentals"]
    pictures = Image.objects.count()
    call_command("import_course", str(MUSIC_THEORY), producer=producer.email, verbosity=0)
    assert set(lessons.values_list("lesson_id", flat=True)) == set(course.lessons.values_list("pk", flat=True))
    assert (Course.objects.count(), Image.objects.count()) == (1, pictures)
    course = publish(page, producer)
    assert course.availability == Availability.PUBLISHED
    assert CourseDocument.objects.live().get(course=course).lesson_count == 104
    bodies = {one.lesson.public_id: one for one in LessonDocument.objects.live().select_related("lesson")}
    assert len(bodies) == 104
    first_species = next(one for one in bodies.values() if one.title.startswith("Composing a first-species"))
    linked = set(re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", first_species.body))
    cantus = next(key for key, one in bodies.items() if one.title.startswith("Composing a cantus firmus"))
    assert str(cantus) in linked
    read = read_through_the_api(course)
    assert len(read) == len(bodies)
    assert "Counterpoint is the mediation" in json.dumps(read[first_species.title])


@needs_demo_course
@pytest.mark.django_db
def test_the_open_edx_course_goes_all_the_way():
    producer = UserFactory(roles=[Role.PRODUCER])
    found = bring_in(DEMO_COURSE, producer, actor=producer)
    page = found.loaded.page
    assert page.title == "Testing Course"
    problems = ImportedProblem.objects.all()
    assert (problems.count(), Quiz.objects.filter(owner=producer).count()) == (27, 11)
    for problem in problems.exclude(source_path__contains="#"):
        assert problem.source == (DEMO_COURSE / problem.source_path).read_text()
    captions = Document.objects.filter(content_type="application/x-subrip")
    assert captions.count() == 21
    course = publish(page, producer)
    assert LessonDocument.objects.live().filter(course=course).count() == 73
    assert len(read_through_the_api(course)) > 60
    film = LessonDocument.objects.live().get(course=course, title="Multiple Languages")
    blocks = json.loads(film.body)["blocks"] if "blocks" in json.loads(film.body) else json.loads(film.body)["content"]
    video = next(block for block in blocks if block["type"] == "video")["value"]
    assert len(video["captions"]) == 21
    assert video["url"] == "https://www.youtube.com/watch?v=3_yD_cEKoCk"
