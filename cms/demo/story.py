"""What happened to each course of the demo, told through the operations that a person's clicks would call."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from wagtail.models import Page, PageLogEntry, Revision, TaskState, WorkflowState

from assessments.models import Brief
from assessments.operations.hand_ins import Asked, Draft, hand_in
from cms.demo.assignments import create_assignment
from cms.demo.books import COURSES, make_book
from cms.demo.learners import enrol_and_learn
from cms.demo.people import Cast
from cms.demo.quizzes import create_quiz
from commerce.operations.sales import SaleTerms
from content.blocks.certificate import design_of
from courses.documents.assignments import joined_at
from courses.enums import ChecklistVerdict
from courses.importers.bring_in import bring_in
from courses.importers.report import Outcome
from courses.models import (
    ChecklistItem,
    Course,
    CoursePage,
    CourseSubmission,
    LessonDocument,
    LessonPage,
)
from courses.operations.authors import accept_invitation, invite_author
from courses.operations.prices import let_learners_choose, propose_course_prices
from courses.operations.publication import archive_course, publish_submission, withdraw_course
from courses.operations.review_comments import answer_checklist, comment
from courses.operations.sales import set_course_sale
from courses.operations.submissions import approve, ask_for_changes, submit_course
from kit import clock
from media.models import Document, Image

STORY = Path(__file__).parent / "story.yaml"
CHECKLIST = Path(__file__).parent / "checklist.yaml"


def stories() -> dict[str, dict[str, Any]]:
    """What `story.yaml` tells, by the name of the course's folder."""
    told: dict[str, dict[str, Any]] = yaml.safe_load(STORY.read_text(encoding="utf-8"))
    return told


def create_checklist() -> None:
    """What reviewers of the demo look at in every course."""
    items: list[dict[str, Any]] = yaml.safe_load(CHECKLIST.read_text(encoding="utf-8"))
    for position, item in enumerate(items, start=1):
        ChecklistItem.objects.create(
            question=item["question"],
            help_text=item.get("explanation", ""),
            is_required=item["required"],
            position=position,
        )


class CourseStory:
    """The life of one course up to `start`, the moment the demo is loaded."""

    def __init__(self, slug: str, told: dict[str, Any], cast: Cast, start: datetime) -> None:
        self.slug = slug
        self._told = told
        self._cast = cast
        self._start = start
        self._page: CoursePage
        self._steps: dict[str, Callable[[dict[str, Any]], None]] = {
            "bring_in": self._bring_in,
            "invite": self._invite,
            "propose": self._propose,
            "let_choose": self._let_choose,
            "sale": self._sale,
            "submit": self._submit,
            "remark": self._remark,
            "ask_for_changes": self._ask_for_changes,
            "approve": self._approve,
            "learners": self._learners,
            "revise": self._revise,
            "ask": self._ask,
            "certify": self._certify,
            "assign": self._assign,
            "hand_in": self._hand_in,
            "archive": self._archive,
            "withdraw": self._withdraw,
        }

    def tell(self) -> Course:
        for step in self._told["steps"]:
            with clock.held_at(self._start - timedelta(days=step["day"], hours=1)):
                self._steps[step["do"]](step)
                self._date_back()
        course = self._course()
        if self._told.get("featured"):
            Course.objects.filter(pk=course.pk).update(is_featured=True)
        return course

    @property
    def _producer(self) -> Any:
        return self._cast[self._told["producer"]]

    def _course(self) -> Course:
        return Course.objects.get(pk=self._page.course_id)

    def _submission(self) -> CourseSubmission:
        return CourseSubmission.objects.in_review().get(course_id=self._page.course_id)

    def _lesson(self, stem: str) -> LessonPage:
        text = (COURSES / self.slug / f"{stem}.md").read_text(encoding="utf-8")
        title = yaml.safe_load(text.split("---\n", 2)[1])["title"]
        return LessonPage.objects.descendant_of(self._page).get(title=title)

    def _bring_in(self, _step: dict[str, Any]) -> None:
        with TemporaryDirectory(prefix="perfomix-demo-") as folder:
            book = make_book(self.slug, Path(folder))
            brought = bring_in(book, self._producer, actor=self._producer)
        if brought.loaded is None or brought.draft.report.count(Outcome.LEFT_OUT):
            raise RuntimeError(f"{self.slug} did not come in whole: {brought.draft.report.as_json()['items']}")
        self._page = brought.loaded.page
        Course.objects.filter(pk=self._page.course_id).update(slug=self.slug)

    def _invite(self, step: dict[str, Any]) -> None:
        """Ask somebody to write the course too; who is said to accept does so at once."""
        person = self._cast[step["person"]]
        invitation = invite_author(self._course(), person.email, actor=self._producer)
        if step["accepted"]:
            accept_invitation(invitation, actor=person)

    def _propose(self, step: dict[str, Any]) -> None:
        """Ask for prices in further currencies; the first approval confirms them."""
        propose_course_prices(self._course(), step["prices"], actor=self._producer)

    def _let_choose(self, step: dict[str, Any]) -> None:
        """Let learners pay what they want; the first approval confirms it."""
        let_learners_choose(
            self._course(),
            step["currency"],
            least_minor=step["least"],
            suggested_minor=step["suggested"],
            most_minor=None,
            actor=self._producer,
        )

    def _sale(self, step: dict[str, Any]) -> None:
        """Begins when the demo is loaded: only the database's clock starts one."""
        ends_at = self._start + timedelta(days=step["days"])
        set_course_sale(self._course(), SaleTerms(None, ends_at, step["percent"] * 100), actor=self._producer)

    def _revise(self, step: dict[str, Any]) -> None:
        """Add a paragraph at the end of a lesson, as its author would in the editor."""
        page = self._lesson(step["lesson"]).get_latest_revision_as_object()
        blocks = [dict(block) for block in page.content.raw_data]
        page.content = json.dumps([*blocks, {"type": "rich_text", "value": f"<p>{step['paragraph']}</p>"}])
        page.save_revision(user=self._producer)

    def _ask(self, step: dict[str, Any]) -> None:
        """Put a quiz at the end of a lesson."""
        quiz = create_quiz(step["quiz"], self._producer)
        self._put_last(step, "quiz", {"quiz": quiz.pk, "is_required": step.get("required", False)})

    def _assign(self, step: dict[str, Any]) -> None:
        """Put an assignment at the end of a lesson."""
        assignment = create_assignment(step["assignment"], self._producer)
        self._put_last(step, "assignment", {"assignment": assignment.pk, "is_required": False})

    def _put_last(self, step: dict[str, Any], kind: str, value: dict[str, Any]) -> None:
        page = self._lesson(step["lesson"]).get_latest_revision_as_object()
        page.content = json.dumps([*(dict(block) for block in page.content.raw_data), {"type": kind, "value": value}])
        page.save_revision(user=self._producer)

    def _hand_in(self, step: dict[str, Any]) -> None:
        """A learner hands in the work that a lesson asks for."""
        learner, lesson = self._cast[step["person"]], self._lesson(step["lesson"]).lesson
        document = LessonDocument.objects.live().get(lesson=lesson)
        brief = Brief.objects.get(pk=document.briefs[0])
        hand_in(learner, Asked(brief, lesson.public_id, joined_at(learner, lesson)), Draft(1, 0, step["text"]))

    def _date_back(self) -> None:
        """Wagtail dates what it writes by the machine's clock; what was just written belongs to the moment told."""
        moment = clock.now()
        pages = Page.objects.descendant_of(self._page, inclusive=True)
        keys = [str(pk) for pk in pages.values_list("pk", flat=True)]
        written = Revision.objects.filter(object_id__in=keys, created_at__gte=self._start)
        changed = [int(key) for key in written.values_list("object_id", flat=True)]
        written.update(created_at=moment)
        Page.objects.filter(pk__in=changed).update(latest_revision_created_at=moment)
        PageLogEntry.objects.filter(page_id__in=keys, timestamp__gte=self._start).update(timestamp=moment)
        for medium in (Image, Document):
            medium.objects.filter(uploaded_by_user=self._producer, created_at__gte=self._start).update(
                created_at=moment
            )
        states = WorkflowState.objects.filter(object_id=str(self._page.pk))
        states.filter(created_at__gte=self._start).update(created_at=moment)
        tasks = TaskState.objects.filter(workflow_state__in=states)
        tasks.filter(started_at__gte=self._start).update(started_at=moment)
        tasks.filter(finished_at__gte=self._start).update(finished_at=moment)

    def _submit(self, step: dict[str, Any]) -> None:
        submit_course(self._course(), actor=self._producer, note=step.get("note", ""))

    def _remark(self, step: dict[str, Any]) -> None:
        page = self._lesson(step["lesson"])
        comment(self._submission(), actor=self._cast[step["by"]], text=step["remark"], page_id=page.pk)

    def _ask_for_changes(self, step: dict[str, Any]) -> None:
        self._remark(step)
        ask_for_changes(self._submission(), actor=self._cast[step["by"]], comment=step["comment"])

    def _approve(self, step: dict[str, Any]) -> None:
        submission, reviewer = self._submission(), self._cast[step["by"]]
        for item in ChecklistItem.objects.active():
            answer_checklist(submission, item, ChecklistVerdict.MET, actor=reviewer)
        approve(submission, actor=reviewer, comment=step["comment"])
        publish_submission(submission.pk)

    def _learners(self, _step: dict[str, Any]) -> None:
        ends = {step["do"]: step["day"] for step in self._told["steps"]}
        until = ends.get("archive", ends.get("withdraw", 0))
        for name, day, share in self._told["learners"]:
            enrol_and_learn(
                self._course(),
                self._cast[name],
                share=share,
                begins=self._start - timedelta(days=day),
                ends=self._start - timedelta(days=until),
                giver=self._cast["administrator"],
            )

    def _certify(self, step: dict[str, Any]) -> None:
        """Give the course a certificate, as its producer would in the editor."""
        page = self._page.get_latest_revision_as_object()
        design = {"shows_duration": True, **{name: each for name, each in step.items() if name not in {"do", "day"}}}
        page.certificate = json.dumps([{"type": "certificate", "value": design_of(design)}])
        page.save_revision(user=self._producer)

    def _archive(self, step: dict[str, Any]) -> None:
        archive_course(self._course(), actor=self._cast[step["by"]])

    def _withdraw(self, step: dict[str, Any]) -> None:
        withdraw_course(self._course(), actor=self._cast[step["by"]], reason=step["reason"])
