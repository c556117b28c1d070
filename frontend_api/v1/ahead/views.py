"""A learner's page: what is next, due, marked and announced."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from desk.access import told_to
from desk.operations.announcing import read_announcement
from frontend_api.authentication import me
from frontend_api.v1.ahead.shapes import AheadOut, AnnouncementOut
from frontend_api.v1.ahead.told import ahead_of, titles_for, with_course


class MyAhead(APIView):
    @extend_schema(
        operation_id="my_ahead",
        summary="What is ahead of me: next lessons, deadlines, new marks, announcements",
        responses=AheadOut,
    )
    def get(self, request: Request) -> Response:
        found = ahead_of(me(request))
        return Response(AheadOut(found, context={"titles": titles_for(found["announcements"])}).data)


class MyAnnouncements(GenericAPIView):
    serializer_class = AnnouncementOut
    ordering = ("-told_at", "-pk")

    @extend_schema(
        operation_id="my_announcements",
        summary="What I was told in my courses, the last first",
        parameters=[OpenApiParameter("course", str, description="Only of the course at this address.")],
        responses=AnnouncementOut(many=True),
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        mine = told_to(me(request))
        if slug := request.query_params.get("course"):
            mine = mine.filter(announcement__course__slug=slug)
        page: Any = self.paginate_queryset(with_course(mine))
        return self.get_paginated_response(AnnouncementOut(page, many=True, context={"titles": titles_for(page)}).data)


class ReadAnnouncement(APIView):
    @extend_schema(
        operation_id="read_announcement",
        summary="Mark an announcement read",
        description="Its notice is read with it. Asking again changes nothing.",
        request=None,
        responses=AnnouncementOut,
    )
    def post(self, request: Request, announcement_id: UUID) -> Response:
        mine = with_course(told_to(me(request)))
        delivery = get_object_or_404(mine, announcement__public_id=announcement_id)
        read_announcement(delivery, actor=me(request))
        return Response(AnnouncementOut(delivery, context={"titles": titles_for([delivery])}).data)
