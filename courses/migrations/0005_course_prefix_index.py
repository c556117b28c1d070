"""Finds all pages of a set of courses at once, whatever their number: by the part of the path that names the course."""

from django.db import migrations

MAKE = "create index courses_page_course_prefix on wagtailcore_page (left(path, 12))"
UNMAKE = "drop index courses_page_course_prefix"


class Migration(migrations.Migration):
    dependencies = [("courses", "0004_course_pages_stay_drafts"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunSQL(MAKE, UNMAKE)]
