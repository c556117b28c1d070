"""Letters: every one renders, no value is ever read as a template, no header is ever injected."""

from pathlib import Path

import pytest
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage

from notices.letters import SAMPLES, admin_link, compose_letter, send_letter, site_link

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = [path for path in ROOT.glob("*/templates/letters") if path.is_dir()]
NAMES = sorted({path.stem for folder in FOLDERS for path in folder.glob("*")} - {"base", "notice"})

HOSTILE = [
    "{{7*7}}",
    "{% include 'letters/base.mjml' %}",
    "{0.__class__}",
    "%n%s%(name)s",
    "<script>alert(1)</script>",
    "<mj-raw><b>x</b></mj-raw>",
    "</mj-text><mj-image src='https://evil.example/x.png'/>",
    "<mj-include path='/etc/passwd' />",
    "&lt;b&gt;",
    "]]><!--",
    "Ana\r\nBcc: everybody@example.org",
]


def test_every_template_is_a_known_letter_with_text_and_html():
    assert sorted(SAMPLES) == NAMES
    for folder in FOLDERS:
        assert {path.stem for path in folder.glob("*.txt")} | {"base"} == {
            path.stem for path in folder.glob("*.mjml")
        } | {"base"}


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_renders_with_all_its_values(name):
    message = compose_letter(name, to="ana@example.org", **SAMPLES[name])
    html = message.alternatives[0][0]
    assert message.subject.strip()
    for value in SAMPLES[name].values():
        if isinstance(value, bool):
            continue
        assert str(value) in message.body
        assert str(value) in html
    for part in (message.body, html):
        assert "{{" not in part
        assert "{%" not in part
    assert "http://fonts" not in html
    assert "https://fonts" not in html


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.covers("fault-X4")
def test_values_are_text_and_nothing_else(value):
    sample = {**SAMPLES["verify_email"], "name": value}
    message = compose_letter("verify_email", to="ana@example.org", **sample)
    assert value.replace("\r", "") in message.body
    html = message.alternatives[0][0]
    escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert escaped.replace("'", "&#x27;").replace("\r", "") in html
    for mark in ("<script", "evil.example/x.png'/>", "<mj-", "root:"):
        assert mark not in html


@pytest.mark.parametrize("title", ["One\r\nBcc: x@example.org", "One\nTwo", "One\x0bTwo"])
@pytest.mark.covers("fault-S4")
def test_a_subject_is_one_line_whatever_it_is_made_of(title):
    message = compose_letter("notice", to="ana@example.org", name="Ana", title=title, body="", url="")
    assert message.subject == " ".join(title.replace("\x0b", "").split())
    assert "Bcc" not in message.message()


@pytest.mark.covers("fault-S4")
def test_an_address_with_a_line_break_is_not_sent_to():
    with pytest.raises(BadHeaderError):
        send_letter("notice", to="a@example.org\nBcc: x@example.org", name="Ana", title="T", body="", url="")
    assert mail.outbox == []


@pytest.mark.covers("fault-S7")
def test_links_lead_to_our_own_origins_whoever_asks(settings):
    settings.SITE_URL, settings.ADMIN_URL = "https://perfomix.example", "https://admin.perfomix.example"
    assert site_link("/reset-password", key="a b&c") == "https://perfomix.example/reset-password?key=a+b%26c"
    assert admin_link("/admin/") == "https://admin.perfomix.example/admin/"


def test_the_general_letter_carries_title_text_and_link():
    message = compose_letter(
        "notice",
        to="ana@example.org",
        name="Ana",
        title="Approved",
        body="Well done.\nAll of it.",
        url="https://x.example",
    )
    assert isinstance(message, EmailMessage)
    for word in ("Approved", "Well done.", "https://x.example"):
        assert word in message.body
        assert word in message.alternatives[0][0]
    assert "Well done.<br" in message.alternatives[0][0]
