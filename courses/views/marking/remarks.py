"""Remarks at moments of what was handed in: made and taken back at the desk."""

import json
import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views.generic import View

from assessments.models import HandInFile
from assessments.operations.remarks import pin_remark, unpin_remark
from courses.operations.marking import handed_in_to
from kit.errors import InvalidInput

MOMENT = re.compile(r"(\d{1,4}):([0-5]?\d)(?:\.(\d{1,3}))?")


class RemarkView(View):
    """About a file of work: for those who mark it. Answers with the list of its remarks to scripts."""

    http_method_names = ("post",)

    @cached_property
    def file(self) -> HandInFile:
        # Nobody remarks on their own work.
        mine = handed_in_to(self.request.user).exclude(learner=self.request.user.pk)
        found = HandInFile.objects.filter(hand_in__in=mine, public_id=self.kwargs["file_id"]).select_related("hand_in")
        file: HandInFile | None = found.first()
        if file is None:
            raise Http404
        return file

    def answer(self, request: HttpRequest) -> HttpResponse:
        if request.headers.get("X-Requested-With") == "fetch":
            return render(request, "courses/admin/hand_in_remarks.html", {"file": self.file, "is_open": True})
        return redirect("mark_hand_in", self.file.hand_in.public_id)


class PinRemark(RemarkView):
    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        actor: Any = request.user
        try:
            strokes = json.loads(request.POST.get("strokes") or "[]")
        except (ValueError, RecursionError):
            strokes = None
        try:
            pin_remark(
                self.file,
                at_ms=milliseconds(request.POST.get("at", "")),
                text=request.POST.get("text", ""),
                strokes=strokes,
                actor=actor,
            )
        except InvalidInput as refusal:
            words = " ".join(line for lines in refusal.fields.values() for line in lines)
            return HttpResponse(words, status=422, content_type="text/plain; charset=utf-8")
        return self.answer(request)


class UnpinRemark(RemarkView):
    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        unpin_remark(self.file, self.kwargs["remark_id"])
        return self.answer(request)


def milliseconds(moment: str) -> int:
    """A moment as one reads it off a player; -1 for what is none."""
    found = MOMENT.fullmatch(moment.strip())
    if not found:
        return -1
    minutes, seconds, rest = found.groups()
    return (int(minutes) * 60 + int(seconds)) * 1000 + int((rest or "0").ljust(3, "0"))
