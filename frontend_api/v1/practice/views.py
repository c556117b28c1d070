"""My practising: what lessons and I say of it, what I mean to do, and when I rest. Nobody else reads any of it."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from courses.models import Course, Lesson
from frontend_api.authentication import me
from frontend_api.bodies import read_body
from frontend_api.pagination import PAGE_PARAMETERS, take_page
from frontend_api.v1.practice import shapes
from kit.errors import InvalidInput
from practice.documents.log import log_of
from practice.documents.overview import practice_of
from practice.operations.log import Entry, end_pause, forget_entry, keep_entry, keep_pause, set_goal


class MyPractice(APIView):
    @extend_schema(
        operation_id="my_practice", summary="My days, weeks and streak of practice", responses=shapes.PracticeOut
    )
    def get(self, request: Request) -> Response:
        return Response(shapes.PracticeOut(practice_of(me(request))).data)


class MyPracticeGoal(APIView):
    @extend_schema(
        operation_id="set_practice_goal",
        summary="Mean to practise on so many days a week",
        description="From this week on; weeks that are over keep the goal they had. Null is no goal any more.",
        request=shapes.GoalIn,
        responses={204: None},
    )
    def put(self, request: Request) -> Response:
        set_goal(me(request), read_body(request, shapes.GoalIn)["days"])
        return Response(status=204)


class MyPracticeLog(APIView):
    @extend_schema(
        operation_id="my_practice_log",
        summary="What I wrote down, the last day first",
        parameters=[
            OpenApiParameter(each["name"], each["schema"], description=each["description"]) for each in PAGE_PARAMETERS
        ],
        responses=shapes.PracticeLogOut,
    )
    def get(self, request: Request) -> Response:
        page = take_page(log_of(me(request)), request, ordering=("-day", "-pk"), listing="my-practice-log")
        return Response(shapes.PracticeLogOut({"results": page.rows, "next_cursor": page.next_cursor}).data)


class MyPracticeEntry(APIView):
    @extend_schema(
        operation_id="keep_practice_entry",
        summary="Write down what I practised, or change it",
        description="The id is a UUID of the device's own making: sending the same again changes nothing.",
        request=shapes.EntryIn,
        responses=shapes.EntryOut,
    )
    def put(self, request: Request, entry_id: UUID) -> Response:
        body = read_body(request, shapes.EntryIn)
        lesson = _lesson(request, body.pop("lesson", None))
        course = _course(request, body.pop("course", None))
        if lesson is not None and course not in {None, lesson.course}:
            raise InvalidInput({"lesson": ["It is of another course."]})
        entry = Entry(**body, lesson=lesson, course=lesson.course if lesson is not None else course)
        kept = keep_entry(me(request), entry_id, entry)
        return Response(shapes.EntryOut(log_of(me(request)).get(pk=kept.pk)).data)

    @extend_schema(operation_id="forget_practice_entry", summary="Take an entry away", responses={204: None})
    def delete(self, request: Request, entry_id: UUID) -> Response:
        forget_entry(me(request), entry_id)
        return Response(status=204)


class MyPracticePause(APIView):
    @extend_schema(
        operation_id="pause_practice",
        summary="Pause on purpose, or change a pause",
        description="Both days included. The goal of a week is smaller by the days that are paused.",
        request=shapes.PracticePauseIn,
        responses=shapes.PracticePauseOut,
    )
    def put(self, request: Request, pause_id: UUID) -> Response:
        body: dict[str, Any] = read_body(request, shapes.PracticePauseIn)
        return Response(
            shapes.PracticePauseOut(keep_pause(me(request), pause_id, body["first_day"], body["last_day"])).data
        )

    @extend_schema(operation_id="end_practice_pause", summary="Take a pause away", responses={204: None})
    def delete(self, request: Request, pause_id: UUID) -> Response:
        end_pause(me(request), pause_id)
        return Response(status=204)


def _course(request: Request, slug: str | None) -> Course | None:
    if not slug:
        return None
    found = Course.objects.readable_by(me(request)).filter(slug=slug).first()
    if found is None:
        raise InvalidInput({"course": ["There is no such course."]})
    return found


def _lesson(request: Request, public_id: UUID | None) -> Lesson | None:
    if public_id is None:
        return None
    found = Lesson.objects.readable_by(me(request)).filter(public_id=public_id).select_related("course").first()
    if found is None:
        raise InvalidInput({"lesson": ["There is no such lesson."]})
    return found
