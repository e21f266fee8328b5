"""Sums of money: what is paid at once, what is the total, and what is neither."""

import re
from dataclasses import dataclass, replace

from ci.extract.spotter import Spotter
from ci.extract.words import strings, words

_SIGNS = {
    "$": "USD",
    "us$": "USD",
    "usd": "USD",
    "€": "EUR",
    "eur": "EUR",
    "£": "GBP",
    "gbp": "GBP",
    "¥": "CNY",
    "rmb": "CNY",
    "cny": "CNY",
    "hk$": "HKD",
    "c$": "CAD",
    "a$": "AUD",
    "ca$": "CAD",
    "au$": "AUD",
    "chf": "CHF",
    "jpy": "JPY",
    "sek": "SEK",
    "nt$": "TWD",
    "s$": "SGD",
    "₩": "KRW",
    "₹": "INR",
} | {
    code: code.upper() for code in ("nok", "dkk", "krw", "inr", "sgd", "aud", "cad", "nzd", "twd", "ils", "pln", "hkd")
}
_SMALL = words(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_NUMBERS = {word: number for number, word in enumerate(_SMALL, 1)} | {
    word: 10 * number for number, word in enumerate(words("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
}
_IN_WORDS = rf"(?:\w+ty)-(?:{'|'.join(_SMALL[:9])})|{'|'.join(_NUMBERS)}"
MONEY = re.compile(
    r"(?:(?P<sign>us\$|hk\$|c\$|ca\$|a\$|au\$|nt\$|s\$|[$€£¥₩₹]|usd|eur|rmb|cny|chf|jpy|gbp|sek|"
    r"\b(?:nok|dkk|krw|inr|sgd|aud|cad|nzd|twd|ils|pln|hkd)) ?(?P<n1>\d[\d,]*(?:\.\d+)?)(?: |-)?"
    r"(?P<u1>billion|million|thousand|bn|mn|mm|m|b|k)?\b"
    rf"|(?P<n2>\d[\d,]*(?:\.\d+)?|\b(?:{_IN_WORDS}))(?: |-)(?P<u2>billion|million|bn|mn)(?: |-)"
    r"(?P<w2>(?:u\.?s\.? )?dollars?|"
    r"euros?|yuan|rmb|renminbi|yen|pounds?|francs|kronor|won))"
)
_UNITS = {
    "billion": 1000.0,
    "bn": 1000.0,
    "b": 1000.0,
    "million": 1.0,
    "mn": 1.0,
    "mm": 1.0,
    "m": 1.0,
    "thousand": 0.001,
    "k": 0.001,
}
_UPFRONT_AFTER = re.compile(
    r"\s?(?:of (?:it|which|that) (?:is |will be |falls |comes )?(?:due |payable |paid )?)?"
    r"(?:\w+ )?(?:in (?:an? )?(?:up-?front|initial|cash up ?front)|up-? ?front|down\b|"
    r"initial(?:ly)?\b|"
    r"initial payment|on the table as an? (?:initial|up-?front|first)|at (?:closing|signing|the outset|once|"
    r"the start)|on the table\b|in cash (?:now|today|to begin with)\b|(?:is |was |falls )?(?:due |paid |"
    r"payable |to be paid )?(?:on|upon|when|at|as)(?: the| it| its)? (?:sign\w*|clos\w*|execut\w*|deal "
    r"clos\w*|effective)|now\b|immediately|straight away|right away|to start|for starters|in advance|"
    r"(?:as|in|by way of) an? (?:\w+ )?(?:up-?front|initial|signing|entry|first)|cash up-?front|"
    r"(?:in )?cash (?:at|on|upon)|in cash(?: down\b|(?=,? (?:and|plus|with|along with|followed by)\b[^.;]{0,60}?"
    r"(?:milestones?|contingent|up to|as much as|potential|further|later|more if)))|"
    r"(?:license|licence|option|signing|technology access|entry) (?:fee|payment)|"
    r"out of the gate|paid (?:up ?front|immediately)|as a (?:down|signing|first))"
)
_UPFRONT_BEFORE = re.compile(
    r"(?:up-?front(?: \w+)? payment to C\d+|"
    r"up-?front(?: (?:cash|payment|fee|sum|consideration|license fee|licence fee|and near-term "
    r"payments?))*|initial(?: \w+){0,5} (?:payment|fee|sum|consideration|outlay)|down payment|signing (?:fee|"
    r"bonus|payment)|(?:puts?|putting|laid|lays?|laying) down|(?:option|license|licence) fee|"
    r"wired (?:the )?(?:[\w ]+)?|first payment|entry fee|pays? at once|immediate payment)(?: (?:of|is|was|"
    r"totall?ing|worth|comes? to|amounts? to|:|for|an?|about|around|up to|in cash of))*[: ]*$"
)
_TOTAL_AFTER = re.compile(
    r"\s?(?:in (?:total|all|aggregate)\b|all told|overall|altogether|in (?:total )?deal value|total\b|"
    r"(?:[\w-]+[- ]){0,2}(?:deal|pact|agreement|buyout|takeover|acquisition|transaction|alliance|accord|"
    r"tie-?up|package|buy)\b|in biobucks|if (?:all|everything|every)|in potential (?:deal )?(?:value|"
    r"payments|consideration)|in (?:up-?front(?: cash| payments?)?,? (?:and|plus|research|as well))|"
    r"when (?:all|every)|including (?:the )?(?:up-?front|milestones)|counting)"
)
_TOTAL_BEFORE = re.compile(
    r"(?:worth|valued? (?:at|of)|values? (?:the|this) (?:[\w-]+ ){0,2}(?:pact|deal|alliance|agreement|package) at|"
    r"total(?:s|ing|ling|led)?|in total|deal value|price(?: tag)? of|ceiling of|biobucks|"
    r"potential value(?: of)?|aggregate(?: of| value of)?|all told|altogether|brings?(?: the)? (?:total|sum|"
    r"whole|package)[\w ]*|consideration of|purchase price of|as much as|taking the (?:total|deal|sum)[\w ]*|"
    r"adds? up to|sum to|comes? to|run(?:s|ning)? to|which could reach|rise to|climb to|reach|exceed)"
    r"(?: (?:up|to|at|as|much|of|a|the|about|around|more|than|over|potentially|nearly|almost|some|potential|"
    r"maximum|total|approximately))*[: ]*$"
)
_MILESTONE = re.compile(
    r"[^.;]{0,12}?(?:in|of|as|for)?(?: \w+){0,4} ?(?:milestones?|royalt\w+|contingent|bio-?dollars|"
    r"sales-based|regulatory and|development and|success[- ]based|later payments)"
)
_NOT_DEAL = re.compile(
    r"(?:net loss|revenue|cash (?:position|and|of|equivalents)|market cap\w*|series [a-e]|financing|private "
    r"placement|offering|ipo|raise[sd]?|round|proceeds|sales of|stake|equity investment|invest\w*|shares? of|"
    r"per share|market|worth of|loan|borrow\w*|lend\w*|grant|funding|year-end|held|venture)[^.;]{0,40}$"
)
_PER = re.compile(
    r"\s?(?:per|a|for each|for every|an?)[ -](?:share|gene|target|program|programme|product|year|patient|"
    r"candidate|indication)"
)
_RAISE = re.compile(
    r"\s?(?:series [a-e]|financing|private placement|(?:public )?offering|ipo|round|in (?:its own |"
    r"new )?(?:shares|stock|equity)|equity (?:stake|investment)|stake|share|in sales|in (?:funding|financing|"
    r"equity)|loan|grant|net loss|at (?:the end|year|september|december|june|march))"
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum at its place; `millions` in its own currency."""

    start: int
    end: int
    currency: str
    millions: float
    role: str
    """upfront, total, up-to, milestones, none"""
    stated: str


_PARTED_BEFORE = re.compile(r"[;\n]|\. ")
_PARTED_AFTER = re.compile(r"[;\n]|\. (?!\d)")
_LAST_PART = re.compile(r", (?:and|plus|with|as well)|\band\b")
_SPOTS = Spotter(
    strings(
        "$|€|£|¥|₩|₹|usd|eur|rmb|cny|chf|jpy|gbp|sek|nok|dkk|krw|inr|sgd|aud|cad|nzd|twd|ils|pln|hkd|million|billion|bn|mn"
    ),
    before=20,
    after=45,
)


def find_sums(low: str) -> list[Sum]:
    """All sums with what each is said to be."""
    windows = _SPOTS.windows(low)
    sums = [made for left, right in windows for found in MONEY.finditer(low, left, right) if (made := _sum(found, low))]
    for number in range(1, len(sums)):
        last, one = sums[number - 1], sums[number]
        if one.currency != last.currency and _SAME_SUM.fullmatch(low[last.end : one.start]):
            sums[number] = replace(one, role=last.role)
    return sums


_SAME_SUM = re.compile(
    r"(?: (?:up-? ?front|in cash|down|in all|in total))*,? ?\(? ?"
    r"(?:(?:or|roughly|about|approximately|around|some|equal to|equivalent to|worth|i\.e\.|at the time) ?)+|"
    r" \("
)
"""The same sum in another currency: "€10 million (about $11 million)"."""


_IN_OTHER = re.compile(r"^ ?\((?:[a-z.]+ ){0,3}[^()\d]{0,6}\d[^()]{0,20}\)")
"""The same sum in another currency, in brackets right behind it."""


def _sum(found: re.Match[str], low: str) -> Sum | None:
    unit = found.group("u1") or found.group("u2")
    number = found.group("n1") or found.group("n2")
    value = _number(number) * (_UNITS[unit] if unit else 1e-6)
    if value < 0.05:
        return None
    currency = _SIGNS.get(found.group("sign") or "", "") or _currency(found.group("w2") or "")
    start, end = found.span()
    before = _PARTED_BEFORE.split(low[max(0, start - 90) : start])[-1]
    after = _IN_OTHER.sub("", _PARTED_AFTER.split(low[end : end + 90], 1)[0])
    return Sum(start, end, currency, round(value, 6), _role(before, after), _stated(low, start, end, after))


def _number(said: str) -> float:
    """Of digits or of words up to a hundred."""
    if said[0].isdigit():
        return float(said.replace(",", ""))
    return float(sum(_NUMBERS.get(word, 0) for word in said.split("-")))


def _currency(word: str) -> str:
    for part, code in (
        ("dollar", "USD"),
        ("euro", "EUR"),
        ("yuan", "CNY"),
        ("rmb", "CNY"),
        ("renminbi", "CNY"),
        ("yen", "JPY"),
        ("pound", "GBP"),
        ("franc", "CHF"),
        ("kronor", "SEK"),
        ("won", "KRW"),
    ):
        if part in word:
            return code
    return ""


def _role(before: str, after: str) -> str:
    close = _LAST_PART.split(before)[-1] if "upfront" not in before[-30:] else before
    if _RAISE.match(after) or _PER.match(after):
        return "none"
    if _UPFRONT_AFTER.match(after) and not re.match(
        r"\s?in up-?front(?: cash| payments?)?,? (?:and|plus|research|as well|,)", after
    ):
        return "upfront"
    if _TOTAL_AFTER.match(after):
        return "total"
    if _UPFRONT_BEFORE.search(before):
        return "upfront"
    if _MILESTONE.match(after) and not _is_all_in(after):
        return "milestones"
    if re.search(r"milestones?[^.;,]{0,40}(?:of|to|reach|total\w*|worth|exceed|could|up to|be)[^.;,]{0,20}$", close):
        return "milestones"
    if _is_all_in(after) or _TOTAL_BEFORE.search(before):
        return "total"
    if _NOT_DEAL.search(before):
        return "none"
    if re.search(
        r"up to (?:an? |about |around |another |an additional |a further )?$|as much as $|potentially $", before
    ):
        return "total" if not re.search(r"(?:another|additional|further) $", before) else "milestones"
    return "plain"


def _is_all_in(after: str) -> bool:
    """up to €197 million in upfront, research and milestone payments."""
    return bool(
        re.match(r"[^.;]{0,40}(?:up-?front)[^.;]{0,40}(?:milestones?|research|contingent)", after)
        or re.match(r"[^.;]{0,20}milestones?[^.;,]{0,12},? (?:and|plus|including) (?:the )?up-?front", after)
    )


def _stated(low: str, start: int, end: int, after: str) -> str:
    prefix = re.search(
        r"(?:up to |as much as |at least |more than |about |around |some )$", low[max(0, start - 12) : start]
    )
    tail = re.match(
        r" (?:up-?front|per [\w ]{3,20}?(?=[ ,.;])|in up-?front[\w, -]{0,60}payments?|in all|in total)", after
    )
    return low[start - len(prefix.group()) if prefix else start : end + (tail.end() if tail else 0)]
