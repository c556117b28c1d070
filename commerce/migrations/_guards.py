"""What the database itself keeps of commerce, as all its migrations up to the squashed one leave it."""

# The default of a column, of a table that is made before the one it looks at.
IN_FORCE = """
SET LOCAL check_function_bodies = off;
CREATE FUNCTION commerce_tax_mode_in_force() RETURNS varchar LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT tax_mode FROM commerce_sellingsettings ORDER BY id LIMIT 1), 'off')
$$;
SET LOCAL check_function_bodies = on;
"""
NOT_IN_FORCE = "DROP FUNCTION commerce_tax_mode_in_force();"

# A range of ids holds the constraint without an extension.
GUARDS = """
CREATE TYPE commerce_uuidrange AS RANGE (subtype = uuid);
ALTER TABLE commerce_sale ADD CONSTRAINT sales_of_a_thing_do_not_overlap EXCLUDE USING gist (
    commerce_uuidrange(sellable_id, sellable_id, '[]') WITH &&,
    tstzrange(starts_at, ends_at) WITH &&
) WHERE (called_off_at IS NULL);
CREATE FUNCTION commerce_is_booked(wanted bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM commerce_ledgertransaction t WHERE t.order_id = wanted AND t.kind = 'payment')
$$;
CREATE FUNCTION commerce_ledger_content(wanted bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT concat_ws('|', t.number, t.kind, t.cause, t.order_id, extract(epoch FROM t.at),
        (SELECT string_agg(concat_ws(':', a.purpose, a.person_id, a.currency, e.amount_minor), ',' ORDER BY e.account_id)
         FROM commerce_ledgerentry e JOIN commerce_ledgeraccount a ON a.id = e.account_id WHERE e.transaction_id = t.id))
    FROM commerce_ledgertransaction t WHERE t.id = wanted
$$;
CREATE FUNCTION commerce_accept_gift_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.accepted_at IS NOT NULL AND
        (NEW.accepted_at, NEW.accepted_by_id) IS DISTINCT FROM (OLD.accepted_at, OLD.accepted_by_id) THEN
        RAISE EXCEPTION 'a gift is accepted once' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION commerce_add_up_bundle(wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM commerce_boughtbundle b JOIN commerce_orderline l ON l.part_of_id = b.id WHERE b.id = wanted
        GROUP BY b.id HAVING sum(l.price_minor) = b.price_minor
            AND sum(l.price_minor - l.discount_minor) = b.total_minor AND bool_and(l.order_id = b.order_id)
    ) THEN
        RAISE EXCEPTION 'the lines of a bundle sum to what was promised of it' USING ERRCODE = 'check_violation';
    END IF;
END $$;
CREATE FUNCTION commerce_book_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM commerce_ledgertransaction WHERE id = NEW.transaction_id AND number IS NOT NULL) THEN
        RAISE EXCEPTION 'the ledger transaction % is closed', NEW.transaction_id USING ERRCODE = 'restrict_violation';
    END IF;
    UPDATE commerce_ledgeraccount SET balance_minor = balance_minor + NEW.amount_minor WHERE id = NEW.account_id;
    RETURN NULL;
END $$;
CREATE FUNCTION commerce_check_bundle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM commerce_add_up_bundle(NEW.id);
    RETURN NULL;
END $$;
CREATE FUNCTION commerce_check_line_of_bundle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM commerce_add_up_bundle(NEW.part_of_id);
    RETURN NULL;
END $$;
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
CREATE FUNCTION commerce_keep_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.pdf IS NULL
        AND (NEW.public_id, NEW.kind, NEW.year, NEW.number, NEW.order_id, NEW.issued_at, NEW.content)
            = (OLD.public_id, OLD.kind, OLD.year, OLD.number, OLD.order_id, OLD.issued_at, OLD.content)
        AND NEW.refund_id IS NOT DISTINCT FROM OLD.refund_id THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'papers are kept as they were written' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION commerce_number_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO commerce_paperseries AS series (kind, year, last) VALUES (NEW.kind, NEW.year, 1)
        ON CONFLICT (kind, year) DO UPDATE SET last = series.last + 1 RETURNING last INTO NEW.number;
    RETURN NEW;
END $$;
CREATE FUNCTION commerce_refuse_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 AND (NEW.purpose, NEW.currency) = (OLD.purpose, OLD.currency)
        AND NEW.person_id IS NOT DISTINCT FROM OLD.person_id THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'balances are kept by the entries alone' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION commerce_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is kept as it was written', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION commerce_refuse_change_of_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.hash IS NULL AND pg_trigger_depth() > 1
        AND (NEW.kind, NEW.cause, NEW.at) = (OLD.kind, OLD.cause, OLD.at)
        AND NEW.order_id IS NOT DISTINCT FROM OLD.order_id THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the ledger is only added to' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION commerce_refuse_illegal_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = OLD.state OR (OLD.state, NEW.state) IN
        (('pending', 'paid'), ('pending', 'cancelled'), ('paid', 'refunded'), ('refunded', 'paid')) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an order does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION commerce_refuse_subscription_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('ended', 'given_up') AND NEW.state <> OLD.state THEN
        RAISE EXCEPTION 'a subscription does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.subscription_id IS NOT NULL AND NEW.subscription_id IS DISTINCT FROM OLD.subscription_id THEN
        RAISE EXCEPTION 'a subscription stays what it is at the provider' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION commerce_refuse_too_much_back() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole bigint;
BEGIN
    SELECT amount_minor INTO whole FROM commerce_transfer WHERE id = NEW.transfer_id AND state = 'made' FOR UPDATE;
    IF whole IS NULL OR whole < (SELECT sum(amount_minor) FROM commerce_transferreversal
        WHERE transfer_id = NEW.transfer_id AND state IN ('intended', 'made')) THEN
        RAISE EXCEPTION 'more would come back than was sent' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION commerce_refuse_too_much_sent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole bigint;
    sent bigint;
BEGIN
    SELECT amount_minor INTO whole FROM commerce_lineshare WHERE id = NEW.share_id FOR UPDATE;
    SELECT coalesce(sum(t.amount_minor - coalesce(
        (SELECT sum(r.amount_minor) FROM commerce_transferreversal r WHERE r.transfer_id = t.id AND r.state = 'made'), 0)), 0)
        INTO sent FROM commerce_transfer t WHERE t.share_id = NEW.share_id AND t.state IN ('intended', 'made');
    IF sent > whole THEN
        RAISE EXCEPTION 'more would be sent than the share is' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION commerce_refuse_transfer_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = OLD.state OR (OLD.state = 'intended' AND NEW.state IN ('made', 'failed', 'called_off')) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% does not go from % to %', TG_TABLE_NAME, OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION commerce_share_of_the_net() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.line_id) = (OLD.id, OLD.line_id) AND NEW.payee_id IS NOT DISTINCT FROM OLD.payee_id
        AND NEW.amount_minor <= OLD.amount_minor AND EXISTS (
            SELECT FROM commerce_orderline l JOIN commerce_order o ON o.id = l.order_id
            JOIN commerce_linetax t ON t.line_id = l.id
            WHERE l.id = OLD.line_id AND l.tax_minor = 0 AND o.tax_mode = 'included' AND NOT commerce_is_booked(o.id)
            GROUP BY l.id HAVING sum(t.amount_minor) > 0) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is kept as it was written', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION commerce_take_tax() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    mode varchar := (SELECT tax_mode FROM commerce_order WHERE id = OLD.order_id);
    tax bigint := (SELECT coalesce(sum(amount_minor), 0) FROM commerce_linetax WHERE line_id = OLD.id);
BEGIN
    IF tax > 0 AND OLD.tax_minor = 0 AND NEW.tax_minor = tax AND NOT commerce_is_booked(OLD.order_id) AND (
        (mode = 'added' AND NEW.total_minor = OLD.total_minor + tax AND NEW.commission_minor = OLD.commission_minor)
        OR (mode = 'included' AND NEW.total_minor = OLD.total_minor AND NEW.commission_minor <= OLD.commission_minor)
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is kept as it was written', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION commerce_tax_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    line record;
BEGIN
    SELECT l.*, o.total_minor AS order_total INTO line FROM commerce_orderline l JOIN commerce_order o
        ON o.id = l.order_id WHERE l.id = NEW.line_id;
    IF line.tax_minor <> (SELECT sum(t.amount_minor) FROM commerce_linetax t WHERE t.line_id = line.id)
        OR line.total_minor - line.tax_minor - line.commission_minor <>
            (SELECT coalesce(sum(s.amount_minor), 0) FROM commerce_lineshare s WHERE s.line_id = line.id)
        OR line.order_total <> (SELECT sum(l.total_minor) FROM commerce_orderline l WHERE l.order_id = line.order_id)
        OR line.order_total IS DISTINCT FROM (SELECT p.amount_minor FROM commerce_payment p
            WHERE p.order_id = line.order_id AND p.state = 'succeeded') THEN
        RAISE EXCEPTION 'the tax on line % does not add up', line.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION commerce_total_with_tax() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.tax_mode = 'added' AND NEW.total_minor > OLD.total_minor AND NOT commerce_is_booked(OLD.id)
        AND NEW.total_minor = (SELECT sum(total_minor) FROM commerce_orderline WHERE order_id = OLD.id) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is kept as it was written', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION commerce_write_tax() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found record;
BEGIN
    SELECT o.id, o.tax_mode, o.currency INTO found FROM commerce_orderline l JOIN commerce_order o ON o.id = l.order_id
        WHERE l.id = NEW.line_id;
    IF found.tax_mode = 'off' OR found.currency <> NEW.currency OR commerce_is_booked(found.id) THEN
        RAISE EXCEPTION 'there is no such tax on line %', NEW.line_id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER promised_as_it_was BEFORE UPDATE ON commerce_boughtbundle
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE CONSTRAINT TRIGGER sums_to_its_lines AFTER INSERT ON commerce_boughtbundle DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION commerce_check_bundle();
CREATE TRIGGER accepted_once BEFORE UPDATE ON commerce_gift
    FOR EACH ROW EXECUTE FUNCTION commerce_accept_gift_once();
CREATE TRIGGER promised_as_it_was BEFORE UPDATE OF line_id, public_id, message, send_on ON commerce_gift
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER balance_of_entries BEFORE DELETE OR UPDATE ON commerce_ledgeraccount
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_balance();
CREATE TRIGGER booked AFTER INSERT ON commerce_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION commerce_book_entry();
CREATE TRIGGER kept_for_ever BEFORE DELETE OR UPDATE ON commerce_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER kept_for_ever_whole BEFORE TRUNCATE ON commerce_ledgerentry
    FOR EACH STATEMENT EXECUTE FUNCTION commerce_refuse_change();
CREATE CONSTRAINT TRIGGER closed_at_commit AFTER INSERT ON commerce_ledgertransaction DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION commerce_close_transaction();
CREATE TRIGGER kept_for_ever BEFORE DELETE OR UPDATE ON commerce_ledgertransaction
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change_of_closed();
CREATE TRIGGER kept_for_ever_whole BEFORE TRUNCATE ON commerce_ledgertransaction
    FOR EACH STATEMENT EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER kept_with_its_seller BEFORE DELETE ON commerce_lineshare
    FOR EACH ROW WHEN ((old.payee_id IS NOT NULL))
    EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER promised_as_it_was BEFORE UPDATE ON commerce_lineshare
    FOR EACH ROW EXECUTE FUNCTION commerce_share_of_the_net();
CREATE CONSTRAINT TRIGGER adds_up_at_commit AFTER INSERT ON commerce_linetax DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION commerce_tax_adds_up();
CREATE TRIGGER kept_for_ever BEFORE DELETE OR UPDATE ON commerce_linetax
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER of_an_order_with_tax BEFORE INSERT ON commerce_linetax
    FOR EACH ROW EXECUTE FUNCTION commerce_write_tax();
CREATE TRIGGER moves_by_the_table BEFORE UPDATE OF state ON commerce_order
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_illegal_move();
CREATE TRIGGER promised_as_it_was BEFORE UPDATE OF number, buyer_id, currency, tax_mode ON commerce_order
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER tax_is_taken_once BEFORE UPDATE OF total_minor ON commerce_order
    FOR EACH ROW EXECUTE FUNCTION commerce_total_with_tax();
CREATE TRIGGER chosen_or_fixed BEFORE UPDATE OF is_chosen ON commerce_orderline
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER compared_as_it_was BEFORE UPDATE OF before_minor ON commerce_orderline
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER given_or_kept BEFORE UPDATE OF is_gift ON commerce_orderline
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER in_a_bundle_or_alone BEFORE UPDATE OF part_of_id ON commerce_orderline
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER promised_as_it_was BEFORE UPDATE OF order_id, buyer_id, sellable_kind, sellable_id, title, price_minor, discount_minor, commission_basis_points
    ON commerce_orderline
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE CONSTRAINT TRIGGER sums_with_its_bundle AFTER INSERT ON commerce_orderline DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN ((new.part_of_id IS NOT NULL))
    EXECUTE FUNCTION commerce_check_line_of_bundle();
CREATE TRIGGER tax_is_taken_once BEFORE UPDATE OF tax_minor, total_minor, commission_minor ON commerce_orderline
    FOR EACH ROW EXECUTE FUNCTION commerce_take_tax();
CREATE TRIGGER kept_as_it_was BEFORE DELETE OR UPDATE ON commerce_paper
    FOR EACH ROW EXECUTE FUNCTION commerce_keep_paper();
CREATE TRIGGER numbered BEFORE INSERT ON commerce_paper
    FOR EACH ROW EXECUTE FUNCTION commerce_number_paper();
CREATE TRIGGER kept_for_ever BEFORE DELETE ON commerce_planinvoice
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER promised_as_it_was BEFORE UPDATE OF subscription_id, invoice_id, order_id, period_start, period_end
    ON commerce_planinvoice
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER promised_as_it_was BEFORE UPDATE OF plan_id, "interval", currency, amount_minor
    ON commerce_planprice
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER promised_as_it_was BEFORE DELETE OR UPDATE ON commerce_refundterms
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER kept_as_history BEFORE DELETE OR UPDATE ON commerce_sellerterm
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER kept_for_ever BEFORE DELETE OR UPDATE ON commerce_setoff
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER meant_as_it_was BEFORE UPDATE OF subscriber_id, family, key ON commerce_subscription
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER moves_by_the_table BEFORE UPDATE OF state, subscription_id ON commerce_subscription
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_subscription_move();
CREATE TRIGGER taxed_as_it_began BEFORE UPDATE OF tax_mode ON commerce_subscription
    FOR EACH ROW WHEN (((old.tax_mode)::text IS DISTINCT FROM (new.tax_mode)::text))
    EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER kept_for_ever BEFORE DELETE ON commerce_transfer
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER meant_as_it_was BEFORE UPDATE OF share_id, account_id, key, amount_minor, currency
    ON commerce_transfer
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER moves_by_the_table BEFORE UPDATE OF state ON commerce_transfer
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_transfer_move();
CREATE TRIGGER within_the_share AFTER INSERT ON commerce_transfer
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_too_much_sent();
CREATE TRIGGER kept_for_ever BEFORE DELETE ON commerce_transferreversal
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER meant_as_it_was BEFORE UPDATE OF transfer_id, key, amount_minor ON commerce_transferreversal
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_change();
CREATE TRIGGER moves_by_the_table BEFORE UPDATE OF state ON commerce_transferreversal
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_transfer_move();
CREATE TRIGGER within_the_transfer AFTER INSERT ON commerce_transferreversal
    FOR EACH ROW EXECUTE FUNCTION commerce_refuse_too_much_back();
"""

NO_GUARDS = """
ALTER TABLE commerce_sale DROP CONSTRAINT sales_of_a_thing_do_not_overlap;
DROP TYPE commerce_uuidrange;
DROP FUNCTION commerce_is_booked(bigint) CASCADE;
DROP FUNCTION commerce_ledger_content(bigint) CASCADE;
DROP FUNCTION commerce_accept_gift_once() CASCADE;
DROP FUNCTION commerce_add_up_bundle(bigint) CASCADE;
DROP FUNCTION commerce_book_entry() CASCADE;
DROP FUNCTION commerce_check_bundle() CASCADE;
DROP FUNCTION commerce_check_line_of_bundle() CASCADE;
DROP FUNCTION commerce_close_transaction() CASCADE;
DROP FUNCTION commerce_keep_paper() CASCADE;
DROP FUNCTION commerce_number_paper() CASCADE;
DROP FUNCTION commerce_refuse_balance() CASCADE;
DROP FUNCTION commerce_refuse_change() CASCADE;
DROP FUNCTION commerce_refuse_change_of_closed() CASCADE;
DROP FUNCTION commerce_refuse_illegal_move() CASCADE;
DROP FUNCTION commerce_refuse_subscription_move() CASCADE;
DROP FUNCTION commerce_refuse_too_much_back() CASCADE;
DROP FUNCTION commerce_refuse_too_much_sent() CASCADE;
DROP FUNCTION commerce_refuse_transfer_move() CASCADE;
DROP FUNCTION commerce_share_of_the_net() CASCADE;
DROP FUNCTION commerce_take_tax() CASCADE;
DROP FUNCTION commerce_tax_adds_up() CASCADE;
DROP FUNCTION commerce_total_with_tax() CASCADE;
DROP FUNCTION commerce_write_tax() CASCADE;
"""
