"""Joining, leaving, learning: everything here is the asking person's own."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from courses.documents.learning import (
    CourseInHand,
    LessonInHand,
    courses_in_hand,
    lessons_in_hand,
    where_to_go_on,
)
from courses.models import Course, CourseReview
from courses.operations.choosing_cohorts import choose_cohort
from courses.operations.enrolment import leave_course
from courses.operations.plans import is_in_plan_of, join_course
from courses.operations.progress import EventKind, ProgressEvent, record_progress
from frontend_api.authentication import me
from frontend_api.bodies import read_body
from frontend_api.idempotency import once_per_key
from frontend_api.pagination import PAGE_PARAMETERS, page_size, read_cursor, sign_cursor
from frontend_api.renderers import dump
from frontend_api.throttling import CountedWithItsWork
from frontend_api.v1.learning import serializers as shapes
from frontend_api.v1.reviews.shapes import MyReviewOut
from kit.errors import InvalidInput, NotFound

STATES = {"": None, "in_progress": False, "finished": True}


class CourseEnrolment(APIView):
    @extend_schema(
        operation_id="join_course",
        summary="Join a free course, or one that your plan opens",
        description="Asking again gives the seat that is held already. Without a plan, what has a price is bought.",
        request=shapes.JoinIn,
        responses={201: shapes.EnrolmentOut},
    )
    @once_per_key
    def post(self, request: Request, slug: str) -> Response:
        course = get_object_or_404(Course.objects.readable_by(me(request)), slug=slug)
        enrolment = join_course(course, me(request), read_body(request, shapes.JoinIn).get("cohort"))
        return Response(shapes.EnrolmentOut(enrolment).data, status=201)

    @extend_schema(
        operation_id="leave_course",
        summary="Leave a free course",
        description="Progress is kept for a return.",
        responses={204: None},
    )
    def delete(self, request: Request, slug: str) -> Response:
        course = get_object_or_404(Course.objects.readable_by(me(request)), slug=slug)
        leave_course(course, me(request), actor=me(request))
        return Response(status=204)


class MyCohort(APIView):
    @extend_schema(
        operation_id="choose_cohort",
        summary="Choose the cohort I take a course with",
        description="After buying, by a plan or as a gift; and another one, as long as mine has not started.",
        request=shapes.ChosenCohortIn,
        responses=shapes.EnrolmentOut,
    )
    def put(self, request: Request, slug: str) -> Response:
        course = get_object_or_404(Course.objects.joined_by(me(request)), slug=slug)
        enrolment = choose_cohort(course, me(request), read_body(request, shapes.ChosenCohortIn)["cohort"])
        return Response(shapes.EnrolmentOut(enrolment).data)


class MyLearning(APIView):
    @extend_schema(
        operation_id="my_learning",
        summary="My courses, last joined first",
        parameters=[
            OpenApiParameter("state", str, enum=["in_progress", "finished"]),
            *(
                OpenApiParameter(each["name"], each["schema"], description=each["description"])
                for each in PAGE_PARAMETERS
            ),
        ],
        responses=shapes.MyLearningOut,
    )
    def get(self, request: Request) -> HttpResponse:
        state = request.GET.get("state", "")
        if state not in STATES:
            raise InvalidInput({"state": ["in_progress or finished, please."]})
        size, listing, cursor = page_size(request), f"my-learning?{state}", request.GET.get("cursor", "")
        after = read_cursor(listing, cursor) if cursor else ()
        found = courses_in_hand(me(request), size=size + 1, finished=STATES[state], after=after)
        page, more = found[:size], len(found) > size
        following = sign_cursor(listing, (page[-1].enrolled_at.isoformat(), page[-1].key)) if more else None
        results = b",".join(b"{" + course_fields(course) + b"}" for course in page)
        body = b'{"results":[' + results + b'],"next_cursor":' + dump(following) + b"}"
        return HttpResponse(body, content_type="application/json")


class MyCourse(APIView):
    @extend_schema(
        operation_id="my_course", summary="One of my courses, lesson by lesson", responses=shapes.MyCourseOut
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        found = course_lesson_by_lesson(me(request), slug)
        if found is None:
            raise NotFound
        return HttpResponse(found, content_type="application/json")


class MyPart(APIView):
    @extend_schema(
        operation_id="my_part",
        summary="What I have of a course",
        description="My seat and my review, null where there is none; also of a course that is not, or not for me.",
        responses=shapes.MyPartOut,
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        seat = course_lesson_by_lesson(me(request), slug) or b"null"
        written = CourseReview.objects.filter(course__slug=slug, learner=me(request), deleted_at=None)
        review = written.select_related("learner").first()
        told = {
            "review": MyReviewOut(review).data if review else None,
            "is_in_my_plan": is_in_plan_of(me(request), slug),
        }
        body = b'{"seat":' + seat + b"," + dump(told)[1:]
        return HttpResponse(body, content_type="application/json")


class MyProgress(CountedWithItsWork, APIView):
    @extend_schema(
        operation_id="record_progress",
        summary="Say what I did in lessons",
        description=(
            "One event or many, in any order, from any device, also long after: times are the device's, held between"
            " joining and now. Sending the same again changes nothing."
        ),
        request=shapes.EventsIn,
        responses=shapes.RecordedOut,
    )
    def post(self, request: Request) -> Response:
        events = [
            ProgressEvent(
                lesson=event["lesson"],
                kind=EventKind(event["kind"]),
                at=event["at"],
                sequence=event["sequence"],
                position_seconds=event.get("position_seconds"),
            )
            for event in read_body(request, shapes.EventsIn)["events"]
        ]
        recorded = record_progress(me(request), events)
        return Response({"lessons": recorded.lessons, "refused": recorded.refused})


def course_lesson_by_lesson(person: User, slug: str) -> bytes | None:
    """One of a person's courses as it goes out; None where they have no seat."""
    found = courses_in_hand(person, size=1, course=slug)
    if not found:
        return None
    lessons = lessons_in_hand(person, slug)
    resume = where_to_go_on(lessons)
    rest = {"lessons": [lesson_fields(each) for each in lessons], "resume": resume and lesson_fields(resume)}
    return b"{" + course_fields(found[0]) + b"," + dump(rest)[1:]


def course_fields(course: CourseInHand) -> bytes:
    """The fields of one of my courses, without the braces: its stored card goes out as it is."""
    mine: dict[str, Any] = {
        "enrolment": {
            "id": course.enrolment,
            "state": course.state,
            "source": course.source,
            "enrolled_at": course.enrolled_at,
            "completed_at": course.completed_at,
            "cohort": course.cohort
            and {"id": course.cohort, "name": course.cohort_name, "starts_at": course.cohort_starts_at},
            "must_choose_cohort": course.must_choose,
        },
        "availability": course.availability,
        "progress": {
            "lesson_count": course.lesson_count,
            "lessons_completed": course.lessons_completed,
            "needed_count": course.needed_count,
            "needed_completed": course.needed_completed,
            "percent": course.percent,
            "last_access_at": course.last_access_at,
            "last_lesson": course.last_lesson,
        },
    }
    return b'"document":' + course.card.encode() + b"," + dump(mine)[1:-1]


def lesson_fields(lesson: LessonInHand) -> dict[str, Any]:
    return {
        "lesson": lesson.lesson,
        "title": lesson.title,
        "position": lesson.position,
        "state": lesson.state,
        "is_new": lesson.is_new,
        "is_optional": lesson.is_optional,
        "is_open": lesson.is_open,
        "opens_at": lesson.opens_at,
        "waits_for": lesson.waits_for,
        "needs_cohort": lesson.needs_cohort,
        "first_access_at": lesson.first_access_at,
        "last_access_at": lesson.last_access_at,
        "completed_at": lesson.completed_at,
        "position_seconds": lesson.position_seconds,
    }
