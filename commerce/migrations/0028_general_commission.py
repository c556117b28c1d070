import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commerce', '0027_our_own_money'),
    ]

    operations = [
        migrations.AddField(
            model_name='sellingsettings',
            name='commission_percent',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='In percent of each sale, where nothing else is agreed with the seller or for the course. Holds for new orders. Empty: as Perfomix was installed.', max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='commission'),
        ),
    ]
