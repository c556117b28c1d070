"""Notices in the app, letters with them, the mailbox."""

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage

from kit import jobs
from notices.gateways.mailbox import MailboxBackend
from notices.letters import SAMPLES, compose_letter
from notices.models import LetterPreference, MailboxLetter, Notice
from notices.operations import choose_letters, mark_all_read, mark_read, mark_unread, notify, send_notice_letter
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_a_person_is_told_in_the_app_and_by_letter():
    person = UserFactory(display_name="Ana")
    notice = notify(person, "courses.approved", title="Approved", body="Well done.", url="/courses/tango")
    assert mail.outbox == []
    jobs.run_pending()
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == ([person.email], "Approved")
    assert "http://localhost:3000/courses/tango" in letter.body
    notice.refresh_from_db()
    assert notice.letter_sent_at is not None
    send_notice_letter(notice.pk)
    assert len(mail.outbox) == 1, "a job run twice sends once"


def test_an_address_of_our_own_stays_as_it_is():
    notify(UserFactory(), "courses.submitted", title="To review", url="http://localhost:8000/admin/reviews/1/")
    jobs.run_pending()
    assert "http://localhost:8000/admin/reviews/1/" in mail.outbox[0].body


def test_a_kind_with_a_letter_of_its_own_uses_it():
    notify(UserFactory(), "course.invitation", title="Invited", inviter="Bo", course="Tango", as_owner=True)
    jobs.run_pending()
    assert mail.outbox[0].subject == "“Tango” is offered to you"


def test_some_notices_need_no_letter():
    notify(UserFactory(), "courses.approved", title="Approved", letter=False)
    assert jobs.run_pending() == 0


def test_a_person_chooses_letters_by_area_and_still_sees_the_notice():
    person = UserFactory()
    choose_letters(person, "courses", wants=False, actor=person)
    notify(person, "courses.approved", title="Approved")
    notify(person, "accounts.restored", title="Open again")
    jobs.run_pending()
    assert [letter.subject for letter in mail.outbox] == ["Open again"]
    assert Notice.objects.of(person).count() == 2
    choose_letters(person, "courses", wants=True, actor=person)
    assert LetterPreference.objects.count() == 1


def test_nobody_writes_to_the_suspended_or_the_gone():
    person = UserFactory(is_active=False)
    notice = notify(person, "courses.approved", title="Approved")
    jobs.run_pending()
    send_notice_letter(notice.pk + 1)
    assert mail.outbox == []


def test_read_is_remembered_from_the_first_time():
    person = UserFactory()
    notice = notify(person, "courses.approved", title="Approved", letter=False)
    first = mark_read(notice, actor=person).read_at
    assert mark_read(notice, actor=person).read_at == first
    assert mark_unread(notice, actor=person).read_at is None
    assert mark_all_read(person, actor=person) == 1
    assert mark_all_read(person, actor=person) == 0
    assert str(notice) == "Approved"


def keep_one(**values):
    message = compose_letter("verify_email", to="ana@example.org", **{**SAMPLES["verify_email"], **values})
    assert MailboxBackend().send_messages([message]) == 1
    return MailboxLetter.objects.get()


def test_the_mailbox_shows_letters_in_text_and_html(client):
    kept = keep_one(name="<script>alert(1)</script>")
    assert "Confirm your e-mail address" in client.get("/mailbox/").content.decode()
    page = client.get(f"/mailbox/{kept.public_id}/").content.decode()
    assert "https://perfomix.example/link?key=sample" in page
    assert "<script>alert" not in page
    html = client.get(f"/mailbox/{kept.public_id}/html/")
    assert "sandbox" in html["Content-Security-Policy"]
    assert "<script>alert" not in html.content.decode()
    assert client.post("/mailbox/").status_code == 405


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_the_mailbox_previews_every_letter(client, name):
    assert client.get(f"/mailbox/samples/{name}/").status_code == 200


def test_an_unknown_letter_has_no_preview(client):
    assert client.get("/mailbox/samples/base/").status_code == 404


def test_a_plain_message_is_kept_too():
    MailboxBackend().send_messages([EmailMessage("Hello", "Text", to=["a@example.org"])])
    assert (MailboxLetter.objects.get().html, str(MailboxLetter.objects.get())) == ("", "Hello")


def test_the_mailbox_is_for_development_alone(settings):
    settings.MAILBOX_PAGE = False
    with pytest.raises(ImproperlyConfigured):
        MailboxBackend().send_messages([EmailMessage("Hello", "Text", to=["a@example.org"])])
    assert not MailboxLetter.objects.exists()


def test_notices_stand_in_the_editor(client):
    person = UserFactory(roles=["producer"])
    plain = notify(person, "courses.approved", title="Approved", body="Well done.", letter=False)
    leading = notify(person, "courses.published", title="Live now", url="/courses/tango", letter=False)
    other = notify(UserFactory(), "courses.approved", title="Another's", letter=False)
    client.force_login(person)
    home = client.get("/admin/").content.decode()
    assert "Live now" in home
    assert "Notices (2)" in home
    page = client.get("/admin/notices/").content.decode()
    assert "Well done." in page
    assert "Another's" not in page
    assert client.post(f"/admin/notices/{leading.public_id}/")["Location"] == "http://localhost:3000/courses/tango"
    assert client.post(f"/admin/notices/{plain.public_id}/")["Location"] == "/admin/notices/"
    assert client.post(f"/admin/notices/{other.public_id}/").status_code == 404
    assert not Notice.objects.of(person).unread().exists()
    notify(person, "courses.approved", title="Once more", letter=False)
    assert client.post("/admin/notices/").status_code == 302
    assert "Notices (" not in client.get("/admin/").content.decode()


def test_rows_name_themselves():
    person = UserFactory(display_name="Ana")
    assert str(choose_letters(person, "courses", wants=False, actor=person)) == "Ana: courses"
