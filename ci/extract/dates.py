"""Dates in a text, as precise as it gives them, counted from the day the item was published."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ci.extract.spotter import Spotter
from ci.extract.words import strings, words
from ci.when import When

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DATE = re.compile(
    r"(?<![a-z])(?:"
    rf"(?P<day1>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month1>{_MONTH}),?(?: (?P<year1>(?:19|20)\d\d))?(?!\d)"
    rf"|\b(?P<month2>{_MONTH}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:\d|\.\d)(?:,? (?P<year2>(?:19|20)\d\d))?"
    rf"|\b(?P<month3>{_MONTH}),?(?: of)? (?P<year3>(?:19|20)\d\d)"
    r"|\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b"
    r"|(?P<cjk_y>(?:19|20)\d\d)年(?P<cjk_m>\d{1,2})月(?:(?P<cjk_d>\d{1,2})日)?"
    r"|(?<![\d./])(?P<num_a>\d{1,2})(?P<num_by>[./])(?P<num_b>\d{1,2})(?P=num_by)(?P<num_y>(?:19|20)\d\d)(?![\d/])"
    r"|\((?P<us_m>\d{1,2})/(?P<us_d>\d{1,2})(?:/(?P<us_y>\d{2,4}))?\)"
    r"|\b(?P<quarter>first|second|third|fourth|q[1-4])(?:[- ]quarter)?(?: of)?(?: the)?(?: "
    r"year)? (?P<quarter_year>(?:19|20)\d\d)"
    r"|\b(?P<yesterday>yesterday|day before)\b|\b(?P<today>today|this (?:morning|afternoon|evening)|tonight|"
    r"earlier today)\b"
    rf"|\b(?:(?P<which>last|this|on|late on|early on|late|earlier|previous|past|the "
    rf"previous) )?(?P<weekday>{'|'.join(_WEEKDAYS)})\b(?!'s clos)"
    r"(?P<week_before>,? (?:of )?(?:last week|the week before)\b)?"
    rf"|\b(?P<rel>in|last|this|early|late|since|during|mid-?|by|until|back in|end of|for|of|earlier "
    rf"in) ?(?P<month4>{_MONTH})(?! \d)"
    rf"|(?<![a-z] )\b(?P<lead_month>{_MONTH})(?=:)"
    r"|\b(?P<ago>(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|an?|one|some \d+|several|about two|a "
    r"few) (?:days?|weeks?|months?|years?)) (?P<ago_from>ago|earlier|before)"
    r"|\b(?P<last>last|past|previous) (?P<unit>week|month|year|quarter|spring|summer|autumn|fall|winter|"
    r"december|november)\b"
    r"|\b(?:in|since|during|from|of|for|by|early|late|mid-?|the|around|until|before|after|back in|a|its|"
    r"their|fiscal)[ -]?(?P<year5>(?:19[89]|20[0-4])\d)\b(?![-/]\d|,\d)"
    r"|\((?P<year6>(?:19[89]|20[0-4])\d)\)"
    r"|\bon the (?P<nth>\d{1,2})(?:st|nd|rd|th)\b(?! (?:day|week|month|year|anniversary))"
    r")"
)


_UNITS = ("day", "week", "month", "year")
_SPOTTER = Spotter(
    [
        *(f"{month}{end}" for month in MONTHS if month != "may" for end in (" ", ".", ":", ",", "\n", "?")),
        *strings("january|february|march|april|june|july|august|sept|october|november|december"),
        *(f"may{end}" for end in (":", ",", "\n", *(f" {digit}" for digit in range(10)))),
        *(
            f"{word} may"
            for word in words("in of last since early late by until during for this 0 1 2 3 4 5 6 7 8 9 th st nd rd")
        ),
        "mid-may",
        *_WEEKDAYS,
        *(str(year) for year in range(1980, 2050)),
        *(f"({month}/" for month in range(1, 13)),
        *(f"on the {digit}" for digit in range(1, 10)),
        *(f"{unit}{plural} {word}" for unit in _UNITS for plural in ("", "s") for word in ("ago", "earlier", "before")),
        *(
            f"{which} {unit}"
            for which in ("last", "past", "previous")
            for unit in (*_UNITS, "quarter", "spring", "summer", "autumn", "fall", "winter")
        ),
        *strings("yesterday|day before|today|this morning|this afternoon|this evening|tonight|年"),
    ],
    before=30,
    after=30,
)
"""What a date cannot do without."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text; `is_past` for one that only says that it lies behind (last year, two weeks ago)."""

    start: int
    end: int
    when: When | None
    is_past: bool = False
    said: str = ""


def find_dates(low: str, published: When | None, start: int = 0, end: int | None = None) -> list[Dated]:
    """All dates between two places; a day without a year takes the year nearest before publication."""
    part = low[start:end]
    made = []
    for left, right in _SPOTTER.windows(part):
        for found in DATE.finditer(low, start + left, start + right):
            if dated := _dated(found, published):
                made.append(dated)
    return _with_later(low, made, start, len(low) if end is None else end)


_LATER = re.compile(r"\b(?:(?P<n>a|one|two|three|four|five) days? (?:later|afterwards?)|the (?:next|following) day)\b")
_FAR = 600
"""Letters between a day and what is counted from it."""


def _with_later(low: str, made: list[Dated], start: int, end: int) -> list[Dated]:
    """ "A day later" is counted from the last day that the text gives before it."""
    if low.find("day", start, end) < 0:
        return made
    for found in _LATER.finditer(low, start, end):
        days = [d for d in made if d.end <= found.start() and d.when and d.when.precision == "day"]
        if days and days[-1].when and found.start() - days[-1].end < _FAR:
            count = {"two": 2, "three": 3, "four": 4, "five": 5}.get(found["n"] or "", 1)
            when = When.day(days[-1].when.starts_on + timedelta(days=count))
            made.append(Dated(*found.span(), when, said=found.group()))
    return sorted(made, key=lambda dated: dated.start)


def _dated(found: re.Match[str], published: When | None) -> Dated | None:
    group = found.groupdict()
    base = published.ends_on if published else None
    place = found.span()
    for number in ("1", "2"):
        if group["day" + number]:
            when = _day(group["month" + number], group["day" + number], group["year" + number], base)
            return Dated(*place, when, said=found.group()) if when else None
    if group["month3"]:
        return Dated(*place, When.parse(f"{group['year3']}-{_month(group['month3']):02}"), said=found.group())
    if group["iso"]:
        return Dated(*place, _parse(group["iso"]), said=found.group())
    if group["cjk_y"]:
        text = f"{group['cjk_y']}-{int(group['cjk_m']):02}" + (f"-{int(group['cjk_d']):02}" if group["cjk_d"] else "")
        return Dated(*place, _parse(text), said=found.group())
    if group["num_y"]:
        when = _in_figures(int(group["num_a"]), int(group["num_b"]), group["num_y"], group["num_by"] == ".")
        return Dated(*place, when, said=found.group()) if when else None
    if group["us_m"]:
        return Dated(
            *place,
            _day(MONTHS[(int(group["us_m"]) - 1) % 12], group["us_d"], _long_year(group["us_y"]), base),
            said=found.group(),
        )
    if group["quarter_year"]:
        return Dated(*place, _quarter(group["quarter"], int(group["quarter_year"])), said=found.group())
    if group["year5"] or group["year6"]:
        return Dated(*place, When.parse(group["year5"] or group["year6"]), said=found.group())
    return _relative(group, place, published, found.group())


def _relative(group: dict[str, str | None], place: tuple[int, int], published: When | None, said: str) -> Dated | None:
    base = published.ends_on if published else None
    is_day = published is not None and published.precision == "day"
    if group["ago"] and group["ago_from"] == "ago" and is_day and base and (when := _days_ago(group["ago"], base)):
        return Dated(*place, when, said=said)
    if group["ago"] or (group["last"] and group["unit"]):
        return Dated(*place, _last(group, published), is_past=group["unit"] != "month", said=said)
    if base is None:
        return None
    if group["today"] or group["yesterday"]:
        return Dated(
            *place, When.day(base - timedelta(days=bool(group["yesterday"]))) if is_day else published, said=said
        )
    if group["nth"]:
        return Dated(*place, _nth(int(group["nth"]), base), said=said) if is_day else None
    if group["weekday"]:
        return Dated(*place, _weekday(group, base) if is_day else published, said=said)
    month = group["month4"] or group["lead_month"]
    if month:
        number = _month(month)
        if month.startswith(("may", "mar")) and group["rel"] in ("for", "of", "by") and not month.startswith("march"):
            return None
        year = (
            base.year
            if number <= base.month and not (group["rel"] == "last" and number >= base.month)
            else base.year - 1
        )
        return Dated(
            *place, When.parse(f"{year}-{number:02}"), is_past=group["rel"] in ("last", "since", "back in"), said=said
        )
    return None


_COUNTS = dict(
    zip(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), range(1, 11), strict=True),
    a=1,
    an=1,
)
_DAYS_BACK = 14
"""So many days are still counted as one knows them: "three days ago"."""


def _days_ago(said: str, base: date) -> When | None:
    """ "Two days ago"; weeks and more say only that it is past."""
    count, unit = said.split()[0], said.split()[-1]
    number = _COUNTS.get(count) or (int(count) if count.isdigit() else 0)
    return When.day(base - timedelta(days=number)) if unit.startswith("day") and 0 < number <= _DAYS_BACK else None


def _in_figures(one: int, other: int, year: str, is_dotted: bool) -> When | None:
    """28/02/2025, 02/28/2025, 28.02.2025; nothing where day and month cannot be told apart."""
    if one == other or is_dotted or one > 12:
        return _parse(f"{year}-{other:02}-{one:02}")
    return _parse(f"{year}-{one:02}-{other:02}") if other > 12 else None


def _nth(number: int, base: date) -> When | None:
    """ "On the 26th": the last such day up to publication."""
    month = base if number <= base.day else base.replace(day=1) - timedelta(days=1)
    return _parse(f"{month:%Y-%m}-{number:02}")


def _last(group: dict[str, str | None], published: When | None) -> When | None:
    if published is None:
        return None
    unit = group["unit"] or ""
    if unit == "year":
        return When.parse(str(published.ends_on.year - 1))
    if unit == "month" and published.precision in ("day", "month"):
        first = published.starts_on.replace(day=1) - timedelta(days=1)
        return When.parse(f"{first:%Y-%m}")
    return None


def _weekday(group: dict[str, str | None], base: date) -> When:
    wanted = _WEEKDAYS.index(group["weekday"] or "monday")
    if group["week_before"]:
        return When.day(base - timedelta(days=base.weekday() + 7 - wanted))
    back = (base.weekday() - wanted) % 7
    if back == 0 and group["which"] in ("last", "previous", "past", "the previous"):
        back = 7
    return When.day(base - timedelta(days=back))


def _month(name: str) -> int:
    return MONTHS.index(name[:3]) + 1


def _long_year(text: str | None) -> str | None:
    return f"20{text}" if text and len(text) == 2 else text


def _day(month: str | None, day: str | None, year: str | None, base: date | None) -> When | None:
    if year is None and base is None:
        return None
    number = _month(month or "jan")
    when = _parse(
        f"{year or (base.year if base else 0):04}-{number:02}-{int(day or 1):02}"
        if year is None
        else f"{year}-{number:02}-{int(day or 1):02}"
    )
    if when and year is None and base and (when.starts_on - base).days > 120:
        return _parse(f"{base.year - 1}-{number:02}-{int(day or 1):02}")
    return when


def _parse(text: str) -> When | None:
    try:
        return When.parse(text)
    except ValueError:
        return None


def _quarter(name: str, year: int) -> When:
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(name) or int(name[-1])
    last = When.parse(f"{year}-{number * 3:02}")
    return When(date(year, number * 3 - 2, 1), last.ends_on)
