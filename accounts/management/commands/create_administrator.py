"""The first administrator: nobody else could grant the role."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.enums import Role
from accounts.models import User
from accounts.operations.passwords import refuse_weak_password
from accounts.operations.people import create_person
from accounts.operations.roles import grant_role
from accounts.operations.sign_up import refuse_bad_address, refuse_bad_name
from kit.errors import DomainError, InvalidInput


class Command(BaseCommand):
    help = "Make somebody an administrator; makes their account when there is none. Asks for the password unless given."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="Administrator", help="The display name of a new account.")
        parser.add_argument("--password", help="For scripts; other users of this machine may see it while it runs.")

    def handle(self, *, email: str, name: str, password: str | None, **options: Any) -> None:
        try:
            person = User.objects.with_address(email).first()
            if person is None:
                person = self._new(email, name, password)
            grant_role(person, Role.ADMINISTRATOR, actor=None)
        except InvalidInput as refusal:
            raise CommandError(" ".join(line for lines in refusal.fields.values() for line in lines)) from None
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{person.email} is an administrator.")

    def _new(self, email: str, name: str, password: str | None) -> User:
        refuse_bad_address(email)
        refuse_bad_name(name)
        if password is None:
            password = getpass.getpass("Password: ")
        refuse_weak_password(password, email=email, display_name=name)
        return create_person(email, password=password, display_name=name, actor=None)
