"""Events know the subscription they speak of, and subscriptions are listed newest first."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commerce", "0025_pay_what_you_want"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="stripeevent",
            name="subscription",
            field=models.ForeignKey(
                help_text="The one that it speaks of; known once it is worked.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="commerce.subscription",
            ),
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(fields=["-intended_at", "-id"], name="subscriptions_newest_first"),
        ),
    ]
