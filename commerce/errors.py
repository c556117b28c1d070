"""What the rules about money refuse."""

from kit.errors import Conflict, DomainError


class PriceDecided(Conflict):
    reason = "price_decided"
    message = "This price was decided about already."


class SaleOver(Conflict):
    reason = "sale_over"
    message = "This sale is over already."


class SellingIsClosed(Conflict):
    reason = "selling_is_closed"
    message = "Nothing can be bought here yet."


class NothingToPay(Conflict):
    """Of what is given: what costs nothing is nothing to give."""

    reason = "nothing_to_pay"
    message = "{title} is free."


class PriceChanged(Conflict):
    reason = "price_changed"
    message = "The price of {title} is {price} now. Please look again before you buy."


class PriceIsFixed(Conflict):
    reason = "price_is_fixed"
    message = "Nobody chooses what they pay for {title}: it costs {price}."


class AmountMissing(Conflict):
    reason = "amount_missing"
    message = "You choose what you pay for {title}. Please say how much, in {currency}."


class AmountTooLow(Conflict):
    reason = "amount_too_low"
    message = "You choose what you pay for {title}: at least {least}."


class AmountTooHigh(Conflict):
    reason = "amount_too_high"
    message = "You choose what you pay for {title}: at most {most}."


class AmountNotCharged(Conflict):
    """Of what is more than nothing, and less than the provider charges."""

    reason = "amount_not_charged"
    message = "You choose what you pay for {title}: nothing, or at least {smallest}. Less cannot be charged."


class AmountTooFine(Conflict):
    reason = "amount_too_fine"
    message = "You choose what you pay for {title}. The last digit has to be 0: cards are charged so."


class TotalChanged(Conflict):
    reason = "total_changed"
    message = "It costs {total} together now. Please look again before you buy."


class NotInCurrency(Conflict):
    """An order is in one currency: what has no price in it is bought apart."""

    reason = "not_in_currency"
    message = "{title} is not sold in {currency}."


class MainCurrency(Conflict):
    reason = "main_currency"
    message = "{currency} is the main currency. Make another one the main currency first."


class CartIsFull(Conflict):
    reason = "cart_is_full"
    message = "A cart holds {most} things at most."


class TooManyWishes(Conflict):
    reason = "too_many_wishes"
    message = "You have put {most} things by, which is all there is room for. Take one away first."


class CouponUnknown(Conflict):
    """Of codes there are not, and of those that may not be used yet, any more or by this person."""

    reason = "coupon_unknown"
    message = "The code {code} cannot be used."


class CouponUsedUp(Conflict):
    reason = "coupon_used_up"
    message = "The code {code} has been used as often as it may be."


class CouponLowersNothing(Conflict):
    reason = "coupon_lowers_nothing"
    message = "The code {code} is for other things than these."


class BundleNotOffered(Conflict):
    """Of a bundle that is not sold, and of one with a thing that is not; `why` is a sentence."""

    reason = "bundle_not_offered"
    message = "{name} cannot be bought just now. {why}"


class InTheBundle(Conflict):
    """What is bought as a part of a bundle is not bought beside it."""

    reason = "in_the_bundle"
    message = "{title} comes with {name} already."


class BundleChanged(Conflict):
    reason = "bundle_changed"
    message = "This bundle was changed meanwhile. Look at it again."


class AlreadyBought(Conflict):
    reason = "already_bought"
    message = "You have bought {title} already."


class OrderUnderWay(Conflict):
    reason = "order_under_way"
    message = "You have begun to buy {title} in the order {number}. Finish that one, or cancel it."


class GiftNotPaid(Conflict):
    reason = "gift_not_paid"
    message = "This gift is not paid for yet."


class GiftNotOffered(Conflict):
    reason = "gift_not_offered"
    message = "{title} is no longer offered."


class GiftAccepted(Conflict):
    reason = "gift_accepted"
    message = "This gift has been accepted already."


class GiftGivenBack(Conflict):
    reason = "gift_given_back"
    message = "This gift has been given back to whoever bought it."


class HasItAlready(Conflict):
    reason = "has_it_already"
    message = "You have {title} already. Whoever gave it to you can give it to somebody else, or give it back."


class GiftsWaiting(Conflict):
    reason = "gifts_waiting"
    message = "You have {most} gifts that are not paid for yet. Pay for them or cancel them first."


class OrderDecided(Conflict):
    reason = "order_decided"
    message = "This order is {state} already."


class OrderNotPaid(Conflict):
    reason = "order_not_paid"
    message = "This order is not paid."


class PaymentNotOpened(Conflict):
    reason = "payment_not_opened"
    message = "The payment could not be opened. You have not been charged; please try again."


class ProviderSilent(DomainError):
    """Nobody knows yet what became of a request to the payment provider (HTTP 503)."""

    reason = "payment_provider_silent"
    message = "The payment provider does not answer just now. You have not been charged twice; please try again soon."


class NothingLeft(Conflict):
    reason = "nothing_left"
    message = "{title} has been given back already, or is on its way."


class NotByPolicy(Conflict):
    reason = "not_by_policy"
    message = "{title} can no longer be given back just like that. You can still ask us."


class Disputed(Conflict):
    reason = "disputed"
    message = "The buyer's bank disputes this payment: until that is decided, nothing can be given back."


class DisputeAnswered(Conflict):
    reason = "dispute_answered"
    message = "This dispute was answered already, or is decided."


class RequestDecided(Conflict):
    reason = "request_decided"
    message = "This request is {state} already."


class MoreThanPaid(Conflict):
    reason = "more_than_paid"
    message = "That is more than what is left of this payment."


class PapersUnavailable(DomainError):
    """The server lacks what draws papers (HTTP 503)."""

    reason = "papers_unavailable"
    message = "Receipts cannot be made just now. Yours is kept and can be had later."


class PayoutsAreClosed(Conflict):
    reason = "payouts_are_closed"
    message = "Nobody can be paid here yet."


class PayoutAccountRefused(Conflict):
    reason = "payout_account_refused"
    message = "The payment provider does not open an account for you. Please write to us."


class NoPayoutAccount(Conflict):
    reason = "no_payout_account"
    message = "Tell the payment provider about yourself first."


class TransferDecided(Conflict):
    reason = "transfer_decided"
    message = "There is nothing to send here just now."


class CheckDecided(Conflict):
    reason = "check_decided"
    message = "This order is {state} already."


class MonthNotOver(Conflict):
    reason = "month_not_over"
    message = "The statement of a month is drawn once the month is over."


class PlanNotOffered(Conflict):
    reason = "plan_not_offered"
    message = "This plan cannot be subscribed to just now."


class SubscribedAlready(Conflict):
    reason = "subscribed_already"
    message = "You have a plan already. Change it under Your plan."


class NoSubscription(Conflict):
    reason = "no_subscription"
    message = "You have no plan that this could be done with just now."


class PlanAsItIs(Conflict):
    reason = "plan_as_it_is"
    message = "That is the plan you have."


class PlanCostChanged(Conflict):
    reason = "plan_cost_changed"
    message = "What this costs has changed since you saw it. Nothing was charged; please look again."


class PlanPaymentDeclined(Conflict):
    reason = "plan_payment_declined"
    message = (
        "Your card was declined, so your plan stays as it was and nothing was charged. Choose another card under Cards"
        " and invoices, and try again."
    )


class OtherCurrency(Conflict):
    reason = "other_currency"
    message = "A plan keeps its currency while it runs."


class NotInYourPlan(Conflict):
    reason = "not_in_your_plan"
    message = "Your plan does not open {title} just now."
