"""The first page of the desk: what waits, the courses with their figures, who joined; and reviews to answer."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import TemplateView

from courses.operations.course_reviews import answer_review
from desk.access import reviews_of, unanswered_reviews
from desk.documents.learners import USUAL_DAYS
from desk.documents.overview import courses_on_desk, joined_lately
from desk.forms import AnswerForm
from desk.gates import queues_of
from desk.views import ForThoseWhoTeach

COURSES_AT_ONCE = 25
JOINED_SHOWN = 10
REVIEWS_AT_ONCE = 20


class Desk(ForThoseWhoTeach, TemplateView):
    template_name = "desk/desk.html"
    page_title = gettext_lazy("Desk")
    http_method_names = ["get", "head"]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": gettext("Desk")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.request.user
        courses = Paginator(courses_on_desk(person), COURSES_AT_ONCE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            queues=queues_of(person),
            page_obj=courses,
            joined=list(joined_lately(person)[:JOINED_SHOWN]),
            days=USUAL_DAYS,
            **kwargs,
        )


class ReviewsToAnswer(ForThoseWhoTeach, TemplateView):
    """Learners' reviews that nobody has answered; POST answers the one that it names."""

    template_name = "desk/reviews.html"
    page_title = gettext_lazy("Reviews to answer")
    header_icon = "comment"
    http_method_names = ["get", "head", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = unanswered_reviews(self.request.user).select_related("course", "learner")
        page = Paginator(waiting, REVIEWS_AT_ONCE).get_page(self.request.GET.get("p"))
        return super().get_context_data(page_obj=page, **{"refused": None, "form": AnswerForm(), **kwargs})

    def post(self, request: HttpRequest, review_id: Any = None) -> HttpResponse:
        review = get_object_or_404(reviews_of(request.user), public_id=review_id)
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(refused=review.pk, form=form))
        actor: Any = request.user
        answer_review(review, answer=form.cleaned_data["answer"], actor=actor)
        messages.success(request, gettext("Your answer stands below the review."))
        return redirect("reviews_to_answer")
