"""The course as it would be, page by page, from the frozen copy: contents, page, changes, checklist, comments."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from assessments.documents import brief_cards, cards, written_briefs, written_questions
from content.blocks import PublishingContext, publishing_context, represent, represent_html, represent_points
from courses.documents.changes import PageChange, changes_between, field_changes
from courses.documents.facts import facts_of
from courses.documents.frozen import FrozenPage, frozen_pages
from courses.documents.outline import Entry, Outline, outlines_of
from courses.enums import ChecklistVerdict, NodeKind, SubmissionState
from courses.models import ChecklistItem, CourseSubmission
from courses.models.pages import LANGUAGES
from courses.models.submissions import CourseSubmissionQuerySet
from courses.operations.prices import proposed_prices
from courses.views.review.base import OfSubmission, ReviewPage, queue_crumb
from courses.views.review.media import ReviewMedia
from courses.views.review.money import price_text, words_of


@dataclass(frozen=True)
class ReviewContext(PublishingContext):
    """Links between lessons lead to other pages of the same review."""

    addresses: Any = None

    def page_address(self, page_id: int) -> str | None:
        return self.addresses.get(page_id) if self.addresses else None


class ReadSubmission(OfSubmission, ReviewPage):
    """What every page of a submission shows beside its text."""

    page_id: int | None = None

    @cached_property
    def pages(self) -> list[FrozenPage]:
        return frozen_pages(self.submission, whole=False)

    @cached_property
    def outlines(self) -> list[Outline]:
        return outlines_of(self.pages)

    @cached_property
    def entries(self) -> dict[int, Entry]:
        return {
            entry.page.page_id: entry for outline in self.outlines for entry in [*outline.chapters, *outline.lessons]
        }

    @cached_property
    def earlier(self) -> CourseSubmission | None:
        """The version to compare with: what is live, unless this is it, then the approved one before, then any."""
        live = self.submission.course.published_submission
        if live is not None and live.pk != self.submission.pk:
            return live
        return self._before.approved().first() or self._before.first()

    @property
    def _before(self) -> CourseSubmissionQuerySet:
        """Versions handed in before this one, newest first."""
        return self.submission.course.submissions.filter(number__lt=self.submission.number).order_by("-number")

    @cached_property
    def changes(self) -> list[PageChange]:
        if self.earlier is None:
            return []
        old = frozen_pages(self.earlier, whole=False)
        shas = {page.page_id: page.sha for page in old}
        other = [page.page_id for page in self.pages if shas.get(page.page_id, page.sha) != page.sha]
        return changes_between(_made_whole(old, self.earlier, other), _made_whole(self.pages, self.submission, other))

    def page_address(self, page_id: int) -> str:
        return reverse("review_page", args=[self.submission.public_id, page_id])

    def context_for(self, submission: CourseSubmission, pages: list[FrozenPage]) -> PublishingContext:
        """What the blocks of `pages` need to be shown."""
        papers = {quiz: paper for page in pages for quiz, paper in page.papers.items()}
        written = written_questions(papers)
        asked = [question["content"] for questions in written.values() for question in questions]
        briefs = {assignment: brief for page in pages for assignment, brief in page.briefs.items()}
        work = written_briefs(briefs)
        asked += [brief["content"] for brief in work.values()]
        made = publishing_context(
            [*asked, *(page.stream(name) for page in pages for name in ("content", "resources", "certificate"))],
            quizzes=cards(papers),
            assignments=brief_cards(briefs),
            rich_texts=[page.content.get("description") or "" for page in pages if page.kind == NodeKind.COURSE],
            images=[page.content["thumbnail"] for page in pages if page.content.get("thumbnail")],
            videos=[page.content["promo_video"] for page in pages if page.content.get("promo_video")],
        )
        addresses = {page_id: self.page_address(page_id) for page_id in self.entries}
        shown = ReviewContext(media=ReviewMedia(made.media, submission), lessons=made.lessons, addresses=addresses)
        for questions in written.values():
            for question in questions:
                question["content"] = represent(question["content"], shown)
        for brief in work.values():
            brief["content"] = represent(brief["content"], shown)
        # Reviewers read every question with its answers, and every brief, where learners find the way to them.
        quizzes = {quiz: {**card, "questions": written[quiz]} for quiz, card in made.quizzes.items()}
        assignments = {key: {**card, "asked": work[key]} for key, card in made.assignments.items()}
        return replace(shown, quizzes=quizzes, assignments=assignments)

    def get_page_title(self) -> str:
        return self.submission.course.title

    def get_page_subtitle(self) -> str:
        return _("version %(number)s") % {"number": self.submission.number}

    def trail(self) -> list[dict[str, Any]]:
        submission = self.submission
        return [
            *queue_crumb(self.request),
            {"url": reverse("course_review", args=[submission.course.public_id]), "label": submission.course.title},
            {
                "url": "",
                "label": _("%(title)s, version %(number)s")
                % {"title": submission.course.title, "number": submission.number},
            },
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        submission = self.submission
        comments = list(submission.comments.select_related("author", "resolved_by"))
        open_on = {remark.page_id for remark in comments if remark.resolved_at is None}
        changed = {change.page_id: change for change in self.changes}
        return super().get_context_data(
            **kwargs,
            submission=submission,
            course=submission.course,
            outlines=self.outlines,
            page_id=self.page_id,
            changed=changed,
            open_on=open_on,
            comments=[remark for remark in comments if remark.page_id == self.page_id],
            comments_elsewhere=[remark for remark in comments if remark.page_id != self.page_id],
            titles={page.page_id: page.title for page in self.pages},
            earlier=self.earlier,
            may_decide=self.may_decide and submission.state == SubmissionState.SUBMITTED,
            may_comment=self.may_decide or self.is_author,
            is_own=not self.may_decide,
            is_author=self.is_author,
            in_review=submission.state == SubmissionState.SUBMITTED,
            unsettled=ChecklistItem.objects.unanswered_in(submission).count(),
        )


class ReviewSubmission(ReadSubmission):
    """The course's own page, what changed against what is live, the checklist and the decision."""

    template_name = "courses/review/submission.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        submission = self.submission
        outline = self.outlines[0]
        root = outline.course_page
        context = self.context_for(submission, [root])
        content = root.content
        earlier_price = ""
        if self.earlier:
            earlier_root = next(
                page for page in frozen_pages(self.earlier, whole=False) if page.kind == NodeKind.COURSE
            )
            earlier_price = price_text(
                earlier_root.content.get("price_minor"), earlier_root.content.get("price_currency")
            )
        return super().get_context_data(
            **kwargs,
            outline=outline,
            language=dict(LANGUAGES).get(outline.language, outline.language),
            facts=facts_of(submission.course, submission, outline, context),
            summary=content.get("summary") or "",
            description=represent_html(content.get("description") or "", context),
            outcomes=represent_points(content.get("outcomes")),
            requirements=represent_points(content.get("requirements")),
            certificate=next((block["value"] for block in represent(root.stream("certificate"), context)), None),
            price=price_text(content.get("price_minor"), content.get("price_currency")),
            earlier_price=earlier_price,
            other_prices=[
                words_of(each)
                for each in proposed_prices(submission.course)
                if each.proposed_at <= submission.submitted_at
            ],
            changes=self.changes,
            counts=_counts(self.changes),
            checklist=_checklist(submission),
            verdicts=ChecklistVerdict.choices,
        )


class ReviewFrozenPage(ReadSubmission):
    """One page of the course as it would be, with what reads differently and what was said about it."""

    template_name = "courses/review/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.page_id = int(self.kwargs["page_id"])
        entry = self.entries.get(self.page_id)
        page = next(iter(frozen_pages(self.submission, page_ids=[self.page_id])), None)
        if page is None:
            raise Http404
        context = self.context_for(self.submission, [page])
        earlier, earlier_context = self._earlier_page()
        listed = [each.page.page_id for each in self.entries.values()]
        order = sorted(listed, key=lambda page_id: self.entries[page_id].page.position)
        place = order.index(self.page_id) if self.page_id in order else -1
        return super().get_context_data(
            **kwargs,
            entry=entry,
            frozen=page,
            blocks=represent(page.stream("content"), context),
            resources=represent(page.stream("resources"), context),
            field_changes=field_changes(earlier, page, context, earlier_context) if self.earlier else [],
            is_new=self.earlier is not None and earlier is None,
            previous_page=order[place - 1] if place > 0 else None,
            next_page=order[place + 1] if 0 <= place < len(order) - 1 else None,
        )

    def _earlier_page(self) -> tuple[FrozenPage | None, PublishingContext]:
        if self.earlier is None or self.page_id is None:
            return None, PublishingContext()
        found = frozen_pages(self.earlier, page_ids=[self.page_id])
        return (found[0] if found else None), self.context_for(self.earlier, found)


class CompareSubmissions(ReadSubmission):
    """Any two versions of one course against each other; `?page=` opens one page of them."""

    template_name = "courses/review/compare.html"

    @cached_property
    def earlier(self) -> CourseSubmission | None:
        found = self.submission.course.submissions.filter(public_id=self.kwargs["other_id"]).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("page", "")
        self.page_id = int(asked) if asked.isdigit() and len(asked) < 19 else None
        shown: list[Any] = []
        if self.page_id is not None and self.earlier is not None:
            new = frozen_pages(self.submission, page_ids=[self.page_id])
            old = frozen_pages(self.earlier, page_ids=[self.page_id])
            if new:
                shown = field_changes(
                    old[0] if old else None,
                    new[0],
                    self.context_for(self.submission, new),
                    self.context_for(self.earlier, old),
                )
        return super().get_context_data(
            **kwargs, changes=self.changes, counts=_counts(self.changes), field_changes=shown
        )


def _made_whole(pages: list[FrozenPage], submission: CourseSubmission, page_ids: list[int]) -> list[FrozenPage]:
    """`pages` with the long texts of those named."""
    whole = {page.page_id: page for page in frozen_pages(submission, page_ids=page_ids)} if page_ids else {}
    return [whole.get(page.page_id, page) for page in pages]


def _counts(changes: list[PageChange]) -> dict[str, int]:
    return {
        "added": sum(change.is_added for change in changes),
        "removed": sum(change.is_removed for change in changes),
        "moved": sum(change.is_moved for change in changes),
        "reworded": sum(change.is_reworded for change in changes),
    }


def _checklist(submission: CourseSubmission) -> list[dict[str, Any]]:
    """The items in use with their answers, then answers to items that are not in use any more."""
    answers = {answer.item_id: answer for answer in submission.checklist_answers.select_related("answered_by")}
    rows = [
        {"item": item, "question": item.question, "answer": answers.pop(item.pk, None)}
        for item in ChecklistItem.objects.active()
    ]
    return rows + [{"item": None, "question": answer.question, "answer": answer} for answer in answers.values()]
