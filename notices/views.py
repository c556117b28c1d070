"""The mailbox: letters that a development machine keeps instead of sending them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from notices.letters import SAMPLES, compose_letter
from notices.models import MailboxLetter

SHOWN = 200


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The latest letters, and a preview of each there is."""
    return render(
        request,
        "notices/mailbox.html",
        {
            "letters": MailboxLetter.objects.defer("text", "html")[:SHOWN],
            "samples": [(name, _in_words(name)) for name in sorted(SAMPLES)],
        },
    )


@require_safe
def letter(request: HttpRequest, public_id: Any) -> HttpResponse:
    """A letter in text, its HTML beside it."""
    return render(request, "notices/letter.html", {"letter": get_object_or_404(MailboxLetter, public_id=public_id)})


@require_safe
def letter_html(request: HttpRequest, public_id: Any) -> HttpResponse:
    return _quiet(get_object_or_404(MailboxLetter, public_id=public_id).html)


@require_safe
def sample(request: HttpRequest, name: str) -> HttpResponse:
    """How a letter looks, with sample values."""
    if name not in SAMPLES:
        raise Http404
    message = compose_letter(name, to="somebody@example.org", **SAMPLES[name])
    return _quiet(str(message.alternatives[0][0]))


def _in_words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _quiet(html: str) -> HttpResponse:
    """A letter's HTML as a mail reader would show it: no scripts, nothing fetched."""
    response = HttpResponse(html)
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox"
    )
    return response
