"""What the worker does of itself: each task calls its operation, and a silent provider is waited for."""

import pytest

from commerce import tasks
from commerce.gateways import GatewayUnavailable
from commerce.models import Dispute, Reconciliation

# Which operations a task runs, in order.
RUNS = {
    "send_due_gifts": ["gifts.send_due_gifts"],
    "sweep": ["events.sweep", "papers.issue_missing"],
    "catch_up": ["events.catch_up"],
    "sweep_subscriptions": ["subscriptions.sweep_subscriptions"],
    "share_out": ["plan_shares.share_out"],
    "sweep_accounts": ["onboarding.sweep_accounts"],
    "look_at_orders": ["order_checks.look_at_orders"],
    "sweep_payouts": ["payouts.sweep_payouts"],
    "pay_sellers": ["transfers.pay_sellers"],
    "sweep_transfers": ["transfers.sweep_transfers"],
}
NEED_A_PROVIDER = ["catch_up", "look_at_orders", "reconcile_nightly"]


@pytest.fixture
def ran(monkeypatch, settings):
    """Which operations were run; each does nothing."""
    settings.STRIPE_SECRET_KEY = "sk_test_1"
    found = []
    for path in {path for paths in RUNS.values() for path in paths}:
        monkeypatch.setattr(f"commerce.tasks.{path}", lambda path=path: found.append(path))
    return found


@pytest.mark.parametrize("task", RUNS)
def test_a_task_runs_its_operations(ran, task):
    getattr(tasks, task)()
    assert ran == RUNS[task]


@pytest.mark.parametrize("task", NEED_A_PROVIDER)
def test_without_a_provider_nobody_is_asked(ran, settings, monkeypatch, task):
    settings.STRIPE_SECRET_KEY = ""
    monkeypatch.setattr("commerce.tasks.reconciliation.begin", lambda: ran.append("begin"))
    getattr(tasks, task)()
    assert ran == []


@pytest.mark.parametrize(
    ("task", "operation"), [("catch_up", "events.catch_up"), ("reconcile_nightly", "reconciliation.reconcile")]
)
@pytest.mark.django_db
def test_silence_is_no_failure_of_the_job(ran, monkeypatch, task, operation):
    def silent(*_given):
        ran.append(operation)
        raise GatewayUnavailable

    monkeypatch.setattr(f"commerce.tasks.{operation}", silent)
    getattr(tasks, task)()
    assert ran == [operation]


@pytest.mark.django_db
def test_at_night_what_was_not_finished_comes_first(ran, monkeypatch):
    early, late = Reconciliation(pk=1), Reconciliation(pk=2)
    monkeypatch.setattr("commerce.tasks.reconciliation.unfinished", lambda: [early])
    monkeypatch.setattr("commerce.tasks.reconciliation.begin", lambda: late)
    monkeypatch.setattr("commerce.tasks.reconciliation.reconcile", ran.append)
    tasks.reconcile_nightly()
    assert ran == [early, late]


def test_an_answer_to_a_dispute_is_sent_by_its_job(monkeypatch):
    sent, dispute = [], Dispute(pk=7)
    monkeypatch.setattr(Dispute.objects, "get", lambda **asked: dispute if asked == {"pk": 7} else None)
    monkeypatch.setattr("commerce.tasks.disputes.send_evidence", sent.append)
    tasks.send_evidence(dispute=7)
    assert sent == [dispute]
