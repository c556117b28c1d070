from django.urls import path

from frontend_api.v1.wishes import views

urlpatterns = [
    path("me/wishes", views.MyWishes.as_view()),
    path("me/wishes/<str:kind>/<uuid:public_id>", views.MyWish.as_view()),
    path("me/wishes/<str:kind>/<uuid:public_id>/cart", views.MyWishToCart.as_view()),
]
