"""Media in the admin beside Wagtail's own pictures and documents: films, and the files of pages under review."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.views.decorators.http import require_safe
from wagtail import hooks

from kit.errors import NotFound
from media.access.addresses import address_for, find_medium
from media.viewsets import VideoChooserViewSet, VideoViewSet


@hooks.register("register_admin_viewset")
def register_videos() -> list[object]:
    return [VideoViewSet("videos"), VideoChooserViewSet("video_chooser")]


@require_safe
def fetch(request: HttpRequest, public_id: Any) -> HttpResponse:
    """The file for whoever is signed in to the admin and passes a gate, as the API does it for its own people."""
    try:
        return HttpResponseRedirect(address_for(request.user, find_medium(public_id)).url)
    except NotFound:
        raise Http404 from None


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    return [path("media/<uuid:public_id>/", fetch, name="media_fetch")]
