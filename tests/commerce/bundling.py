"""Bundles to buy."""

from typing import Any

from accounts.enums import Role
from accounts.models import User
from commerce.gates import Thing
from commerce.models import Bundle
from commerce.operations.bundle_terms import BundleTerms, write_bundle
from commerce.operations.bundles import find_bundle
from commerce.operations.wanted import Wanted
from kit.money import Money
from tests.factories.accounts import UserFactory
from tests.factories.published import LiveCourse


def administrator() -> User:
    return UserFactory(roles=[Role.ADMINISTRATOR])


def thing_of(made: LiveCourse) -> Thing:
    return Thing("course", made.course.public_id)


def terms_of(*made: LiveCourse, seller: User | None = None, percent: int = 20, **changed: Any) -> BundleTerms:
    told: dict[str, Any] = {"name": "Steps and turns", "slug": "steps-and-turns", "summary": "All of it."}
    return BundleTerms(
        **told | changed, seller=seller, basis_points=percent * 100, things=[thing_of(each) for each in made]
    )


def bundle_of(*made: LiveCourse, actor: User | None = None, **changed: Any) -> Bundle:
    """A bundle that is offered, with what it holds read."""
    return find_bundle(write_bundle(None, terms_of(*made, **changed), actor=actor or administrator()).public_id)


def wants_bundle(bundle: Bundle, expected: Money | None = None) -> list[Wanted]:
    return [Wanted("bundle", bundle.public_id, expected)]
