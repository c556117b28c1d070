"""Who gets to the pages about money: said once, before anything is looked for."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.views.generic import View

from commerce.policy import is_administrator


class ForAdministrators(View):
    """Everybody else is refused, whether or not there is what they ask for."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not is_administrator(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
