from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.demo.people import is_loaded
from cms.demo.sales import load_sales


class Command(BaseCommand):
    help = "Sell some courses of the demo's producer, for the pages about money. Only with the stand-in for Stripe."

    def handle(self, *_: Any, **__: Any) -> None:
        if getattr(settings, "STRIPE_STAND_IN_PORT", None) is None or not settings.DEMO_PEOPLE_ALLOWED:
            raise CommandError("Only where Stripe is stood in for: these would be real payments of invented people.")
        if not is_loaded():
            raise CommandError("Load the demo first: manage.py load_demo.")
        self.stdout.write(f"{load_sales()} orders were paid.")
