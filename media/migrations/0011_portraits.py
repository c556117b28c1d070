from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('media', '0010_orphans'),
    ]

    operations = [
        migrations.AddField(
            model_name='image',
            name='is_portrait',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
    ]
