"""Certificates in the admin: each sees those of the courses they write."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from certificates.enums import CertificateState
from certificates.models import Certificate, grouped
from courses.errors import CourseNotReady
from courses.operations.authors import accept_invitation, invite_author
from courses.operations.submissions import submit_course
from tests.factories.accounts import UserFactory
from tests.factories.certificates import design, given_certificate, giving_course
from tests.factories.media import ImageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C8", "fault-Z2")]


def at(person):
    client = Client()
    client.force_login(person)
    return client


def listed(person, **search):
    page = at(person).get(reverse("certificates"), search)
    assert page.status_code == 200
    return page.content.decode()


def test_those_who_write_the_course_find_its_certificates():
    certificate = given_certificate(name="Ines Moreau")
    other = given_certificate(giving_course(title="Tango"), name="Ivo Lind")
    owner = certificate.course.owner
    shown = listed(owner)
    assert "Ines Moreau" in shown
    assert "Ivo Lind" not in shown
    for words in ("moreau", "Salsa", grouped(certificate.number), certificate.number.lower()):
        assert "Ines Moreau" in listed(owner, q=words)
    for words in ("Lind", grouped(other.number), "%"):
        assert "Ines Moreau" not in listed(owner, q=words)
    assert "Ines Moreau" not in listed(owner, state=CertificateState.REVOKED)
    administrator = UserFactory(is_superuser=True, roles=[Role.ADMINISTRATOR])
    assert all(name in listed(administrator) for name in ("Ines Moreau", "Ivo Lind"))
    friend = UserFactory(roles=[Role.PRODUCER])
    accept_invitation(invite_author(certificate.course, friend.email, actor=owner), actor=friend)
    assert "Ines Moreau" in listed(friend)


def test_strangers_find_nothing():
    certificate = given_certificate()
    missing = uuid.uuid4()
    for person in (UserFactory(roles=[Role.PRODUCER]), UserFactory(roles=[Role.REVIEWER]), certificate.learner):
        client = at(person)
        for name in ("revoke_certificate", "issue_certificate_again"):
            tried = [reverse(name, args=[each]) for each in (certificate.public_id, missing)]
            answers = [client.post(address, {"reason": "Why"}) for address in tried]
            assert {answer.status_code for answer in answers} <= {302, 404}
            assert answers[0].status_code == answers[1].status_code
        page = certificate.course.pages.get()
        assert client.get(reverse("certificate_sample", args=[page.pk])).status_code != 200
    certificate.refresh_from_db()
    assert certificate.is_valid


def test_one_is_revoked_for_a_reason_and_given_again():
    certificate = given_certificate(name="Ines Moreau")
    client = at(certificate.course.owner)
    address = reverse("revoke_certificate", args=[certificate.public_id])
    assert "Ines Moreau" in client.get(address).content.decode()
    assert "This field is required" in client.post(address, {"reason": " "}).content.decode()
    assert client.post(address, {"reason": "Handed in what another made."}, follow=True).status_code == 200
    certificate.refresh_from_db()
    assert (certificate.state, certificate.revocation_reason) == ("revoked", "Handed in what another made.")
    shown = listed(certificate.course.owner)
    assert "Handed in what another made." in shown
    again = client.post(reverse("issue_certificate_again", args=[certificate.public_id]), follow=True)
    assert "has a new certificate" in again.content.decode()
    assert Certificate.objects.of(certificate.learner).valid().get().replaces == certificate
    twice = client.post(reverse("issue_certificate_again", args=[certificate.public_id]), follow=True)
    assert "does not hold any more" in twice.content.decode()


def test_authors_see_a_sample_of_what_they_write():
    published = giving_course(heading="Diploma")
    client = at(published.course.owner)
    page = published.tree.page
    sample = client.get(reverse("certificate_sample", args=[page.pk]))
    assert (sample.status_code, sample["Content-Type"]) == (200, "application/pdf")
    edited = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert reverse("certificate_sample", args=[page.pk]) in edited
    draft = page.get_latest_revision_as_object()
    draft.certificate = []
    draft.save_revision()
    without = client.get(reverse("certificate_sample", args=[page.pk]), follow=True)
    assert "gives no certificate yet" in without.content.decode()


def test_a_reviewer_reads_what_the_certificate_says():
    published = giving_course(statement="has danced through the night", signed_by="Rosa Lind")
    page = reverse("review_submission", args=[published.submission.public_id])
    shown = at(published.reviewer).get(page).content.decode()
    assert "has danced through the night" in shown
    assert "Rosa Lind" in shown


def test_a_design_that_cannot_be_is_not_handed_in():
    published = giving_course()
    draft = published.tree.page.get_latest_revision_as_object()
    draft.certificate = design(heading="x" * 61, layout="baroque")
    draft.save_revision()
    with pytest.raises(CourseNotReady) as refused:
        submit_course(published.course, actor=published.course.owner)
    problems = [problem.message for problem in refused.value.problems]
    assert any("heading" in problem.lower() for problem in problems)
    assert any("layout" in problem.lower() for problem in problems)


def test_a_picture_of_another_is_neither_taken_nor_shown():
    published = giving_course()
    stranger = ImageFactory(uploaded_by_user=UserFactory(roles=[Role.PRODUCER]), title="A secret signature")
    page = published.tree.page
    client = at(published.course.owner)
    form = {
        "title": page.title,
        "price_minor": "",
        "price_currency": "EUR",
        "language": "en",
        "description": "null",
        "outcomes-count": "0",
        "requirements-count": "0",
        "certificate-count": "1",
        "certificate-0-deleted": "",
        "certificate-0-order": "0",
        "certificate-0-type": "certificate",
        "certificate-0-id": "",
        "certificate-0-value-layout": "classic",
        "certificate-0-value-colour": "ink",
        "certificate-0-value-heading": "Diploma",
        "certificate-0-value-statement": "has completed",
        "certificate-0-value-signature": str(stranger.pk),
    }
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    shown = answer.content.decode()
    assert "Choose a file of your own." in shown
    assert "A secret signature" not in shown
    (kept,) = page.get_latest_revision_as_object().certificate
    assert kept.value["signature"] is None
