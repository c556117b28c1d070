"""Those who teach, as everybody may see them."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import Profile
from frontend_api.v1.me.serializers import PublicProfileOut


class Producers(ListAPIView):
    permission_classes = (AllowAny,)
    serializer_class = PublicProfileOut
    ordering = ("person__display_name", "pk")

    def get_queryset(self) -> Any:
        return Profile.objects.of_producers().with_everything_public()

    @extend_schema(operation_id="producers", summary="Everybody who teaches, by name")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request)


class Producer(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(operation_id="producer", summary="One who teaches", responses=PublicProfileOut)
    def get(self, request: Request, producer_slug: str) -> Response:
        people = Profile.objects.of_producers().with_everything_public()
        return Response(PublicProfileOut(get_object_or_404(people, producer_slug=producer_slug)).data)
