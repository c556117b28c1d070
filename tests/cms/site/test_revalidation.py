"""Which tags a change of the site's own pages touches, whatever door it came through (DESIGN 9)."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, ReferenceIndex

from accounts.enums import Role
from cms.models import HelpCategoryPage, HelpIndexPage, Navigation, PlainPage, SiteSettings
from kit import clock
from kit.models import Revalidation
from tests.factories.accounts import UserFactory
from tests.factories.media import ImageFactory
from tests.factories.site import block, home_page, publish, site_page

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-B8")]

LISTS = {"pages", "home"}


@pytest.fixture
def about():
    page = site_page(PlainPage, "About us", slug="about")
    Revalidation.objects.all().delete()
    return page


def touched():
    rows = list(Revalidation.objects.all())
    Revalidation.objects.all().delete()
    expire = {tag for row in rows for tag in row.expire}
    return expire, {tag for row in rows for tag in row.stale} - expire


def names(page, path):
    return {f"page:{page.translation_key}", f"page:{path}"}


def test_publishing_may_be_late_by_one_visitor(about):
    about.standfirst = "Since 2019."
    publish(about)
    assert touched() == (set(), names(about, "/about") | LISTS)


def test_a_draft_tells_nothing(about):
    about.title = "About all of us"
    about.save_revision()
    site_page(PlainPage, "Not yet", live=False)
    assert touched() == (set(), set())


def test_the_home_page_is_at_the_root():
    home = home_page()
    Revalidation.objects.all().delete()
    publish(home)
    assert touched() == (set(), names(home, "/") | LISTS)


def test_what_is_taken_down_is_gone_at_once(about):
    about.unpublish()
    assert touched() == (names(about, "/about") | {"pages"}, {"home"})


def test_what_is_deleted_is_gone_at_once(about):
    about.delete()
    assert touched()[0] == names(about, "/about") | LISTS


def test_a_scheduled_page_comes_and_goes_by_itself(about):
    now = clock.now()
    about.go_live_at, about.expire_at = now + timedelta(hours=1), now + timedelta(hours=2)
    page = site_page(PlainPage, "Summer school", slug="summer", live=False)
    page.go_live_at = now + timedelta(seconds=-1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    Revalidation.objects.all().delete()
    call_command("publish_scheduled")
    assert names(page, "/summer") <= touched()[1]
    PlainPage.objects.filter(pk=page.pk).update(expire_at=now - timedelta(seconds=1))
    call_command("publish_scheduled")
    assert names(page, "/summer") <= touched()[0]


def test_another_address_names_the_old_one_of_all_below_it_and_the_redirects(django_capture_on_commit_callbacks):
    index = site_page(HelpIndexPage, "Help", slug="help")
    topic = site_page(HelpCategoryPage, "Payments", under=index, slug="payments")
    Revalidation.objects.all().delete()
    index.slug = "support"
    with django_capture_on_commit_callbacks(execute=True):
        publish(index)
    expire, _ = touched()
    assert {"page:/help", "page:/support", "page:/help/payments", "page:/support/payments", "redirects"} <= expire
    assert Redirect.objects.filter(old_path="/help/payments", redirect_page=topic).exists()
    # The redirects were there when front ends were told for the last time.
    assert "page:/help/payments" in expire


def test_a_moved_page_names_both_places(about):
    legal = site_page(PlainPage, "Legal", slug="legal")
    Revalidation.objects.all().delete()
    about.move(legal, pos="last-child")
    expire, _ = touched()
    assert {"page:/about", "page:/legal/about", "redirects"} <= expire


def test_another_order_changes_lists_alone(about):
    other = site_page(PlainPage, "Terms", slug="terms")
    Revalidation.objects.all().delete()
    about.move(other, pos="right")
    expire, stale = touched()
    assert expire <= {"redirects"}
    assert stale >= LISTS


def test_a_page_in_a_menu_stands_on_every_page(about):
    menus = Navigation.the_one()
    menus.legal = json.dumps([block("link", label="About us", page=about.pk, url="")])
    menus.save()
    assert touched() == (set(), {"site"})
    ReferenceIndex.create_or_update_for_object(menus)
    publish(about)
    assert "site" in touched()[1]


def test_what_is_made_private_is_so_at_once(about):
    restriction = PageViewRestriction.objects.create(page=about, restriction_type=PageViewRestriction.LOGIN)
    assert names(about, "/about") | LISTS <= touched()[0]
    restriction.delete()
    assert names(about, "/about") | LISTS <= touched()[0]


def test_name_and_menus_stand_on_every_page():
    SiteSettings.the_one().save()
    assert touched() == (set(), {"site"})
    Navigation.the_one().save()
    assert touched() == (set(), {"site"})


def test_a_redirect_changes_the_address_that_it_leads_away_from(about):
    redirect = Redirect.add_redirect("/old", about, is_permanent=True)
    assert touched() == ({"redirects", "page:/old"}, set())
    redirect.is_permanent = False
    redirect.save()
    assert touched() == ({"redirects", "page:/old"}, set())
    redirect.old_path = "/older"
    redirect.save()
    assert touched() == ({"redirects", "page:/old", "page:/older"}, set())
    redirect.delete()
    assert touched() == ({"redirects", "page:/older"}, set())


def test_a_replaced_picture_changes_the_pages_that_show_it(about):
    picture = ImageFactory()
    picture.save()
    assert touched()[1] == set()
    about.share_picture = picture
    publish(about)
    Revalidation.objects.all().delete()
    picture.save()
    assert touched() == ({f"media:{picture.public_id}"}, LISTS)


def test_what_is_rolled_back_tells_nothing(about):
    with transaction.atomic():
        publish(about)
        transaction.set_rollback(True)
    assert touched() == (set(), set())


@pytest.mark.django_db(transaction=True)
def test_the_editor_publishes_and_tells_in_one_commit(monkeypatch):
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    page = site_page(PlainPage, "Imprint", slug="imprint", live=False)
    client = Client()
    client.force_login(administrator)
    Revalidation.objects.all().delete()
    form = {
        "title": "Imprint", "slug": "imprint", "standfirst": "", "body-count": "0", "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0", "seo_title": "", "search_description": "", "action-publish": "1",
    }  # fmt: skip
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])

    def die(**_):
        raise RuntimeError("the database went away")

    with monkeypatch.context() as patch:
        patch.setattr("cms.operations.revalidation.revalidate", die)
        with pytest.raises(RuntimeError):
            client.post(edit, form)
    assert not PlainPage.objects.get(pk=page.pk).live
    assert client.post(edit, form).status_code == 302
    assert PlainPage.objects.get(pk=page.pk).live
    assert names(page, "/imprint") <= touched()[1]
