"""Companies in no table: known by the form of the name, by ticker, as investor or parent; short forms."""

import re

from ahocorasick_rs import AhoCorasick, MatchKind

from ci.extract.company_words import LEGAL, NO_ACTOR, NO_NAME, NOT_ALONE, TICKER
from ci.extract.lexicon import COMPANY, Lexicon, is_institute
from ci.extract.mentions import Mention, Mentions, slug
from ci.extract.short_names import find_belongings, find_ordinary_words, find_short_forms, join_spellings
from ci.extract.spotter import Spotter
from ci.extract.words import strings
from ci.model import Catalog

_KIND_WORDS = strings(
    "Therapeutics|Biotherapeutics|Immunotherapeutics|Pharmaceuticals|Pharmaceutical|Biopharmaceuticals|"
    "Biopharmaceutical|BioPharmaceuticals|"
    "Pharma|BioPharma|Biopharma|Biosciences|Bioscience|BioSciences|Biotech|BioTech|Biotechnology|"
    "Biotechnologies|Biologics|Biomedical|"
    "Biomedicine|Biomedicines|Bioengineering|Biotherapies|Bio|Oncology|Medicines|Sciences|LifeSciences|"
    "Genomics|Laboratories|Labs|"
    "Healthcare|Biosystems|BioInnovations|Biopartners|Pharmatech|PharmaTech|Holdings|Ventures|Capital|Biocapital|Biological|"
    "Biologicals|Incorporated|"
    "Corporation|Corp|Co|Inc|Ltd|Limited|GmbH|LLC|plc|PLC|AG|AB|A/S|ASA|S.A|N.V|B.V|K.K|Oy|SpA|SAS|Pty"
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
_SUBSIDIARY_SPOTS = Spotter(
    strings(
        "subsidiary |affiliate |arm |unit |offshoot |daughter |subsidiary of|unit of|arm of|division of|"
        "affiliate of|spinoff of|"
        "spin-off of|spinout of|spin-out of"
    ),
    before=34,
    after=70,
)
_INVESTOR_SPOTS = Spotter(
    strings(
        "led by|backed by|joined by|funded by|owned by|supported by|articipation|nvestors|financing from|money "
        "from|with backing|ackers|along with|investment from|firms|firm "
    ),
    before=14,
    after=30,
)
_ONE_WORD = re.compile(r"[A-Z0-9À-Ý][\w&'./-]*\Z|[a-z]{1,2}[A-Z]\w*\Z")
_LEGAL_FORMS = frozenset(
    {"GmbH", "Inc", "Ltd", "Limited", "LLC", "plc", "AG", "AB", "A/S", "ASA", "Oy", "SpA", "Corp", "Co"}
)
_JOURNALS = re.compile(
    r"(?:lancet|jama|annals of|journal of(?: \w+){0,2}|clinical|nature|frontiers in|cancer|society of|"
    r"hematology/?|surgical|medical|radiation|precision|immuno-?|gynecologic|pediatric|future|department of) "
    r"oncology$"
)
_BEFORE_TICKER = re.compile(r"((?:[A-Z][\w&'-]*\.? ){0,3}[A-Z][\w&'-]*(?:,? (?:Inc|Ltd|Corp)\.?)?)\Z")
_INSTITUTE = re.compile(
    r"\b(?:The )?(?:University of (?:[A-Z][\w.-]+(?: |"
    r", )?){1,3}(?:(?<= )(?:[A-Z]{2}\w* )?[A-Z][\w-]+ (?:Cancer Center|Medical Center))?|"
    r"Dana[- ]Farber(?: Cancer Institute)?|Mayo Clinic|Memorial Sloan[- ]Kettering(?: Cancer Center)?|City "
    r"of Hope|Gustave Roussy|The Institute of Cancer Research|Cancer Research UK|"
    r"(?:[A-Z][\w.'-]+ ){1,3}(?:University(?: of [A-Z]\w+)?|Institutet?|Institute of [A-Z]\w+|"
    r"Cancer Cent(?:er|re)|Foundation|Society|Hospital|Medical Center))(?![\w])"
)
_INVESTORS = re.compile(
    r"(?:\b(?:led|co-led|backed|joined|funded|owned|supported) by|participation (?:from|by|of)|investors?(?: "
    r"such as| including| include|:| like)|"
    r"financing from|money from|with backing from|backers(?: include| such as|:)?|along with|investment from|"
    r"(?:venture|investment) firms?)\s"
)
_LIST_NAME = re.compile(
    r"(?:,? ?(?:and |& |as well as |with (?:participation (?:from|by) )?|"
    r", )?)((?:[A-Z][\w&'.-]*[\w&'-] ?){1,4})(?=,| and\b| &|\.|;|$| with\b| "
    r"in\b|\)| taking| particip| also| join| will\b| has\b| to\b)"
)
_SUBSIDIARY = re.compile(
    r"\bits (?:[\w-]+ )?(?:subsidiary|arm|affiliate|unit|offshoot|daughter) ((?:[A-Z][\w&'-]* ?){1,4})|"
    r"\b(?:subsidiary|unit|"
    r"arm|division|affiliate|spin-?(?:off|out)) of ((?:[A-Z][\w&'-]* ?){1,4})"
)


def find_companies(mentions: Mentions, lexicon: Lexicon, catalog: Catalog) -> None:
    """Adds the companies and institutes that no table holds, then what belongs to each name, then short forms."""
    _by_kind_word(mentions)
    _by_ticker(mentions)
    _by_act(mentions)
    _by_deal(mentions)
    _by_gift(mentions)
    _by_company(mentions)
    _by_description(mentions)
    _by_list(mentions, _SUBSIDIARY, is_many=False)
    _by_list(mentions, _INVESTORS, is_many=True)
    _institutes(mentions)
    _drop_people(mentions)
    join_spellings(mentions)
    _mark_institutes(mentions)
    aliases = find_belongings(mentions)
    find_short_forms(mentions, lexicon, aliases)
    find_ordinary_words(mentions, lexicon, catalog)
    _by_longer_name(mentions)


def _by_longer_name(mentions: Mentions) -> None:
    """ "Merck" beside "Merck KGaA" is that one, unless the other Merck is named in full too."""
    norm = mentions.text.norm
    spelled = [(norm[m.start : m.end], m) for m in mentions.of(COMPANY)]
    named_in_full = {m.id for spelling, m in spelled if " " in spelling}
    for spelling, mention in spelled:
        if " " in spelling or mention.id in named_in_full:
            continue
        longer = {m.id: m for other, m in spelled if other.startswith(f"{spelling} ") and m.id != mention.id}
        if len(longer) == 1:
            other = next(iter(longer.values()))
            mention.id, mention.name, mention.is_guess = other.id, other.name, other.is_guess


def _mark_institutes(mentions: Mentions) -> None:
    for mention in mentions.of(COMPANY):
        mention.is_institute = mention.is_institute or is_institute(mention.name)


def _by_kind_word(mentions: Mentions) -> None:
    norm = mentions.text.norm
    for index, at, end in reversed(_FIND_KIND.find_matches_as_indexes(norm)):
        word = _KIND_WORDS[index]
        if norm[end : end + 1].isalnum() or at == 0:
            continue
        name_end = at - 1 if norm[at - 1] == "," else at
        start = _walk_back(norm, name_end)
        if start < 0 and word in _LEGAL_FORMS:
            start = _small_name(norm, name_end)
        if start < 0 or norm[max(0, start - 11) : start].lower().endswith(("academy of ", "institute of ")):
            continue
        if word in ("Capital", "Ventures", "Biocapital", "Healthcare", "Bio") and (more := _FUND.match(norm, end)):
            end = more.end()
        if word != "Oncology" or not _JOURNALS.search(norm[start:end].lower()):
            _put(mentions, start, end)


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


def _put(mentions: Mentions, start: int, end: int, *, institute: bool = False) -> None:
    norm = mentions.text.norm
    name = norm[start:end].strip(" ,.")
    if not name or not mentions.is_free(start, start + len(name)):
        return
    bare = LEGAL.sub("", name).strip(" ,.")
    if not bare or bare.lower() in NO_NAME or bare.lower() in NOT_ALONE or bare.isdigit():
        return
    mentions.add(Mention(start, start + len(name), start + len(name), COMPANY, slug(bare), bare, institute, True))


def _by_ticker(mentions: Mentions) -> None:
    norm = mentions.text.norm
    for ticker in TICKER.finditer(norm):
        found = _BEFORE_TICKER.search(norm, max(0, ticker.start() - 70), ticker.start())
        if not found:
            continue
        start, end = found.span(1)
        end -= 2 if norm[end - 2 : end] == "'s" else 0
        while (word := norm[start:end].split(" ", 1))[0].lower() in NO_NAME and len(word) > 1:
            start += len(word[0]) + 1
        _put(mentions, start, end)


_HEADS = re.compile(r"\n|[.;:] ")
_ACTS = re.compile(
    r"([A-Z][a-zA-Z0-9-]*[a-z0-9](?: [A-Z][a-z]+)?)(?:, an? [a-z][^,.\n]{3,50},)?(?:,| has| have| today)? "
    r"(?:(?:buys|acquires|in-?licenses|out-?licenses|licenses|licences|snaps up|picks up|teams up|partners|"
    r"inks|signs|taps|pays|purchases|hires|sells|"
    r"bought|acquired|licensed|in-licensed|inked|teamed up|agreed to|entered into|signed|purchased|granted|"
    r"obtained|raised|closed|doses|dosed|hands)\b"
    r"|to (?:buy|acquire|license|pay|sell|market|distribute|develop|co-develop|join|supply|pick up|take over|"
    r"start|begin|file|cut)\b)"
)


def _by_act(mentions: Mentions) -> None:
    """A name at the head of a sentence that buys, licenses or signs is a company's: "Zuellig to market …"."""
    norm = mentions.text.norm
    starts = [0, *(mark.end() for mark in _HEADS.finditer(norm))]
    for found in (f for start in starts if (f := _ACTS.match(norm, start))):
        words = found.group(1).lower().split()
        if not any(w in NO_ACTOR or w in NO_NAME or w in NOT_ALONE for w in words):
            _put(mentions, *found.span(1))


_DEAL = re.compile(
    r"(?:agreement|deal|pact|alliance|collaboration|partnership|venture|contract|teamed up|teams up|"
    r"partnered|joined forces|talks|accord|tie-up) "
    r"(?:signed |struck |reached |made )?(?:with|"
    r"between) ((?:[A-Z][\w&-]*[a-z][\w&-]*|[A-Z]{4,8})(?: [A-Z][\w&-]*[a-z][\w&-]*){0,2})"
)


_OBJECT = re.compile(
    r"\b(?:handed|hands|grants|granted|gave|gives|tapped|taps|appointed|appoints|entrusted|awarded|awards) "
    r"([A-Z][\w&-]*[A-Za-z](?: [A-Z][\w&-]+){0,2}) (?=(?:the|exclusive|worldwide|global|an? (?:exclusive|option|licen)|"
    r"rights|as (?:its|a|the)|to (?:sell|market|distribute|promote)|with the)\b)"
)


_PAID = re.compile(
    r"\b(?:pays|paid|paying|owes) ([A-Z][\w&-]*[A-Za-z](?: [A-Z][\w&-]+){0,2}) (?=(?:up to |an? |some |"
    r"about )?(?:US)?[$\u20ac\u00a3\u00a5]\d)"
)


def _by_gift(mentions: Mentions) -> None:
    """To whom rights are granted is a company, where nothing else is known of it."""
    norm = mentions.text.norm
    for found in (*_PARTNERSHIP.finditer(norm), *_OBJECT.finditer(norm), *_PAID.finditer(norm)):
        words = found.group(1).lower().split()
        if not any(w in NO_ACTOR or w in NO_NAME or w in NOT_ALONE for w in words):
            _put(mentions, *found.span(1))


_PARTNERSHIP = re.compile(r"\b([A-Z][\w&]+(?: [A-Z][\w&]+){0,2}),? L\.?P\.?(?!\w)")


def _by_deal(mentions: Mentions) -> None:
    """A name with which an agreement is made is a company's, where nothing else is known of it."""
    norm = mentions.text.norm
    for found in _DEAL.finditer(norm):
        words = found.group(1).split()
        if not any(w.lower() in NO_ACTOR or w.lower() in NO_NAME or w.lower() in NOT_ALONE for w in words):
            _put(mentions, *found.span(1))


_BESIDE = re.compile(
    r"(?:,? and|/| &) ((?:[A-Z][\w&-]*[a-z][\w&-]* ){1,3}?)(?=(?:said|say|have|has|will|announce|today|are|"
    r"to|sign|ink|join|team|agree|enter|"
    r"form|pair|link|strike|forge|launch|part|end|extend|expand|set|plan)\w*\b)"
)


def _by_company(mentions: Mentions) -> None:
    """A name beside a company's with which it acts: "Captor Therapeutics and Sosei Heptares said …"."""
    norm = mentions.text.norm
    for mention in mentions.of(COMPANY):
        found = _BESIDE.match(norm, mention.stop)
        if found and not any(w.lower() in NO_ACTOR or w.lower() in NO_NAME for w in found.group(1).split()):
            _put(mentions, found.start(1), found.end(1))


_DESCRIPTION = re.compile(
    r", (?:an?|the) (?:[A-Z]?[a-z][a-z'-]{0,24} ){0,3}(?:unit|subsidiary|affiliate|spin-?(?:off|out)|"
    r"biotech(?:nology)?|drugmaker|drug maker|start-?up|drug developer|"
    r"(?:biotech|pharma|pharmaceutical|drug|biopharma) (?:company|firm|group))\b"
)
_DESCRIBED = re.compile(r"(?<![\w&-])((?:[A-Z][\w&-]*[a-z][\w&-]*|[A-Z]{3,8})(?: [A-Z][\w&-]*[a-z][\w&-]*){0,2})\Z")


def _by_description(mentions: Mentions) -> None:
    """A name that is told to be a company: "Theraly Fibrosis, a unit of …", "Polaris, a Boston biotech"."""
    norm = mentions.text.norm
    for told in _DESCRIPTION.finditer(norm):
        found = _DESCRIBED.search(norm, max(0, told.start() - 60), told.start())
        words = found.group(1).lower().split() if found else []
        if found and not any(w in NO_ACTOR or w in NO_NAME or w in NOT_ALONE for w in words):
            _put(mentions, *found.span(1))


def _by_list(mentions: Mentions, opening: re.Pattern[str], *, is_many: bool) -> None:
    norm = mentions.text.norm
    spots = _INVESTOR_SPOTS if is_many else _SUBSIDIARY_SPOTS
    for found in (f for left, right in spots.windows(norm) for f in opening.finditer(norm, left, right)):
        if not is_many:
            _put_listed(mentions, *found.span(1 if found.group(1) else 2))
            continue
        place = found.end()
        for _ in range(12):
            name = _LIST_NAME.match(norm, place)
            if not name:
                break
            _put_listed(mentions, *name.span(1))
            place = name.end()


_PERSON_BEFORE = re.compile(r"(?:\A|[^\w&])(?:[A-Z][a-z]+|[A-Z]\.) \Z")
_PERSON_AFTER = re.compile(
    r",? (?:MD|M\.D|Ph\.?D|DPhil|PharmD|MBBS|MBA|CEO|chief|president|chair\w*|head of|director|professor|founder|"
    r"an? (?:analyst|oncologist|h[a]?ematologist|professor))\b"
)


def _drop_people(mentions: Mentions) -> None:
    """Anthony Sun, MD: a surname that is a company's name too."""
    norm = mentions.text.norm
    for mention in mentions.of(COMPANY):
        if " " in norm[mention.start : mention.end] or not _PERSON_AFTER.match(norm, mention.end):
            continue
        if _PERSON_BEFORE.search(norm, max(0, mention.start - 20), mention.start):
            mentions.drop(mention)


_TITLES = frozenset(
    strings(
        "fda|ema|dr|phase|ceo|president|chairman|chairwoman|chief|professor|prof|founder|director|mr|ms|mrs|"
        "head|executive"
    )
)


def _put_listed(mentions: Mentions, start: int, end: int) -> None:
    name = mentions.text.norm[start:end].rstrip()
    words = name.split()
    if words and words[0].lower() not in NO_NAME and not any(w.lower().rstrip(".") in _TITLES for w in words):
        _put(mentions, start, start + len(name))


def _institutes(mentions: Mentions) -> None:
    norm = mentions.text.norm
    for found in (f for left, right in _INSTITUTE_SPOTS.windows(norm) for f in _INSTITUTE.finditer(norm, left, right)):
        if found.group().split()[0].lower() not in NO_NAME - {"the", "american", "national", "international"}:
            _put(mentions, found.start(), found.end(), institute=True)
