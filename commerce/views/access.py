"""Who gets to the pages about money: said once, before anything is looked for."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.views.generic import View


class ForAdministrators(View):
    """Everybody else is refused, whether or not there is what they ask for."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not getattr(request.user, "is_administrator", False):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
