"""What administrators fill in for the whole site."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.contrib.settings.registry import register_setting

from cms.models import Navigation, SiteSettings


def install_settings() -> None:
    """Show site and navigation in the settings menu."""
    SiteSettings.edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("name"), FieldPanel("tagline"), FieldPanel("description")], heading=_("The site")
            ),
            FieldPanel("contact_address"),
            FieldPanel("share_picture"),
            FieldPanel("may_be_indexed"),
            MultiFieldPanel(
                [FieldPanel(name) for name in SiteSettings.NETWORKS],
                heading=_("Where else it is found"),
                help_text=_("Whole addresses; those left empty are not shown."),
            ),
        ]
    )
    Navigation.edit_handler = ObjectList(
        [
            FieldPanel("header", help_text=_("At the top of every page. A group opens to its links.")),
            FieldPanel("footer", help_text=_("At the bottom of every page, side by side.")),
            FieldPanel("legal", help_text=_("Under the columns: privacy, terms.")),
        ]
    )
    register_setting(SiteSettings, icon="site", order=100)
    register_setting(Navigation, icon="list-ul", order=110)
