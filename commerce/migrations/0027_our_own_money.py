import django.db.models.deletion
from django.db import migrations, models

# A row without an order has to be closed too: NULL is equal to nothing.
CLOSES = """
CREATE OR REPLACE FUNCTION commerce_refuse_change_of_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.hash IS NULL AND pg_trigger_depth() > 1
        AND (NEW.kind, NEW.cause, NEW.at) = (OLD.kind, OLD.cause, OLD.at)
        AND NEW.order_id IS NOT DISTINCT FROM OLD.order_id THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the ledger is only added to' USING ERRCODE = 'restrict_violation';
END $$;
"""
CLOSED_BEFORE = """
CREATE OR REPLACE FUNCTION commerce_refuse_change_of_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.hash IS NULL AND pg_trigger_depth() > 1
        AND (NEW.kind, NEW.cause, NEW.order_id, NEW.at) = (OLD.kind, OLD.cause, OLD.order_id, OLD.at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the ledger is only added to' USING ERRCODE = 'restrict_violation';
END $$;
"""
# What was read before and only summed: the next comparison books it.
TO_BE_BOOKED = """
UPDATE commerce_providerentry SET matched_at = NULL WHERE kind IN
    ('payout', 'payout_failure', 'payout_cancel', 'topup', 'topup_reversal', 'stripe_fee', 'stripe_fx_fee', 'tax_fee')
"""


class Migration(migrations.Migration):

    dependencies = [
        ('commerce', '0026_subscription_desk'),
    ]

    operations = [
        migrations.AlterField(
            model_name='ledgeraccount',
            name='purpose',
            field=models.CharField(choices=[('gateway', 'Balance at the payment provider'), ('gateway_fees', 'Fees of the payment provider'), ('tax', 'Tax to hand on'), ('commission', 'Commission'), ('disputed', 'Taken away by disputes'), ('losses', 'Lost by disputes beyond what was left of an order'), ('plans', 'From plans, to be shared among sellers'), ('bank', 'Paid out to our own bank'), ('payee', 'Owed to a seller')], max_length=20),
        ),
        migrations.AlterField(
            model_name='ledgertransaction',
            name='kind',
            field=models.CharField(choices=[('payment', 'Payment'), ('fee', 'Fee'), ('refund', 'Refund'), ('dispute', 'Dispute'), ('loss', 'Loss'), ('return', 'Refund sent back by the bank'), ('transfer', 'Transfer to a seller'), ('reversal', 'Transfer taken back'), ('share', 'Part of a plan shared out'), ('payout', 'Between our balance and our bank')], max_length=10),
        ),
        migrations.AlterField(
            model_name='ledgertransaction',
            name='order',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ledger_transactions', to='commerce.order'),
        ),
        migrations.RunSQL(CLOSES, CLOSED_BEFORE),
        migrations.RunSQL(TO_BE_BOOKED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='ledgertransaction',
            constraint=models.CheckConstraint(condition=models.Q(('order__isnull', False), ('kind__in', ('payout', 'fee')), _connector='OR'), name='only_our_own_money_has_no_order'),
        ),
    ]
