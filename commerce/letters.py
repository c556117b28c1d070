"""The letters about orders."""

from notices.letters import register_letter

GIFT = register_letter(
    "gift",
    sample={
        "name": "Ana",
        "giver": "Rui Matos",
        "title": "Tango from the first walk",
        "message": "For the two of us, before the summer.",
        "url": "https://perfomix.example/gifts/sample",
    },
)
ORDERS_PAID = register_letter(
    "orders_paid",
    sample={
        "name": "Ana",
        "number": "7K3M-9QTA",
        "total": "€49.00",
        "delivered": "Tango from the first walk",
        "given": "Bolero for two (for Rui)",
        "refused": "Salsa for two",
        "url": "https://perfomix.example/account/orders/b1f5b2f0-2a3c-4b8e-9a52-1d6d5b7a8c90",
    },
)
