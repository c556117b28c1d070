import django.db.models.deletion
import kit.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commerce', '0013_transfers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CartItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sellable_kind', models.CharField(max_length=40)),
                ('sellable_id', models.UUIDField(help_text='The public id of what is sold.')),
                ('title', models.CharField(max_length=255)),
                ('added_at', models.DateTimeField(default=kit.clock.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cart_items', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'thing in a cart',
                'verbose_name_plural': 'things in carts',
                'constraints': [models.UniqueConstraint(fields=('person', 'sellable_kind', 'sellable_id'), name='thing_is_in_a_cart_only_once')],
            },
        ),
    ]
