"""`python -m bench [--quick] [--repeats N] [--stored N]`: the whole comparison, printed; see docs/benchmarks.md."""

import argparse
import sys
import tempfile
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(description="Speed beside others, measured in one run.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the items, once: for a look, not for a report")
    parser.add_argument("--repeats", type=int, default=3, help="runs in turn, of which the median counts")
    parser.add_argument("--stored", type=int, default=10_000, help="stored articles for the rebuild; 0 leaves it out")
    wanted = parser.parse_args()
    from bench import reading, rebuilding  # not above: each reading process imports this file again, and needs no spaCy

    share, repeats = (0.1, 1) if wanted.quick else (1.0, wanted.repeats)
    with tempfile.TemporaryDirectory(prefix="apoptoscope-bench-") as folder:
        _say(reading.report(reading.compare(Path(folder), repeats, share)))
        if wanted.stored:
            _say(rebuilding.compare(Path(folder), int(wanted.stored * share)))
    return 0


def _say(lines: list[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
