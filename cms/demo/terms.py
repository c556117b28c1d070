"""The words that the demo's courses are sorted by. Those that exist already are left as they are."""

from pathlib import Path
from typing import Any

import yaml

from taxonomy.models import Category, Level, Style

TERMS = Path(__file__).parent / "terms.yaml"


def create_terms() -> None:
    told: dict[str, Any] = yaml.safe_load(TERMS.read_text(encoding="utf-8"))
    for position, (slug, name) in enumerate(told["levels"].items(), start=1):
        Level.objects.get_or_create(slug=slug, defaults={"name": name, "position": position})
    for position, (slug, name) in enumerate(told["categories"].items(), start=1):
        category, _ = Category.objects.get_or_create(slug=slug, defaults={"name": name, "position": position})
        for place, (style, called) in enumerate(told["styles"][slug].items(), start=1):
            Style.objects.get_or_create(
                slug=style, defaults={"name": called, "category": category, "position": 10 * position + place}
            )
