"""What a line of a saved page is: furniture, a date, a citation, a reference, the text's end, or something to read.

General rules for what sites put around a text. Each was taught by saved pages; the comments say what they looked like.
"""

import re
from dataclasses import dataclass

from ci.feeds.dates import MONTH, WEEKDAY, WRITTEN, written_date
from ci.when import When

_FURNITURE = re.compile(
    r"skip to (?:main |page |the )*(?:content|navigation)|(?:toggle |main |open |close )?(?:menu|navigation)"
    r"|search(?: (?:this|the|for|site|pubmed|all).{0,30})?|(?:sign|log) ?(?:in|out|up)|register|subscribe(?: .{0,40})?"
    r"|my account|home|share(?: (?:this|on|via|article|page|post|story).{0,30})?|print|e-?mail|tweet|facebook|twitter"
    r"|linkedin|x|whatsapp|copy link|save|bookmark|cite|permalink|advertisement|sponsored|ad|read more|more|view all"
    r"|see all|load more|back to top|top|close|accept(?: all)?(?: cookies)?|cookie (?:policy|settings)|we use cookies.*"
    r"|by continuing to (?:use|browse).*|privacy policy|terms(?: of use| and conditions)?|contact us|about us"
    r"|newsletters?|u\.?s\.? flag|an official website of .*|dot gov|https|the site is secure\.?|the \.gov means.*"
    r"|the https://.*|federal government websites.*|here.?s how you know|access keys.*|(?:pubmed )?disclaimer"
    r"|full text links?|actions?|affiliations?|author information|expand|collapse|display options|format"
    r"|page navigation|title & authors|erratum in|update in|comment in|free (?:pmc )?article|abstract"
    r"|(?:systematic )?review|case reports?|editorial|journal article|research article|article|news"
    r"|(?:press|news) releases?|latest|featured|opinion|feature|clipboard|send to|add to .{0,30}"
    r"|(?:image|photo)(?: credit)?:.{0,60}|image|photo|listen|download(?: pdf)?|pdf|\d+ min(?:ute)? read"
    r"|for immediate release|published|updated|posted|date|by|tags?|categories|©.*|copyright .*|all rights reserved\.?",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?:cited )?references?(?: and notes)?|bibliography|literature cited|similar articles|cited by|mesh terms"
    r"|substances|linkout.*|publication types?|grants? (?:support|and funding)|figures?(?: \(\d+\))?"
    r"|supplementary info.*|associated data|conflict of interest(?: statement)?|all figures \(\d+\)"
    r"|related (?:articles|stories|news|content|posts|links|topics|information)"
    r"|you (?:may|might) (?:also )?(?:like|be interested in).*|more (?:from|on|in|news|stories).{0,40}"
    r"|most (?:read|popular|viewed).*|latest (?:news|stories|articles).*|trending.*|recommended(?: .{0,30})?"
    r"|recent (?:news|posts|articles|stories).*|upcoming events?|events?(?: calendar)?"
    r"|popular (?:posts|stories|articles|now)|read (?:next|also|this next).*|leave a (?:reply|comment).*"
    r"|\d* ?comments?(?: \(\d+\))?|post navigation|about the authors?|share this(?: .{0,30})?|filed under.*"
    r"|tagged(?: with)?.*|sign up (?:for|to).*|subscribe to.*|newsletter.*|media partners?|our (?:partners|sponsors)"
    r"|sponsored (?:content|links)|follow us.*|previous (?:article|post).*|next (?:article|post).*",
    re.IGNORECASE,
)
_DATE_WORDS = re.compile(
    r"(?:first |last )?(?:published|posted|updated|date|released?|on|issued|print|online|epub|created|modified)\b"
    r"(?: date| on| at)?:?"
    rf"|{WEEKDAY}|\b\d{{1,2}}[:.h]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?|(?-i:\b(?:[A-Z]{{2,4}}|GMT|UTC)\b)(?:[+-]\d+)?|\b[ap]m\b"
    r"|\bby\s+[\w.'’ -]{3,60}|\b(?:at|in)\b|[|•·,;:()/–—-]",
    re.IGNORECASE,
)
_REFERENCE = (
    re.compile(r"\bet al\b\.?", re.IGNORECASE),
    re.compile(r"\bdoi\b|\b10\.\d{4,9}/", re.IGNORECASE),
    re.compile(r"\b(?:19|20)\d\d\s*;\s*\d+|\b\d+\s*\(\d+[^)]*\)\s*:\s*e?\d+"),
    re.compile(r"\bPubMed\b|\bPMC\b|\bPMID\b|\bCrossRef\b|\bGoogle Scholar\b"),
    re.compile(r"^\s*(?:\[?\d{1,3}[.\])]\s+)[A-Z][\w’'-]+ [A-Z]{1,3}\b"),
)
_GLUE = re.compile(
    r"(?<=[a-z)])(?=(?:19|20)\d\d|[A-Z][a-z]|[A-Z]{3}|\d(?:st|nd|rd|th)\b)|(?<=\d{4})(?=[A-Z]|\d(?:st|nd|rd|th)\b)"
)
_GLUED_YEAR = re.compile(r"(?<=[a-z)])(?:19|20)\d\d\b|\b(?:19|20)\d\d(?=[A-Za-z]{3})")
_MENU_WORD = re.compile(
    r"home|news|deals|events|magazine|podcasts?|contact|about|us|our|jobs|careers|videos?|webinars?"
    r"|resources|topics|compan(?:y|ies)|markets|research|advertise|login|log|in|sign|up|register|search"
    r"|subscribe|newsletters?|whitepapers?|papers|white|conferences|blogs?|products|pipeline|investors"
    r"|media|science|features|opinion|interviews|insights|analysis|reports|data|biotech|pharma|medtech"
    r"|regulatory|policy|more|menu|people|partners|partnering|press|releases|archives?|shop|library|learn"
    r"|help|faqs?"
)
_CITATION = re.compile(
    r"^(?P<journal>[A-Z][\w&.,:'’() -]{1,120}?)?\s*\.\s+"
    rf"(?P<date>(?:19|20)\d\d(?:[ -]{MONTH}(?:[-–/]{MONTH})?(?:\s+\d{{1,2}})?)?)"
    r"(?P<rest>\s*[;:.].*|)$"
)


@dataclass(frozen=True)
class Citation:
    """A journal's line: `Leukemia. 2021 Mar;35(3):12-20. doi: …` or `Doe J, Roe R. Leukemia. 2021 Mar.`"""

    journal: str
    date: When | None


def is_furniture(line: str) -> bool:
    """A menu word, a banner's sentence, a button: nothing to read."""
    return len(line) < 200 and _FURNITURE.fullmatch(line.strip(" :|>»·•-–—*[]().\t")) is not None


def ends_text(line: str) -> bool:
    """A heading after which pages list other things: references, related articles, events."""
    return len(line) < 80 and _ENDS.fullmatch(line.strip(" :|>»·•-–—*#\t.")) is not None


def dateline(line: str) -> When | None:
    """The date of a line that says nothing else: `Friday, May 4, 2018`, `Published: 3 May 2021 | By A. Writer`."""
    if len(line) > 120 or not (when := written_date(line)):
        return None
    rest = "" if re.fullmatch(r"\W*\d{4}\W*", line) else line
    for pattern in WRITTEN:
        rest = pattern.sub(" ", rest)
    return when if not re.search(r"\w\w", _DATE_WORDS.sub(" ", rest)) else None


def citation(line: str) -> Citation | None:
    """The journal and date of a line of literature, where it is one."""
    found = _CITATION.match(line.strip())
    if not found or len(line) > 300:
        return None
    is_bare = not found["rest"].strip(" .")
    if is_bare and not re.search(MONTH, found["date"]) and not found["journal"]:
        return None
    journal = (found["journal"] or "").rstrip(". ").rpartition(". ")[2].strip()
    return Citation(journal if re.search("[a-z]", journal) else "", written_date(found["date"]))


def is_reference(line: str) -> bool:
    """An entry of a list of references: at least two of the marks that such entries carry."""
    return len(line) < 600 and sum(pattern.search(line) is not None for pattern in _REFERENCE) >= 2


def is_glued(line: str) -> bool:
    """A run of names without blanks between them (`Expo 2024Pharma Week 2024Lab Asia`): a list of links, flattened."""
    seams, years = len(_GLUE.findall(line)), len(_GLUED_YEAR.findall(line))
    words = len(line.split())
    is_dense = seams >= 4 and seams * 8 >= words >= 12  # three names like GlaxoSmithKline make a headline, not a list
    return (is_dense or years >= 2) and not re.search(r"[a-z]{3}[.!?](?:\s|$)", line)


def is_sentence(line: str) -> bool:
    """Something that was written to be read: long, or ending as sentences end."""
    words = len(line.split())
    ends = re.search(r"[.!?…。！？][\"”’')\]]*$", line) is not None
    is_wide = re.search(r"[\u3040-\u9fff]{4}", line) is not None
    return (words >= 7 and ends) or words >= 25 or (is_wide and len(line) >= 20 and ends)


def is_menu(line: str) -> bool:
    """Several menu words in one line: `Home News Events Magazine Contact us`, `Home > News > Deals`."""
    parts = [part for part in re.split(r"\s*[>»|/•·]\s*|\s{2,}|\t", line) if part]
    if len(parts) >= 3 and all(len(part.split()) <= 3 for part in parts) and not written_date(line):
        return True
    words = re.findall(r"[\w'’-]+", line.lower())
    known = sum(_MENU_WORD.fullmatch(word) is not None for word in words)
    return 3 <= len(words) <= 20 and known * 10 >= len(words) * 7 and not is_sentence(line)
