"""`python -m tests.faults --seed 1 --kills 200`: the drills in full. A seed draws its victims and moments again."""

import argparse
import sys

from tests.faults.drill import drill


def main():
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--kills", type=int, default=200)
    given.add_argument("--final-within", type=float, default=60, help="seconds; more where other work runs beside it")
    options = given.parse_args()
    report = drill(options.seed, kills=options.kills, final_within=options.final_within)
    sys.stdout.write(
        f"{len(report.kills)} kills, {report.orders} orders, {report.refunds} refunds, seed {report.seed};"
        f" the slowest crowd was final after {report.slowest:.0f} s\n"
    )
    sys.stdout.writelines(f"{found}\n" for found in report.findings)
    return 1 if report.findings else 0


if __name__ == "__main__":
    sys.exit(main())
