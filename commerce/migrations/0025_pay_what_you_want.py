from django.db import migrations, models

CHOSEN_AS_IT_WAS = """
CREATE TRIGGER chosen_or_fixed BEFORE UPDATE OF is_chosen ON commerce_orderline
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
"""
NOT_CHOSEN = "DROP TRIGGER chosen_or_fixed ON commerce_orderline;"


class Migration(migrations.Migration):

    dependencies = [
        ('commerce', '0024_taxes'),
    ]

    operations = [
        migrations.AddField(
            model_name='cartitem',
            name='amount_minor',
            field=models.BigIntegerField(help_text='What the person wants to pay where they choose it.', null=True),
        ),
        migrations.AddField(
            model_name='cartitem',
            name='currency',
            field=models.CharField(blank=True, db_default='', default='', max_length=3),
        ),
        migrations.AddField(
            model_name='orderline',
            name='is_chosen',
            field=models.BooleanField(db_default=False, default=False, help_text='The buyer chose the price.'),
        ),
        migrations.AddField(
            model_name='price',
            name='least_minor',
            field=models.BigIntegerField(null=True, verbose_name='the least that is paid'),
        ),
        migrations.AddField(
            model_name='price',
            name='most_minor',
            field=models.BigIntegerField(null=True, verbose_name='the most that is paid'),
        ),
        migrations.AddConstraint(
            model_name='cartitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount_minor', None), ('currency', '')), models.Q(('amount_minor__gte', 0), ('amount_minor__isnull', False), ('currency__regex', '^[A-Z]{3}$')), _connector='OR'), name='amount_in_a_cart_has_a_currency'),
        ),
        migrations.AddConstraint(
            model_name='orderline',
            constraint=models.CheckConstraint(condition=models.Q(('is_chosen', False), ('discount_minor', 0), _connector='OR'), name='what_the_buyer_chose_is_not_lowered'),
        ),
        migrations.AddConstraint(
            model_name='price',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('least_minor', None), ('most_minor', None)), models.Q(('amount_minor__gt', 0), ('amount_minor__gte', models.F('least_minor')), ('amount_minor__lte', models.F('most_minor')), ('least_minor__gte', 0), ('least_minor__isnull', False), ('most_minor__isnull', False)), _connector='OR'), name='suggested_price_is_within_its_bounds'),
        ),
        migrations.RunSQL(CHOSEN_AS_IT_WAS, NOT_CHOSEN),
    ]
