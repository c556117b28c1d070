"""What is on the sheet, and what cannot get onto it."""

import pypdfium2
import pytest

from certificates.documents import content_of, offer_of, sample_of
from certificates.models import grouped
from certificates.operations.drawing import draw, file_name, keep_pdf, pdf_of
from content.blocks.certificate import CertificateColour, CertificateLayout
from courses.models import Enrolment
from kit import pdf
from tests.factories.accounts import UserFactory
from tests.factories.certificates import design, finish, given_certificate, giving_course, joined
from tests.factories.media import ImageFactory
from tests.factories.submissions import ready_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C8", "fault-X4")]
SAID = {
    "name": "Ines Moreau",
    "course": {"title": "Salsa from the first step"},
    "producer": "Ana Duarte",
    "issuer": "Perfomix",
    "language": "en",
    "completed_on": "2026-11-20",
    "minutes": 240,
    "lessons": 14,
    "design": {
        "layout": "classic",
        "colour": "ink",
        "heading": "Certificate of completion",
        "statement": "has completed the course",
        "shows_duration": True,
        "signed_by": "",
        "signed_as": "",
        "signature": None,
        "emblem": None,
    },
}


def words(file):
    """All that stands on the sheet, small and without spaces: headings are set wide apart."""
    document = pypdfium2.PdfDocument(file)
    assert len(document) == 1
    return packed(document[0].get_textpage().get_text_range())


def packed(text):
    return "".join(text.lower().split())


def said(**changes):
    return SAID | changes | {"design": SAID["design"] | changes.get("design", {})}


def test_it_says_what_was_issued():
    certificate = given_certificate(giving_course(statement="has danced", signed_by="Rosa Lind"), name="Ines Moreau")
    shown = words(pdf_of(certificate))
    for each in ("Ines Moreau", "has danced", certificate.title, "Rosa Lind", "Certificate of completion"):
        assert packed(each) in shown
    assert grouped(certificate.number).lower() in shown
    assert "sample" not in shown
    assert file_name(certificate).endswith(".pdf")


@pytest.mark.parametrize("layout", CertificateLayout.values)
@pytest.mark.parametrize("colour", CertificateColour.values)
def test_every_design_can_be_drawn_on_one_sheet(layout, colour):
    names = {"name": "Wilhelmina Alexandra Constance van den Berg-Żółkiewska", "course": {"title": "Long " * 25}}
    shown = words(draw(said(**names, design={"layout": layout, "colour": colour}), address="https://x.example/c/1"))
    assert "wilhelmina" in shown


@pytest.mark.parametrize(
    ("minutes", "words_of_it"),
    [(0, None), (45, "45 minutes"), (60, "1 hour"), (95, "1½ hours"), (240, "4 hours")],
)
def test_it_says_how_long_the_course_is(minutes, words_of_it):
    shown = words(draw(said(minutes=minutes)))
    assert (packed(words_of_it) in shown) if words_of_it else ("hour" not in shown and "minutes" not in shown)
    assert "sample" in shown
    assert "4hours" not in words(draw(said(design={"shows_duration": False})))


@pytest.mark.parametrize(
    "text",
    ["{{ 7*7 }}", "{% now 'Y' %}", "<script>alert(1)</script>", "%n{0.__class__}", "<img src=file:///etc/passwd>"],
)
def test_words_stay_words(text, caplog):
    changed = said(name=text, course={"title": text}, design={"heading": text, "statement": text, "signed_by": text})
    shown = words(draw(changed))
    assert shown.count(packed(text)) == 5
    assert "passwd" not in caplog.text


def test_a_signature_of_the_authors_is_shown(monkeypatch):
    tree = ready_course()
    own = ImageFactory(uploaded_by_user=tree.owner)
    foreign = ImageFactory(uploaded_by_user=UserFactory())
    published = giving_course(tree.owner, signature=own.pk, emblem=foreign.pk)
    learner = joined(published.course)
    finish(published.course, learner)
    seat = Enrolment.objects.select_related("learner", "course").get(learner=learner, course=published.course)
    content = content_of(seat, offer_of(published.course))
    assert content["design"]["signature"] is not None
    assert content["design"]["emblem"] is None
    asked = []
    real = pdf._fetcher
    monkeypatch.setattr(pdf, "_fetcher", lambda pictures: asked.append(set(pictures)) or real(pictures))
    assert draw(content)
    assert asked == [{"picture:signature"}]


def test_it_is_drawn_once():
    certificate = given_certificate()
    kept = pdf_of(certificate)
    keep_pdf(certificate)
    assert pdf_of(certificate) == kept


def test_a_sample_is_of_the_draft():
    tree = ready_course()
    assert sample_of(tree.page) is None
    draft = tree.page.get_latest_revision_as_object()
    draft.certificate = design(heading="Diploma")
    draft.save_revision()
    tree.page.refresh_from_db()
    shown = words(draw(sample_of(tree.page)))
    assert "diploma" in shown
    assert "sample" in shown
