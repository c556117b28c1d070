"""What commerce tells the apps below: registered once, when the apps are ready."""

from commerce.registrations import invariants, payouts, plans, subscriptions

__all__ = ["invariants", "payouts", "plans", "subscriptions"]
