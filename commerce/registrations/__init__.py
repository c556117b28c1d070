"""What commerce tells the apps below: registered once, when the apps are ready."""

from commerce.registrations import bundles, gifts, invariants, own_money, payouts, plans, subscriptions, taxes

__all__ = ["bundles", "gifts", "invariants", "own_money", "payouts", "plans", "subscriptions", "taxes"]
