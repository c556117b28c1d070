from django.db import migrations


class Migration(migrations.Migration):
    """The rows are kit's now. The table goes with the next release: code that still runs beside this writes to it."""

    dependencies = [
        ("courses", "0012_paused_producers"),
        ("kit", "0002_revalidations"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="Revalidation")]),
    ]
