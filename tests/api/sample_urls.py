"""A few views that only tests mount, to see what the API makes of every kind of fault."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.urls import path
from rest_framework import serializers
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from config.urls import handler400, handler403, handler404, handler500, urlpatterns
from frontend_api.idempotency import once_per_key
from frontend_api.pagination import CursorPagination
from kit.errors import Conflict, InvalidInput, NotAllowed, NotFound, NotSignedIn, RateLimited
from kit.failpoints import failpoint

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


class Full(Conflict):
    reason = "course_full"
    message = "“{title}” has no seats left."


FAULTS = {
    "conflict": lambda: Full(title="Plié"),
    "forbidden": NotAllowed,
    "django-forbidden": PermissionDenied,
    "missing": NotFound,
    "gone-row": User.DoesNotExist,
    "unknown-person": NotSignedIn,
    "limited": lambda: RateLimited(retry_after=7),
    "invalid": lambda: InvalidInput({"stars": ["Between 1 and 5, please."]}),
    "suspicious": lambda: SuspiciousOperation("forged"),
    "bug": lambda: RuntimeError("a secret of ours"),
}


class Raise(APIView):
    permission_classes = [AllowAny]

    def get(self, request, fault):
        raise FAULTS[fault]()


class Sql(APIView):
    permission_classes = [AllowAny]

    def post(self, request):
        with connection.cursor() as cursor:
            cursor.execute(request.data["sql"], request.data.get("values"))
        return Response(None)


class Shape(serializers.Serializer):
    count = serializers.IntegerField(min_value=0, max_value=10)
    rows = serializers.ListField(child=serializers.DictField(child=serializers.CharField()), required=False)


class Echo(APIView):
    permission_classes = [AllowAny]

    def post(self, request):
        shape = Shape(data=request.data)
        shape.is_valid(raise_exception=True)
        return Response(shape.validated_data)


class Rename(APIView):
    permission_classes = [IsAuthenticated]

    @once_per_key
    def post(self, request):
        person = User.objects.get(pk=request.user.pk)
        failpoint("sample.rename")
        person.display_name += request.data["add"]
        person.save(update_fields=["display_name"])
        if request.data.get("refuse"):
            raise Full(title="Plié")
        return Response({"name": person.display_name}, status=201)


class People(APIView):
    permission_classes = [AllowAny]
    ordering = ("display_name", "pk")

    def get(self, request):
        pages = CursorPagination()
        people = pages.paginate_queryset(User.objects.all(), request, self)
        return pages.get_paginated_response([person.email for person in people])


urlpatterns = [
    path("api/v1/sample/raise/<str:fault>", Raise.as_view()),
    path("api/v1/sample/sql", Sql.as_view()),
    path("api/v1/sample/echo", Echo.as_view()),
    path("api/v1/sample/rename", Rename.as_view()),
    path("api/v1/sample/people", People.as_view()),
    *urlpatterns,
]
