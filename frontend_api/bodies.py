"""Reading what was sent."""

import functools
from collections.abc import Mapping
from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.serializers import IntegerField, Serializer
from rest_framework.settings import api_settings


# Refuses fields that it does not know. For bodies about money: who sends `quantity` or a misspelt `coupon` means
# something, and must not be charged as if they had not said it. (A docstring would stand in the API's document.)
class ExactBody(Serializer):
    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := [str(name)[:100] for name in data if name not in self.fields]):
            raise ValidationError({name: ["There is no such field."] for name in unknown[:20]})
        return super().to_internal_value(data)


# A number that is one: whoever writes an amount as a text or with a point is told so, and not understood somehow.
class ExactInteger(IntegerField):
    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int:
            self.fail("invalid")
        return int(super().to_internal_value(data))


def read_body(request: Request, shape: type[Serializer], *, partial: bool = False) -> dict[str, Any]:
    """The body in the shape asked for; raises REST framework's ValidationError, which is answered 422.

    The shape is made once: it must not look at who asks, nor keep anything of what it has read.
    """
    if request.data is None:
        raise ValidationError({api_settings.NON_FIELD_ERRORS_KEY: ["No data provided"]})
    return dict(_reader(shape, partial).run_validation(request.data))


# Copying all fields of a shape cost five times as much as reading a body with them.
@functools.cache
def _reader(shape: type[Serializer], partial: bool) -> Serializer:
    return shape(partial=partial)
