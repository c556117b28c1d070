"""The demo's own pages: home, articles, help centre, the small print, and the menus that lead there."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from wagtail.models import Page, PageLogEntry, Revision

from accounts.models import User
from cms.demo.pictures import draw_picture
from cms.demo.texts import Known, Text, blocks_of, home_sections, page_texts, site_fields, stored
from cms.models import (
    ArticleIndexPage,
    ArticlePage,
    ContactPage,
    HelpArticlePage,
    HelpCategoryPage,
    HelpIndexPage,
    HomePage,
    Navigation,
    PlainPage,
    SitePage,
    SiteSettings,
)
from courses.models import Course
from media.models import Image
from media.operations.storing import store_image

# Longer ago than any article.
WRITTEN_BEFORE = timedelta(days=60)
Kind = type[SitePage]
BY_PLACE: dict[tuple[str, int], Kind] = {
    ("articles", 1): ArticleIndexPage,
    ("articles", 2): ArticlePage,
    ("help", 1): HelpIndexPage,
    ("help", 2): HelpCategoryPage,
    ("help", 3): HelpArticlePage,
    ("contact", 1): ContactPage,
}
FIELDS = ("standfirst", "intro", "thanks", "author_name", "picture_alt", "is_frequent", "search_description")


class DemoSite:
    """Writes the pages as `editor` would, from the first to the last."""

    def __init__(self, editor: User, start: datetime) -> None:
        self._editor = editor
        self._start = start
        self._pictures: dict[str, Image] = {}
        self._pages: dict[str, Any] = {"/": HomePage.objects.get()}
        self._known = Known(
            picture=lambda name: self._picture(name).pk,
            page=lambda address: self._pages[address].pk,
            course=lambda title: Course.objects.values_list("pk", flat=True).get(title=title),
        )

    def write(self) -> None:
        """Everything: pages first, then what leads to them."""
        texts = page_texts()
        for text in texts:
            self._pages[text.address] = self._add(text)
        # Texts may lead to any page, so they are read once all pages stand.
        for text in texts:
            self._fill(self._pages[text.address], text)
        home = self._pages["/"]
        home.body = json.dumps(stored(home_sections(), self._known))
        home.search_description = "Courses in dance, voice, instruments and acting by people who perform."
        self._publish(home)
        self._settings()
        self._date()

    def _add(self, text: Text) -> Any:
        above, _, slug = text.address.rpartition("/")
        kind = BY_PLACE.get((text.address.split("/")[1], text.address.count("/")), PlainPage)
        page = kind(title=text.fields["title"], slug=slug, live=False, owner=self._editor)
        parent = self._pages[above or "/"]
        parent.refresh_from_db()
        parent.add_child(instance=page)
        return page

    def _fill(self, page: Any, text: Text) -> None:
        for name in FIELDS:
            if name in text.fields:
                setattr(page, name, text.fields[name])
        if "picture" in text.fields:
            page.picture = self._picture(text.fields["picture"])
        if "days_ago" in text.fields:
            page.date = (self._start - timedelta(days=text.fields["days_ago"])).date()
        if "tags" in text.fields:
            page.tags.set(text.fields["tags"])
        if hasattr(page, "body"):
            page.body = json.dumps(blocks_of(text.body, self._known))
        self._publish(page)

    def _publish(self, page: Any) -> None:
        page.save_revision(user=self._editor).publish(user=self._editor)

    def _picture(self, name: str) -> Image:
        if name not in self._pictures:
            title = name.replace("-", " ").capitalize()
            self._pictures[name] = store_image(draw_picture(name), name=f"{name}.jpg", title=title, owner=self._editor)
        return self._pictures[name]

    def _settings(self) -> None:
        fields = site_fields()
        site, menus = SiteSettings.the_one(), Navigation.the_one()
        for name, value in fields["site"].items():
            setattr(site, name, value)
        site.share_picture = self._picture(fields["share_picture"])
        site.save()
        for name, value in fields["menus"].items():
            setattr(menus, name, json.dumps(stored(value, self._known)))
        menus.save()

    def _date(self) -> None:
        """What was written just now was written before the house opened."""
        moment = self._start - WRITTEN_BEFORE
        keys = [page.pk for page in self._pages.values()]
        pages = Page.objects.filter(pk__in=keys)
        pages.update(first_published_at=moment, last_published_at=moment, latest_revision_created_at=moment)
        Revision.objects.page_revisions().filter(object_id__in=map(str, keys)).update(created_at=moment)
        PageLogEntry.objects.filter(page_id__in=keys).update(timestamp=moment)
        for page in ArticlePage.objects.all():
            noon = datetime.combine(page.date, time(12), tzinfo=UTC)
            Page.objects.filter(pk=page.pk).update(first_published_at=noon, last_published_at=noon)


def write_site(editor: User, start: datetime, say: Callable[[str], None]) -> None:
    """Write the pages of the demo's site."""
    say("the site's own pages")
    DemoSite(editor, start).write()
