"""The demo's bundles: courses of several producers, sold together."""

from accounts.models import User
from commerce.gates import Thing
from commerce.operations.bundle_terms import BundleTerms, write_bundle
from courses.models import Course

# Address, name, a sentence, how much less in basis points, and the courses by their addresses.
BUNDLES = [
    (
        "four-ways-to-move",
        "Four ways to move",
        "Ballet, house, flamenco and physical theatre: four teachers, one body.",
        2_000,
        ["adagio-and-allegro", "loose-legs", "compas", "le-corps-d-abord"],
    ),
    (
        "bow-voice-and-palms",
        "Bow, voice and palms",
        "A cellist, a singer of musicals and a flamenco dancer, each on making music with others.",
        2_500,
        ["the-bow-first", "musicalgesang", "compas"],
    ),
]


def make_bundles(administrator: User) -> None:
    """Four courses on moving for a fifth less, and three on playing with others for a quarter."""
    ids = dict(Course.objects.values_list("slug", "public_id"))
    for slug, name, summary, basis_points, courses in BUNDLES:
        terms = BundleTerms(
            name=name,
            slug=slug,
            summary=summary,
            seller=None,
            basis_points=basis_points,
            things=[Thing("course", ids[each]) for each in courses],
        )
        write_bundle(None, terms, actor=administrator)
