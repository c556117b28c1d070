"""Replies aloud to what was handed in: recorded or sent at the desk, and taken back."""

from typing import Any

from django.contrib import messages
from django.core.files import File
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from assessments.models import HandIn
from assessments.operations.replies import reply_aloud, take_reply_back
from courses.operations.marking import handed_in_to
from courses.views.marking.remarks import milliseconds
from kit.errors import DomainError, InvalidInput


class ReplyView(View):
    """About a round of work: for those who mark it."""

    http_method_names = ("post",)

    @cached_property
    def hand_in(self) -> HandIn:
        mine = handed_in_to(self.request.user).exclude(learner=self.request.user.pk)
        found: HandIn | None = mine.select_related("brief").filter(public_id=self.kwargs["hand_in_id"]).first()
        if found is None:
            raise Http404
        return found

    def back(self) -> HttpResponse:
        return redirect("mark_hand_in", self.hand_in.public_id)


class ReplyAloud(ReplyView):
    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        actor: Any = request.user
        hand_in = self.hand_in
        sound: Any = request.FILES.get("sound")
        named = request.POST.get("file", "")
        file = next((one for one in hand_in.files.all() if str(one.public_id) == named), None)
        if not isinstance(sound, File) or (named and file is None):
            messages.error(request, _("Record something, or choose a sound."))
            return self.back()
        at_ms = milliseconds(request.POST.get("at", "")) if file is not None else None
        try:
            reply_aloud(hand_in, sound, file=file, at_ms=at_ms, actor=actor)
        except InvalidInput as refusal:
            messages.error(request, " ".join(line for lines in refusal.fields.values() for line in lines))
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Your reply is kept. The learner hears it once you give the work back."))
        return self.back()


class TakeReplyBack(ReplyView):
    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            take_reply_back(self.hand_in, self.kwargs["reply_id"])
        except DomainError as refusal:
            messages.error(request, str(refusal))
        return self.back()
