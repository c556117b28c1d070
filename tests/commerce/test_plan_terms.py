"""Plans as administrators write them: what is not sound, and who may not."""

from dataclasses import replace

import pytest

from commerce.enums import PlanInterval
from commerce.models import Plan
from commerce.operations.plans import PlanTerms, write_plan
from kit.errors import InvalidInput, NotAllowed
from kit.money import Money
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D2")]

TERMS = PlanTerms(
    name="All access", summary="", features="", rank=1, trial_days=7, commission_basis_points=3000, is_offered=True,
    is_highlighted=False, prices={(PlanInterval.MONTH, "EUR"): Money(1900, "EUR")},
)  # fmt: skip


@pytest.mark.parametrize(
    ("terms", "wrong"),
    [
        ({"name": " "}, {"name": ["Give it a name."]}),
        ({"name": "Taken"}, {"name": ["Another plan has this name."]}),
        ({"trial_days": -1}, {"trial_days": ["Between 0 and 365 days."]}),
        ({"trial_days": 366}, {"trial_days": ["Between 0 and 365 days."]}),
        ({"commission_basis_points": 10_001}, {"commission": ["Between 0 and 100 %."]}),
        ({"commission_basis_points": -1}, {"commission": ["Between 0 and 100 %."]}),
        (
            {"prices": {(PlanInterval.MONTH, "EUR"): Money(0, "EUR")}},
            {"prices": ["A price is more than nothing."]},
        ),
        ({"prices": {}}, {"prices": ["A plan that is offered has a price."]}),
        (
            {"name": "", "trial_days": 400},
            {"name": ["Give it a name."], "trial_days": ["Between 0 and 365 days."]},
        ),
    ],
)
def test_a_plan_that_is_not_sound_is_not_written(terms, wrong):
    Plan.objects.create(name="Taken")
    with pytest.raises(InvalidInput) as refused:
        write_plan(None, replace(TERMS, **terms), actor=UserFactory(roles=["administrator"]))
    assert refused.value.fields == wrong
    assert Plan.objects.get().name == "Taken"


def test_only_administrators_write_plans():
    with pytest.raises(NotAllowed):
        write_plan(None, TERMS, actor=UserFactory(roles=["reviewer"]))
    assert not Plan.objects.exists()
