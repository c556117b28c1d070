"""Files that are sent in parts, as the API sends and takes them."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from media.enums import UploadKind, UploadState

LARGEST_NUMBER = 2**53 - 1
UPLOAD_ID = "4d1c2b3a-6e5f-4a7b-8c9d-0e1f2a3b4c07"
_CLAIM = {"name": "eight-bars.webm", "size": 12_582_912, "modified": 1778090000000, "kind": "video"}
_UPLOAD = {
    **_CLAIM,
    "id": UPLOAD_ID,
    "state": "open",
    "part_size": 8_388_608,
    "part_count": 2,
    "parts": [1],
}


@extend_schema_serializer(examples=[OpenApiExample("Claim", {**_CLAIM, "content_type": "video/webm"})])
class ClaimIn(serializers.Serializer):
    name = serializers.CharField(max_length=255)
    size = serializers.IntegerField(min_value=1, max_value=LARGEST_NUMBER)
    modified = serializers.IntegerField(
        min_value=0,
        max_value=LARGEST_NUMBER,
        help_text="When it last changed, in milliseconds: it is known again by it.",
    )
    content_type = serializers.CharField(max_length=100, allow_blank=True)
    kind = serializers.ChoiceField(UploadKind.choices, help_text="`document` for everything but films.")


@extend_schema_serializer(examples=[OpenApiExample("Upload", _UPLOAD)])
class UploadOut(serializers.Serializer):
    id = serializers.UUIDField()
    name = serializers.CharField()
    size = serializers.IntegerField()
    modified = serializers.IntegerField()
    kind = serializers.ChoiceField(UploadKind.choices)
    state = serializers.ChoiceField(UploadState.choices)
    part_size = serializers.IntegerField()
    part_count = serializers.IntegerField()
    parts = serializers.ListField(child=serializers.IntegerField(), help_text="Those that have arrived whole.")


@extend_schema_serializer(examples=[OpenApiExample("Place", {"address": f"/api/v1/me/uploads/{UPLOAD_ID}/parts/2"})])
class PartPlaceOut(serializers.Serializer):
    address = serializers.CharField(
        help_text="Where the bytes are sent by PUT: a path here, or an address of a bucket."
    )
