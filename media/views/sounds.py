"""How far it is with making a sound ready, for who may change the sound, and having it made again."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from wagtail.permissions import policy_registry

from kit import clock
from media.enums import Loudness, MakingState
from media.models import Document, SoundRendition
from media.operations.sounds import retry_sound

LONG = timedelta(minutes=30)
# A decibel below the others is not heard.
CLEARLY_SOFTER_LUFS = -17.0


@require_http_methods(["GET", "POST"])
def sound_rendition(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """GET is a piece of a page that tells how far it is; POST begins anew what failed, and leads back to the sound."""
    policy = policy_registry.get_by_type(Document)
    documents = policy.instances_user_has_any_permission_for(request.user, ["change"])
    sound = documents.filter(public_id=public_id).first()
    if sound is None or not sound.is_sound:
        raise Http404
    state = state_of(sound)
    if request.method == "GET":
        return render(request, "media/sound_state.html", state)
    if state["rendition"] is not None:
        retry_sound(state["rendition"], actor=request.user)
    return redirect("wagtaildocs:edit", sound.pk)


def state_of(sound: Document) -> dict[str, Any]:
    """What the piece of a page shows of a sound's present file, in the loudness that it shall have."""
    rendition = sound.sound_renditions.filter(source=sound.file.name, loudness=sound.loudness).first()
    return {
        "rendition": rendition,
        "stays_softer": rendition is not None and stays_softer(rendition),
        "waits_long": rendition is not None
        and rendition.state == MakingState.WAITING
        and rendition.created_at < clock.now() - LONG,
        "address": reverse("media_sound_rendition", args=[sound.public_id]),
    }


def stays_softer(rendition: SoundRendition) -> bool:
    """Whether it is softer than others although it should not be, and is no silence."""
    if rendition.loudness != Loudness.EVEN or rendition.measured_lufs is None or rendition.gain_db is None:
        return False
    return bool(rendition.gain_db) and rendition.measured_lufs + rendition.gain_db < CLEARLY_SOFTER_LUFS
