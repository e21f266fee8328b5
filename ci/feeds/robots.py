"""robots.txt as RFC 9309 says: groups by product, `*` and `$` in paths, the longest rule wins; and Crawl-delay."""

import re
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from ci.errors import FeedError
from ci.feeds.charset import decode
from ci.model import Fetched

PRODUCT = "Apoptoscope"
"""What we call ourselves towards servers, and what robots.txt may name."""

LONGEST = 512 * 1024
"""So much of a robots.txt counts (the RFC asks for 500 KiB at least)."""
LONGEST_DELAY_S = 120.0


@dataclass(frozen=True)
class Rule:
    is_allowed: bool
    pattern: str
    """As written, percent-encoded in one way."""

    def matches(self, path: str) -> bool:
        return _matches(self.pattern, path)


@dataclass
class Rules:
    """What a site asks of us; the empty one allows all."""

    rules: list[Rule] = field(default_factory=list)
    delay_s: float = 0.0
    """Between two requests; 0 where it asks for none."""

    def allows(self, url: str) -> bool:
        """The longest matching rule decides; where an allowing one is as long as a forbidding one, it wins."""
        parts = urlsplit(url)
        path = _one_form(urlunsplit(("", "", parts.path or "/", parts.query, "")))
        if path == "/robots.txt":
            return True
        matching = [(len(rule.pattern), rule.is_allowed) for rule in self.rules if rule.matches(path)]
        return max(matching)[1] if matching else True


def parse_robots(text: str, product: str = PRODUCT) -> Rules:
    """The rules for this product; else those for everybody (`*`)."""
    own, everybody = Rules(), Rules()
    is_named = False
    for names, rules, delay_s in _groups(text[:LONGEST]):
        for name, kept in ((product.lower(), own), ("*", everybody)):
            if name in names:
                is_named = is_named or kept is own
                kept.rules += rules
                kept.delay_s = max(kept.delay_s, delay_s)
    return own if is_named else everybody


def rules_of(url: str, known: dict[str, Rules]) -> Generator[str, Fetched, Rules]:
    """A walk's steps to the rules of the site of `url`: without a robots.txt all is allowed; where it cannot be asked
    for, nothing is, and the fault ends the walk. `known` keeps what was asked, by site."""
    parts = urlsplit(url)
    site = urlunsplit((parts.scheme, parts.netloc, "", "", ""))
    if site not in known:
        try:
            answer = yield f"{site}/robots.txt"
        except FeedError as error:
            if error.kind != "empty" and not 400 <= (error.status or 0) < 429:
                raise
            known[site] = Rules()
        else:
            known[site] = parse_robots(decode(answer.body[:LONGEST], answer.content_type))
    return known[site]


# ---------------------------------------------------------------- reading


def _groups(text: str) -> Iterable[tuple[set[str], list[Rule], float]]:
    """(products in lower case, rules, delay) of each group; lines that are no rule are passed over."""
    names: set[str] = set()
    rules: list[Rule] = []
    delay_s, has_begun = 0.0, False
    for key, value in _lines(text):
        if key == "user-agent":
            if has_begun:
                yield names, rules, delay_s
                names, rules, delay_s, has_begun = set(), [], 0.0, False
            found = re.match(r"\*|[a-zA-Z_-]+", value)
            names.add(found.group().lower() if found else value.lower())
        elif names and key in ("allow", "disallow"):
            has_begun = True
            if value:
                rules.append(Rule(key == "allow", _one_form(value)))
        elif names and key == "crawl-delay":
            has_begun = True
            delay_s = max(delay_s, _seconds(value))
    if names:
        yield names, rules, delay_s


def _lines(text: str) -> Iterable[tuple[str, str]]:
    for line in re.split(r"\r\n|\r|\n", text.lstrip("\ufeff")):
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _seconds(value: str) -> float:
    return min(LONGEST_DELAY_S, float(value)) if re.fullmatch(r"\d{1,6}(?:\.\d{1,6})?", value) else 0.0


def _one_form(path: str) -> str:
    """`/Ä`, `/%c3%84` and `/%C3%84` are one path; `%2F` and other marks of the grammar stay encoded."""
    kept = re.sub(r"%(00|2[0-9A-Fa-f]|3[A-Fa-f]|40|5[BbDd])", lambda found: f"\0{found.group(1).upper()}", path)
    return quote(unquote(kept, errors="replace"), safe="/?&=:@!$'()*+,;~-._[]\0").replace("\0", "%")


def _matches(pattern: str, path: str) -> bool:
    """The first place of each piece will do, so a pattern of many stars costs one look through the path."""
    is_end = pattern.endswith("$")
    first, *rest = (pattern[:-1] if is_end else pattern).split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    last = rest.pop() if is_end and rest else None
    for piece in rest:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if last is None:
        return not is_end or at == len(path)
    return path.endswith(last) and len(path) - len(last) >= at
