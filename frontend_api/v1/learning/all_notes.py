"""All my notes, across courses: looked through, and taken along as a file."""

from collections.abc import Iterator

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from courses.documents.notes import LONGEST_QUERY, courses_with_notes, notes_of
from courses.exporters.notes import notes_as_csv, notes_as_markdown
from frontend_api.authentication import me
from frontend_api.pagination import PAGE_PARAMETERS, take_page
from frontend_api.v1 import examples
from frontend_api.v1.learning.notes import NoteOut

NEWEST_FIRST = ("-created_at", "-pk")


class NoteFoundOut(NoteOut):
    lesson = serializers.UUIDField(source="lesson.public_id")
    lesson_title = serializers.CharField(allow_null=True)
    course_slug = serializers.CharField(source="lesson.course.slug")
    course_title = serializers.CharField()
    is_open = serializers.BooleanField(help_text="Whether the lesson is open to me now. The note stays mine anyway.")


class CourseWithNotesOut(serializers.Serializer):
    slug = serializers.CharField()
    title = serializers.CharField(source="shown_title")
    number = serializers.IntegerField()


@extend_schema_serializer(examples=[OpenApiExample("Notes", examples.NOTES)])
class NotesFoundOut(serializers.Serializer):
    results = NoteFoundOut(many=True)
    courses = CourseWithNotesOut(many=True, help_text="Where I keep notes, whatever is looked for.")
    next_cursor = serializers.CharField(allow_null=True)


class AllMyNotes(APIView):
    @extend_schema(
        operation_id="all_my_notes",
        summary="My notes across all courses, the last one first",
        parameters=[
            OpenApiParameter("q", str, description="Words, or parts of words, that all stand in the note."),
            OpenApiParameter("course", str, description="The slug of a course."),
            *(
                OpenApiParameter(each["name"], each["schema"], description=each["description"])
                for each in PAGE_PARAMETERS
            ),
        ],
        responses=NotesFoundOut,
    )
    def get(self, request: Request) -> Response:
        query, course = request.GET.get("q", "")[:LONGEST_QUERY], request.GET.get("course", "")
        notes = notes_of(me(request), query=query.replace("\0", ""), course=course.replace("\0", ""))
        page = take_page(notes, request, ordering=NEWEST_FIRST, listing=f"my-notes?{course}&{query}")
        found = {"results": page.rows, "courses": courses_with_notes(me(request)), "next_cursor": page.next_cursor}
        return Response(NotesFoundOut(found).data)


def _file(lines: Iterator[str], name: str, content_type: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse((line.encode() for line in lines), content_type=f"{content_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class MyNotesAsTable(APIView):
    @extend_schema(
        operation_id="my_notes_as_csv",
        summary="All my notes as a table for spreadsheets",
        responses={(200, "text/csv"): OpenApiTypes.STR},
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        return _file(notes_as_csv(me(request)), "notes.csv", "text/csv")


class MyNotesAsText(APIView):
    @extend_schema(
        operation_id="my_notes_as_markdown",
        summary="All my notes as a text in Markdown",
        responses={(200, "text/markdown"): OpenApiTypes.STR},
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        return _file(notes_as_markdown(me(request)), "notes.md", "text/markdown")
