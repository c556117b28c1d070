"""What was handed in, to be seen and heard at the desk."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.generic import View

from kit.errors import NotFound
from media.access.rights import find_medium
from media.access.sounds import rendition_address
from media.access.streams import whole_film_address
from media.models import Document
from media.operations.stamping import address_for


class PlayMedium(View):
    """A film or sound as every browser plays it, or as it was sent until that is made; a 404 for who may not."""

    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        try:
            medium = find_medium(public_id)
            made = rendition_address if isinstance(medium, Document) else whole_film_address
            try:
                address = made(request.user, public_id)
            except NotFound:
                address = address_for(request.user, medium).url
        except NotFound:
            raise Http404 from None
        return HttpResponseRedirect(address)
