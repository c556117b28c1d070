"""What the rules refuse, in the words of Wagtail's content API."""

from django.http import HttpRequest, HttpResponse
from wagtail.api.v3.errors import problem_response

from kit.errors import Conflict, DomainError, InvalidInput, NotAllowed, NotFound

STATUS: dict[type[DomainError], int] = {Conflict: 409, NotAllowed: 403, NotFound: 404, InvalidInput: 422}


def explain_refusals() -> None:
    """Teach the content API our refusals; called once all models are ready."""
    from wagtail.api.v3.api import api  # noqa: PLC0415 - builds its schemas from the models when imported

    api.add_exception_handler(DomainError, answer_refusal)


def answer_refusal(request: HttpRequest, refusal: Exception) -> HttpResponse:
    status = next((number for kind, number in STATUS.items() if isinstance(refusal, kind)), 409)
    return problem_response(status=status, detail=str(refusal))
