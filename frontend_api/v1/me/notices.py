"""My notices, and which letters I want."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from frontend_api.authentication import me
from frontend_api.bodies import read_body
from frontend_api.v1.me.serializers import Counted, LetterChoice, NoticeIn, NoticeOut
from kit.errors import InvalidInput
from notices.enums import Area
from notices.models import LetterPreference, Notice
from notices.operations import choose_letters, mark_all_read, mark_read, mark_unread


class MyNotices(ListAPIView):
    serializer_class = NoticeOut
    ordering = ("-created_at", "-pk")

    def get_queryset(self) -> Any:
        notices = Notice.objects.of(me(self.request))
        wanted = self.request.GET.get("unread", "false")
        if wanted not in {"true", "false"}:
            raise InvalidInput({"unread": ["true or false, please."]})
        return notices.unread() if wanted == "true" else notices

    @extend_schema(
        operation_id="my_notices",
        summary="My notices, newest first",
        parameters=[OpenApiParameter("unread", bool, description="Only those not read yet.")],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request)


class MyNotice(APIView):
    @extend_schema(
        operation_id="mark_notice", summary="Mark a notice read or unread", request=NoticeIn, responses=NoticeOut
    )
    def patch(self, request: Request, public_id: Any) -> Response:
        notice = get_object_or_404(Notice.objects.of(me(request)), public_id=public_id)
        mark = mark_read if read_body(request, NoticeIn)["is_read"] else mark_unread
        return Response(NoticeOut(mark(notice, actor=me(request))).data)


class MarkAllRead(APIView):
    @extend_schema(operation_id="mark_all_notices_read", summary="Mark all read", request=None, responses=Counted)
    def post(self, request: Request) -> Response:
        return Response({"count": mark_all_read(me(request), actor=me(request))})


class MyLetters(APIView):
    @extend_schema(operation_id="my_letters", summary="Which letters I want", responses=LetterChoice(many=True))
    def get(self, request: Request) -> Response:
        return Response(self._choices(request))

    @extend_schema(
        operation_id="choose_letters",
        summary="Turn letters of an area on or off",
        request=LetterChoice,
        responses=LetterChoice(many=True),
    )
    def put(self, request: Request) -> Response:
        body = read_body(request, LetterChoice)
        choose_letters(me(request), Area(body["area"]), wants=body["wants_letters"], actor=me(request))
        return Response(self._choices(request))

    def _choices(self, request: Request) -> list[dict[str, Any]]:
        unwanted = set(
            LetterPreference.objects.filter(person=me(request), wants_letters=False).values_list("area", flat=True)
        )
        return [{"area": area.value, "wants_letters": area.value not in unwanted} for area in Area]
