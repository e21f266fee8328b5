"""Companies by the form of the name: a word such as Therapeutics, a legal suffix, a ticker, an institute's title."""

import re

from ahocorasick_rs import AhoCorasick, MatchKind

from ci.extract.company_words import LEGAL, NO_NAME, NOT_ALONE, TICKER
from ci.extract.lexicon import COMPANY
from ci.extract.mentions import Mention, Mentions, slug
from ci.extract.plain_words import is_place
from ci.extract.spotter import Spotter
from ci.extract.words import strings

_KIND_WORDS = strings(
    "Therapeutics|Biotherapeutics|Immunotherapeutics|Pharmaceuticals|Pharmaceutical|Biopharmaceuticals|"
    "Biopharmaceutical|BioPharmaceuticals|"
    "Pharma|BioPharma|Biopharma|Biosciences|Bioscience|BioSciences|BioScience|Biotech|BioTech|Biotechnology|"
    "Biotechnologies|Biologics|Biomedical|"
    "Biomedicine|Biomedicines|Bioengineering|Biotherapies|Bio|Oncology|Medicines|Sciences|LifeSciences|"
    "Genomics|Laboratories|Labs|"
    "Seiyaku|Yakuhin|Onc|Oncol|Diagnostics|Neurosciences|NeuroSciences|BioMed|Biomed|Biolabs|BioLabs|Farma|Farmaceutica|"
    "Farmacêutica|Farmaceutici|Arzneimittel|"
    "Healthcare|Royalty Partners|Venture Management|Venture Partners|Tree Partners|"
    "Biosystems|BioInnovations|Biopartners|Pharmatech|PharmaTech|Holdings|Ventures|Capital|Biocapital|Biological|"
    "Biologicals|Incorporated|"
    "Ilac|İlaç|Pharm|"
    "Corporation|Corp|Co|Inc|Ltd|Limited|Aktiengesellschaft|GmbH|LLC|plc|PLC|AG|AB|A/S|ASA|S.A|S.p.A|S.A.S|S.L|A.Ş|Kft|N.V|B.V|K.K|JSC|S.r.l|s.r.o|d.o.o|Oy|SpA|SAS|Pty"
)
_FIND_KIND = AhoCorasick([f" {word}" for word in _KIND_WORDS], matchkind=MatchKind.LeftmostLongest)
_INSTITUTE_SPOTS = Spotter(
    strings(
        "University|Institut|Cancer Cent|Foundation|Society|Hospital|Medical Center|Dana|Mayo Clinic|"
        "Memorial Sloan|City of Hope|Gustave|Cancer Research UK"
    ),
    before=60,
    after=70,
)
_ONE_WORD = re.compile(r"(?!\S*--)[A-Z0-9À-Ý][\w&'./-]*\Z|[a-z]{1,2}[A-Z]\w*\Z")
_LEGAL_FORMS = frozenset(
    {
        "Aktiengesellschaft",
        "GmbH",
        "Inc",
        "Ltd",
        "Limited",
        "LLC",
        "plc",
        "AG",
        "AB",
        "A/S",
        "ASA",
        "Oy",
        "SpA",
        "Corp",
        "Co",
    }
)
_JOURNALS = re.compile(
    r"(?:lancet|jama|annals of|journal of(?: \w+){0,2}|clinical|nature|frontiers in|cancer|society of|"
    r"hematology/?|surgical|medical|radiation|precision|immuno-?|gynecologic|pediatric|future|department of) "
    r"oncology$|(?:toxicological|medical|life|health|pharmaceutical|biological|advanced) sciences$"
)
_BRACKET = re.compile(r"\(")
_BEFORE_TICKER = re.compile(r"((?:[A-Z][\w&'-]*\.? ){0,3}[A-Z][\w&'-]*(?:,? (?:Inc|Ltd|Corp)\.?)?)\Z")
_INSTITUTE = re.compile(
    r"\b(?:The )?(?:University of (?:[A-Z][\w.-]+(?: |"
    r", )?){1,3}(?:(?<= )(?:[A-Z]{2}\w* )?[A-Z][\w-]+ (?:Cancer Center|Medical Center))?|"
    r"Dana[- ]Farber(?: Cancer Institute)?|Mayo Clinic|Memorial Sloan[- ]Kettering(?: Cancer Center)?|City "
    r"of Hope|Gustave Roussy|The Institute of Cancer Research|Cancer Research UK|"
    r"(?:[A-Z][\w.'-]+ (?:(?:&|and) (?=[A-Z]))?){1,4}(?:University(?: of [A-Z]\w+)?|Institutet|"
    r"Institute(?: of [A-Z]\w+(?: (?:and [A-Z]\w+|Research|Sciences|Medicine|Technology))?)?|"
    r"Cancer Cent(?:er|re)|Foundation|Society|Hospital|Medical Center))(?![\w])"
)


def by_kind_word(mentions: Mentions) -> None:
    norm = mentions.text.norm
    for index, at, end in reversed(_FIND_KIND.find_matches_as_indexes(norm)):
        word = _KIND_WORDS[index]
        if norm[end : end + 1].isalnum() or norm[end : end + 1] == "-" or at == 0:
            continue
        name_end = at - 1 if norm[at - 1] == "," else at
        start = _walk_back(norm, name_end)
        if start < 0 and word in _LEGAL_FORMS:
            start = _small_name(norm, name_end)
        if start < 0 or norm[max(0, start - 11) : start].lower().endswith(("academy of ", "institute of ")):
            continue
        if word in ("Capital", "Ventures", "Biocapital", "Healthcare", "Bio", "Biotech") and (
            more := _FUND.match(norm, end)
        ):
            end = more.end()
        if word not in ("Oncology", "Sciences") or not _JOURNALS.search(norm[start:end].lower()):
            put(mentions, start, end)


_FUND = re.compile(
    r" (?:Management|Partners|Advisors|Group|Fund|Ventures|Capital|Markets|Securities)\b(?: (?:Group|"
    r"Partners|Management)\b)?"
)
_HYPHENED = re.compile(r"[A-Z][a-z]+-[a-z]+\Z")
"""Little-known: an adjective at the head of a sentence."""


def _walk_back(norm: str, end: int) -> int:
    """Where a name that ends before `end` begins: over at most five words that are written like names; -1 for none."""
    start, place, floor = -1, end, max(0, end - 90)
    for _ in range(5):
        begin = (
            max(
                norm.rfind(" ", floor, place),
                norm.rfind("\n", floor, place),
                norm.rfind("(", floor, place),
                norm.rfind('"', floor, place),
                norm.rfind("\u2014", floor, place),
                floor - 1,
            )
            + 1
        )
        word = norm[begin:place]
        if word.rstrip(".,") in _LEGAL_FORMS:
            break
        if word == "&":
            place = begin - 1
            continue
        if (
            not _ONE_WORD.match(word)
            or (len(word) == 4 and word.isdigit())
            or _HYPHENED.match(word)
            or (word.endswith(".") and len(word) > 2 and start >= 0)
            or word.lower().rstrip(".") in NO_NAME
            or word.endswith(("'s", "s'", "-based", "-backed"))
        ):
            break
        start, place = begin, begin - 1
        if begin == 0 or norm[begin - 1] != " ":
            break
    return start


def _small_name(norm: str, end: int) -> int:
    """A name that its owner writes small: novosom AG."""
    begin = norm.rfind(" ", 0, end) + 1
    word = norm[begin:end]
    return begin if len(word) >= 5 and word.isalpha() and word not in NO_NAME else -1


_PLACED = re.compile(
    r"[A-Z][\w.]*-(?:based|listed|headquartered|quoted|backed) |[A-Z][a-z]+'s (?=[A-Z][\w&.-]* [A-Z])"
    r"|(?:(?:South )?San (?:Diego|Francisco)|New (?:York|Jersey)|Salt Lake City|"
    r"Hong Kong|South Korea|North Carolina)'s "
)
"""Where a company is at home: "Japan's SBI Group"."""
_TOWN_FIRM = re.compile(r"[A-Z][a-z]+ Bio[Tt]ech")
"""Of a headline: "Dallas Biotech" is a firm of Dallas."""
_EXCHANGE = re.compile(r"(?:nasdaq|nyse|euronext|xetra|stock exchange|bursa) ?", re.IGNORECASE)


def put(mentions: Mentions, start: int, end: int, *, institute: bool = False) -> None:
    norm = mentions.text.norm
    if placed := _PLACED.match(norm, start, end):
        start = placed.end()
    name = norm[start:end].strip(" ,.")
    is_trial = norm.startswith((" (NCT", " (ISRCTN"), start + len(name))
    if not name or is_trial or not mentions.is_free(start, start + len(name)) or _EXCHANGE.match(name):
        return
    bare = LEGAL.sub("", name).strip(" ,.")
    if _TOWN_FIRM.fullmatch(bare) and is_place(bare.split()[0]):
        return
    if not bare or bare.lower() in NO_NAME or bare.lower() in NOT_ALONE or bare.isdigit():
        return
    mentions.add(Mention(start, start + len(name), start + len(name), COMPANY, slug(bare), bare, institute, True))


_HEAD_WORD = re.compile(
    r"(?<![\w&-])(?:Les )?(?:Laboratoires?|Laborat[oó]rios?|Laboratori|Farmaceutici|Arzneimittelwerk) (?:[Ff]arm\w+ )?"
    r"[A-ZÀ-Ý][\w'-]+(?: (?:& )?[A-ZÀ-Ý][\w'-]+)?"
)
_HEAD_WORDS = ("Laborat", "Farmaceutici ", "Arzneimittelwerk ")


def by_head_word(mentions: Mentions) -> None:
    """The word that says what a company makes stands first in French, Spanish and Italian: "Laboratoires Dubreuil"."""
    norm = mentions.text.norm
    if any(word in norm for word in _HEAD_WORDS):
        for found in _HEAD_WORD.finditer(norm):
            put(mentions, *found.span())


def by_ticker(mentions: Mentions) -> None:
    norm = mentions.text.norm
    for bracket in _BRACKET.finditer(norm):
        ticker = TICKER.match(norm, bracket.start() - norm.endswith(" ", 0, bracket.start()))
        found = ticker and _BEFORE_TICKER.search(norm, max(0, ticker.start() - 70), ticker.start())
        if not found:
            continue
        start, end = found.span(1)
        end -= 2 if norm[end - 2 : end] == "'s" else 0
        while (word := norm[start:end].split(" ", 1))[0].lower() in NO_NAME and len(word) > 1:
            start += len(word[0]) + 1
        put(mentions, start, end)


def institutes(mentions: Mentions) -> None:
    norm = mentions.text.norm
    for found in (f for left, right in _INSTITUTE_SPOTS.windows(norm) for f in _INSTITUTE.finditer(norm, left, right)):
        if found.group().split()[0].lower() not in NO_NAME - {"the", "american", "national", "international"}:
            start = found.start()
            is_joined = not mentions.is_free(*found.span()) and " and " in found.group()
            if is_joined:  # "Boehringer Ingelheim and Vanderbilt University"
                start = norm.rindex(" and ", *found.span()) + len(" and ")
            put(mentions, start, found.end(), institute=True)
