from django.apps import AppConfig


class CommerceConfig(AppConfig):
    name = "commerce"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415 - models are ready only now

        from commerce import letters, panels, registrations  # noqa: F401, PLC0415 - register by being imported
        from commerce.models import (  # noqa: PLC0415
            Dispute,
            LedgerAccount,
            LedgerTransaction,
            Order,
            OrderCheck,
            Reconciliation,
            RefundRequest,
            StripeEvent,
            Subscription,
        )
        from commerce.policy import AdministratorsLook  # noqa: PLC0415

        panels.install_settings()
        for model in (
            Dispute,
            LedgerAccount,
            LedgerTransaction,
            Order,
            OrderCheck,
            Reconciliation,
            RefundRequest,
            StripeEvent,
            Subscription,
        ):
            register_permission_policy(model, AdministratorsLook(model))
