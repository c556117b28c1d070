"""A version as it was proposed, and what is decided about it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from paths.access import may_decide, may_write
from paths.documents.told import lines_of
from paths.enums import VersionState
from paths.operations.proposals import approve_path, send_back, take_back
from paths.views.base import OfVersion


class ReadVersion(OfVersion, TemplateView):
    """Everything that it says, beside what is public."""

    template_name = "paths/version.html"
    http_method_names = ["get", "head"]

    def get_page_title(self) -> str:
        return _("%(title)s, version %(number)d") % {"title": self.version.title, "number": self.version.number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_waiting = self.version.state == VersionState.PROPOSED
        lines = lines_of(self.version)
        return super().get_context_data(
            version=self.version,
            lines=lines,
            has_before=any(line.before is not None for line in lines),
            may_decide=is_waiting and may_decide(self.person, self.version),
            may_take_back=is_waiting and may_write(self.person, self.version.path),
            **kwargs,
        )


class Decide(OfVersion):
    """One button of the version's page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        version, actor, words = self.version, self.person, request.POST.get("words", "")[:2000]
        acts: dict[str, tuple[Any, str]] = {
            "approve": (lambda: approve_path(version, actor=actor, words=words), _("It is public now.")),
            "send_back": (lambda: send_back(version, actor=actor, words=words), _("It was sent back.")),
            "take_back": (lambda: take_back(version, actor=actor), _("It was taken back.")),
        }
        act, done = acts.get(request.POST.get("decide", ""), (lambda: None, _("Nothing was decided.")))
        return self.carry_out(act, done, "path_version", version.public_id)
