"""What the editor asks of authors of quizzes, banks and assignments beyond what the model says."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.permissions import policy_registry

from assessments.documents.banks import banks_in
from assessments.documents.questions import questions_of
from assessments.models import QuestionBank
from content.blocks import References, references
from content.forms import as_sent, foreign_to, refuse_foreign
from media.models import Document, Image, Video

OWNED = {"images": Image, "documents": Document, "videos": Video}


def files_of(questions: Any, introduction: str) -> References:
    """The media that questions refer to."""
    return references([question.blocks for question in questions_of(questions)], rich_texts=[introduction])


class QuizForm(WagtailAdminModelForm):
    """Takes only media that the person may choose, and those the quiz holds already (a co-author's, say).

    Banks are those of whoever the quiz belongs to, so that none is read by way of a quiz.
    """

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        held = files_of(self.instance.questions, self.instance.introduction)
        sent = as_sent(self, "questions", cleaned)
        found = files_of(sent, cleaned.get("introduction") or "")
        if foreign := foreign_to(self.for_user, found, held, OWNED):
            refuse_foreign(self, "questions", foreign, _("Choose files of your own."))
        if foreign := self._foreign_banks(banks_in(sent)):
            refuse_foreign(self, "questions", foreign, _("Choose banks of the person to whom the quiz belongs."))
        return cleaned

    def _foreign_banks(self, wanted: set[int]) -> set[int]:
        choosable = policy_registry.get_by_type(QuestionBank).instances_user_has_any_permission_for(
            self.for_user, ["choose"]
        )
        known = choosable.filter(pk__in=wanted, owner=self.instance.owner_id).values_list("pk", flat=True)
        return wanted - set(known) - banks_in(self.instance.questions)


class BankForm(WagtailAdminModelForm):
    """The same of the files that a bank's questions show."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        found = files_of(as_sent(self, "questions", cleaned), "")
        if foreign := foreign_to(self.for_user, found, files_of(self.instance.questions, ""), OWNED):
            refuse_foreign(self, "questions", foreign, _("Choose files of your own."))
        return cleaned


class AssignmentForm(WagtailAdminModelForm):
    """The same of an assignment and its master clip."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        held = references([self.instance.brief])
        if foreign := foreign_to(self.for_user, references([as_sent(self, "brief", cleaned)]), held, OWNED):
            refuse_foreign(self, "brief", foreign, _("Choose files of your own."))
        clip = cleaned.get("master_clip")
        before = References(videos={self.initial.get("master_clip")})
        if clip and (foreign := foreign_to(self.for_user, References(videos={clip.pk}), before, OWNED)):
            refuse_foreign(self, "master_clip", foreign, _("Choose a film of your own."))
        return cleaned
