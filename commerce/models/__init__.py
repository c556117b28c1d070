"""Import models from here; the modules beside are for upkeep."""

from commerce.models.bundles import BoughtBundle, Bundle, BundleThing
from commerce.models.carts import CartItem
from commerce.models.coupons import Coupon, CouponThing, CouponUse
from commerce.models.disputes import Dispute, DisputeFile
from commerce.models.gifts import Gift
from commerce.models.giving_back import RefundRequest, RefundTerms
from commerce.models.ledger import LedgerAccount, LedgerEntry, LedgerTransaction
from commerce.models.orders import LineShare, Order, OrderLine
from commerce.models.papers import Paper, PaperSeries
from commerce.models.payments import Payment, Refund, RefundPart
from commerce.models.payout_accounts import PayoutAccount
from commerce.models.payouts import Payout
from commerce.models.plans import Plan, PlanCustomer, PlanPrice
from commerce.models.prices import Bounds, CommissionTerm, OfSellable, Price, SellerTerm
from commerce.models.reconciliation import Finding, ProviderEntry, Reconciliation
from commerce.models.sales import Sale, SaleAmount
from commerce.models.settings import SellingSettings
from commerce.models.signals import OrderCheck, Signal
from commerce.models.subscriptions import PlanGrant, PlanInvoice, Subscription
from commerce.models.taxes import LineTax
from commerce.models.transfers import PayoutHold, SetOff, Transfer, TransferReversal
from commerce.models.webhooks import StripeEvent
from commerce.models.wishes import SaleNews, Wish

__all__ = [
    "BoughtBundle",
    "Bounds",
    "Bundle",
    "BundleThing",
    "CartItem",
    "CommissionTerm",
    "Coupon",
    "CouponThing",
    "CouponUse",
    "Dispute",
    "DisputeFile",
    "Finding",
    "Gift",
    "LedgerAccount",
    "LedgerEntry",
    "LedgerTransaction",
    "LineShare",
    "LineTax",
    "OfSellable",
    "Order",
    "OrderCheck",
    "OrderLine",
    "Paper",
    "PaperSeries",
    "Payment",
    "Payout",
    "PayoutAccount",
    "PayoutHold",
    "Plan",
    "PlanCustomer",
    "PlanGrant",
    "PlanInvoice",
    "PlanPrice",
    "Price",
    "ProviderEntry",
    "Reconciliation",
    "Refund",
    "RefundPart",
    "RefundRequest",
    "RefundTerms",
    "Sale",
    "SaleAmount",
    "SaleNews",
    "SellerTerm",
    "SellingSettings",
    "SetOff",
    "Signal",
    "StripeEvent",
    "Subscription",
    "Transfer",
    "TransferReversal",
    "Wish",
]
