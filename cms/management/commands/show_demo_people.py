"""`manage.py show_demo_people`: one sign-in for each role of the demo."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.demo.people import DEMO_PASSWORD, SIGN_INS, address_of, is_loaded


class Command(BaseCommand):
    help = "Show one sign-in for each role of the demo, where it is loaded."

    def handle(self, *_: Any, **__: Any) -> None:
        if not is_loaded():
            return
        self.stdout.write(f"  Sign in as, each with the password “{DEMO_PASSWORD}”:")
        for role, name in SIGN_INS.items():
            self.stdout.write(f"    {role.label!s:<14} {address_of(name)}")
