"""Letters: two template files each, `letters/<name>.txt` (its first line is the subject) and `letters/<name>.mjml`.

Values are put in once and never read as a template: in HTML they are escaped, in text they stand as they are, in the
subject they lose line breaks. Links come from `site_link` and `admin_link`, so that no request decides where they lead.
"""

import unicodedata
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import mrml
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Template
from django.template.engine import Engine
from django.utils import translation

# What the preview shows for each letter; the test of templates holds the two lists together.
SAMPLES: dict[str, Mapping[str, Any]] = {}


def register_letter(name: str, *, sample: Mapping[str, Any]) -> str:
    """Make a letter known, with values for its preview. Returns the name."""
    SAMPLES[name] = sample
    return name


def send_letter(letter: str, /, *, to: str, language: str = "en", **values: Any) -> None:
    """Send the letter now. Callers are jobs: a failing mail server is tried again by the queue."""
    compose_letter(letter, to=to, language=language, **values).send()


def compose_letter(letter: str, /, *, to: str, language: str = "en", **values: Any) -> EmailMultiAlternatives:
    """The letter in text and HTML, addressed and ready."""
    engine = Engine.get_default()
    subject, _, text = engine.get_template(f"letters/{letter}.txt").source.partition("\n")
    known = {"product": settings.WAGTAIL_SITE_NAME, "site_url": settings.SITE_URL}
    shown = {name: _visible(value) for name, value in {**known, **values}.items()}
    with translation.override(language):
        subject = _render(engine.from_string(subject), shown, escape=False)
        text = _render(engine.from_string(text), shown, escape=False)
        html = mrml.to_html(_render(engine.get_template(f"letters/{letter}.mjml"), shown, escape=True)).content
    message = EmailMultiAlternatives(subject=" ".join(subject.split()), body=text.strip() + "\n", to=[to])
    message.attach_alternative(html, "text/html")
    return message


def site_link(path: str, **query: str) -> str:
    """An address on the storefront."""
    return _link(settings.SITE_URL, path, query)


def admin_link(path: str, **query: str) -> str:
    """An address on the editor's origin."""
    return _link(settings.ADMIN_URL, path, query)


def _link(origin: str, path: str, query: dict[str, str]) -> str:
    return f"{origin}{path}" + (f"?{urlencode(query)}" if query else "")


def _render(template: Template, values: Mapping[str, Any], *, escape: bool) -> str:
    return template.render(Context(dict(values), autoescape=escape))


def _visible(value: Any) -> Any:
    """Text without control characters, which neither mail nor XML may hold."""
    if not isinstance(value, str):
        return value
    return "".join(letter for letter in value if letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Cs"})
