"""Questions that several quizzes draw from (ADR 0062)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin
from wagtail.search import index

from assessments.blocks import BankField
from kit import clock
from kit.ids import PublicIdField


class QuestionBank(RevisionMixin, index.Indexed, models.Model):
    """Questions as their author has them now. Quizzes of the same owner draw from them, and nobody else's.

    Learners are asked what was written out into a `Paper` when the quiz was handed in.
    """

    public_id = PublicIdField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="question_banks",
        editable=False,
        verbose_name=_("owner"),
    )
    title = models.CharField(_("title"), max_length=200)
    questions = BankField(verbose_name=_("questions"), blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        # The policy narrows a search to the banks that a person may see.
        index.FilterField("id"),
        index.FilterField("owner"),
    ]

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title
