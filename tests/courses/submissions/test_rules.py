"""Who may hand a course in, decide about it and bring it back, and what each step refuses."""

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import WorkflowState

from accounts.enums import Role
from courses.enums import (
    AuthorState,
    ChecklistVerdict,
    SubmissionState,
)
from courses.errors import (
    ChecklistUnfinished,
    CourseInReview,
    CourseNotReady,
    DecisionNeedsWords,
    NotYourOwnCourse,
    SubmissionDecided,
)
from courses.models import ChecklistItem, CourseAuthor, CourseReviewTask, FrozenNode
from courses.operations.review_comments import answer_checklist, comment, reopen_comment, resolve_comment
from courses.operations.review_workflow import review_workflow
from courses.operations.submissions import (
    MOVES,
    approve,
    ask_for_changes,
    reject,
    submit_course,
    withdraw,
)
from kit import clock
from kit.errors import NotAllowed, NotFound
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.submissions import ready_course, submitted_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return UserFactory(roles=[Role.REVIEWER])


@pytest.fixture
def administrator():
    return UserFactory(roles=[Role.ADMINISTRATOR])


def kinds_told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


@pytest.mark.covers("req-B4")
def test_a_submission_is_a_copy_of_the_whole_course(reviewer):
    tree, submission = submitted_course()
    nodes = list(FrozenNode.objects.filter(submission=submission).order_by("position"))
    assert [node.kind for node in nodes] == [
        "course", "chapter", "lesson", "lesson", "chapter", "lesson", "lesson", "lesson",
    ]  # fmt: skip
    assert nodes[1].parent_page_id == tree.page.pk
    assert nodes[2].lesson_id == tree.lessons[0].lesson_id
    assert not {"pk", "path", "live", "slug", "latest_revision"} & set(nodes[0].content.content)
    assert submission.number == 1
    assert kinds_told(reviewer) == ["courses.submitted"]
    assert kinds_told(tree.owner) == ["courses.submission_received"]


def test_pages_that_did_not_change_share_their_text():
    tree, submission = submitted_course()
    withdraw(submission, actor=tree.owner)
    draft = tree.lessons[0].get_latest_revision_as_object()
    draft.title = "Other"
    draft.save_revision()
    second = submit_course(tree.course, actor=tree.owner)
    first_texts = dict(submission.nodes.values_list("page_id", "content_id"))
    second_texts = dict(second.nodes.values_list("page_id", "content_id"))
    changed = [page_id for page_id in first_texts if bytes(first_texts[page_id]) != bytes(second_texts[page_id])]
    assert changed == [tree.lessons[0].pk]


def test_removed_pages_stay_out_with_all_that_stands_below():
    tree = ready_course()
    type(tree.chapters[0]).objects.filter(pk=tree.chapters[0].pk).update(removed_at=clock.now())
    submission = submit_course(tree.course, actor=tree.owner)
    held = set(submission.nodes.values_list("page_id", flat=True))
    assert held == {tree.page.pk, tree.chapters[1].pk, *(lesson.pk for lesson in tree.lessons[2:])}


def test_a_page_without_a_revision_is_copied_too():
    tree = ready_course()
    lesson = tree.lessons[0]
    type(lesson).objects.filter(pk=lesson.pk).update(latest_revision=None)
    submission = submit_course(tree.course, actor=tree.owner)
    assert submission.nodes.filter(page_id=lesson.pk).exists()


def test_only_authors_and_administrators_hand_in(administrator):
    tree = ready_course()
    co_author, invited, stranger = UserFactory.create_batch(3, roles=[Role.PRODUCER])
    CourseAuthor.objects.create(course=tree.course, person=co_author, state=AuthorState.ACCEPTED)
    CourseAuthor.objects.create(course=tree.course, person=invited)
    for nobody in (invited, stranger):
        with pytest.raises(NotAllowed):
            submit_course(tree.course, actor=nobody)
    assert not tree.course.submissions.exists()
    first = submit_course(tree.course, actor=co_author, note=" Please look at lesson 2. ")
    assert (first.submitted_by, first.note) == (co_author, "Please look at lesson 2.")
    withdraw(first, actor=tree.owner)
    assert submit_course(tree.course, actor=administrator).number == 2


def test_a_course_in_review_is_not_handed_in_again():
    tree, _ = submitted_course()
    with pytest.raises(CourseInReview):
        submit_course(tree.course, actor=tree.owner)


def test_a_course_that_is_not_ready_leaves_nothing_behind():
    tree = ready_course(summary="")
    with pytest.raises(CourseNotReady) as refused:
        submit_course(tree.course, actor=tree.owner)
    assert [problem.page_id for problem in refused.value.problems] == [tree.page.pk]
    assert not tree.course.submissions.exists()
    assert not FrozenNode.objects.exists()
    assert not WorkflowState.objects.exists()


def test_a_course_without_a_page_cannot_be_handed_in():
    tree = ready_course()
    type(tree.page).objects.filter(pk=tree.page.pk).update(removed_at=clock.now())
    with pytest.raises(CourseNotReady):
        submit_course(tree.course, actor=tree.owner)


def test_every_state_says_where_it_leads():
    assert set(MOVES) == set(SubmissionState)
    assert [state for state, moves in MOVES.items() if moves] == [SubmissionState.SUBMITTED]


@pytest.mark.parametrize("ending", ["approve", "ask", "reject", "withdraw"])
def test_nothing_leads_out_of_a_decision(ending, reviewer):
    tree, submission = submitted_course()
    endings = {
        "approve": lambda: approve(submission, actor=reviewer),
        "ask": lambda: ask_for_changes(submission, actor=reviewer, comment="Please."),
        "reject": lambda: reject(submission, actor=reviewer, reason="No."),
        "withdraw": lambda: withdraw(submission, actor=tree.owner),
    }
    endings[ending]()
    submission.refresh_from_db()
    ended = (submission.state, submission.decided_at, submission.decided_by_id)
    for again in endings.values():
        with pytest.raises(SubmissionDecided):
            again()
    submission.refresh_from_db()
    assert (submission.state, submission.decided_at, submission.decided_by_id) == ended


def test_only_reviewers_decide_and_never_about_their_own_course(reviewer, administrator):
    both = UserFactory(roles=[Role.PRODUCER, Role.REVIEWER])
    tree, submission = submitted_course(both)
    producer = UserFactory(roles=[Role.PRODUCER])
    co_author = UserFactory(roles=[Role.PRODUCER, Role.REVIEWER])
    CourseAuthor.objects.create(course=tree.course, person=co_author, state=AuthorState.ACCEPTED)
    for decide in (
        lambda actor: approve(submission, actor=actor),
        lambda actor: ask_for_changes(submission, actor=actor, comment="Please."),
        lambda actor: reject(submission, actor=actor, reason="No."),
    ):
        with pytest.raises(NotAllowed):
            decide(producer)
        for writer in (both, co_author):
            with pytest.raises(NotYourOwnCourse):
                decide(writer)
    submission.refresh_from_db()
    assert submission.state == SubmissionState.SUBMITTED
    approve(submission, actor=administrator)


def test_who_sent_it_in_does_not_approve_it(administrator):
    tree = ready_course()
    submission = submit_course(tree.course, actor=administrator)
    with pytest.raises(NotYourOwnCourse):
        approve(submission, actor=administrator)


def test_a_stranger_cannot_withdraw_it(reviewer):
    _, submission = submitted_course()
    with pytest.raises(NotAllowed):
        withdraw(submission, actor=reviewer)


def test_asking_and_rejecting_need_words(reviewer):
    _, submission = submitted_course()
    for decide in (
        lambda: ask_for_changes(submission, actor=reviewer, comment="  "),
        lambda: reject(submission, actor=reviewer, reason=""),
    ):
        with pytest.raises(DecisionNeedsWords):
            decide()


def test_changes_asked_for_and_sent_again_is_one_workflow(reviewer):
    tree, first = submitted_course()
    ask_for_changes(first, actor=reviewer, comment="Say which foot.")
    first.refresh_from_db()
    assert first.workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert kinds_told(tree.owner)[-1] == "courses.changes_asked"
    second = submit_course(tree.course, actor=tree.owner)
    assert second.workflow_state_id == first.workflow_state_id
    approve(second, actor=reviewer)
    second.workflow_state.refresh_from_db()
    assert second.workflow_state.status == WorkflowState.STATUS_APPROVED
    tree.page.refresh_from_db()
    assert tree.page.live is False


def test_a_rejected_course_may_be_sent_again(reviewer):
    tree, first = submitted_course()
    reject(first, actor=reviewer, reason="Copied from elsewhere.")
    first.refresh_from_db()
    assert first.workflow_state.status == WorkflowState.STATUS_CANCELLED
    assert kinds_told(tree.owner)[-1] == "courses.rejected"
    second = submit_course(tree.course, actor=tree.owner)
    assert second.workflow_state_id != first.workflow_state_id


def test_a_workflow_cancelled_elsewhere_withdraws_the_submission():
    tree, submission = submitted_course()
    submission.workflow_state.cancel(user=tree.owner)
    submission.refresh_from_db()
    assert (submission.state, submission.decided_by) == (SubmissionState.WITHDRAWN, tree.owner)
    submit_course(tree.course, actor=tree.owner)


def test_a_workflow_begun_elsewhere_gives_way():
    tree = ready_course()
    review_workflow().start(tree.page, tree.owner)
    submission = submit_course(tree.course, actor=tree.owner)
    assert submission.workflow_state.status == WorkflowState.STATUS_IN_PROGRESS


def test_deciding_works_without_the_workflow(reviewer):
    _, submission = submitted_course()
    WorkflowState.objects.all().delete()
    submission.refresh_from_db()
    approve(submission, actor=reviewer)
    submission.refresh_from_db()
    assert submission.state == SubmissionState.APPROVED


def test_the_workflow_is_made_again_when_it_is_gone(reviewer):
    CourseReviewTask.objects.all().delete()
    _, submission = submitted_course()
    assert submission.workflow_state.workflow.name == "Course review"


def test_wagtails_own_doors_do_not_decide(reviewer):
    tree, submission = submitted_course()
    task_state = submission.workflow_state.current_task_state
    task = task_state.task.specific
    assert task.get_actions(tree.page, reviewer) == []
    assert not task.user_can_access_editor(tree.page, reviewer)
    assert not task.locked_for_user(tree.page, tree.owner)
    with pytest.raises(PermissionDenied):
        task.on_action(task_state, reviewer, "approve")
    assert list(task.get_task_states_user_can_moderate(reviewer)) == [task_state]
    assert not task.get_task_states_user_can_moderate(tree.owner).exists()


def test_wagtail_sends_no_letters_of_its_own(reviewer, mailoutbox):
    tree, submission = submitted_course()
    ask_for_changes(submission, actor=reviewer, comment="Please.")
    approve(submit_course(tree.course, actor=tree.owner), actor=reviewer)
    assert mailoutbox == []


def test_the_checklist_must_be_settled_before_approval(reviewer):
    must, may = (
        ChecklistItem.objects.create(question="Is it lawful?"),
        ChecklistItem.objects.create(question="Is it pretty?", is_required=False),
    )
    ChecklistItem.objects.create(question="Is it old?", is_active=False)
    tree, submission = submitted_course()
    with pytest.raises(ChecklistUnfinished):
        approve(submission, actor=reviewer)
    answer_checklist(submission, must, ChecklistVerdict.UNMET, actor=reviewer, remark="Page 3")
    answer_checklist(submission, may, ChecklistVerdict.UNMET, actor=reviewer)
    with pytest.raises(ChecklistUnfinished):
        approve(submission, actor=reviewer)
    with pytest.raises(NotAllowed):
        answer_checklist(submission, must, ChecklistVerdict.MET, actor=tree.owner)
    answer_checklist(submission, must, ChecklistVerdict.MET, actor=reviewer)
    approve(submission, actor=reviewer)
    with pytest.raises(SubmissionDecided):
        answer_checklist(submission, must, ChecklistVerdict.UNMET, actor=reviewer)
    assert submission.checklist_answers.get(item=must).verdict == ChecklistVerdict.MET


def test_comments_are_written_resolved_and_taken_up_again(reviewer):
    tree, submission = submitted_course()
    stranger = UserFactory(roles=[Role.PRODUCER])
    lesson = tree.lessons[0]
    remark = comment(submission, actor=reviewer, text=" Which foot? ", page_id=lesson.pk, block_id="b1")
    assert (remark.text, remark.block_id) == ("Which foot?", "b1")
    assert comment(submission, actor=tree.owner, text="In general", block_id="b1").block_id == ""
    with pytest.raises(NotAllowed):
        comment(submission, actor=stranger, text="I was here")
    with pytest.raises(NotFound):
        comment(submission, actor=reviewer, text="Where?", page_id=1)
    with pytest.raises(Exception, match="Write something"):
        comment(submission, actor=reviewer, text=" ")
    with pytest.raises(NotAllowed):
        resolve_comment(remark, actor=stranger)
    resolve_comment(remark, actor=tree.owner)
    resolve_comment(remark, actor=reviewer)
    remark.refresh_from_db()
    assert remark.resolved_by == tree.owner
    with pytest.raises(NotAllowed):
        reopen_comment(remark, actor=tree.owner)
    reopen_comment(remark, actor=reviewer)
    remark.refresh_from_db()
    assert remark.resolved_at is None
