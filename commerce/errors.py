"""What the rules about money refuse."""

from kit.errors import Conflict


class PriceDecided(Conflict):
    reason = "price_decided"
    message = "This price was decided about already."
