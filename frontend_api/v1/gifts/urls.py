from django.urls import path

from frontend_api.v1.gifts import accepting, giving

urlpatterns = [
    path("me/gifts", giving.MyGifts.as_view()),
    path("me/gifts/<uuid:public_id>", giving.MyGift.as_view()),
    path("me/gifts/<uuid:public_id>/letters", giving.GiftLetters.as_view()),
    path("gifts/<str:code>", accepting.GiftByLink.as_view()),
    path("gifts/<str:code>/acceptance", accepting.GiftAcceptance.as_view()),
]
