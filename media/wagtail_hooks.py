"""Media in the admin beside Wagtail's own pictures and documents: films, and the files of pages under review."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail import hooks

from kit.errors import NotFound
from media.access.addresses import address_for
from media.access.rights import find_medium
from media.views import streams, uploads
from media.viewsets import VideoChooserViewSet, VideoViewSet

ACTIONS = {
    "media.begin_upload": _("File begun to be sent"),
    "media.join_upload": _("File sent"),
    "media.complete_upload": _("File became a film"),
    "media.refuse_upload": _("File refused for what is in it"),
    "media.retry_stream": _("Film made ready once more"),
    "media.abandon_upload": _("File given up before it was a film"),
}


@hooks.register("register_admin_viewset")
def register_videos() -> list[object]:
    return [VideoViewSet("videos"), VideoChooserViewSet("video_chooser")]


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    for action, label in ACTIONS.items():
        actions.register_action(action, label, label)


@require_safe
def fetch(request: HttpRequest, public_id: Any) -> HttpResponse:
    """The file for whoever is signed in to the admin and passes a gate, as the API does it for its own people."""
    try:
        return HttpResponseRedirect(address_for(request.user, find_medium(public_id)).url)
    except NotFound:
        raise Http404 from None


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    return [
        path("media/<uuid:public_id>/", fetch, name="media_fetch"),
        path("media/films/<uuid:public_id>/stream/", streams.film_stream, name="media_film_stream"),
        path("media/uploads/", uploads.uploads_of_mine, name="media_uploads"),
        path("media/uploads/<uuid:public_id>/", uploads.upload, name="media_upload"),
        path("media/uploads/<uuid:public_id>/join/", uploads.upload_join, name="media_upload_join"),
        path("media/uploads/<uuid:public_id>/parts/<int:number>/", uploads.upload_part, name="media_upload_part"),
    ]
