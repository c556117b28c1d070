"""Certificates over HTTP: who is told what of them, and what one can do with one's own."""

import json

import pytest
from rest_framework.test import APIClient

from certificates.models import Certificate, grouped
from certificates.operations.issuing import revoke_certificate
from kit import jobs
from kit.pdf import PapersNotInstalled
from tests.factories.accounts import UserFactory
from tests.factories.certificates import finish, given_certificate, giving_course, issued_certificate, joined

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C8")]


def public(number, end=""):
    return APIClient().get(f"/api/v1/certificates/{number}{end}")


def test_whoever_has_its_number_sees_that_it_is_genuine():
    certificate = given_certificate(name="Ines Moreau")
    told = public(grouped(certificate.number).lower()).json()
    assert (told["state"], told["name"], told["number"]) == ("valid", "Ines Moreau", certificate.number)
    assert told["course"]["title"] == certificate.title
    assert certificate.learner.email not in json.dumps(told)
    file = public(certificate.number, "/pdf")
    assert file.content.startswith(b"%PDF")
    assert file["Cache-Control"] == "private, no-store"
    assert public("0" * 26).status_code == 404
    assert public("nothing").status_code == 404


def test_one_that_was_revoked_tells_nothing_of_the_person():
    certificate = given_certificate(name="Ines Moreau")
    revoke_certificate(certificate, reason="A secret between us", actor=certificate.course.owner)
    answer = public(certificate.number)
    told = answer.json()
    assert (told["state"], told["name"]) == ("revoked", None)
    assert "secret" not in answer.content.decode()
    assert "Ines" not in answer.content.decode()
    assert public(certificate.number, "/pdf").status_code == 404


def test_one_that_was_replaced_leads_nowhere(signed_in):
    certificate = given_certificate(name="Ines Moreau")
    learner = certificate.learner
    learner.display_name = "Ivo Moreau"
    learner.save(update_fields=["display_name"])
    client = signed_in(learner)
    held = client.get(f"/api/v1/me/certificates/{certificate.number}").json()
    assert (held["name"], held["is_in_my_name"]) == ("Ines Moreau", False)
    new = client.post(f"/api/v1/me/certificates/{certificate.number}/reissue").json()
    assert (new["name"], new["is_in_my_name"]) == ("Ivo Moreau", True)
    told = public(certificate.number).content.decode()
    for secret in ("Ines", "Ivo", new["number"], certificate.title, certificate.course.slug):
        assert secret not in told
    assert json.loads(told)["state"] == "replaced"
    assert [each["number"] for each in client.get("/api/v1/me/certificates").json()] == [new["number"]]
    again = client.post(f"/api/v1/me/certificates/{new['number']}/reissue")
    assert (again.status_code, again.json()["error"]["details"]["reason"]) == (409, "nothing_changed")


def test_what_is_missing_is_named_until_it_can_be_had(signed_in):
    published = giving_course()
    learner = joined(published.course)
    client = signed_in(learner)
    address = f"/api/v1/me/learning/{published.course.slug}/certificate"
    standing = client.get(address).json()
    assert (standing["is_offered"], standing["certificate"]) == (True, None)
    assert len(standing["missing"]) == len(published.tree.lessons)
    refused = client.post(address)
    assert (refused.status_code, refused.json()["error"]["details"]["reason"]) == (409, "certificate_not_earned")
    finish(published.course, learner)
    assert client.get(address).json()["missing"] == []
    had = client.post(address)
    assert had.status_code == 201
    assert client.post(address).status_code == 200
    assert client.get(address).json()["certificate"]["number"] == had.json()["number"]
    jobs.run_pending()
    assert Certificate.objects.count() == 1


def test_a_credential_is_the_learners_own(signed_in):
    certificate = given_certificate()
    address = f"/api/v1/me/certificates/{certificate.number}/credential"
    answer = signed_in(certificate.learner).get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/vc+jwt")
    assert signed_in(UserFactory()).get(address).status_code == 404
    revoke_certificate(certificate, reason="Why", actor=certificate.course.owner)
    assert signed_in(certificate.learner).get(address).status_code == 404
    assert signed_in(certificate.learner).get("/api/v1/me/certificates").json()[0]["revocation_reason"] == "Why"


def test_without_a_key_there_is_no_credential(signed_in, settings):
    settings.CREDENTIAL_KEYS = []
    certificate = given_certificate()
    client = signed_in(certificate.learner)
    assert client.get(f"/api/v1/me/certificates/{certificate.number}").json()["has_credential"] is False
    for address in (f"me/certificates/{certificate.number}/credential", "credentials/did.json", "credentials/status/0"):
        assert client.get(f"/api/v1/{address}").status_code == 404


def test_where_papers_cannot_be_drawn_that_is_said(monkeypatch):
    certificate = issued_certificate(giving_course().course, UserFactory(), pdf=None)

    def missing(*_template, **_options):
        raise PapersNotInstalled("papers need Pango")

    monkeypatch.setattr("certificates.operations.drawing.render_pdf", missing)
    assert public(certificate.number, "/pdf").status_code == 503


def test_a_course_says_that_it_gives_one():
    published = giving_course(heading="Diploma", every_quiz=True)
    document = APIClient().get(f"/api/v1/courses/{published.course.slug}").json()["document"]
    assert document["certificate"] == {"heading": "Diploma", "every_quiz": True}
    (card,) = APIClient().get("/api/v1/courses").json()["results"]
    assert card["document"]["certificate"]["heading"] == "Diploma"
