"""Each fault does to a request what it says, and no more."""

import time

import pytest
import stripe

CUSTOMERS = {"method": "POST", "path": "/v1/customers"}


def customers(fake):
    return [customer["name"] for customer in fake.control("GET", "truth")["customers"]]


def test_dropped_before_nothing_happened(fake, client):
    fake.control("POST", "faults", fault="drop_before", **CUSTOMERS)
    with pytest.raises(stripe.APIConnectionError) as lost:
        client.v1.customers.create({"name": "A"})
    assert lost.value.should_retry
    assert customers(fake) == []


def test_processed_then_dropped_it_happened(fake, client):
    fake.control("POST", "faults", fault="process_then_drop", **CUSTOMERS)
    with pytest.raises(stripe.APIConnectionError) as lost:
        client.v1.customers.create({"name": "A"})
    assert lost.value.should_retry
    assert customers(fake) == ["A"]


def test_a_lost_reply_is_found_again_with_the_same_key(fake, client):
    fake.control("POST", "faults", fault="process_then_drop", **CUSTOMERS)
    key = {"idempotency_key": "k"}
    with pytest.raises(stripe.APIConnectionError):
        client.v1.customers.create({"name": "A"}, key)
    found = client.v1.customers.create({"name": "A"}, key)
    assert found.last_response.headers["Idempotent-Replayed"] == "true"
    assert customers(fake) == ["A"]


@pytest.mark.parametrize(
    ("fault", "error", "status"), [("500", stripe.APIError, 500), ("429", stripe.RateLimitError, 429)]
)
def test_an_error_instead_of_the_work(fake, client, fault, error, status):
    fake.control("POST", "faults", fault=fault, **CUSTOMERS)
    key = {"idempotency_key": "k"}
    with pytest.raises(error) as refused:
        client.v1.customers.create({"name": "A"}, key)
    assert refused.value.http_status == status
    assert customers(fake) == []
    assert client.v1.customers.create({"name": "A"}, key).name == "A"


def test_a_delay_delays(fake, client):
    fake.control("POST", "faults", fault="delay", seconds=0.3, **CUSTOMERS)
    started = time.monotonic()
    client.v1.customers.create({"name": "A"})
    assert time.monotonic() - started >= 0.3


def test_a_fault_strikes_as_often_as_it_says_and_only_what_it_names(fake, client):
    fake.control("POST", "faults", fault="500", times=2, **CUSTOMERS)
    client.v1.products.create({"name": "P"})
    client.v1.customers.list()
    for _ in range(2):
        with pytest.raises(stripe.APIError):
            client.v1.customers.create({"name": "A"})
    client.v1.customers.create({"name": "A"})
    assert fake.control("GET", "faults")[0]["met"] == 2


def test_a_fault_may_strike_a_share_the_same_for_the_same_seed(fake, client):
    def struck():
        fake.control("DELETE", "faults")
        fake.control("POST", "faults", fault="429", path="/v1/.*", times=None, share=0.5)
        return [_is_struck(client) for _ in range(20)]

    first = struck()
    assert 0 < sum(first) < 20
    assert struck() == first


def _is_struck(client):
    try:
        client.v1.balance.retrieve()
    except stripe.RateLimitError:
        return True
    return False


def test_the_library_gets_through_by_itself(fake):
    patient = stripe.StripeClient(fake.key, base_addresses={"api": fake.base}, max_network_retries=2)
    fake.control("POST", "faults", fault="process_then_drop", **CUSTOMERS)
    assert patient.v1.customers.create({"name": "A"}).name == "A"
    assert customers(fake) == ["A"]


def test_a_fault_that_does_not_exist_is_refused(fake):
    with pytest.raises(OSError, match="400"):
        fake.control("POST", "faults", fault="earthquake")
