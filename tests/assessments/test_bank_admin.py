"""Banks in the editor: written, drawn from, filled and taken away by those to whom they belong."""

import io
import json
import zipfile

import pytest
from django.urls import reverse

from accounts.enums import Role
from assessments.models import QuestionBank, Quiz
from courses.operations.authors import accept_invitation, invite_author, remove_author
from tests.assessments.test_admin import at, in_form, ping
from tests.assessments.test_admin import form as quiz_form
from tests.assessments.test_admin import url as quiz_url
from tests.factories.accounts import UserFactory
from tests.factories.asking import course_with_quiz
from tests.factories.media import ImageFactory
from tests.factories.quizzes import asks, draw, new_bank, new_quiz, one_of_each, stored

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C6")]
CHOOSER = "wagtailsnippetchoosers_assessments_questionbank"


@pytest.fixture
def producer():
    return UserFactory(roles=[Role.PRODUCER])


@pytest.fixture
def stranger():
    return UserFactory(roles=[Role.PRODUCER])


def url(name, *args):
    return reverse(f"wagtailsnippets_assessments_questionbank:{name}", args=args)


def form(questions, **fields):
    return {"title": "Intervals", **in_form(questions, "questions"), **fields}


def true(number, **value):
    return stored("true_false", number, is_true=True, **value)


def test_a_producer_writes_a_bank_of_every_kind_and_goes_back_to_an_earlier_version(producer):
    client = at(producer)
    questions = one_of_each(ImageFactory(uploaded_by_user=producer).pk)
    assert "assessments/draw_areas.js" in client.get(url("add")).content.decode()
    answer = client.post(url("add"), form(questions))
    assert answer.status_code == 302, answer.context["form"].errors
    bank = QuestionBank.objects.get()
    assert (bank.owner, bank.title) == (producer, "Intervals")
    assert [block["type"] for block in bank.questions.get_prep_value()] == [block["type"] for block in questions]
    client.post(url("edit", bank.pk), form([true(40)], title="Fewer"))
    bank.refresh_from_db()
    assert (bank.title, len(bank.questions), bank.revisions.count()) == ("Fewer", 1, 2)
    assert "Fewer" in client.get(url("history", bank.pk)).content.decode()
    first = bank.revisions.order_by("pk").first()
    assert "Intervals" in client.get(url("revisions_revert", bank.pk, first.pk)).content.decode()
    assert client.get(url("revisions_compare", bank.pk, "earliest", "latest")).status_code == 200
    assert "Fewer" in client.get(url("list")).content.decode()


def test_a_quiz_draws_from_a_bank_and_the_bank_says_so(producer):
    bank, client = new_bank(producer, title="Kept bank", questions=[true(1), true(2)]), at(producer)
    assert "No quiz draws from it yet" in client.get(url("edit", bank.pk)).content.decode()
    answer = client.post(quiz_url("add"), quiz_form([true(3), draw(1, bank, 2)]))
    assert answer.status_code == 302, answer.context["form"].errors
    quiz = Quiz.objects.get()
    assert quiz.questions.get_prep_value()[1]["value"] == {"bank": bank.pk, "draws": 2, "points": None}
    listed = client.get(quiz_url("list")).content.decode()
    assert "Intervals" in listed
    assert ">3<" in listed.replace(" ", "").replace("\n", "")
    page = client.get(url("edit", bank.pk)).content.decode()
    assert quiz_url("edit", quiz.pk) in page
    assert client.get(url("usage", bank.pk)).status_code == 200
    too_many = client.post(quiz_url("edit", quiz.pk), quiz_form([draw(1, bank, 3)])).content.decode()
    assert "There are only 2 questions in the bank" in too_many


def test_a_bank_that_is_drawn_from_is_not_deleted_and_says_by_which_quizzes(producer):
    bank, free = new_bank(producer, questions=[true(1)]), new_bank(producer, title="Free")
    new_quiz(producer, title="Modes of the day", questions=[draw(1, bank)])
    client = at(producer)
    refused = client.post(url("delete", bank.pk), follow=True).content.decode()
    assert "stays while quizzes draw from it: “Modes of the day”." in refused
    assert client.post(url("delete", free.pk)).status_code == 302
    assert list(QuestionBank.objects.all()) == [bank]


def test_others_know_nothing_of_it(producer, stranger):
    bank = new_bank(producer, title="Kept bank")
    client = at(stranger)
    for name in ("edit", "delete", "usage", "history"):
        assert client.get(url(name, bank.pk)).status_code == 404, name
    assert client.post(url("edit", bank.pk), form([])).status_code == 404
    assert client.post(ping("assessments.questionbank", bank.pk)).status_code == 404
    assert client.get(reverse("bank_questions", args=[bank.public_id])).status_code == 404
    assert client.get(reverse("bank_questions", args=[bank.public_id]), {"format": "gift"}).status_code == 404
    for page in (url("list"), reverse(f"{CHOOSER}:choose")):
        assert "Kept bank" not in client.get(page).content.decode()
        assert "Kept bank" in at(producer).get(page).content.decode()
    assert client.get(reverse(f"{CHOOSER}:chosen", args=[bank.pk])).status_code == 404
    assert at(UserFactory()).get(url("list")).status_code in {302, 404}


def test_nobody_draws_from_a_bank_of_somebody_else_nor_hears_of_it(producer, stranger):
    bank = new_bank(producer, title="Secret bank", questions=[true(1, content=asks("Secret question"))])
    for sent in (
        [draw(1, bank)],
        [draw(1, bank, 7)],
        [stored("gaps", 1, text="no gap", from_list=False, others=[]), draw(1, bank)],
    ):
        answer = at(stranger).post(quiz_url("add"), quiz_form(sent))
        assert answer.status_code == 200
        body = answer.content.decode()
        assert "Choose banks of the person to whom the quiz belongs." in body
        assert "Secret" not in body
        assert "There are only" not in body
    assert not Quiz.objects.exists()
    # Nor an administrator into a quiz of somebody else, from where they would read it.
    quiz = new_quiz(stranger, questions=[true(2)])
    administrator = at(UserFactory(roles=[Role.ADMINISTRATOR]))
    answer = administrator.post(quiz_url("edit", quiz.pk), quiz_form([draw(1, bank)]))
    assert "Choose banks of the person to whom the quiz belongs." in answer.content.decode()


def test_who_writes_the_course_too_changes_the_banks_of_its_quizzes_until_they_leave():
    made, quiz = course_with_quiz()
    owner = made.tree.owner
    bank, kept = new_bank(owner, title="Shared bank", questions=[true(1), true(2)]), new_bank(owner, title="Own bank")
    Quiz.objects.filter(pk=quiz.pk).update(questions=[draw(1, bank)])
    friend = UserFactory(roles=[Role.PRODUCER])
    invitation = invite_author(made.course, friend.email, actor=owner)
    assert at(friend).get(url("edit", bank.pk)).status_code == 404
    accept_invitation(invitation, actor=friend)
    assert at(friend).get(url("edit", bank.pk)).status_code == 200
    listed = at(friend).get(url("list")).content.decode()
    assert ("Shared bank" in listed, "Own bank" in listed) == (True, False)
    # It serves the owner's quizzes. In a quiz of their own, a friend would take its questions away.
    body = at(friend).post(quiz_url("add"), quiz_form([draw(1, bank)])).content.decode()
    assert "Choose banks of the person to whom the quiz belongs." in body
    answer = at(friend).post(quiz_url("edit", quiz.pk), quiz_form([draw(1, bank, 2)]))
    assert answer.status_code == 302
    body = at(friend).post(quiz_url("edit", quiz.pk), quiz_form([draw(1, kept)])).content.decode()
    assert "Choose banks of the person to whom the quiz belongs." in body
    at(friend).post(url("delete", bank.pk))
    assert QuestionBank.objects.filter(pk=bank.pk).exists()
    remove_author(made.course.authors.get(person=friend), actor=owner)
    assert at(friend).get(url("edit", bank.pk)).status_code == 404


def test_a_picture_of_somebody_else_is_not_taken(producer, stranger):
    picture = ImageFactory(title="Secret picture", uploaded_by_user=stranger)
    shows = [{"type": "image", "id": "", "value": {"image": picture.pk, "alt_text": "A", "caption": "<p></p>"}}]
    body = at(producer).post(url("add"), form([true(1, content=shows)])).content.decode()
    assert "Choose files of your own." in body
    assert "Secret picture" not in body
    assert not QuestionBank.objects.exists()


def test_questions_come_in_and_go_out_and_are_as_they_were(producer):
    bank, other = new_bank(producer, questions=[true(1)]), new_bank(producer, title="Other", questions=[])
    client = at(producer)
    address = reverse("bank_questions", args=[bank.public_id])
    assert "Bring questions in" in client.get(url("list")).content.decode()
    assert client.post(address, {"text": "Is A a note? {T}\n\nWhich? {=G ~F}"}).status_code == 302
    bank.refresh_from_db()
    assert [block.block_type for block in bank.questions] == ["true_false", "true_false", "single_choice"]
    assert bank.revisions.count() == 1
    package = client.get(address, {"format": "qti"}).content
    assert len([name for name in zipfile.ZipFile(io.BytesIO(package)).namelist() if "items/" in name]) == 3
    there = reverse("bank_questions", args=[other.public_id])
    sent = io.BytesIO(package)
    sent.name = "bank.zip"
    assert client.post(there, {"file": sent, "text": ""}).status_code == 302
    other.refresh_from_db()
    assert len(other.questions) == 3
    gift = client.get(address, {"format": "gift"}).content.decode()
    assert "Is A a note?" in gift
    assert "//" not in gift


def test_what_a_quiz_draws_goes_along_and_the_draw_is_named(producer):
    bank = new_bank(producer, questions=[true(1, content=asks("In the bank")), true(2), true(4)])
    quiz = new_quiz(producer, questions=[true(3), draw(1, bank, 2)])
    address = reverse("quiz_questions", args=[quiz.public_id])
    gift = at(producer).get(address, {"format": "gift"}).content.decode()
    told = "Questions 2 to 4 are a pool, of which each attempt gets 2: all of them are here."
    assert f"// {told}" in gift
    assert "In the bank" in gift
    package = zipfile.ZipFile(io.BytesIO(at(producer).get(address, {"format": "qti"}).content))
    assert told in package.read("left-out.txt").decode()
    assert len([name for name in package.namelist() if name.startswith("items/")]) == 4


def test_a_file_names_no_bank(producer):
    """By a key in a file one would draw from anybody's."""
    bank = new_bank(questions=[true(1)])
    quiz = new_quiz(producer, questions=[])
    told = json.dumps([draw(1, bank)])
    answer = at(producer).post(reverse("quiz_questions", args=[quiz.public_id]), {"text": told})
    assert answer.status_code == 200
    quiz.refresh_from_db()
    assert not len(quiz.questions)
