from django.urls import path

from frontend_api.v1.carts import views

urlpatterns = [
    path("cart", views.CartQuote.as_view()),
    path("me/cart", views.MyCart.as_view()),
    path("me/cart/<str:kind>/<uuid:public_id>", views.MyCartItem.as_view()),
]
