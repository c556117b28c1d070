"""Drafts for front ends: a code for a session, and with the session the drafts of one course or one page."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from frontend_api.bodies import read_body
from frontend_api.renderers import dump
from frontend_api.schema import REFUSALS
from frontend_api.throttling import count_write
from frontend_api.v1.courses.shapes import CourseOut, LessonOut, OutlineOut
from frontend_api.v1.media.views import AsItIs, WidthIn, accepted
from frontend_api.v1.preview import shapes
from frontend_api.v1.preview.authentication import PreviewAuthentication
from frontend_api.v1.preview.drafts import as_sent, course_of, description_of, page_of
from frontend_api.v1.site.shapes import PageFound
from kit.errors import NotSignedIn
from kit.signatures import SIGNATURE_HEADER, TIMESTAMP_HEADER, is_signed
from media.access.rights import find_medium
from media.operations.stamping import address_for
from previews.models import Preview
from previews.operations import exchange_code, open_ticket


class SignatureRefused(NotSignedIn):
    reason = "signature_refused"
    message = "This request is not signed by the front end."


def draft_answer(content: bytes, *, status: int = 200) -> HttpResponse:
    """An answer that nobody keeps and nobody finds."""
    return for_nobody_else(HttpResponse(content, content_type="application/json", status=status))


def for_nobody_else(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


class Sessions(APIView):
    """Limits count whoever cannot sign; the front end itself comes with every change that an editor makes."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = ()

    @extend_schema(
        operation_id="open_preview",
        summary="Exchange an editor's code for a preview",
        description="Between servers: the body is signed, see “Show drafts in a front end”. A code is good once.",
        parameters=[
            OpenApiParameter(TIMESTAMP_HEADER, str, OpenApiParameter.HEADER, description="Unix time, in seconds."),
            OpenApiParameter(
                SIGNATURE_HEADER,
                str,
                OpenApiParameter.HEADER,
                description="Hex HMAC-SHA256 of `<timestamp>.<body>` with the secret shared with the front end.",
            ),
        ],
        request=shapes.CodeIn,
        responses={201: shapes.NewPreviewOut},
        extensions={REFUSALS: [401, 403]},
    )
    def post(self, request: Request) -> HttpResponse:
        headers = request.headers
        signature = headers.get(SIGNATURE_HEADER, "")
        if not is_signed(request._request.body, headers.get(TIMESTAMP_HEADER, ""), signature):
            count_write(request._request, None)
            raise SignatureRefused
        asked = read_body(request, shapes.CodeIn)
        preview, token = exchange_code(asked["code"], site=asked["site"].rstrip("/"))
        return draft_answer(dump({**description_of(preview), "token": token}), status=201)


class DraftView(APIView):
    """What all looks at a draft share."""

    authentication_classes = (PreviewAuthentication,)
    permission_classes = (IsAuthenticated,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        # What nobody may do is said to everybody, before anybody is asked for a preview's token.
        if request.method not in self.allowed_methods:
            self.http_method_not_allowed(request)
        super().initial(request, *args, **kwargs)

    def handle_exception(self, exc: Exception) -> Any:
        return for_nobody_else(super().handle_exception(exc))

    def preview(self, request: Request) -> Preview:
        return cast(Preview, request.auth)


class Session(DraftView):
    @extend_schema(
        operation_id="preview",
        summary="What is previewed, until when, and whether it changed",
        responses=shapes.PreviewOut,
    )
    def get(self, request: Request) -> HttpResponse:
        return draft_answer(dump(description_of(self.preview(request))))


class DraftCourse(DraftView):
    @extend_schema(operation_id="preview_course", summary="The draft of a course's page", responses=CourseOut)
    def get(self, request: Request) -> HttpResponse:
        preview = self.preview(request)
        draft = course_of(preview)
        return draft_answer(as_sent(preview, {"document": draft.document(), "live": draft.live()}))


class DraftOutline(DraftView):
    @extend_schema(operation_id="preview_outline", summary="The draft of a course's contents", responses=OutlineOut)
    def get(self, request: Request) -> HttpResponse:
        preview = self.preview(request)
        draft = course_of(preview)
        return draft_answer(as_sent(preview, {"document": draft.contents(), "live": draft.live()}))


class DraftLesson(DraftView):
    @extend_schema(
        operation_id="preview_lesson", summary="The draft of a lesson of the previewed course", responses=LessonOut
    )
    def get(self, request: Request, public_id: UUID) -> HttpResponse:
        preview = self.preview(request)
        return draft_answer(as_sent(preview, {"document": course_of(preview).lesson(public_id)}))


class DraftPage(DraftView):
    @extend_schema(operation_id="preview_page", summary="The draft of a page of the site", responses=PageFound)
    def get(self, request: Request) -> HttpResponse:
        preview = self.preview(request)
        return draft_answer(as_sent(preview, page_of(preview)))


class DraftMedium(APIView):
    """The ticket is in the address because pictures carry no headers; it opens one file, while the preview lasts."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    content_negotiation_class = AsItIs

    @extend_schema(
        operation_id="preview_medium",
        summary="A file shown in a draft, by a redirect",
        parameters=[OpenApiParameter("width", int, description="How wide a picture is wanted, in pixels.")],
        responses={302: OpenApiResponse(description="`Location` is an address that is good for five minutes at most.")},
        extensions={REFUSALS: [401, 403]},
    )
    def get(self, request: Request, ticket: str, public_id: UUID) -> HttpResponse:
        asked = WidthIn(data=request.query_params)
        asked.is_valid(raise_exception=True)
        editor = open_ticket(ticket, public_id).editor
        width = asked.validated_data.get("width")
        address = address_for(editor, find_medium(public_id), width=width, accepts=accepted(request))
        return for_nobody_else(HttpResponseRedirect(address.url))
