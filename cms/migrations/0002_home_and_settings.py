"""What a new house shows before anybody has written anything: a home page at the site's root, a name and a menu.

The page that is the site's root becomes the home page in its place, so that no address changes. A root that somebody has
made into something else is left alone.
"""

import json
import uuid

from django.db import migrations

NAME = "Perfomix"
TAGLINE = "Learn from the people who perform."
SECTIONS = [
    (
        "hero",
        {
            "eyebrow": "Courses in the performing arts",
            "heading": TAGLINE,
            "text": "Dance, voice, instruments and acting, taught lesson by lesson by people who stand on stages.",
            "action": {"label": "Find a course", "page": None, "address": "/courses"},
        },
    ),
    ("course_shelf", {"heading": "New here", "rule": "new", "size": 8, "courses": []}),
    ("categories", {"heading": "What you can learn", "categories": []}),
]
HEADER = [("link", {"label": "Courses", "page": None, "address": "/courses"})]


def stream(blocks):
    return json.dumps([{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in blocks])


def make_home(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    plain = ContentType.objects.filter(app_label="wagtailcore", model="page").first()
    site = Site.objects.filter(is_default_site=True).first()
    if site is None or plain is None:
        return
    root = Page.objects.filter(pk=site.root_page_id, depth=2, content_type=plain).first()
    if root is None:
        return
    home, _ = ContentType.objects.get_or_create(app_label="cms", model="homepage")
    # Only the tables of the two kinds get a row: the page itself stays where and what it is.
    apps.get_model("cms", "SitePage")(page_ptr_id=root.pk, in_sitemap=True).save_base(raw=True)
    apps.get_model("cms", "HomePage")(sitepage_ptr_id=root.pk, body=stream(SECTIONS)).save_base(raw=True)
    Page.objects.filter(pk=root.pk).update(content_type=home)


def unmake_home(apps, schema_editor):
    """Give the site's root back what it was. Other pages stay as rows of the tree; what they say goes with the tables."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    plain = ContentType.objects.get(app_label="wagtailcore", model="page")
    apps.get_model("cms", "HomePage").objects.all()._raw_delete(schema_editor.connection.alias)
    Page.objects.filter(content_type__app_label="cms", content_type__model="homepage").update(content_type=plain)


def forget_settings(apps, schema_editor):
    for name in ("SiteSettings", "Navigation"):
        apps.get_model("cms", name).objects.all().delete()


def make_settings(apps, schema_editor):
    apps.get_model("cms", "SiteSettings").objects.create(name=NAME, tagline=TAGLINE)
    apps.get_model("cms", "Navigation").objects.create(header=stream(HEADER))


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_site_pages"),
        ("courses", "0003_course_index_page"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(make_home, unmake_home),
        migrations.RunPython(make_settings, forget_settings),
    ]
