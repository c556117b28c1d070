"""People are held as they stand now, and only inside a transaction."""

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from accounts.models import User
from accounts.operations.holding import hold_person
from tests.factories.accounts import UserFactory


@pytest.mark.django_db
def test_a_held_person_is_as_they_stand_now():
    person = UserFactory()
    User.objects.filter(pk=person.pk).update(display_name="Ida Newly")
    held = hold_person(person.pk)
    person.refresh_from_db()
    assert {field.attname: getattr(held, field.attname) for field in User._meta.concrete_fields} == {
        field.attname: getattr(person, field.attname) for field in User._meta.concrete_fields
    }
    assert held.get_deferred_fields() == set()
    with pytest.raises(User.DoesNotExist):
        hold_person(person.pk + 1)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nobody_can_be_held():
    person = UserFactory()
    with pytest.raises(TransactionManagementError):
        hold_person(person.pk)
    with transaction.atomic():
        assert hold_person(person.pk) == person
