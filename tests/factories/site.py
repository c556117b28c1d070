"""Pages of the site, published as the editor publishes them."""

import json
import uuid
from typing import Any

from cms.models import HomePage, SitePage


def block(kind: str, **value: Any) -> dict[str, Any]:
    """A block as a StreamField stores it."""
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def rich_text(html: str) -> dict[str, Any]:
    return {"type": "rich_text", "value": html, "id": str(uuid.uuid4())}


def home_page(*blocks: dict[str, Any]) -> HomePage:
    """The home page that the migration made; published with these sections where there are any."""
    home = HomePage.objects.get()
    if blocks:
        home.body = json.dumps(blocks)
        publish(home)
    return home


def site_page(kind: type[SitePage], title: str, *, under: Any = None, live: bool = True, **fields: Any) -> Any:
    """A page of that kind under another (the home page), published unless it is to stay a draft."""
    if isinstance(fields.get("body"), list):
        fields["body"] = json.dumps(fields["body"])
    page = kind(title=title, live=False, **fields)
    (under or HomePage.objects.get()).add_child(instance=page)
    if live:
        publish(page)
    return page


def publish(page: Any) -> None:
    page.save_revision().publish()
    page.refresh_from_db()
