"""Loops that one keeps in lessons, to practise with on any device."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from courses.models import KeptLoop
from courses.models.kept import LONGEST_FILM_MS
from courses.models.loops import LONGEST_NAME
from courses.operations.loops import Loop, forget_loop, keep_loop
from frontend_api.authentication import me
from frontend_api.bodies import read_body
from frontend_api.v1 import examples
from frontend_api.v1.learning.lessons import lesson_to_read


class LoopIn(serializers.Serializer):
    block = serializers.UUIDField(help_text="The block of the lesson that holds the film or the sound.")
    name = serializers.CharField(max_length=LONGEST_NAME)
    start_ms = serializers.IntegerField(min_value=0, max_value=LONGEST_FILM_MS)
    end_ms = serializers.IntegerField(min_value=1, max_value=LONGEST_FILM_MS)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["start_ms"] >= attrs["end_ms"]:
            raise serializers.ValidationError({"end_ms": "After the start, please."})
        return attrs


@extend_schema_serializer(examples=[OpenApiExample("Loop", examples.LOOP)])
class LoopOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    block = serializers.UUIDField()
    name = serializers.CharField()
    start_ms = serializers.IntegerField()
    end_ms = serializers.IntegerField()
    created_at = serializers.DateTimeField()


class LoopsOut(serializers.Serializer):
    loops = LoopOut(many=True)


class MyLoops(APIView):
    @extend_schema(
        operation_id="my_loops", summary="The loops I keep in a lesson, in the order of the film", responses=LoopsOut
    )
    def get(self, request: Request, lesson_id: UUID) -> Response:
        kept = KeptLoop.objects.filter(person=me(request), lesson=lesson_to_read(request, lesson_id))
        return Response(LoopsOut({"loops": kept.order_by("block", "start_ms", "end_ms", "pk")}).data)


class MyLoop(APIView):
    @extend_schema(
        operation_id="keep_loop",
        summary="Keep a loop, or change one",
        description="The id is a UUID of the device's own making: sending the same again changes nothing.",
        request=LoopIn,
        responses=LoopOut,
    )
    def put(self, request: Request, lesson_id: UUID, loop_id: UUID) -> Response:
        loop = Loop(**read_body(request, LoopIn))
        return Response(LoopOut(keep_loop(me(request), lesson_to_read(request, lesson_id), loop_id, loop)).data)

    @extend_schema(operation_id="forget_loop", summary="Forget a loop", responses={204: None})
    def delete(self, request: Request, lesson_id: UUID, loop_id: UUID) -> Response:
        forget_loop(me(request), lesson_id, loop_id)
        return Response(status=204)
