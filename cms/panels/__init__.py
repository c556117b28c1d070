"""What the editor shows of the site's pages and settings."""

from cms.panels.settings import install_settings
from cms.panels.site_pages import install_pages

__all__ = ["install_pages", "install_settings"]
