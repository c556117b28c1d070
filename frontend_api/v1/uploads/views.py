"""Sending files in parts, to hand them in: begin, see what is there, send, give up. Everything is one's own."""

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from frontend_api.authentication import me
from frontend_api.bodies import read_body
from frontend_api.schema import REFUSALS
from frontend_api.v1.uploads.shapes import ClaimIn, PartPlaceOut, UploadOut
from media.enums import UploadKind
from media.errors import PartDamaged, WrongPart
from media.gateways.disk import DiskParts
from media.models import Upload
from media.operations import uploads
from media.views.uploads import SHA256


def shown(one: Upload) -> dict[str, Any]:
    arrived = uploads.sent_parts(one)
    return {
        **{name: getattr(one, name) for name in ("name", "size", "modified", "kind", "state")},
        **{name: getattr(one, name) for name in ("part_size", "part_count")},
        "id": one.public_id,
        "parts": sorted(number for number, size in arrived.items() if size == one.length_of(number)),
    }


def number_of(part: str) -> int:
    """Parts are counted from 1. Raises WrongPart for what is no number of one."""
    if not (part.isascii() and part.isdecimal() and len(part) < 10):
        raise WrongPart
    return int(part)


class MyUploads(APIView):
    @extend_schema(
        operation_id="begin_upload",
        summary="Begin to send a file",
        description="Or go on with the same file, where it was begun before. 404 for who has nothing to hand in"
        " anywhere; 409 `quota_spent`, `too_many_uploads`; 422 for a file that would not be taken.",
        request=ClaimIn,
        responses=UploadOut,
        extensions={REFUSALS: [404, 409, 503]},
    )
    def post(self, request: Request) -> Response:
        body = read_body(request, ClaimIn)
        claim = uploads.Claim(**{**body, "kind": UploadKind(body["kind"])})
        return Response(UploadOut(shown(uploads.begin_upload(claim, actor=me(request)))).data)


class MyUpload(APIView):
    @extend_schema(operation_id="my_upload", summary="Which parts have arrived", responses=UploadOut)
    def get(self, request: Request, upload_id: UUID) -> Response:
        return Response(UploadOut(shown(uploads.find_upload(upload_id, actor=me(request)))).data)

    @extend_schema(operation_id="give_upload_up", summary="Give an upload up", responses={204: None})
    def delete(self, request: Request, upload_id: UUID) -> Response:
        uploads.abandon_upload(uploads.find_upload(upload_id, actor=me(request)), actor=me(request))
        return Response(status=204)


class MyUploadPart(APIView):
    @extend_schema(
        operation_id="place_of_upload_part",
        summary="Where a part is sent",
        request=None,
        responses=PartPlaceOut,
        extensions={REFUSALS: [409]},
    )
    def post(self, request: Request, upload_id: UUID, part: str) -> Response:
        upload = uploads.find_upload(upload_id, actor=me(request))
        address = uploads.address_of_part(upload, number_of(part))
        # What lies on our own disk is sent here, and not to the editors' address.
        here = request.path if upload.place == DiskParts.place else address
        return Response(PartPlaceOut({"address": here}).data)

    @extend_schema(
        operation_id="send_upload_part",
        summary="Send a part",
        description="Of exactly the length it should have; one that has arrived already stays as it is.",
        parameters=[
            OpenApiParameter("X-Part-SHA256", str, OpenApiParameter.HEADER, description="Compared, where it is said.")
        ],
        request={"application/octet-stream": OpenApiTypes.BINARY},
        responses={204: None},
        extensions={REFUSALS: [409, 413]},
    )
    def put(self, request: Request, upload_id: UUID, part: str) -> Response:
        upload = uploads.find_upload(upload_id, actor=me(request))
        length = request.META.get("CONTENT_LENGTH") or ""
        sha256 = request.headers.get("X-Part-SHA256", "").lower()
        if sha256 and not SHA256.fullmatch(sha256):
            raise PartDamaged
        known = length.isascii() and length.isdecimal() and len(length) < 19
        # Read piece by piece by whoever takes it, and not at all where the length is wrong.
        uploads.receive_part(
            upload, number_of(part), request._request, length=int(length) if known else -1, sha256=sha256
        )
        return Response(status=204)
