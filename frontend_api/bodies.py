"""Reading what was sent."""

from typing import Any

from rest_framework.request import Request
from rest_framework.serializers import Serializer


def read_body(request: Request, shape: type[Serializer], *, partial: bool = False) -> dict[str, Any]:
    """The body in the shape asked for; raises REST framework's ValidationError, which is answered 422."""
    serializer = shape(data=request.data, partial=partial)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)
