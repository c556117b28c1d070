"""Rich text as our editor writes it, whatever it was; cleaning twice changes nothing more."""

import re

import nh3

TAGS = {"p", "b", "i", "a", "ul", "ol", "li", "hr", "br", "sup", "sub", "s", "code"}
DESCRIPTION_TAGS = TAGS | {"h2", "h3"}
SCHEMES = {"http", "https", "mailto", "tel", "lesson", "asset"}
_SYNONYMS = re.compile(r"<(/?)(strong|em|del|strike)(?=[\s>/])", re.IGNORECASE)
_OURS = {"strong": "b", "em": "i", "del": "s", "strike": "s"}


def clean_rich_text(html: str, tags: set[str] = TAGS) -> str:
    """The text with nothing but the elements of our editor and addresses that are safe to follow."""
    html = _SYNONYMS.sub(lambda found: f"<{found[1]}{_OURS[found[2].lower()]}", html)
    cleaned = nh3.clean(
        html,
        tags=tags,
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel=None,
        attribute_filter=_only_absolute,
    )
    return cleaned.replace("<br>", "<br/>").replace("<hr>", "<hr/>").strip()


def _only_absolute(_tag: str, _name: str, value: str) -> str | None:
    return value if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", value) else None
