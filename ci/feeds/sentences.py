"""Plain English out of the fields of a registry, so that a person and the reader find sentences and no codes."""

import calendar
from collections.abc import Sequence
from datetime import date

from ci.when import MONTHS, When

_MONTHS = dict(zip(MONTHS, list(calendar.month_name)[1:], strict=True))


def said(when: When | date) -> str:
    """`on 3 May 2024`, `in May 2024`, `in 2024`: as it stands in a sentence, as precise as known."""
    when = when if isinstance(when, When) else When.day(when)
    short = MONTHS[when.starts_on.month - 1]
    words = str(when).replace(short, _MONTHS[short])
    return f"on {words}" if when.precision == "day" else f"in {words}"


def dated(written: str) -> When | None:
    """A registry's yyyy, yyyy-mm or yyyy-mm-dd; None for anything else."""
    try:
        return When.parse(written)
    except ValueError:
        return None


def joined(names: Sequence[str], most: int = 4) -> str:
    """`a, b and c`; where there are more than `most`, the first of them `and 3 others`."""
    kept = list(dict.fromkeys(name for name in names if name))
    if len(kept) > most:
        kept = [*kept[:most], f"{len(kept) - most} others"]
    return " and ".join([", ".join(kept[:-1]), kept[-1]]) if len(kept) > 1 else "".join(kept)


def named(capitals: str) -> str:
    """A name that a register writes in capitals, as people write it; mixed case is left alone."""
    return capitals.title() if capitals.isupper() else capitals


def sentence(*parts: str) -> str:
    """The parts that are not empty, one blank between them, ending as a sentence does."""
    text = " ".join(part for part in parts if part)
    return text if text.endswith((".", "?")) else f"{text}."
