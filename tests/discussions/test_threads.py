"""Who asks, answers, accepts, votes, and what people hear of it."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, IntegrityError, transaction

from accounts.enums import Role
from courses.enums import AuthorState, Availability, EnrolmentState
from courses.models import Course, CourseAuthor, Enrolment, LessonDocument
from discussions.access import can_read_discussion, people_to_mention, waiting_for
from discussions.errors import AnswerGone, DiscussionClosed, OwnWords, QuestionClosed
from discussions.models import LONGEST_TEXT, Answer, Following, Mention, Question, Vote
from discussions.operations.asking import (
    Moment,
    accept_answer,
    answer_question,
    ask_question,
    edit_answer,
    edit_question,
    take_back_answer,
    take_back_question,
    unaccept_answer,
)
from discussions.operations.keeping import (
    close_question,
    follow,
    hide,
    pin_question,
    restore,
    take_back_vote,
    vote,
)
from discussions.operations.telling import tell_followers
from kit import clock, jobs
from kit.errors import InvalidInput, NotAllowed, NotFound, RateLimited
from kit.invariants import violations
from moderation.enums import Reason
from moderation.errors import OwnThing
from moderation.operations import dismiss, report_thing, uphold
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.discussions import answered, asked
from tests.factories.pace import paced_course, say_of
from tests.factories.published import learner_of, live_course
from tests.factories.submissions import published_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C15", "req-C11")]


def kinds_for(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def co_author_of(course):
    person = UserFactory(roles=[Role.PRODUCER])
    CourseAuthor.objects.create(course=course, person=person, state=AuthorState.ACCEPTED, accepted_at=clock.now())
    return person


def test_a_learner_asks_and_the_authors_hear_of_it():
    made = live_course()
    other = co_author_of(made.course)
    learner = learner_of(made.course)
    question = asked(made, learner, title="  Which\nfoot ", moment=Moment(uuid.UUID(int=7), 83_000))
    assert (question.title, question.at_ms, question.answer_count) == ("Which foot", 83_000, 0)
    assert kinds_for(made.owner) == kinds_for(other) == ["courses.question_asked"]
    assert kinds_for(learner) == []
    notice = Notice.objects.get(person=other)
    assert (
        notice.url == f"/courses/{made.course.slug}/lessons/{question.lesson.public_id}/questions/{question.public_id}"
    )


def test_who_reads_a_discussion_is_who_takes_part_and_set_and_rule_agree():
    made, other = live_course(), live_course()
    people = [
        AnonymousUser(),
        UserFactory(),
        learner_of(made.course),
        learner_of(other.course),
        learner_of(made.course, state=EnrolmentState.REFUNDED),
        made.owner,
        other.owner,
        co_author_of(made.course),
        UserFactory(roles=[Role.REVIEWER]),
        UserFactory(roles=[Role.ADMINISTRATOR]),
        learner_of(made.course, UserFactory(is_active=False)),
    ]
    here, there = asked(made), asked(other)
    for availability in (Availability.PUBLISHED, Availability.ARCHIVED, Availability.WITHDRAWN):
        Course.objects.filter(pk=made.course.pk).update(availability=availability)
        for question in (here, there):
            question.refresh_from_db()
        readers = [can_read_discussion(person, here.lesson) for person in people]
        for person in people:
            found = set(Question.objects.readable_by(person))
            assert found == {one for one in (here, there) if can_read_discussion(person, one.lesson)}
        is_up = availability != Availability.WITHDRAWN
        assert readers == [False, False, is_up, False, False, True, False, True, False, True, False]


def test_nobody_from_outside_writes():
    made = live_course()
    question = asked(made)
    for outsider in (UserFactory(), UserFactory(roles=[Role.REVIEWER])):
        with pytest.raises(NotFound):
            asked(made, outsider)
        with pytest.raises(NotFound):
            answered(question, outsider)
        with pytest.raises(NotFound):
            vote(question, actor=outsider)
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    with pytest.raises(NotAllowed):
        answered(question, administrator)
    assert (Question.objects.count(), Answer.objects.count(), Vote.objects.count()) == (1, 0, 0)


def test_a_withdrawn_course_closes_its_discussion_and_an_archived_one_does_not():
    made = live_course()
    learner = learner_of(made.course)
    question = asked(made, learner)
    Course.objects.filter(pk=made.course.pk).update(availability=Availability.ARCHIVED)
    made.lessons[0].course.refresh_from_db()
    answered(Question.objects.get(), learner)
    Course.objects.filter(pk=made.course.pk).update(availability=Availability.WITHDRAWN)
    question = Question.objects.get()
    with pytest.raises(NotFound):
        answered(question, learner)
    with pytest.raises(DiscussionClosed):
        answered(question, made.owner)
    take_back_question(question, actor=learner)
    assert Answer.objects.count() == 1


def test_a_lesson_that_went_takes_no_questions():
    made = live_course()
    lesson = made.lessons[0]
    made.take_off(lesson)
    with pytest.raises(DiscussionClosed):
        ask_question(lesson, title="Still?", text="", actor=made.owner)


def test_answers_reach_those_who_follow_once_and_not_those_who_stopped_or_left():
    made = live_course()
    asker, helper, quiet, gone = [learner_of(made.course) for _ in range(4)]
    question = asked(made, asker)
    for person in (quiet, gone):
        follow(question, follows=True, actor=person)
    follow(question, follows=False, actor=quiet)
    Enrolment.objects.filter(learner=gone).update(state=EnrolmentState.REFUNDED)
    answer = answered(question, helper)
    jobs.run_pending()
    assert tell_followers(answer.pk) == 0
    assert kinds_for(asker) == ["learning.question_answered"]
    assert kinds_for(helper) == kinds_for(quiet) == kinds_for(gone) == []
    answered(question, asker)
    jobs.run_pending()
    assert kinds_for(helper) == ["learning.question_answered"]


def test_who_stopped_following_is_not_made_to_follow_by_answering():
    made = live_course()
    question = asked(made)
    helper = learner_of(made.course)
    follow(question, follows=False, actor=helper)
    answered(question, helper)
    assert not Following.objects.get(person=helper).is_on


def test_what_was_taken_back_before_the_letters_go_is_told_to_nobody():
    question = asked(live_course())
    answer = answered(question)
    take_back_answer(answer, actor=answer.author)
    jobs.run_pending()
    assert kinds_for(question.asker) == []


def test_people_are_mentioned_from_those_who_were_heard_here_alone():
    made, other = live_course(), live_course()
    silent = learner_of(made.course)
    stranger = asked(other).asker
    question = asked(made)
    helper = answered(question).author
    jobs.run_pending()
    assert set(people_to_mention(question.asker, made.course)) == {made.owner, helper}
    assert set(people_to_mention(silent, made.course)) == {made.owner, helper, question.asker}
    for unknown in (silent.public_id, stranger.public_id, uuid.UUID(int=3)):
        with pytest.raises(InvalidInput):
            answered(question, question.asker, mentions=[helper.public_id, unknown])
    assert not Mention.objects.exists()
    answer = answered(question, silent, mentions=[helper.public_id, question.asker.public_id])
    jobs.run_pending()
    assert kinds_for(helper)[-1] == kinds_for(question.asker)[-1] == "learning.mentioned"
    # Told once: neither as a follower too, nor again when the answer is edited.
    assert kinds_for(helper).count("learning.question_answered") == 0
    edit_answer(answer, text="Otherwise", mentions=[helper.public_id], actor=silent)
    assert kinds_for(helper).count("learning.mentioned") == 1


def test_a_mention_tells_nothing_of_a_lesson_that_is_not_open_yet():
    def later(tree):
        say_of(tree.lessons[1], opens="after_days", opens_after_days=9)

    made = paced_course(later)
    first, second = (page.lesson for page in made.tree.lessons[:2])
    helper = asked(made, lesson=first).asker
    ahead = learner_of(made.course)
    Enrolment.objects.filter(learner=ahead).update(enrolled_at=clock.now() - timedelta(days=10))
    question = asked(made, ahead, lesson=second, text="The end is a surprise.", mentions=[helper.public_id])
    Following.objects.create(question=question, person=helper)
    answered(question, made.tree.owner, text="It is.")
    jobs.run_pending()
    assert kinds_for(helper) == []
    assert kinds_for(ahead) == ["learning.question_answered"]


def test_one_text_names_so_many_however_often_it_is_changed(monkeypatch):
    monkeypatch.setattr("discussions.operations.words.MOST_MENTIONS", 1)
    made = live_course()
    first, second = asked(made).asker, asked(made).asker
    question = asked(made, mentions=[first.public_id])
    edit_question(question, title="Else", text="", mentions=[first.public_id], actor=question.asker)
    with pytest.raises(InvalidInput):
        edit_question(question, title="Else", text="", mentions=[second.public_id], actor=question.asker)
    assert list(Mention.objects.values_list("person", flat=True)) == [first.pk]


def test_what_nobody_can_answer_waits_for_nobody():
    made = published_course()
    question = asked(made)
    assert list(waiting_for(made.tree.owner)) == [question]
    assert list(waiting_for(UserFactory(roles=[Role.ADMINISTRATOR]))) == []
    LessonDocument.objects.filter(lesson=question.lesson).update(is_live=False)
    assert list(waiting_for(made.tree.owner)) == []


def test_who_has_left_is_not_offered_for_a_mention():
    made = live_course()
    question = asked(made)
    Enrolment.objects.filter(learner=question.asker).update(state=EnrolmentState.REFUNDED)
    assert set(people_to_mention(made.owner, made.course)) == set()


def test_the_asker_and_the_authors_accept_and_nobody_else():
    made = live_course()
    question = asked(made)
    first, second = answered(question), answered(question)
    for other in (first.author, learner_of(made.course)):
        with pytest.raises(NotAllowed):
            accept_answer(first, actor=other)
    accept_answer(first, actor=question.asker)
    assert kinds_for(first.author)[-1] == "learning.answer_accepted"
    accept_answer(first, actor=made.owner)
    assert kinds_for(first.author).count("learning.answer_accepted") == 1
    accept_answer(second, actor=made.owner)
    first.refresh_from_db()
    assert (first.accepted_at, question.answers.exclude(accepted_at=None).get()) == (None, second)
    unaccept_answer(second, actor=question.asker)
    assert not question.answers.exclude(accepted_at=None).exists()


def test_the_database_keeps_one_accepted_answer_that_can_be_read():
    question = asked(live_course())
    first, second = answered(question), answered(question)
    Answer.objects.filter(pk=first.pk).update(accepted_at=clock.now())
    for wrong in ({"pk": second.pk, "accepted_at": clock.now()}, {"pk": first.pk, "deleted_at": clock.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.filter(pk=wrong.pop("pk")).update(**wrong)


def test_an_answer_that_is_taken_back_is_accepted_no_more():
    question = asked(live_course())
    answer = accept_answer(answered(question), actor=question.asker)
    take_back_answer(answer, actor=answer.author)
    answer.refresh_from_db()
    assert answer.accepted_at is None
    with pytest.raises(AnswerGone):
        accept_answer(answer, actor=question.asker)
    question.refresh_from_db()
    assert question.answer_count == 0


def test_votes_are_counted_by_the_database_once_and_never_for_oneself():
    made = live_course()
    question = asked(made)
    answer = answered(question)
    voters = [made.owner, learner_of(made.course)]
    for thing in (question, answer):
        for voter in [*voters, voters[0]]:
            vote(thing, actor=voter)
        thing.refresh_from_db()
        assert thing.vote_count == 2
        take_back_vote(thing, actor=voters[0])
        take_back_vote(thing, actor=voters[0])
        thing.refresh_from_db()
        assert thing.vote_count == 1
    for thing, writer in ((question, question.asker), (answer, answer.author)):
        with pytest.raises(OwnWords):
            vote(thing, actor=writer)
    with pytest.raises(DatabaseError), transaction.atomic():
        Vote.objects.create(person=question.asker, question=question)
    with pytest.raises(DatabaseError), transaction.atomic():
        Vote.objects.create(person=answer.author, answer=answer)
    assert list(violations(["votes_and_answers_are_counted"])) == []
    Question.objects.update(vote_count=9)
    assert len(list(violations(["votes_and_answers_are_counted"]))) == 1


def test_editing_says_so_and_is_for_who_wrote_it():
    made = live_course()
    question = asked(made)
    answer = answered(question)
    with pytest.raises(NotAllowed):
        edit_question(question, title="Mine", text="", actor=made.owner)
    with pytest.raises(NotAllowed):
        edit_answer(answer, text="Mine", actor=made.owner)
    same = edit_question(question, title=question.title, text=question.text, actor=question.asker)
    assert same.edited_at is None
    edit_question(question, title="Which hand?", text="", actor=question.asker)
    edit_answer(answer, text="The right one.", actor=answer.author)
    question.refresh_from_db()
    answer.refresh_from_db()
    assert (question.title, question.edited_at is None) == ("Which hand?", False)
    assert (answer.text, answer.edited_at is None) == ("The right one.", False)


def test_a_question_that_is_taken_back_leaves_a_place_only_for_its_answers():
    made = live_course()
    alone, with_answer = asked(made), asked(made)
    answer = answered(with_answer)
    for question in (alone, with_answer):
        with pytest.raises(NotAllowed):
            take_back_question(question, actor=made.owner)
        take_back_question(question, actor=question.asker)
    assert set(Question.objects.readable_by(made.owner)) == {with_answer}
    with pytest.raises(NotFound):
        answered(with_answer)
    take_back_answer(answer, actor=answer.author)
    assert not Question.objects.readable_by(made.owner).exists()


def test_who_has_no_seat_any_more_may_still_take_their_words_back():
    question = asked(live_course())
    Enrolment.objects.filter(learner=question.asker).update(state=EnrolmentState.REFUNDED)
    take_back_question(question, actor=question.asker)
    question.refresh_from_db()
    assert question.deleted_at is not None


def test_authors_close_and_pin():
    made = live_course()
    question = asked(made)
    answer = answered(question)
    for change in (
        lambda: close_question(question, closed=True, actor=question.asker),
        lambda: pin_question(question, pinned=True, actor=answer.author),
    ):
        with pytest.raises(NotAllowed):
            change()
    close_question(question, closed=True, actor=made.owner)
    pin_question(question, pinned=True, actor=made.owner)
    question.refresh_from_db()
    assert (question.is_pinned, question.closed_at is None) == (True, False)
    with pytest.raises(QuestionClosed):
        answered(question)
    with pytest.raises(QuestionClosed):
        edit_answer(answer, text="Later", actor=answer.author)
    close_question(question, closed=False, actor=made.owner)
    answered(question)


def test_what_moderation_hides_is_gone_until_it_is_restored():
    made = live_course()
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    question = asked(made)
    answer = accept_answer(answered(question), actor=question.asker)
    with pytest.raises(OwnThing):
        report_thing("answer", answer.public_id, reason=Reason.SPAM, actor=answer.author)
    with pytest.raises(NotFound):
        report_thing("answer", answer.public_id, reason=Reason.SPAM, actor=UserFactory())
    report = report_thing("answer", answer.public_id, reason=Reason.SPAM, actor=question.asker)
    assert report.excerpt == answer.text
    uphold(report, actor=administrator)
    answer.refresh_from_db()
    question.refresh_from_db()
    assert (answer.is_shown, answer.accepted_at, question.answer_count) == (False, None, 0)
    restore(answer, actor=administrator)
    question.refresh_from_db()
    assert question.answer_count == 1
    report = report_thing("question", question.public_id, reason=Reason.INSULT, actor=made.owner)
    uphold(report, actor=administrator)
    assert not Question.objects.readable_by(made.owner).exists()
    with pytest.raises(NotFound):
        report_thing("answer", answer.public_id, reason=Reason.SPAM, actor=made.owner)
    restore(question, actor=administrator)
    report = report_thing("question", question.public_id, reason=Reason.INSULT, actor=made.owner)
    dismiss(report, actor=administrator)
    assert Question.objects.readable_by(made.owner).exists()
    with pytest.raises(NotAllowed):
        hide(question, reason="mine", actor=made.owner)


def test_too_much_is_refused_before_it_is_written():
    made = live_course()
    learner = learner_of(made.course)
    for title, text in (("", "x"), ("x" * 151, ""), ("x", "x" * (LONGEST_TEXT + 1))):
        with pytest.raises(InvalidInput):
            ask_question(made.lessons[0], title=title, text=text, actor=learner)
    for number in range(20):
        asked(made, learner, title=f"Number {number}")
    with pytest.raises(RateLimited):
        asked(made, learner)
    question = Question.objects.first()
    with pytest.raises(InvalidInput):
        answer_question(question, text=" \n ", actor=learner)
    assert (Question.objects.count(), Answer.objects.count()) == (20, 0)


def test_what_waits_is_what_nobody_has_answered():
    made = live_course()
    own, waiting, done = asked(made, made.owner), asked(made), asked(made)
    answered(done)
    closed = close_question(asked(made), closed=True, actor=made.owner)
    assert set(waiting_for(made.owner)) == {waiting}
    assert not waiting_for(learner_of(made.course)).exists()
    assert {own, closed}.isdisjoint(waiting_for(made.owner))


def test_what_was_said_stays_with_who_said_it():
    made = live_course()
    question = asked(made)
    answer = answered(question)
    for rows, change in (
        (Question.objects.filter(pk=question.pk), {"asker": made.owner}),
        (Question.objects.filter(pk=question.pk), {"lesson": made.lessons[1]}),
        (Answer.objects.filter(pk=answer.pk), {"author": made.owner}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
