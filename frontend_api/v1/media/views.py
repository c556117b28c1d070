"""The stable address of every picture, document and film in the published documents, and what was made of them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from frontend_api.schema import REFUSALS
from media.access.addresses import WIDTHS
from media.access.rights import find_medium
from media.access.sounds import outline_of, rendition_address
from media.access.streams import main_playlist, rung_address, rung_playlist, thumbnails_address, whole_film_address
from media.operations.stamping import address_for

# An hour without asking; then what was kept is shown once more while it is asked anew. Together less than the day for
# which the address is good at the least, so that nobody is led to one that has ended.
PLAYLIST = "application/vnd.apple.mpegurl"
PUBLIC = "public, max-age=3600, stale-while-revalidate=79200"
LONGEST_ACCEPT = 1000


class WidthIn(serializers.Serializer):
    """How wide a picture is wanted; ignored for other files."""

    width = serializers.IntegerField(min_value=1, max_value=10_000, required=False)


def accepted(request: Request) -> frozenset[str]:
    """The content types that the request names, without what it says of their worth."""
    named = request.headers.get("Accept", "")[:LONGEST_ACCEPT].lower().split(",")
    return frozenset(one.partition(";")[0].strip() for one in named)


class AsItIs(BaseContentNegotiation):
    """What is fetched here has one form: whatever content types are accepted, the answer is the one there is."""

    def select_parser(self, request: Request, parsers: Iterable[Any]) -> Any:
        return next(iter(parsers))

    def select_renderer(self, request: Request, renderers: Iterable[Any], format_suffix: str | None = None) -> Any:
        first = next(iter(renderers))
        return first, first.media_type


class Medium(APIView):
    permission_classes = (AllowAny,)
    content_negotiation_class = AsItIs

    @extend_schema(
        operation_id="medium",
        summary="A file, by a redirect to an address that is good for a while",
        description=(
            "Asks whether the person may have the file and answers 302 to a signed address that serves it, with "
            "ranges, for five minutes, or until they may not have it any more. Of a picture that everybody may have, "
            "and of what its owner made public, answer and file may be kept: the answer for an hour, the file for "
            "good. A file that one may not have answers like one that does not exist. Pictures come in the next of "
            f"the widths {', '.join(map(str, WIDTHS))} when `width` is given, as AVIF or WebP where those are accepted."
            " Of a PDF whose copies bear names the redirect leads to the person's own copy, which is made first and may"
            " take a few seconds: 401 where nobody is signed in, 409 where none can be made, 503 where none can be made"
            " just now."
        ),
        parameters=[OpenApiParameter("width", int, description="How wide a picture is wanted, in pixels.")],
        responses={302: OpenApiResponse(description="`Location` is the signed address.")},
        extensions={REFUSALS: [401, 409, 503]},
    )
    def get(self, request: Request, public_id: UUID) -> HttpResponse:
        asked = WidthIn(data=request.query_params)
        asked.is_valid(raise_exception=True)
        medium = find_medium(public_id)
        width = asked.validated_data.get("width")
        address = address_for(request.user, medium, width=width, accepts=accepted(request))
        response = HttpResponseRedirect(address.url)
        response["Cache-Control"] = PUBLIC if address.public else "private, no-store"
        response["Vary"] = "Authorization, Accept"
        return response


class Playlist(HttpResponse):
    """A list for players, of what this person may have now."""

    def __init__(self, text: str) -> None:
        super().__init__(text, content_type=PLAYLIST)
        self["Cache-Control"] = "private, no-store"
        self["Vary"] = "Authorization"


class Piece(HttpResponseRedirect):
    """Where a piece of a film or a sound is, for this person now."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self["Cache-Control"] = "private, no-store"
        self["Vary"] = "Authorization"


class MainPlaylist(APIView):
    permission_classes = (AllowAny,)
    content_negotiation_class = AsItIs

    @extend_schema(
        operation_id="film_stream",
        summary="A film as a stream: the sizes to choose from",
        description="An HLS playlist (RFC 8216) of the sizes that were made of the film, and of its sound alone."
        " There is none before they are made; published documents name this address once there is one.",
        responses={(200, PLAYLIST): str},
    )
    def get(self, request: Request, public_id: UUID) -> HttpResponse:
        return Playlist(main_playlist(request.user, public_id))


class RungPlaylist(APIView):
    permission_classes = (AllowAny,)
    content_negotiation_class = AsItIs

    @extend_schema(
        operation_id="film_stream_size",
        summary="One size of a film: where its pieces are",
        description="An HLS playlist of ranges of one file. Its pieces begin with a whole picture, one each second.",
        responses={(200, PLAYLIST): str},
    )
    def get(self, request: Request, public_id: UUID, rung: str) -> HttpResponse:
        return Playlist(rung_playlist(request.user, public_id, rung))


class RungFile(APIView):
    permission_classes = (AllowAny,)
    content_negotiation_class = AsItIs

    @extend_schema(
        operation_id="film_stream_file",
        summary="The bytes of one size of a film, by a redirect",
        description="Asks whether the person may have the film and answers 302 to a signed address that serves"
        " ranges for half a minute.",
        responses={302: OpenApiResponse(description="`Location` is the signed address.")},
    )
    def get(self, request: Request, public_id: UUID, rung: str) -> HttpResponse:
        return Piece(rung_address(request.user, public_id, rung))


class WholeFilm(APIView):
    permission_classes = (AllowAny,)
    content_negotiation_class = AsItIs

    @extend_schema(
        operation_id="film_in_one_piece",
        summary="A film as one file that every browser plays, by a redirect",
        description="The sharpest of its sizes up to 720 lines. Asks whether the person may have the film and answers"
        " 302 to a signed address that serves ranges for five minutes, or until they may not have it any more. There is"
        " none before it is made.",
        responses={302: OpenApiResponse(description="`Location` is the signed address.")},
    )
    def get(self, request: Request, public_id: UUID) -> HttpResponse:
        return Piece(whole_film_address(request.user, public_id))


class FilmThumbnails(APIView):
    permission_classes = (AllowAny,)
    content_negotiation_class = AsItIs

    @extend_schema(
        operation_id="film_thumbnails",
        summary="Small pictures of a film on one sheet, by a redirect",
        description="How the sheet is laid out, published documents say where they name the film.",
        responses={302: OpenApiResponse(description="`Location` is an address that is good for half a minute.")},
    )
    def get(self, request: Request, public_id: UUID) -> HttpResponse:
        return Piece(thumbnails_address(request.user, public_id))


class SoundFile(APIView):
    permission_classes = (AllowAny,)
    content_negotiation_class = AsItIs

    @extend_schema(
        operation_id="sound",
        summary="A sound made ready to be listened to, by a redirect",
        description="AAC in an M4A, as loud as other sounds unless it shall stay as it was recorded. Asks whether the"
        " person may have the sound and answers 302 to a signed address that serves ranges for five minutes, or until"
        " they may not have it any more. There is none before it is made; published documents name this address once"
        " there is one. The file as it was uploaded stays at the sound's own address.",
        responses={302: OpenApiResponse(description="`Location` is the signed address.")},
    )
    def get(self, request: Request, public_id: UUID) -> HttpResponse:
        return Piece(rendition_address(request.user, public_id))


class SoundOutlineOut(serializers.Serializer):
    """The outline of a sound, as BBC's audiowaveform writes it."""

    version = serializers.IntegerField()
    channels = serializers.IntegerField(help_text="One: all channels are in one outline.")
    sample_rate = serializers.IntegerField()
    samples_per_pixel = serializers.IntegerField(help_text="How many samples one pair stands for.")
    bits = serializers.IntegerField()
    length = serializers.IntegerField(help_text="How many pairs there are: 1,800 at the most.")
    data = serializers.ListField(  # type: ignore[assignment]  # a field like the others
        child=serializers.IntegerField(min_value=-128, max_value=127),
        help_text="The lowest and the highest sample of each pair, in turn.",
    )


class SoundPeaks(APIView):
    permission_classes = (AllowAny,)
    content_negotiation_class = AsItIs

    @extend_schema(
        operation_id="sound_peaks",
        summary="How a sound looks",
        description="The outline of the sound as it is listened to, in the JSON of audiowaveform, for who may have it.",
        responses={200: SoundOutlineOut},
    )
    def get(self, request: Request, public_id: UUID) -> Response:
        headers = {"Cache-Control": "private, no-store", "Vary": "Authorization"}
        return Response(outline_of(request.user, public_id), headers=headers)
