"""One round of a learner's work: what came, earlier rounds, the rubric, and giving it back."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminAutoHeightTextInput

from assessments.documents.briefs import peers_of
from assessments.documents.peers import marks_in_words
from assessments.documents.rubrics import Criterion, rubric_of
from assessments.enums import HandInState, PeerReviewState
from assessments.models import HandIn, PeerReview
from assessments.models.hand_ins import LONGEST_FEEDBACK
from assessments.models.remarks import moment_of
from assessments.operations.hand_ins import may_be_done_again, percent_off
from assessments.operations.peer_reviews import average_points
from content.blocks import publishing_context, represent
from courses.models import Lesson
from courses.operations.marking import give_back, handed_in_to, waiting_for
from kit.errors import DomainError, InvalidInput
from media.models import Video


class MarkForm(forms.Form):
    """A level of each criterion, or points; and words."""

    points = forms.DecimalField(
        label=gettext_lazy("Points"), required=False, min_value=Decimal(0), max_digits=8, decimal_places=2
    )
    feedback = forms.CharField(
        label=gettext_lazy("What you say to it"),
        required=False,
        max_length=LONGEST_FEEDBACK,
        widget=AdminAutoHeightTextInput(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, rubric: list[Criterion], most_points: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rubric = rubric
        if rubric:
            del self.fields["points"]
        else:
            self.fields["points"].help_text = _("At most %(most)s.") % {"most": f"{most_points:g}"}
        for place, criterion in enumerate(rubric):
            self.fields[f"criterion-{place}"] = forms.ChoiceField(
                label=criterion.title,
                required=False,
                choices=[(level.id, level.name) for level in criterion.levels],
                widget=forms.RadioSelect,
            )

    def marks(self) -> dict[str, str]:
        chosen = {each.id: self.cleaned_data.get(f"criterion-{place}") for place, each in enumerate(self.rubric)}
        return {criterion: level for criterion, level in chosen.items() if level}


class MarkHandIn(WagtailAdminTemplateMixin, FormView):
    """For those who write the course; for anybody else it does not exist."""

    template_name = "courses/admin/hand_in.html"
    header_icon = "edit"
    form_class = MarkForm

    @cached_property
    def hand_in(self) -> HandIn:
        mine = handed_in_to(self.request.user).select_related("learner", "brief", "assignment", "returned_by")
        found = mine.filter(public_id=self.kwargs["hand_in_id"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def is_own(self) -> bool:
        return bool(self.hand_in.learner_id == self.request.user.pk)

    @cached_property
    def rubric(self) -> list[Criterion]:
        return rubric_of(self.hand_in.brief.content["rubric"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.hand_in  # noqa: B018 - looked up before anything else is done
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return self.hand_in.brief.title

    def get_page_subtitle(self) -> str:
        return str(self.hand_in.learner)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        queue = {"url": reverse("hand_ins"), "label": _("Hand-ins")}
        return [*self.breadcrumbs_items, queue, {"url": "", "label": self.get_page_title()}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "rubric": self.rubric, "most_points": self.hand_in.most_points}

    def form_valid(self, form: MarkForm) -> HttpResponse:
        actor: Any = self.request.user
        try:
            give_back(
                self.hand_in,
                is_accepted=self.request.POST.get("verdict") in {"accept", "accept_by_peers"},
                by_peers=self.request.POST.get("verdict") == "accept_by_peers",
                marks=form.marks(),
                points=form.cleaned_data.get("points"),
                feedback=form.cleaned_data["feedback"],
                actor=actor,
            )
        except InvalidInput as refusal:
            for name, lines in refusal.fields.items():
                form.add_error(name if name in form.fields else None, lines)
            return self.form_invalid(form)
        except DomainError as refusal:
            # Shown as it stands by now: somebody was quicker.
            messages.error(self.request, str(refusal))
            return redirect("mark_hand_in", self.hand_in.public_id)
        messages.success(self.request, _("Given back. %(name)s has been told.") % {"name": self.hand_in.learner})
        next_one = waiting_for(actor).first()
        return redirect("mark_hand_in", next_one.public_id) if next_one else redirect("hand_ins")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hand_in = self.hand_in
        shown = publishing_context([hand_in.brief.blocks])
        # Each round is seen by those who write the course in whose lesson it was written.
        rounds = handed_in_to(self.request.user).filter(
            learner=hand_in.learner, assignment=hand_in.assignment, number__lt=hand_in.number
        )
        lesson = Lesson.objects.select_related("course").get(public_id=hand_in.lesson)
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return {
            **context,
            "hand_in": hand_in,
            "course": lesson.course,
            "blocks": represent(hand_in.brief.blocks, shown),
            "rounds": [(one, marked(one)) for one in rounds.select_related("brief").order_by("-number")],
            "criteria": [
                (each, list(zip(each.levels, form[f"criterion-{place}"], strict=True)))
                for place, each in enumerate(self.rubric)
            ],
            "marked": marked(hand_in),
            "master": Video.objects.filter(pk=hand_in.brief.content["master_clip"]).first(),
            "is_open": hand_in.state == HandInState.HANDED_IN and not self.is_own,
            "is_own": self.is_own,
            "tells_remarks": hand_in.is_given_back or not self.is_own,
            "peers": peers_of(hand_in.brief.content),
            # What others say of one's own work is read where all learners read it.
            "peer_reviews": [] if self.is_own else reviews_by_peers(hand_in),
            "peer_average": average_points(hand_in),
            "may_be_done_again": may_be_done_again(hand_in),
            "percent_off": percent_off(hand_in),
        }


def marked(hand_in: HandIn) -> list[tuple[str, str]]:
    """The criteria of a round that was marked, each with the level that was reached."""
    levels = [(each, each.level(hand_in.marks.get(each.id))) for each in rubric_of(hand_in.brief.content["rubric"])]
    return [(criterion.title, f"{level.name} ({level.points:g})") for criterion, level in levels if level]


def reviews_by_peers(hand_in: HandIn) -> list[tuple[PeerReview, list[dict[str, Any]], list[tuple[str, str, str]]]]:
    """What fellow learners say, each with the levels in words and the remarks as title, moment and words."""
    reviews = PeerReview.objects.filter(work__hand_in=hand_in).exclude(state=PeerReviewState.LAPSED)
    titles = {str(file.public_id): str(file.medium.title) for file in hand_in.files.select_related("film", "document")}
    return [
        (
            review,
            marks_in_words(hand_in.brief.content, review.marks),
            [(titles.get(one["file"], ""), moment_of(one["at_ms"]), one["text"]) for one in review.remarks],
        )
        for review in reviews.select_related("reviewer", "hidden_by")
    ]
