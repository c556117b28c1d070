"""All-access plans: what there is for everybody, and the asking person's own subscription."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from commerce.errors import NoSubscription
from commerce.models import Plan, PlanPrice, Subscription
from commerce.operations.plan_changes import AgreedCost, change_plan, choices_of, cost_of_change
from commerce.operations.subscribing import has_had_trial, open_portal, subscribe
from commerce.operations.subscription_changes import cancel, keep, pause, resume, subscription_of
from commerce.operations.subscriptions import settled
from courses.models import Course
from frontend_api.authentication import me
from frontend_api.bodies import read_body
from frontend_api.v1.plans.shapes import (
    ChangeCostOut,
    MyPlanOut,
    PageOut,
    PauseIn,
    PlanChangeIn,
    PlansOut,
    PriceChoiceIn,
)


def _mine(request: Request) -> Subscription:
    held = subscription_of(me(request))
    if held is None:
        raise NoSubscription
    return held


def _told(request: Request) -> Any:
    person = me(request)
    held = subscription_of(person)
    choices: list[PlanPrice] = []
    if held is not None and held.ended_at is None:
        choices = list(choices_of(held))
    mine = {"subscription": held, "choices": choices, "may_have_trial": not has_had_trial(person)}
    return MyPlanOut(mine, context={"held": held}).data


class Plans(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(operation_id="plans", summary="The plans that are offered", responses=PlansOut)
    def get(self, request: Request) -> Response:
        offered = Plan.objects.offered().prefetch_related("prices")
        count = Course.objects.published().filter(in_plans=True).count()
        answer = PlansOut({"results": offered, "course_count": count}).data
        return Response(answer, headers={"Cache-Control": "public, max-age=60"})


class MyPlan(APIView):
    @extend_schema(
        operation_id="my_plan",
        summary="My plan",
        description="The subscription that runs, else the one that ended last; null where there was never one.",
        responses=MyPlanOut,
    )
    def get(self, request: Request) -> Response:
        return Response(_told(request))

    @extend_schema(
        operation_id="subscribe",
        summary="Subscribe to a plan",
        description="Opens the payment provider's page. Asking again while it is open finds the same page.",
        request=PriceChoiceIn,
        responses={201: PageOut},
    )
    def post(self, request: Request) -> Response:
        begun = subscribe(me(request), read_body(request, PriceChoiceIn)["price"])
        return Response(PageOut({"url": begun.url}).data, status=201)

    @extend_schema(
        operation_id="cancel_plan",
        summary="Cancel my plan",
        description="It ends with what is paid. Where nothing is, it ends now.",
        responses=MyPlanOut,
    )
    def delete(self, request: Request) -> Response:
        cancel(_mine(request), actor=me(request))
        return Response(_told(request))


class PlanSettlement(APIView):
    @extend_schema(
        operation_id="settle_plan",
        summary="Ask the payment provider how my plan stands",
        description="For whoever comes back from the provider's page; anything else tells us by itself.",
        request=None,
        responses=MyPlanOut,
    )
    def post(self, request: Request) -> Response:
        if (held := subscription_of(me(request))) is not None:
            settled(held)
        return Response(_told(request))


class PlanChangeCost(APIView):
    @extend_schema(
        operation_id="plan_change_cost",
        summary="What going over to another plan or rhythm costs",
        description="Asked of the payment provider. Nothing is charged; `change_plan` confirms it within half an hour.",
        request=PriceChoiceIn,
        responses=ChangeCostOut,
    )
    def post(self, request: Request) -> Response:
        cost = cost_of_change(_mine(request), read_body(request, PriceChoiceIn)["price"], actor=me(request))
        return Response(ChangeCostOut(cost).data)


class PlanChange(APIView):
    @extend_schema(
        operation_id="change_plan",
        summary="Go over to another plan or rhythm",
        description="More is charged for the rest of the period at once; less is credited with the next payment."
        " It is what `plan_change_cost` has shown, or the answer is 409 `plan_cost_changed` and nothing is charged."
        " What cannot be collected at once changes nothing either: 409 `plan_payment_declined`.",
        request=PlanChangeIn,
        responses=MyPlanOut,
    )
    def post(self, request: Request) -> Response:
        body = read_body(request, PlanChangeIn)
        agreed = AgreedCost(body["as_of"], body["now_minor"], body["next_minor"])
        change_plan(_mine(request), body["price"], agreed, actor=me(request))
        return Response(_told(request))


class PlanPause(APIView):
    @extend_schema(
        operation_id="pause_plan",
        summary="Pause my plan after what is paid",
        description="Nothing is collected and nothing is open for so many months. Your progress is kept.",
        request=PauseIn,
        responses=MyPlanOut,
    )
    def post(self, request: Request) -> Response:
        pause(_mine(request), read_body(request, PauseIn)["months"], actor=me(request))
        return Response(_told(request))

    @extend_schema(
        operation_id="resume_plan",
        summary="End the pause of my plan",
        description="A pause that has begun ends with a new period, which is paid now. What cannot be collected leaves"
        " the pause as it is: 409 `plan_payment_declined`.",
        responses=MyPlanOut,
    )
    def delete(self, request: Request) -> Response:
        return _after(request, resume)


class PlanCancellation(APIView):
    @extend_schema(operation_id="keep_plan", summary="Take the cancellation of my plan back", responses=MyPlanOut)
    def delete(self, request: Request) -> Response:
        return _after(request, keep)


class PlanPortal(APIView):
    @extend_schema(
        operation_id="plan_portal",
        summary="Open the payment provider's page for my cards and invoices",
        request=None,
        responses=PageOut,
    )
    def post(self, request: Request) -> Response:
        return Response(PageOut({"url": open_portal(me(request))}).data)


def _after(request: Request, change: Callable[..., Subscription]) -> Response:
    change(_mine(request), actor=me(request))
    return Response(_told(request))
