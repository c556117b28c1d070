"""Who gets to the pages about money: said once, before anything is looked for."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.generic import View

from commerce.policy import is_administrator, may_sell


class ForAdministrators(View):
    """Everybody else is refused, whether or not there is what they ask for."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not is_administrator(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def administrators_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view for administrators. Everybody else is refused, whether or not there is what they ask for."""

    @wraps(view)
    def refuse_others(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_administrator(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return refuse_others


class ForSellers(View):
    """Everybody who neither sells nor decides for sellers is refused before anything is looked for."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_sell(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
