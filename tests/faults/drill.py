"""Killing the shop's processes while people buy, and reckoning afterwards (FAULTS R1-R3, R11, W4)."""

import random
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.faults.buyers import Buyer
from tests.faults.reckoning import findings, still_under_way
from tests.faults.world import World, failpoints, until

VICTIMS = ["web", "web", "worker", "worker", "backend", "database"]
# How tax is taken of what a crowd buys.
TAXES = ["off", "included", "added", "added"]
TAXED = "SELECT count(*) FROM commerce_orderline WHERE tax_minor > 0"
COURSES = 3
BUYERS = 24
SPAN = 8.0  # seconds in which the buyers of one crowd arrive
TRIES = 5  # crowds among whom somebody has to come to a place


@dataclass
class Report:
    """What a drill did and what it found."""

    seed: int
    kills: list[str] = field(default_factory=list)
    orders: int = 0
    refunds: int = 0
    taxed: int = 0  # lines that were sold with tax
    slowest: float = 0  # seconds from the shop's being open again until everything was final, at most
    would_be_noticed: bool = False  # whether a seat that is taken from who paid is found
    findings: list[str] = field(default_factory=list)


def drill(
    seed: int, *, kills: int, at_once: int = 4, final_within: float | None = 60, template=None, tell=print
) -> Report:
    """Kill somebody once at each failpoint of the selling, and `kills` times at moments drawn from `seed`.

    People buy and are refunded all the while. Each crowd of them meets `at_once` kills, and must come out right within
    `final_within` seconds of the moment at which the shop is open again, or at last where that is None. `template` is
    as for `World`.
    """
    report = Report(seed)
    rounds = [*_in_groups(failpoints(), at_once), *_in_groups(range(kills), at_once)]
    tries = Counter()
    with tempfile.TemporaryDirectory(prefix="perfomix-drill-") as folder, World(Path(folder), seed, template) as world:
        world.open()
        while rounds and not report.findings:
            what, began, before = rounds.pop(0), time.monotonic(), len(report.kills)
            tries.update(what)
            missed = _stir(world, what, random.Random(f"{seed} {what} {tries[what[0]]}"), report, final_within)
            if missed and tries[missed[0]] < TRIES:
                rounds.insert(0, missed)
            elif missed:
                report.findings.append(f"nobody comes to {', '.join(missed)}")
            tell(f"{len(report.kills)}: {', '.join(report.kills[before:])}; {time.monotonic() - began:.0f} s")
        with world.connect() as connection:
            report.taxed = connection.execute(TAXED).fetchone()[0]
        report.would_be_noticed = _is_theft_noticed(world)
    return report


def _is_theft_noticed(world):
    """The control of the reckoning itself."""
    with world.connect() as connection:
        connection.execute(
            "UPDATE courses_enrolment SET state = 'refunded' WHERE id = (SELECT min(id) FROM courses_enrolment"
            " WHERE state = 'active' AND source = 'bought')"
        )
    return bool(findings(world, [])) and bool(world.stage.verify())


def _in_groups(what, size):
    return [tuple(what[start : start + size]) for start in range(0, len(what), size)]


def _stir(world, what, chance, report, final_within):
    """One crowd, some kills, one reckoning. `what` are failpoints, or numbers of kills that have no place.

    Returns the failpoints to which nobody came.
    """
    stage = world.stage.people(BUYERS, COURSES, chance.choice(TAXES))
    world.stage.onboard(stage["sellers"])
    places = [each for each in what if isinstance(each, str)]
    moments = sorted((chance.uniform(0.2, SPAN), chance.choice(VICTIMS)) for each in what if each not in places)
    crowd = [
        Buyer(world, token, stage, seed=f"{chance.random()}", arrives_after=chance.uniform(0, SPAN))
        for token in stage["tokens"]
    ]
    began = time.monotonic()
    refunding = threading.Thread(target=_refund_some, args=(world, crowd, random.Random(chance.random()), report))
    refunding.start()
    for place in places:
        world.kill_at(place)
    for moment, victim in moments:
        time.sleep(max(0.0, began + moment - time.monotonic()))
        world.kill(victim, chance)
        report.kills.append(victim)
    for each in [*crowd, refunding]:
        each.join()
    report.orders += sum(each.order is not None for each in crowd)
    world.wait_until_ready()
    opened = time.monotonic()
    left = still_under_way(world, final_within)
    report.slowest = max(report.slowest, time.monotonic() - opened)
    report.findings += [*left, *findings(world, crowd), *world.stage.verify()]
    # Some places are only come to once the crowd has gone.
    missed = tuple(place for place in places if not world.is_killed_at(place))
    report.kills += [place for place in places if place not in missed]
    return missed


# Of an order whose seller has the money already.
SENT = """
SELECT o.public_id::text FROM commerce_transfer t JOIN commerce_lineshare s ON s.id = t.share_id
JOIN commerce_orderline l ON l.id = s.line_id JOIN commerce_order o ON o.id = l.order_id
JOIN commerce_payment p ON p.order_id = o.id AND p.state = 'succeeded'
WHERE t.state = 'made' AND o.state = 'paid' AND NOT EXISTS (SELECT FROM commerce_dispute d WHERE d.payment_id = p.id)
    AND NOT EXISTS (SELECT FROM commerce_refund r WHERE r.payment_id = p.id)
ORDER BY o.id DESC LIMIT 1
"""


def _refund_some(world, crowd, chance, report):
    """Sellers are paid and staff gives back a third of what was paid, while the others still buy.

    The last of it is taken back from its seller.
    """
    try:
        _refund_while_they_buy(world, crowd, chance, report)
    except Exception as error:
        report.findings.append(f"staff could not go on: {error!r}")
        raise


def _refund_while_they_buy(world, crowd, chance, report):
    for buyer in crowd:
        buyer.join()
        world.stage.pay_sellers()
        if "paid" in buyer.heard and chance.random() < 0.33:
            world.stage.refund(buyer.order)
            report.refunds += 1
        world.stage.answer_disputes()
    world.stage.refund(until(lambda: _sent(world), "a seller to be paid"))


def _sent(world):
    world.stage.pay_sellers()
    with suppress(psycopg.Error), world.connect() as connection:
        found = connection.execute(SENT).fetchone()
        return found and found[0]
    return None
