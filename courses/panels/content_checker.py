"""Wagtail's content checker, told what matters in a lesson: it reads the preview beside the editor."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem


class LessonContentChecker(ContentCheckerItem):
    """Alt texts, the order of headings, names of links and frames, empty lessons and media still to be chosen."""

    # Search engines see these pages through the storefront, which writes its own description.
    axe_run_only = [
        *(rule for rule in ContentCheckerItem.axe_run_only if rule != "empty-meta-description"),
        "image-alt",
        "empty-lesson",
        "nothing-chosen",
    ]
    # Both rules point at elements that the preview draws empty on purpose where something is missing.
    axe_custom_rules = [
        *ContentCheckerItem.axe_custom_rules,
        {
            "id": "empty-lesson",
            "impact": "serious",
            "selector": "[data-empty-lesson]",
            "tags": ["best-practice"],
            "any": ["has-visible-text"],
            "enabled": True,
        },
        {
            "id": "nothing-chosen",
            "impact": "serious",
            "selector": "[data-nothing-chosen]",
            "tags": ["best-practice"],
            "any": ["has-visible-text"],
            "enabled": True,
        },
    ]
    axe_messages: dict[str, Any] = {
        **ContentCheckerItem.axe_messages,
        "image-alt": {
            "error_name": _("A picture does not say what it shows"),
            "help_text": _("Describe it in a few words for people who cannot see it"),
        },
        "empty-lesson": {
            "error_name": _("This lesson is empty"),
            "help_text": _("Add text, a picture or a film before you send the course for review"),
        },
        "nothing-chosen": {
            "error_name": _("A block has no file yet"),
            "help_text": _("Choose one, or remove the block"),
        },
    }
