"""What the virus scanner says of a file, on the pages of the editor that change it."""

from typing import Any

from django import template

from media.models.scans import scan_of

register = template.Library()


@register.inclusion_tag("media/scan_state.html")
def scan_state(medium: Any) -> dict[str, Any]:
    """Nothing where the file may be served, else why not and what to do."""
    return {"scan": scan_of(medium.file.name)}
