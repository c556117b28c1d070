"""Letters: two template files each, `letters/<name>.txt` (its first line is the subject) and `letters/<name>.mjml`.

Values are put in once and never read as a template: in HTML they are escaped, in text they stand as they are, in the
subject they lose line breaks. Links come from `site_link` and `admin_link`, so that no request decides where they lead.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import mrml
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
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
    with translation.override(language):
        values = {"product": settings.WAGTAIL_SITE_NAME, "site_url": settings.SITE_URL, **values}
        subject, _, text = _render(f"letters/{letter}.txt", values, escape=False).partition("\n")
        html = mrml.to_html(_render(f"letters/{letter}.mjml", values, escape=True)).content
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


def _render(template_name: str, values: Mapping[str, Any], *, escape: bool) -> str:
    template = Engine.get_default().get_template(template_name)
    return template.render(Context(dict(values), autoescape=escape))
