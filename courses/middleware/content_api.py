"""What the rules refuse, in the words of Wagtail's content API."""

from django.http import HttpRequest, HttpResponse
from wagtail.api.v3.errors import problem_response

from kit.errors import Conflict, DomainError, InvalidInput, NotAllowed, NotFound

STATUS: dict[type[DomainError], int] = {Conflict: 409, NotAllowed: 403, NotFound: 404, InvalidInput: 422}


def answer_refusal(request: HttpRequest, refusal: Exception) -> HttpResponse:
    status = next((number for kind, number in STATUS.items() if isinstance(refusal, kind)), 409)
    return problem_response(status=status, detail=str(refusal))
