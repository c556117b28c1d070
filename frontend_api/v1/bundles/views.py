"""Bundles: what there is for everybody, and what is left of one for whoever asks."""

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from commerce.models import Bundle, BundleThing
from commerce.operations.bundles import things_left, things_of
from commerce.operations.bundles_on_sale import bundles_on_sale, prices_of
from courses.models import Course
from frontend_api.authentication import me
from frontend_api.pagination import take_page
from frontend_api.renderers import dump
from frontend_api.v1.bundles.shapes import BundleOut, BundlesOut, MyBundleOut, sold
from frontend_api.v1.courses.cards import cards_of
from frontend_api.v1.courses.views import card_bytes
from frontend_api.v1.site.lists import CURSOR

COURSE = "course"
# Asked with the course, since most are in none.
IN_BUNDLES = Exists(
    BundleThing.objects.filter(
        bundle__in=Bundle.objects.offered(), sellable_kind=COURSE, sellable_id=OuterRef("public_id")
    )
)


def _bundle(slug: str) -> Bundle:
    return get_object_or_404(Bundle.objects.offered().prefetch_related("things"), slug=slug)


class Bundles(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="bundles",
        summary="The bundles that visitors can buy now, the newest first",
        description="Who has some of a bundle's courses pays less, see `me/bundles`.",
        parameters=CURSOR,
        responses=BundlesOut,
    )
    def get(self, request: Request) -> Response:
        offered = bundles_on_sale().prefetch_related("things")
        page = take_page(offered, request, ordering=("-pk",), listing="bundles")
        answer = BundlesOut({"results": _bundle_cards(page.rows), "next_cursor": page.next_cursor}).data
        return Response(answer, headers={"Cache-Control": "public, max-age=10"})


class BundlePage(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="bundle",
        summary="Courses that are sold together",
        description="What it costs is what visitors pay; who has some of its courses pays less, see `me/bundles`.",
        responses=BundleOut,
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        bundle = _bundle(slug)
        cards = cards_of(thing.sellable_id for thing in things_of(bundle) if thing.kind == COURSE)
        beside = BundleOut({"bundle": bundle, "courses": [], **sold(bundle, request.user)}).data
        del beside["courses"]
        body = b'{"courses":[' + b",".join(map(card_bytes, cards)) + b"]," + dump(beside)[1:]
        return HttpResponse(body, content_type="application/json", headers={"Cache-Control": "public, max-age=10"})


class MyBundle(APIView):
    @extend_schema(
        operation_id="my_bundle",
        summary="What is left of a bundle for me",
        responses=MyBundleOut,
    )
    def get(self, request: Request, slug: str) -> Response:
        bundle = _bundle(slug)
        left = set(things_left(bundle, me(request)))
        owned = [thing.sellable_id for thing in things_of(bundle) if thing not in left]
        return Response(MyBundleOut({"owned": owned, **sold(bundle, me(request))}).data)


def bundles_with(course: Course) -> list[dict[str, object]]:
    """The bundles with the course that a visitor could buy just now, the largest saving first."""
    found = bundles_on_sale().filter(things__sellable_kind=COURSE, things__sellable_id=course.public_id)
    return [
        {
            "slug": bundle.slug,
            "name": bundle.name,
            "basis_points": bundle.basis_points,
            "course_count": len(things_of(bundle)),
        }
        for bundle in found.prefetch_related("things").order_by("-basis_points", "pk")
    ]


def _bundle_cards(bundles: Sequence[Bundle]) -> list[dict[str, Any]]:
    """What the list shows of each. As many queries as one of them takes."""
    courses = dict.fromkeys(thing.sellable_id for bundle in bundles for thing in things_of(bundle))
    cards = {card["id"]: card for card in (json.loads(found.card) for found in cards_of(courses))}
    return [
        {
            "bundle": bundle,
            "prices": prices,
            "courses": [cards[key] for thing in things_of(bundle) if (key := str(thing.sellable_id)) in cards],
        }
        for bundle, prices in prices_of(bundles).items()
        if prices
    ]
