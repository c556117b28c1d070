"""The letters about orders."""

from notices.letters import register_letter

ORDERS_PAID = register_letter(
    "orders_paid",
    sample={
        "name": "Ana",
        "number": "7K3M-9QTA",
        "total": "€49.00",
        "delivered": "Tango from the first walk",
        "refused": "Salsa for two",
        "url": "https://perfomix.example/account/orders/b1f5b2f0-2a3c-4b8e-9a52-1d6d5b7a8c90",
    },
)
