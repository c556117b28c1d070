"""The workflow that records reviews, with its one task; reviewers decide on our own pages."""

from django.db import migrations

from courses.migrations._beginnings import make_workflow


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0006_review_and_publication"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_workflow, migrations.RunPython.noop)]
