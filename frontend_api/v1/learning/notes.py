"""Notes that one writes at moments of films and sounds, and finds again on any device."""

from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from courses.models import KeptNote
from courses.models.kept import LONGEST_FILM_MS
from courses.models.notes import LONGEST_NOTE
from courses.operations.notes import Note, change_note, forget_note, keep_note
from frontend_api.authentication import me
from frontend_api.bodies import read_body
from frontend_api.v1 import examples
from frontend_api.v1.learning.lessons import lesson_to_read


class NoteIn(serializers.Serializer):
    block = serializers.UUIDField(help_text="The block of the lesson that holds the film or the sound.")
    at_ms = serializers.IntegerField(min_value=0, max_value=LONGEST_FILM_MS)
    text = serializers.CharField(max_length=LONGEST_NOTE, help_text="Plain text; line breaks are kept.")


class NoteChangeIn(serializers.Serializer):
    text = serializers.CharField(max_length=LONGEST_NOTE, help_text="Plain text; line breaks are kept.")


@extend_schema_serializer(examples=[OpenApiExample("Note", examples.NOTE)])
class NoteOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    block = serializers.UUIDField()
    at_ms = serializers.IntegerField()
    text = serializers.CharField()
    created_at = serializers.DateTimeField()


class NotesOut(serializers.Serializer):
    notes = NoteOut(many=True)


class MyNotes(APIView):
    @extend_schema(
        operation_id="my_notes", summary="The notes I keep in a lesson, in the order of the film", responses=NotesOut
    )
    def get(self, request: Request, lesson_id: UUID) -> Response:
        kept = KeptNote.objects.filter(person=me(request), lesson=lesson_to_read(request, lesson_id))
        return Response(NotesOut({"notes": kept.order_by("block", "at_ms", "pk")}).data)


class MyNote(APIView):
    @extend_schema(
        operation_id="keep_note",
        summary="Keep a note, or change one",
        description="The id is a UUID of the device's own making: sending the same again changes nothing.",
        request=NoteIn,
        responses=NoteOut,
    )
    def put(self, request: Request, lesson_id: UUID, note_id: UUID) -> Response:
        note = Note(**read_body(request, NoteIn))
        return Response(NoteOut(keep_note(me(request), lesson_to_read(request, lesson_id), note_id, note)).data)

    @extend_schema(
        operation_id="change_note",
        summary="Change what a note says",
        description="Also in a lesson that is closed to me by now.",
        request=NoteChangeIn,
        responses={204: None},
    )
    def patch(self, request: Request, lesson_id: UUID, note_id: UUID) -> Response:
        change_note(me(request), lesson_id, note_id, read_body(request, NoteChangeIn)["text"])
        return Response(status=204)

    @extend_schema(operation_id="forget_note", summary="Forget a note", responses={204: None})
    def delete(self, request: Request, lesson_id: UUID, note_id: UUID) -> Response:
        forget_note(me(request), lesson_id, note_id)
        return Response(status=204)
