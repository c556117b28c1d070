"""The demo's bundle: courses of several producers, sold together."""

from accounts.models import User
from commerce.gates import Thing
from commerce.operations.bundle_terms import BundleTerms, write_bundle
from courses.models import Course

COURSES = ("the-bow-first", "musicalgesang", "compas")


def make_bundle(administrator: User) -> None:
    """Three courses on playing with others, for a quarter less."""
    ids = dict(Course.objects.filter(slug__in=COURSES).values_list("slug", "public_id"))
    write_bundle(
        None,
        BundleTerms(
            name="Bow, voice and palms",
            slug="bow-voice-and-palms",
            summary="A cellist, a singer of musicals and a flamenco dancer, each on making music with others.",
            seller=None,
            basis_points=2_500,
            things=[Thing("course", ids[slug]) for slug in COURSES],
        ),
        actor=administrator,
    )
