"""Paths: what there is for everybody, and how I stand on mine."""

import json
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from frontend_api.authentication import me
from frontend_api.pagination import take_page
from frontend_api.renderers import dump
from frontend_api.v1.courses.cards import cards_of
from frontend_api.v1.courses.views import card_bytes
from frontend_api.v1.paths.shapes import MyPathOut, PathOut, PathsOut
from frontend_api.v1.paths.told import document_of, head_of, named, told_seats, told_to
from frontend_api.v1.site.lists import CURSOR
from paths.documents.standing import required_paths
from paths.models import Path, PathSeat
from paths.operations.following import join_path, leave_path, renew, take_up_version

MOST_OF_MINE = 100
KEPT_SHORTLY = {"Cache-Control": "public, max-age=10"}


class Paths(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="paths",
        summary="Paths and certifications, the newest first",
        parameters=CURSOR,
        responses=PathsOut,
    )
    def get(self, request: Request) -> Response:
        public = Path.objects.published().select_related("current")
        page = take_page(public, request, ordering=("-pk",), listing="paths")
        versions = [(path, path.current) for path in page.rows if path.current is not None]
        courses = dict.fromkeys(course for _path, version in versions for course in version.courses)
        cards = {card["id"]: card for card in (json.loads(found.card) for found in cards_of(courses))}
        results = [
            {
                **head_of(path, version),
                "courses": [cards[key] for course in version.courses if (key := str(course)) in cards],
            }
            for path, version in versions
        ]
        answer = PathsOut({"results": results, "next_cursor": page.next_cursor}).data
        return Response(answer, headers=KEPT_SHORTLY)


class PathPage(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(operation_id="path", summary="A path as it was approved", responses=PathOut)
    def get(self, request: Request, slug: str) -> HttpResponse:
        path = get_object_or_404(Path.objects.published().select_related("current"), slug=slug)
        version: Any = path.current
        beside = {
            "document": document_of(path, version),
            "approved_at": version.decided_at,
            "requires": named(each for each in required_paths(version.requires)),
        }
        cards = b",".join(map(card_bytes, cards_of(version.courses)))
        said = PathOut({**beside, "courses": []}).data
        del said["courses"]
        body = b'{"courses":[' + cards + b"]," + dump(said)[1:]
        return HttpResponse(body, content_type="application/json", headers=KEPT_SHORTLY)


class MyPaths(APIView):
    @extend_schema(
        operation_id="my_paths",
        summary="The paths I am on, the latest first",
        responses=MyPathOut(many=True),
    )
    def get(self, request: Request) -> Response:
        seats = PathSeat.objects.filter(learner=me(request)).select_related("version", "path__current")
        return Response(MyPathOut(told_seats(me(request), list(seats[:MOST_OF_MINE])), many=True).data)


class MyPath(APIView):
    @extend_schema(operation_id="my_path", summary="How I stand on a path", responses=MyPathOut)
    def get(self, request: Request, slug: str) -> Response:
        return Response(MyPathOut(told_to(me(request), known_path(request, slug))).data)

    @extend_schema(
        operation_id="join_path",
        summary="Begin a path",
        description="What I have learned before counts. Asking again gives the same, with 200. 409 `path_not_open`,"
        " `prerequisite_missing`.",
        request=None,
        responses={200: MyPathOut, 201: MyPathOut},
    )
    def post(self, request: Request, slug: str) -> Response:
        path = known_path(request, slug)
        _seat, is_new = join_path(path, me(request))
        return Response(MyPathOut(told_to(me(request), path)).data, status=201 if is_new else 200)

    @extend_schema(
        operation_id="leave_path",
        summary="Leave a path",
        description="What I learned in its courses stays, and counts if I begin it anew. Leaving again changes nothing."
        " 409 `path_is_finished`.",
        responses={204: None},
    )
    def delete(self, request: Request, slug: str) -> Response:
        leave_path(known_path(request, slug), me(request))
        return Response(status=204)


class MyPathVersion(APIView):
    @extend_schema(
        operation_id="take_up_path_version",
        summary="Go on by the present version of a path",
        description="There is no way back to the old one. Asking again changes nothing. 404 where I am not on it.",
        request=None,
        responses=MyPathOut,
    )
    def post(self, request: Request, slug: str) -> Response:
        path = known_path(request, slug)
        take_up_version(path, me(request))
        return Response(MyPathOut(told_to(me(request), path)).data)


class MyPathRenewal(APIView):
    @extend_schema(
        operation_id="renew_certification",
        summary="Renew the certificate of a certification",
        description="For who meets what it asks for at present; it goes on from where the old one ends. 409"
        " `nothing_to_renew`, `path_not_finished`: whoever takes the present version up sees what is missing.",
        request=None,
        responses={201: MyPathOut},
    )
    def post(self, request: Request, slug: str) -> Response:
        path = known_path(request, slug)
        renew(path, me(request))
        return Response(MyPathOut(told_to(me(request), path)).data, status=201)


def known_path(request: Request, slug: str) -> Path:
    return get_object_or_404(Path.objects.known_to(me(request)).select_related("current"), slug=slug)
