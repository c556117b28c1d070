"""A stateful stand-in for Stripe: its API, its hosted pages, its webhooks, and faults on demand. No money moves."""

from tests.fakes.stripe.running import FakeStripe

__all__ = ["FakeStripe"]
