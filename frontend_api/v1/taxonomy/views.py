"""The words that courses are sorted by."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from taxonomy.models import Category, Level, Style


class TermOut(serializers.Serializer):
    slug = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField()


class StyleOut(TermOut):
    category = serializers.CharField()


class TermsOut(serializers.Serializer):
    categories = TermOut(many=True)
    styles = StyleOut(many=True)
    levels = TermOut(many=True)


COLUMNS = ("slug", "name", "description")


class Terms(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(operation_id="terms", summary="Categories, styles and levels, in their order", responses=TermsOut)
    def get(self, request: Request) -> Response:
        styles: list[dict[str, Any]] = list(Style.objects.values(*COLUMNS, "category__slug"))
        for style in styles:
            style["category"] = style.pop("category__slug")
        return Response(
            {
                "categories": list(Category.objects.values(*COLUMNS)),
                "styles": styles,
                "levels": list(Level.objects.values(*COLUMNS)),
            },
            headers={"Cache-Control": "public, max-age=60"},
        )
