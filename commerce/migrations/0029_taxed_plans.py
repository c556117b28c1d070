import commerce.models.orders
from django.db import migrations, models

MODES = [("off", "No tax"), ("included", "Prices include tax"), ("added", "Tax is added to prices")]
HELP = "As it was when this began; all its invoices are taxed so."
AS_IT_BEGAN = """
CREATE TRIGGER taxed_as_it_began BEFORE UPDATE OF tax_mode ON commerce_subscription
    FOR EACH ROW WHEN (OLD.tax_mode IS DISTINCT FROM NEW.tax_mode) EXECUTE FUNCTION commerce_refuse_change();
"""
NOT_AS_IT_BEGAN = "DROP TRIGGER taxed_as_it_began ON commerce_subscription;"


class Migration(migrations.Migration):
    dependencies = [("commerce", "0028_general_commission")]

    operations = [
        migrations.AddField(
            "planprice", "added_price_id", models.CharField(editable=False, max_length=255, null=True, unique=True)
        ),
        migrations.AddField(
            "planprice", "included_price_id", models.CharField(editable=False, max_length=255, null=True, unique=True)
        ),
        # Whoever subscribed before pays no tax, whatever the settings say by now.
        migrations.AddField(
            "subscription",
            "tax_mode",
            models.CharField(choices=MODES, db_default="off", help_text=HELP, max_length=10, verbose_name="tax"),
        ),
        migrations.AlterField(
            "subscription",
            "tax_mode",
            models.CharField(
                choices=MODES,
                db_default=commerce.models.orders.TaxModeInForce(),
                help_text=HELP,
                max_length=10,
                verbose_name="tax",
            ),
        ),
        migrations.RunSQL(AS_IT_BEGAN, NOT_AS_IT_BEGAN),
    ]
