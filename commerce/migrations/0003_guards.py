"""What the database holds of money by itself: frozen promises, the table of moves, and the ledger."""

from django.db import migrations

FROZEN = """
CREATE FUNCTION commerce_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is kept as it was written', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER promised_as_it_was BEFORE UPDATE OF order_id, buyer_id, sellable_kind, sellable_id, title, price_minor,
    discount_minor, tax_minor, total_minor, commission_basis_points, commission_minor ON commerce_orderline
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER promised_as_it_was BEFORE UPDATE OF number, buyer_id, currency, total_minor ON commerce_order
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER promised_as_it_was BEFORE UPDATE ON commerce_lineshare
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
"""
NOT_FROZEN = """
DROP TRIGGER promised_as_it_was ON commerce_orderline;
DROP TRIGGER promised_as_it_was ON commerce_order;
DROP TRIGGER promised_as_it_was ON commerce_lineshare;
DROP FUNCTION commerce_refuse_change();
"""

MOVES = """
CREATE FUNCTION commerce_refuse_illegal_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = OLD.state OR (OLD.state, NEW.state) IN
        (('pending', 'paid'), ('pending', 'cancelled'), ('paid', 'refunded')) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an order does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER moves_by_the_table BEFORE UPDATE OF state ON commerce_order
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_illegal_move();
"""
NO_MOVES = """
DROP TRIGGER moves_by_the_table ON commerce_order;
DROP FUNCTION commerce_refuse_illegal_move();
"""

ENTRIES = """
CREATE FUNCTION commerce_book_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM commerce_ledgertransaction WHERE id = NEW.transaction_id AND number IS NOT NULL) THEN
        RAISE EXCEPTION 'the ledger transaction % is closed', NEW.transaction_id USING ERRCODE = 'restrict_violation';
    END IF;
    UPDATE commerce_ledgeraccount SET balance_minor = balance_minor + NEW.amount_minor WHERE id = NEW.account_id;
    RETURN NULL;
END $$;
CREATE TRIGGER booked AFTER INSERT ON commerce_ledgerentry FOR EACH ROW EXECUTE FUNCTION commerce_book_entry();
CREATE TRIGGER kept_for_ever BEFORE UPDATE OR DELETE ON commerce_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER kept_for_ever_whole BEFORE TRUNCATE ON commerce_ledgerentry
    FOR EACH STATEMENT EXECUTE FUNCTION commerce_refuse_change();
"""
NO_ENTRIES = """
DROP TRIGGER kept_for_ever_whole ON commerce_ledgerentry;
DROP TRIGGER kept_for_ever ON commerce_ledgerentry;
DROP TRIGGER booked ON commerce_ledgerentry;
DROP FUNCTION commerce_book_entry();
"""

# The number and the hashes come at commit, one transaction at a time: the chain has no gaps and one order. Whoever
# proves it (commerce.registrations.invariants) asks for the text that is hashed by the same function.
CHAIN = """
CREATE FUNCTION commerce_ledger_content(wanted bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT concat_ws('|', t.number, t.kind, t.cause, t.order_id, extract(epoch FROM t.at),
        (SELECT string_agg(concat_ws(':', a.purpose, a.person_id, a.currency, e.amount_minor), ',' ORDER BY e.account_id)
         FROM commerce_ledgerentry e JOIN commerce_ledgeraccount a ON a.id = e.account_id WHERE e.transaction_id = t.id))
    FROM commerce_ledgertransaction t WHERE t.id = wanted
$$;
CREATE FUNCTION commerce_close_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before record;
BEGIN
    IF (SELECT count(*) FROM commerce_ledgerentry WHERE transaction_id = NEW.id) < 2 OR EXISTS (
        SELECT FROM commerce_ledgerentry e JOIN commerce_ledgeraccount a ON a.id = e.account_id
        WHERE e.transaction_id = NEW.id GROUP BY a.currency HAVING sum(e.amount_minor) <> 0
    ) THEN
        RAISE EXCEPTION 'the ledger transaction % does not balance', NEW.cause USING ERRCODE = 'check_violation';
    END IF;
    PERFORM pg_advisory_xact_lock('commerce_ledgertransaction'::regclass::oid::bigint);
    SELECT number, hash INTO before FROM commerce_ledgertransaction WHERE number IS NOT NULL
        ORDER BY number DESC LIMIT 1;
    UPDATE commerce_ledgertransaction SET number = coalesce(before.number, 0) + 1, previous_hash = before.hash
        WHERE id = NEW.id;
    UPDATE commerce_ledgertransaction SET hash = sha256(
        coalesce(before.hash, ''::bytea) || convert_to(commerce_ledger_content(NEW.id), 'UTF8')) WHERE id = NEW.id;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER closed_at_commit AFTER INSERT ON commerce_ledgertransaction
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION commerce_close_transaction();

CREATE FUNCTION commerce_refuse_change_of_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.hash IS NULL AND pg_trigger_depth() > 1
        AND (NEW.kind, NEW.cause, NEW.order_id, NEW.at) = (OLD.kind, OLD.cause, OLD.order_id, OLD.at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the ledger is only added to' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER kept_for_ever BEFORE UPDATE OR DELETE ON commerce_ledgertransaction
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change_of_closed();
CREATE TRIGGER kept_for_ever_whole BEFORE TRUNCATE ON commerce_ledgertransaction
    FOR EACH STATEMENT EXECUTE FUNCTION commerce_refuse_change();

CREATE FUNCTION commerce_refuse_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 AND (NEW.purpose, NEW.currency) = (OLD.purpose, OLD.currency)
        AND NEW.person_id IS NOT DISTINCT FROM OLD.person_id THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'balances are kept by the entries alone' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER balance_of_entries BEFORE UPDATE OR DELETE ON commerce_ledgeraccount
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_balance();
"""
NO_CHAIN = """
DROP TRIGGER balance_of_entries ON commerce_ledgeraccount;
DROP FUNCTION commerce_refuse_balance();
DROP TRIGGER kept_for_ever_whole ON commerce_ledgertransaction;
DROP TRIGGER kept_for_ever ON commerce_ledgertransaction;
DROP FUNCTION commerce_refuse_change_of_closed();
DROP TRIGGER closed_at_commit ON commerce_ledgertransaction;
DROP FUNCTION commerce_close_transaction();
DROP FUNCTION commerce_ledger_content(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("commerce", "0002_orders_and_ledger")]

    operations = [
        migrations.RunSQL(FROZEN, NOT_FROZEN),
        migrations.RunSQL(MOVES, NO_MOVES),
        migrations.RunSQL(ENTRIES, NO_ENTRIES),
        migrations.RunSQL(CHAIN, NO_CHAIN),
    ]
