"""The home page takes the place of the page that was there, and gives it back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Page, Site

from cms.models import HomePage, Navigation, SiteSettings
from courses.models import CourseIndexPage


@pytest.mark.django_db(transaction=True)
def test_the_root_of_the_site_becomes_the_home_page_and_back():
    root = Site.objects.get(is_default_site=True).root_page
    index = CourseIndexPage.the_one()
    before = (root.path, root.url_path, root.slug, index.path, index.url_path)
    assert isinstance(root.specific, HomePage)
    MigrationExecutor(connection).migrate([("cms", "0001_site_pages")])
    assert type(Page.objects.get(pk=root.pk).specific) is Page
    assert (HomePage.objects.count(), SiteSettings.objects.count(), Navigation.objects.count()) == (0, 0, 0)
    executor = MigrationExecutor(connection)
    executor.migrate([("cms", "0002_home_and_settings")])
    root, index = Site.objects.get(is_default_site=True).root_page, CourseIndexPage.the_one()
    assert isinstance(root.specific, HomePage)
    assert (root.path, root.url_path, root.slug, index.path, index.url_path) == before
    assert (SiteSettings.objects.count(), Navigation.objects.count()) == (1, 1)
