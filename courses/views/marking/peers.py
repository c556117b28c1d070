"""Reviews by fellow learners at the desk: hidden, and shown again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import View

from assessments.models import PeerReview
from assessments.operations.peer_reviews import hide_review, restore_review
from courses.operations.marking import handed_in_to
from kit.errors import NotAllowed


class JudgePeerReview(View):
    """For those who mark the work, but for its own learner; for anybody else it does not exist."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, review_id: Any) -> HttpResponse:
        actor: Any = request.user
        mine = handed_in_to(actor).exclude(learner=actor.pk)
        given = PeerReview.objects.filter(given_at__isnull=False, work__hand_in__in=mine)
        review = given.select_related("work__hand_in").filter(public_id=review_id).first()
        if review is None:
            raise Http404
        if request.POST.get("verdict") == "restore":
            try:
                restore_review(review, actor=actor)
                messages.success(request, _("It is shown again."))
            except NotAllowed:
                messages.error(request, _("Moderators have hidden it: only they show it again."))
        elif reason := request.POST.get("reason", "").strip():
            hide_review(review, reason=reason, actor=actor)
            messages.success(request, _("It is hidden, and counts no more."))
        else:
            messages.error(request, _("Say why it is hidden."))
        return redirect("mark_hand_in", review.work.hand_in.public_id)
