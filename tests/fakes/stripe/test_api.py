"""What holds for every request: keys, lists, expansion, unknown addresses, who may use the control doors."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import stripe

from tests.fakes.stripe import FakeStripe
from tests.fakes.stripe.buying import buy
from tests.fakes.stripe.control import is_local


@pytest.mark.parametrize("key", ["sk_live_123456789", "pk_test_123456789", "nonsense"])
def test_only_a_secret_key_of_test_mode_is_let_in(fake, key):
    stranger = stripe.StripeClient(key, base_addresses={"api": fake.base})
    with pytest.raises(stripe.AuthenticationError) as refused:
        stranger.v1.customers.create({"name": "A"})
    assert refused.value.http_status == 401
    assert fake.control("GET", "truth")["customers"] == []


def test_an_unknown_id_is_a_404_that_names_it(client):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.payment_intents.retrieve("pi_x")
    assert (refused.value.http_status, refused.value.code, refused.value.param) == (404, "resource_missing", "intent")
    assert "pi_x" in refused.value.user_message


def test_an_id_of_another_kind_is_as_unknown(fake, client):
    customer = client.v1.customers.create({"name": "A"})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.charges.retrieve(customer.id)
    assert refused.value.http_status == 404


def test_an_unknown_address_answers_in_the_same_shape(client):
    with pytest.raises(stripe.InvalidRequestError, match="Unrecognized request URL"):
        client.raw_request("get", "/v1/teapots")


def test_lists_go_page_by_page_newest_first(client):
    names = [str(number) for number in range(7)]
    for name in names:
        client.v1.customers.create({"name": name})
    first = client.v1.customers.list({"limit": 3})
    assert ([row.name for row in first.data], first.has_more) == (["6", "5", "4"], True)
    last = client.v1.customers.list({"limit": 4, "starting_after": first.data[-1].id})
    assert ([row.name for row in last.data], last.has_more) == (["3", "2", "1", "0"], False)
    before = client.v1.customers.list({"limit": 2, "ending_before": last.data[0].id})
    assert ([row.name for row in before.data], before.has_more) == (["5", "4"], True)
    assert [row.name for row in first.auto_paging_iter()] == names[::-1]
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.customers.list({"limit": 101})
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.customers.list({"starting_after": "cus_x"})


def test_lists_are_narrowed_by_time(fake, client):
    client.v1.customers.create({"name": "early"})
    middle = fake.control("POST", "clock", advance=1000)["now"]
    client.v1.customers.create({"name": "late"})
    assert [row.name for row in client.v1.customers.list({"created": {"lt": middle}}).data] == ["early"]
    assert [row.name for row in client.v1.customers.list({"created": {"gte": middle}}).data] == ["late"]


def test_expansion_goes_deep_and_through_lists_and_refuses_what_is_no_id(fake, client):
    buy(fake, client)
    listed = client.v1.checkout.sessions.list({"expand": ["data.payment_intent.latest_charge.balance_transaction"]})
    assert listed.data[0].payment_intent.latest_charge.balance_transaction.amount == 1999
    for path in ("colour", "status", "payment_intent.colour"):
        with pytest.raises(stripe.InvalidRequestError, match="cannot be expanded"):
            client.v1.checkout.sessions.retrieve(listed.data[0].id, {"expand": [path]})


def test_metadata_is_merged_and_empty_values_take_it_away(client):
    customer = client.v1.customers.create({"metadata": {"a": "1", "b": "2"}})
    client.v1.customers.update(customer.id, {"metadata": {"b": "", "c": "3"}})
    assert client.v1.customers.retrieve(customer.id).metadata.to_dict() == {"a": "1", "c": "3"}


def test_money_becomes_available_after_two_days(fake, client):
    buy(fake, client)
    assert client.v1.balance.retrieve().pending[0].amount == 1911
    fake.control("POST", "clock", advance=2 * 86400 + 1)
    balance = client.v1.balance.retrieve()
    assert (balance.available[0].amount, balance.pending[0].amount) == (1911, 0)
    assert client.v1.balance_transactions.list().data[0].status == "available"


def test_only_the_same_machine_may_use_the_control_doors():
    assert [is_local(host) for host in ("127.0.0.1", "::1", "192.0.2.7", "2001:db8::1", "")] == [
        *(True, True, False, False, False)
    ]


def test_a_control_request_that_makes_no_sense_is_refused(fake):
    for nonsense in ("webhooks/deliver", "webhooks", "webhooks/forge", "faults"):
        with pytest.raises(OSError, match="400"):
            fake.control("POST", nonsense, colour=1)


def test_what_it_knows_outlives_it(tmp_path):
    store = tmp_path / "stripe.sqlite"
    with FakeStripe(store=store) as fake:
        client = stripe.StripeClient(fake.key, base_addresses={"api": fake.base})
        customer = client.v1.customers.create({"name": "A"})
    with FakeStripe(store=store) as fake:
        client = stripe.StripeClient(fake.key, base_addresses={"api": fake.base})
        assert client.v1.customers.retrieve(customer.id).name == "A"
        assert client.v1.customers.create({"name": "B"}).id != customer.id


def test_it_says_one_line_and_stops_when_told(tmp_path):
    fake = FakeStripe(store=tmp_path / "stripe.sqlite").start()
    fake.control("GET", "truth")
    process = fake._process
    process.terminate()
    said, _ = process.communicate(timeout=120)
    assert (process.returncode, said) == (0, "")
    fake.stop()


def test_a_taken_port_is_said_in_a_sentence(fake):
    port = int(fake.base.rsplit(":", 1)[1])
    with pytest.raises(Exception, match="cannot listen on"):
        FakeStripe(port=port).start()


def test_it_does_not_outlive_whoever_started_it(tmp_path):
    fake = FakeStripe(store=tmp_path / "stripe.sqlite").start()
    fake._process.stdin.close()
    assert fake._process.wait(120) == 0


def test_many_at_once_are_all_served(fake, client):
    with ThreadPoolExecutor(50) as pool:
        made = list(pool.map(lambda number: client.v1.customers.create({"name": str(number)}).id, range(200)))
    assert len(set(made)) == 200
    assert len(fake.control("GET", "truth")["customers"]) == 200
