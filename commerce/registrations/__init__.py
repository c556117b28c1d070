"""What commerce tells the apps below: registered once, when the apps are ready."""

from commerce.registrations import gifts, invariants, payouts, plans, subscriptions

__all__ = ["gifts", "invariants", "payouts", "plans", "subscriptions"]
