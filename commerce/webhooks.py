"""The doors that Stripe knocks at."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from commerce.gateways import SignatureRefused
from commerce.operations.account_events import receive_account_event
from commerce.operations.events import receive_event


@csrf_exempt
@require_POST
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    """200 once the event is kept, known or new; 400 for what Stripe did not sign just now, of which nothing is kept."""
    try:
        receive_event(request.body, request.headers.get("Stripe-Signature", ""))
    except SignatureRefused:
        return HttpResponse("The signature is not good.", status=400, content_type="text/plain")
    return HttpResponse(status=200)


@csrf_exempt
@require_POST
def stripe_connect_webhook(request: HttpRequest) -> HttpResponse:
    """The same for what sellers' accounts tell; an account that is not ours is refused too."""
    try:
        receive_account_event(request.body, request.headers.get("Stripe-Signature", ""))
    except SignatureRefused:
        return HttpResponse("The signature is not good.", status=400, content_type="text/plain")
    return HttpResponse(status=200)
