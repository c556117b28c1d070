"""All that a course's page shows, in one answer: the text, its contents, who teaches, and the newest reviews."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.models import Profile
from courses.documents.reading import course_text
from courses.enums import AuthorState
from courses.models import Course
from courses.operations.course_reviews import reviews_to_read
from frontend_api.pagination import take_page
from frontend_api.renderers import dump
from frontend_api.v1.bundles.shapes import BundleHintOut
from frontend_api.v1.bundles.views import IN_BUNDLES, bundles_with
from frontend_api.v1.courses import shapes
from frontend_api.v1.courses.stored import PRIVATE, PUBLIC, wanted_language
from frontend_api.v1.courses.views import LANGUAGE
from frontend_api.v1.me.serializers import PublicProfileOut
from frontend_api.v1.reviews.shapes import ReviewOut
from frontend_api.v1.reviews.views import NEWEST, reviews_listing
from kit.errors import NotFound

REVIEWS = 6


class ReviewsShape(serializers.Serializer):
    results = ReviewOut(many=True)
    next_cursor = serializers.CharField(
        allow_null=True, help_text="For the reviews, newest first; null where these are all."
    )


class CoursePageOut(shapes.CourseOut):
    outline = shapes.OutlineShape()
    producers = PublicProfileOut(many=True, help_text="Who teaches it and has a page, the owner first.")
    reviews = ReviewsShape(help_text="The newest.")
    bundles = BundleHintOut(many=True, help_text="With others for less.")


class CoursePage(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="course_page",
        summary="All that a course's page shows",
        description="What the course, its contents, its producers and its reviews answer one by one, at once.",
        parameters=[LANGUAGE],
        responses=CoursePageOut,
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        text = course_text(slug, request.user, column="page", language=wanted_language(request))
        if text is None:
            raise NotFound
        course = Course.objects.annotate(is_bundled=IN_BUNDLES).get(slug=slug)
        reviews = take_page(
            reviews_to_read(request.user, course).select_related("learner"),
            request,
            ordering=NEWEST,
            listing=reviews_listing(slug, NEWEST),
            size=REVIEWS,
        )
        beside = {
            "producers": PublicProfileOut(producers_of(course), many=True).data,
            "reviews": {"results": ReviewOut(reviews.rows, many=True).data, "next_cursor": reviews.next_cursor},
            "bundles": bundles_with(course) if course.is_bundled else [],
        }
        body = f'{{"document":{text.document},"live":{text.live},'.encode() + dump(beside)[1:]
        response = HttpResponse(body, content_type="application/json")
        response.headers["Cache-Control"] = PUBLIC if text.is_public else PRIVATE
        response.headers["Vary"] = "Authorization"
        return response


def producers_of(course: Course) -> list[Any]:
    """The public profiles of who teaches the course, its owner's first, then by name."""
    authors = course.authors.filter(state=AuthorState.ACCEPTED).values("person")
    people = Profile.objects.of_producers().with_everything_public()
    found = people.filter(Q(person=course.owner_id) | Q(person__in=authors))
    return sorted(found, key=lambda profile: (profile.person_id != course.owner_id, profile.person.display_name))
