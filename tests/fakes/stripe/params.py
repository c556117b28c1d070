"""Requests as they come in: nested form fields, and the check that Stripe makes of every parameter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from tests.fakes.stripe.refusals import BadRequest, Json

Field = Callable[[Any, str], Any] | Mapping[str, Any] | list[Any]
STEP = re.compile(r"\[([^\]]*)\]")
LONGEST_METADATA = 500


class Required:
    """A parameter that has to be there."""

    def __init__(self, field: Field) -> None:
        self.field = field


def from_form(text: str) -> Json:
    """`a[b][0][c]=x` and `a[]=x` as nested mappings; places in lists stay keys until the check makes lists of them."""
    tree: Json = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        first, _, rest = name.partition("[")
        steps = [first, *STEP.findall("[" + rest)] if rest else [first]
        place = tree
        for step in steps[:-1]:
            place = place.setdefault(step or str(len(place)), {})
            if not isinstance(place, dict):
                raise BadRequest(f"Invalid parameter: {name}", param=name)
        place[steps[-1] or str(len(place))] = value
    return tree


def read(schema: Mapping[str, Any], given: Any, where: str = "") -> Json:
    """The parameters in their types. Raises BadRequest for unknown, missing and malformed ones, as Stripe does."""
    if not isinstance(given, Mapping):
        raise BadRequest(f"Invalid object: {given}", param=where)
    result: Json = {}
    for name in given:
        if name not in schema:
            param = f"{where}[{name}]" if where else name
            raise BadRequest(f"Received unknown parameter: {param}", code="parameter_unknown", param=param)
    for name, field in schema.items():
        param = f"{where}[{name}]" if where else name
        inner = field.field if isinstance(field, Required) else field
        if name in given:
            result[name] = _value(inner, given[name], param)
        elif isinstance(field, Required):
            raise BadRequest(f"Missing required param: {param}.", code="parameter_missing", param=param)
    return result


def _value(field: Any, given: Any, where: str) -> Any:
    if isinstance(field, Mapping):
        return None if given == "" else read(field, given, where)
    if isinstance(field, list):
        if given == "":
            return []
        members = list(given.values()) if isinstance(given, Mapping) else given
        if not isinstance(members, list):
            raise BadRequest("Invalid array", param=where)
        return [_value(field[0], member, f"{where}[{place}]") for place, member in enumerate(members)]
    return field(given, where)


def text(given: Any, where: str) -> str:
    if not isinstance(given, str):
        raise BadRequest(f"Invalid string: {given}", param=where)
    if given == "":
        raise BadRequest(
            f"You passed an empty string for '{where}'. We assume empty values are an attempt to unset a parameter; "
            f"however '{where}' cannot be unset.",
            code="parameter_invalid_empty",
            param=where,
        )
    return given


def clearable(given: Any, where: str) -> str | None:
    """A text that an empty value takes away."""
    return None if given in ("", None) else text(given, where)


def integer(given: Any, where: str) -> int:
    if isinstance(given, bool) or not re.fullmatch(r"-?\d{1,15}", str(given)):
        raise BadRequest(f"Invalid integer: {given}", code="parameter_invalid_integer", param=where)
    return int(given)


def amount(given: Any, where: str) -> int:
    """An integer of minor units, not negative."""
    number = integer(given, where)
    if number < 0:
        raise BadRequest("Invalid non-negative integer", code="parameter_invalid_integer", param=where)
    return number


def positive(given: Any, where: str) -> int:
    number = integer(given, where)
    if number < 1:
        raise BadRequest(
            "This value must be greater than or equal to 1.", code="parameter_invalid_integer", param=where
        )
    return number


def decimal(given: Any, where: str) -> float:
    try:
        return float(given)
    except (TypeError, ValueError):
        raise BadRequest(f"Invalid decimal: {given}", param=where) from None


def boolean(given: Any, where: str) -> bool:
    if given in (True, "true"):
        return True
    if given in (False, "false"):
        return False
    raise BadRequest(f"Invalid boolean: {given}", param=where)


def choice(*choices: str) -> Callable[[Any, str], str]:
    def check(given: Any, where: str) -> str:
        if given not in choices:
            raise BadRequest(f"Invalid {where}: must be one of {', '.join(choices)}", param=where)
        return str(given)

    return check


def currency(given: Any, where: str) -> str:
    code = text(given, where).lower()
    if not re.fullmatch(r"[a-z]{3}", code):
        raise BadRequest(f"Invalid currency: {given}.", code="currency_invalid", param=where)
    return code


def address(given: Any, where: str) -> str:
    """A web address."""
    if not re.match(r"https?://[^\s/]+", text(given, where)):
        raise BadRequest("Not a valid URL", code="url_invalid", param=where)
    return str(given)


def metadata(given: Any, where: str) -> dict[str, str]:
    if given == "":
        return {}
    if not isinstance(given, Mapping) or len(given) > 50:
        raise BadRequest("Metadata can have up to 50 keys.", param=where)
    for name, value in given.items():
        if not isinstance(value, str) or len(value) > LONGEST_METADATA or len(name) > 40:
            raise BadRequest(
                f"Metadata values can have up to {LONGEST_METADATA} characters, but you passed in a value that is "
                f"{len(str(value))} characters. Invalid value: {value}",
                param=f"{where}[{name}]",
            )
    return dict(given)


def merged(known: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Metadata after an update: empty values take their keys away."""
    return {name: value for name, value in {**known, **given}.items() if value != ""}


PAGE: Json = {
    "limit": positive,
    "starting_after": text,
    "ending_before": text,
    "created": {"gt": integer, "gte": integer, "lt": integer, "lte": integer},
}
