"""The page tree of a new house: a site root that carries our name and the one page under which all courses stand."""

from django.db import migrations

from courses.migrations._beginnings import close_wagtails_own_groups, make_index


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0002_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0005_editingsession_is_editing"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [
        migrations.RunPython(make_index, migrations.RunPython.noop),
        migrations.RunPython(close_wagtails_own_groups, migrations.RunPython.noop),
    ]
