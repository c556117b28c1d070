"""Moments are read and written as the person's own clock has them."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.generic import View


class OnTheirClock(View):
    """Everything here happens in the time zone of the person's profile, drawing the page included."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        person: Any = request.user
        with timezone.override(ZoneInfo(person.profile.time_zone)):
            response = super().dispatch(request, *args, **kwargs)
            # Templates are drawn while the zone is the person's.
            return response.render() if isinstance(response, TemplateResponse) else response


def zone_of(person: Any) -> str:
    """Its name as people read it."""
    name: str = person.profile.time_zone
    return name.replace("_", " ")
