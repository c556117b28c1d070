from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("commerce", "0029_taxed_plans")]

    operations = [
        migrations.AddField(
            "refund",
            "note",
            models.TextField(
                blank=True, db_default="", help_text="Why, as the administrator says it to colleagues.", max_length=2000
            ),
        ),
    ]
