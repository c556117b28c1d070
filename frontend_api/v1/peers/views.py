"""Reviewing the work of fellow learners without knowing whose it is, and reading what they say of one's own."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assessments.enums import WorkKind
from assessments.operations.peer_reviews import Given, give_review, keep_review_draft, review_for
from assessments.operations.peers import take_another
from courses.documents.assignments import assignment_in, refuse_without_seat
from frontend_api.authentication import me
from frontend_api.bodies import read_body
from frontend_api.v1.learning.lessons import lesson_to_read
from frontend_api.v1.media.views import AsItIs, Piece
from frontend_api.v1.peers.shapes import MyPeerReviewsOut, PeerReviewDraftIn, PeerReviewIn, PeerReviewOut, PeersOut
from frontend_api.v1.peers.told import my_work_in_pool, told_asked, told_peers, told_waiting
from kit.errors import NotFound
from media.access.nameless import nameless_address


class PeersOfMine(APIView):
    @extend_schema(
        operation_id="assignment_peers",
        summary="How I stand with my fellow learners in an assignment",
        description="What I am asked to review and, once I have given mine, what others say of my work; without names.",
        responses=PeersOut,
    )
    def get(self, request: Request, lesson_id: UUID, assignment_id: UUID) -> Response:
        lesson = lesson_to_read(request, lesson_id)
        found = assignment_in(lesson, assignment_id)
        return Response(PeersOut(told_peers(me(request), found.brief, lesson.course)).data)

    @extend_schema(
        operation_id="take_peer_review",
        summary="Ask for another work to review",
        description="For who let one lie, or gives more than they have to. 409 `peer_review_waits`,"
        " `nothing_to_review`; 403 without a seat, 404 before anything was handed in.",
        request=None,
        responses={201: PeersOut},
    )
    def post(self, request: Request, lesson_id: UUID, assignment_id: UUID) -> Response:
        person, lesson = me(request), lesson_to_read(request, lesson_id)
        found = assignment_in(lesson, assignment_id)
        refuse_without_seat(person, lesson)
        mine = my_work_in_pool(person, found.brief, lesson.course)
        if mine is None:
            raise NotFound
        take_another(person, mine.pool)
        return Response(PeersOut(told_peers(person, found.brief, lesson.course)).data, status=201)


class MyPeerReviews(APIView):
    @extend_schema(
        operation_id="my_peer_reviews", summary="Work of others that waits for my review", responses=MyPeerReviewsOut
    )
    def get(self, request: Request) -> Response:
        return Response(MyPeerReviewsOut({"reviews": told_waiting(me(request))}).data)


class MyPeerReview(APIView):
    @extend_schema(
        operation_id="peer_review",
        summary="Work of a fellow learner beside its brief",
        description="For who was asked to review it and has a seat. It says nothing of whose it is.",
        responses=PeerReviewOut,
    )
    def get(self, request: Request, review_id: UUID) -> Response:
        return Response(PeerReviewOut(told_asked(review_for(me(request), review_id))).data)

    @extend_schema(
        operation_id="give_peer_review",
        summary="Give my review",
        description="With a level of each criterion or points where marks are asked for. Sending it again changes"
        " nothing. 409 `peer_review_lapsed`.",
        request=PeerReviewIn,
        responses=PeerReviewOut,
    )
    def put(self, request: Request, review_id: UUID) -> Response:
        body = read_body(request, PeerReviewIn)
        give_review(me(request), review_id, Given(**body))
        return Response(PeerReviewOut(told_asked(review_for(me(request), review_id))).data)


class MyPeerReviewDraft(APIView):
    @extend_schema(
        operation_id="keep_peer_review_draft",
        summary="Keep what I have written of my review so far",
        description="It may lack anything. What another window has kept meanwhile is not undone: 409"
        " `draft_changed_elsewhere`; `peer_review_lapsed` when the time is over. Once it is given nothing changes.",
        request=PeerReviewDraftIn,
        responses=PeerReviewOut,
    )
    def patch(self, request: Request, review_id: UUID) -> Response:
        body = read_body(request, PeerReviewDraftIn)
        edition = body.pop("edition")
        keep_review_draft(me(request), review_id, edition, Given(**body))
        return Response(PeerReviewOut(told_asked(review_for(me(request), review_id))).data)


class NamelessFile(APIView):
    content_negotiation_class = AsItIs

    @extend_schema(
        operation_id="peer_review_file",
        summary="A film or a sound of the work that I review, by a redirect",
        description="As it was made ready, without the file's name and what it says of its maker. 302 to a signed"
        " address that serves ranges for five minutes; there is none before it is made.",
        responses={302: OpenApiResponse(description="`Location` is the signed address.")},
    )
    def get(self, request: Request, review_id: UUID, file_id: UUID) -> HttpResponse:
        review = review_for(me(request), review_id)
        files = review.work.hand_in.files.exclude(kind=WorkKind.FILES).select_related("film", "document")
        file = files.filter(public_id=file_id).first()
        if file is None:
            raise NotFound
        return Piece(nameless_address(file.medium))
