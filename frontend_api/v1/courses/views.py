"""Courses as everybody finds and reads them."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from courses.access import opening_of
from courses.documents.catalogue import (
    DURATIONS,
    LONGEST_QUERY,
    ORDERS,
    PRICES,
    RATINGS,
    Filters,
    Found,
    Sort,
    find_courses,
    suggest_titles,
)
from courses.documents.facets import count_facets
from courses.documents.reading import course_text, lesson_text
from courses.errors import EnrolmentNeeded, LessonNotOpenYet
from frontend_api.pagination import PAGE_PARAMETERS, page_size, read_cursor, sign_cursor
from frontend_api.renderers import dump
from frontend_api.schema import REFUSALS
from frontend_api.v1.courses import shapes
from frontend_api.v1.courses.stored import known_etag, stored_response, wanted_language
from kit.errors import InvalidInput, NotFound, NotSignedIn

LANGUAGE = OpenApiParameter("language", str, description="Preferred where the course has several languages.")
ETAG = OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER, description="The ETag you hold: answers 304.")
FREE = ("category", "level", "style", "language")
FIXED: dict[str, dict[str, str]] = {"price": PRICES, "duration": DURATIONS, "rating": RATINGS}
MOST_VALUES = 50
SUGGESTIONS = 8


def read_filters(request: HttpRequest | Request) -> Filters:
    """The filters of the query; a kind may be given several times or with commas. Raises InvalidInput."""
    wrong: dict[str, list[str]] = {}
    chosen: dict[str, Any] = {}
    for kind in (*FREE, *FIXED):
        values = [value for part in request.GET.getlist(kind) for value in part.split(",") if value]
        if len(values) > MOST_VALUES:
            wrong[kind] = [f"At most {MOST_VALUES} values, please."]
        known = FIXED.get(kind)
        if known is not None and not set(values) <= set(known):
            wrong[kind] = [f"One of {', '.join(known)}, please."]
        chosen[kind] = values
    words = request.GET.get("q", "").strip()
    if len(words) > LONGEST_QUERY:
        wrong["q"] = [f"At most {LONGEST_QUERY} characters, please."]
    featured = request.GET.get("featured", "false")
    if featured not in {"true", "false"}:
        wrong["featured"] = ["true or false, please."]
    if wrong:
        raise InvalidInput(wrong)
    producer = request.GET.get("producer", "")[:100]
    return Filters(**chosen, words=words, producer=producer, featured=featured == "true")


def read_sort(request: HttpRequest | Request, filters: Filters) -> Sort:
    """The order asked for; courses that were searched for come by relevance unless said otherwise."""
    text = request.GET.get("sort", "") or (Sort.RELEVANCE if filters.words else Sort.POPULAR)
    try:
        return Sort(text)
    except ValueError:
        raise InvalidInput({"sort": [f"One of {', '.join(Sort)}, please."]}) from None


def card_bytes(found: Found) -> bytes:
    """One card of a page: its stored text and what changes by itself."""
    return b'{"document":' + found.card.encode() + b',"live":' + dump(found.live) + b"}"


class Courses(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="courses",
        summary="Find courses",
        description="A page of cards with, for each filter, how many courses each of its values would give.",
        parameters=[
            OpenApiParameter("q", str, description="Words to look for; typing errors are forgiven."),
            *(OpenApiParameter(kind, str, description="One or several, with commas.") for kind in FREE),
            *(OpenApiParameter(kind, str, enum=list(values)) for kind, values in FIXED.items()),
            OpenApiParameter("producer", str, description="The producer's address."),
            OpenApiParameter("featured", bool),
            OpenApiParameter("sort", str, enum=[sort.value for sort in Sort]),
            *(
                OpenApiParameter(each["name"], each["schema"], description=each["description"])
                for each in PAGE_PARAMETERS
            ),
        ],
        responses=shapes.CatalogueOut,
    )
    def get(self, request: Request) -> HttpResponse:
        filters = read_filters(request)
        sort = read_sort(request, filters)
        size = page_size(request)
        listing = f"courses?{sort.value}&{filters!r}"
        cursor = request.GET.get("cursor", "")
        after = read_cursor(listing, cursor) if cursor else []
        if cursor and len(after) != len(ORDERS[sort]):
            raise InvalidInput({"cursor": ["This cursor belongs to another listing or another filter."]})
        found = find_courses(filters, sort=sort, size=size + 1, after=after)
        total, facets = count_facets(filters)
        page, more = found[:size], len(found) > size
        following = sign_cursor(listing, page[-1].position) if more else None
        tail = dump({"next_cursor": following, "count": total, "facets": facets})
        body = b'{"results":[' + b",".join(map(card_bytes, page)) + b"]," + tail[1:]
        response = HttpResponse(body, content_type="application/json")
        response.headers["Cache-Control"] = "public, max-age=10"
        return response


class CourseSuggestions(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="course_suggestions",
        summary="What one may be about to type",
        parameters=[OpenApiParameter("q", str, required=True, description="What was typed so far.")],
        responses=shapes.SuggestionsOut,
    )
    def get(self, request: Request) -> Response:
        words = read_filters(request).words
        found = suggest_titles(words, size=SUGGESTIONS) if words else []
        return Response({"results": [{"title": title, "slug": slug} for title, slug in found]})


class CourseView(APIView):
    permission_classes = (AllowAny,)
    column = "body"

    @extend_schema(
        operation_id="course", summary="A course's page", parameters=[LANGUAGE, ETAG], responses=shapes.CourseOut
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        text = course_text(
            slug, request.user, column=self.column, known=known_etag(request), language=wanted_language(request)
        )
        if text is None:
            raise NotFound
        return stored_response(text.document, text.etag, live=text.live, is_public=text.is_public)


class CourseOutline(CourseView):
    column = "outline"

    @extend_schema(
        operation_id="course_outline",
        summary="A course's contents",
        parameters=[LANGUAGE, ETAG],
        responses=shapes.OutlineOut,
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        return super().get(request, slug)


class LessonView(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="lesson",
        summary="A lesson",
        description=(
            "Open previews are for everybody, the rest for who has a seat in the course, once they open: otherwise"
            " `details` of the error has `opens_at`, `waits_for` and `waits_for_title` of a lesson to be done first, or"
            " `needs_cohort` where a cohort has to be chosen."
        ),
        parameters=[LANGUAGE, ETAG],
        responses=shapes.LessonOut,
        extensions={REFUSALS: [403]},
    )
    def get(self, request: Request, public_id: Any) -> HttpResponse:
        text = lesson_text(public_id, request.user, known=known_etag(request), language=wanted_language(request))
        if text is None:
            raise NotFound
        if text.is_yet_to_open and (opening := opening_of(request.user, public_id)) is not None:
            raise LessonNotOpenYet(**asdict(opening))
        if not text.is_open:
            raise EnrolmentNeeded if request.user.is_authenticated else NotSignedIn
        return stored_response(text.document, text.etag, is_public=text.is_public)
