from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('media', '0005_virus_scans'),
    ]

    operations = [
        migrations.AddField(
            model_name='image',
            name='placeholder',
            field=models.CharField(editable=False, max_length=200, null=True),
        ),
    ]
