"""People for tests. `UserFactory(roles=[Role.PRODUCER])` holds the role as if an administrator had granted it."""

import factory
from allauth.account.models import EmailAddress
from factory.django import DjangoModelFactory

from accounts.enums import Role
from accounts.models import Profile, User
from accounts.operations.roles import grant_role

PASSWORD = "a sparrow on the fourth barre"


class UserFactory(DjangoModelFactory):
    """An active person with a verified address, a profile, the password `PASSWORD` and the given roles."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence("person-{}@example.org".format)
    display_name = factory.Sequence("Person {}".format)
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def roles(self, create, extracted, **_):
        EmailAddress.objects.create(user=self, email=self.email.lower(), verified=True, primary=True)
        Profile.objects.create(person_id=self.pk)
        for role in extracted if extracted is not None else [Role.LEARNER]:
            grant_role(self, Role(role), actor=None)
