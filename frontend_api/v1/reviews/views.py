"""What learners say of courses, what is answered, and reports of what should not be there."""

from collections.abc import Sequence
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from courses.models import Course, CourseReview
from courses.operations.course_reviews import (
    LONGEST_TEXT,
    answer_review,
    reviews_to_read,
    take_back_review,
    write_review,
)
from frontend_api.authentication import me
from frontend_api.bodies import read_body
from frontend_api.idempotency import once_per_key
from frontend_api.v1.reviews.shapes import MyReviewOut, ReviewOut
from kit.errors import InvalidInput
from moderation.enums import Reason, ReportState
from moderation.gates import kinds
from moderation.operations import report_thing

REPORTABLE_KINDS = sorted(kinds())
NEWEST = ("-created_at", "-pk")
SORTS = {"new": NEWEST, "best": ("-stars", "-pk"), "worst": ("stars", "pk")}


class ReviewIn(serializers.Serializer):
    stars = serializers.IntegerField(min_value=1, max_value=5)
    text = serializers.CharField(max_length=LONGEST_TEXT, allow_blank=True, default="")


class ReviewAnswerIn(serializers.Serializer):
    answer = serializers.CharField(max_length=LONGEST_TEXT, allow_blank=True, help_text="Empty takes it away.")


class ReportIn(serializers.Serializer):
    kind = serializers.ChoiceField(REPORTABLE_KINDS)
    id = serializers.UUIDField()
    reason = serializers.ChoiceField(Reason.choices)
    text = serializers.CharField(max_length=2000, allow_blank=True, default="")


class ReportOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    state = serializers.ChoiceField(ReportState.choices)
    created_at = serializers.DateTimeField()


def reviews_listing(slug: str, ordering: Sequence[str]) -> str:
    """What cursors among a course's reviews are signed for."""
    return f"/api/v1/courses/{slug}/reviews?{','.join(ordering)}"


def course_to_read(request: Request, slug: str) -> Course:
    return get_object_or_404(Course.objects.readable_by(request.user), slug=slug)


class CourseReviews(ListAPIView):
    """Reading is for everybody; writing is for learners of the course."""

    serializer_class = ReviewOut

    def get_permissions(self) -> list[BasePermission]:
        return [AllowAny() if self.request.method == "GET" else IsAuthenticated()]

    @property
    def ordering(self) -> tuple[str, ...]:
        sort = self.request.GET.get("sort", "new")
        if sort not in SORTS:
            raise InvalidInput({"sort": [f"One of {', '.join(SORTS)}, please."]})
        return SORTS[sort]

    def get_queryset(self) -> Any:
        course = course_to_read(self.request, self.kwargs["slug"])
        reviews = reviews_to_read(self.request.user, course).select_related("learner")
        stars = self.request.GET.get("stars", "")
        if not stars:
            return reviews
        if stars not in {"1", "2", "3", "4", "5"}:
            raise InvalidInput({"stars": ["Between 1 and 5, please."]})
        return reviews.filter(stars=int(stars))

    @extend_schema(
        operation_id="course_reviews",
        summary="What learners say of a course",
        parameters=[
            OpenApiParameter("sort", str, enum=list(SORTS)),
            OpenApiParameter("stars", int, enum=[1, 2, 3, 4, 5], description="Only those with so many."),
        ],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request)


class MyReview(APIView):
    @extend_schema(operation_id="my_review", summary="My review of a course", responses=MyReviewOut)
    def get(self, request: Request, slug: str) -> Response:
        return Response(MyReviewOut(self._mine(request, slug)).data)

    @extend_schema(
        operation_id="review_course", summary="Write or edit my review", request=ReviewIn, responses=MyReviewOut
    )
    def put(self, request: Request, slug: str) -> Response:
        body = read_body(request, ReviewIn)
        course = course_to_read(request, slug)
        review = write_review(course, me(request), stars=body["stars"], text=body["text"], actor=me(request))
        return Response(MyReviewOut(review).data)

    @extend_schema(operation_id="take_back_review", summary="Take my review back", responses={204: None})
    def delete(self, request: Request, slug: str) -> Response:
        take_back_review(self._mine(request, slug), actor=me(request))
        return Response(status=204)

    def _mine(self, request: Request, slug: str) -> CourseReview:
        reviews = CourseReview.objects.filter(course=course_to_read(request, slug), deleted_at=None)
        return get_object_or_404(reviews.select_related("learner"), learner=me(request))


class ReviewAnswer(APIView):
    @extend_schema(
        operation_id="answer_review",
        summary="Answer a review of a course of mine",
        request=ReviewAnswerIn,
        responses=ReviewOut,
    )
    def put(self, request: Request, public_id: Any) -> Response:
        mine = Course.objects.editable_by(me(request))
        reviews = CourseReview.objects.shown().filter(course__in=mine).select_related("learner")
        review = get_object_or_404(reviews, public_id=public_id)
        answer = read_body(request, ReviewAnswerIn)["answer"]
        return Response(ReviewOut(answer_review(review, answer=answer, actor=me(request))).data)


class Reports(APIView):
    @extend_schema(
        operation_id="report", summary="Report what should not be there", request=ReportIn, responses={201: ReportOut}
    )
    @once_per_key
    def post(self, request: Request) -> Response:
        body = read_body(request, ReportIn)
        report = report_thing(
            body["kind"], body["id"], reason=Reason(body["reason"]), text=body["text"], actor=me(request)
        )
        return Response(ReportOut(report).data, status=201)
