from django.urls import path

from frontend_api.v1.orders import refunds, views

urlpatterns = [
    path("me/orders", views.MyOrders.as_view()),
    path("me/orders/<uuid:public_id>", views.MyOrder.as_view()),
    path("me/orders/<uuid:public_id>/payment", views.OrderPayment.as_view()),
    path("me/orders/<uuid:public_id>/settlement", views.OrderSettlement.as_view()),
    path("me/orders/<uuid:public_id>/refunds", refunds.OrderRefunds.as_view()),
    path("me/orders/<uuid:public_id>/refund-requests", refunds.OrderRefundRequests.as_view()),
    path("me/orders/<uuid:public_id>/papers/<uuid:paper_id>", views.OrderPaper.as_view()),
]
