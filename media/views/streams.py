"""How far the stream of a film is, for who may change the film, and having it made again."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from wagtail.permissions import policy_registry

from kit import clock
from media.enums import MakingState
from media.models import Video
from media.operations.streams import retry_stream

LONG = timedelta(minutes=30)


@require_http_methods(["GET", "POST"])
def film_stream(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """GET is a piece of a page that tells how far it is; POST begins anew what failed, and leads back to the film."""
    policy = policy_registry.get_by_type(Video)
    films = policy.instances_user_has_any_permission_for(request.user, ["change"])
    film = films.filter(public_id=public_id).first()
    if film is None:
        raise Http404
    state = state_of(film)
    if request.method == "GET":
        return render(request, "media/stream_state.html", state)
    if state["stream"] is not None:
        retry_stream(state["stream"], actor=request.user)
    return redirect("videos:edit", film.pk)


def state_of(film: Video) -> dict[str, Any]:
    """What the piece of a page shows of a film's present file."""
    stream = film.streams.filter(source=film.file.name, loudness=film.loudness).first()
    return {
        "stream": stream,
        "rungs": stream.rungs.order_by("-height") if stream is not None else [],
        "waits_long": stream is not None
        and stream.state == MakingState.WAITING
        and stream.created_at < clock.now() - LONG,
        "address": reverse("media_film_stream", args=[film.public_id]),
    }
