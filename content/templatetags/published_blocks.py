"""Published blocks as HTML for the admin: review pages, previews, the block chooser."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from content.blocks import represent, schemas
from content.blocks.addresses import NAMES
from content.blocks.sanitise import clean_html

register = template.Library()

_KINDS = frozenset(schemas())


@register.simple_tag
def published_blocks(content: Iterable[Mapping[str, Any]] | None) -> SafeString:
    """The published blocks (what `content.blocks.represent` answers), each with its own template, read-only."""
    return format_html_join(
        "\n",
        '<div class="lesson-block lesson-block--{}" data-block="{}">{}</div>',
        (
            (block["type"].replace("_", "-"), block["id"], _rendered(block))
            for block in content or []
            if block["type"] in _KINDS
        ),
    )


@register.simple_tag
def stored_blocks(content: Any) -> SafeString:
    """Like `published_blocks`, for a stream as it is stored; media are looked up for it alone."""
    return published_blocks(represent(content))


def _rendered(block: Mapping[str, Any]) -> SafeString:
    return render_to_string(f"content/blocks/{block['type']}.html", {"id": block["id"], "value": block["value"]})


@register.filter
def clean(html: str | None) -> SafeString:
    """Rich text as it may be shown, cleaned once more, so that no stored text is ever trusted by a template."""
    return mark_safe(clean_html(html or ""))  # noqa: S308 - this is the sanitiser's output


@register.filter
def minutes_and_seconds(seconds: int | None) -> str:
    """225 as 3:45, 3725 as 1:02:05; nothing for nothing."""
    if seconds is None:
        return ""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@register.filter
def signed_seconds(milliseconds: int) -> str:
    """1480 as +1.48, -500 as -0.5."""
    return f"{milliseconds / 1000:+.7g}" if milliseconds else "0"


@register.filter
def provider_name(provider: str) -> str:
    """A provider as it writes itself: YouTube for youtube."""
    return NAMES.get(provider, provider)
