"""Companies in no table: known by the form of the name, by ticker, as investor or parent; short forms."""

import re
from bisect import bisect_left

from ahocorasick_rs import AhoCorasick, MatchKind

from ci.extract.lexicon import COMMON_WORDS, COMPANY, DRUG, GENERIC_WORDS, Lexicon, first_word, is_institute
from ci.extract.mentions import Mention, Mentions, slug
from ci.extract.spotter import Spotter
from ci.extract.text import find_words
from ci.extract.words import strings, words
from ci.model import Catalog

_KIND_WORDS = strings(
    "Therapeutics|Biotherapeutics|Immunotherapeutics|Pharmaceuticals|Pharmaceutical|Biopharmaceuticals|"
    "Biopharmaceutical|BioPharmaceuticals|"
    "Pharma|BioPharma|Biopharma|Biosciences|Bioscience|BioSciences|Biotech|BioTech|Biotechnology|"
    "Biotechnologies|Biologics|Biomedical|"
    "Biomedicine|Biomedicines|Bioengineering|Biotherapies|Bio|Oncology|Medicines|Sciences|LifeSciences|"
    "Genomics|Laboratories|Labs|"
    "Healthcare|Biosystems|Biopartners|Pharmatech|PharmaTech|Holdings|Ventures|Capital|Biocapital|Biological|"
    "Biologicals|Incorporated|"
    "Corporation|Corp|Co|Inc|Ltd|GmbH|LLC|plc|PLC|AG|AB|A/S|ASA|S.A|N.V|B.V|K.K|Oy|SpA|SAS|Pty"
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
    strings("subsidiary of|unit of|arm of|division of|affiliate of|spinoff of|spin-off of|spinout of|spin-out of"),
    before=4,
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
_LEGAL = re.compile(
    r",? ?(?:\b(?:Inc|Incorporated|Ltd|LTD|Limited|Co|CO|Corp|Corporation|Company|LLC|PLC|plc|AG|GmbH|AB|ASA|"
    r"A/S|SE|Oy|SpA|SAS|Pty|KK)\b\.?"
    r"|S\.A\.|N\.V\.|B\.V\.|K\.K\.|S\.p\.A\.|\(Cayman\)|& Co\.(?: KG)?)"
)
_ONE_WORD = re.compile(r"[A-Z0-9À-Ý][\w&'./-]*\Z|[a-z]{1,2}[A-Z]\w*\Z")
_NO_NAME = frozenset(
    words(
        "the a an and or of in on at for from with by to as its it this that these their his our your my will "
        "has have had "
        "is are was were after while when under unlike rival partner partners former biotech drugmaker company "
        "firm startup "
        "buys buy acquires acquire picks up gets wins sells licenses licences signs inks pays joins teams "
        "taps names hires "
        "says said announces reports partners via against into over versus vs about new now also like both "
        "investors led "
        "including using rights licensee licensor grants granted gives takes dosed doses starts ends drops halts today "
        "between through per plus but not no more than all other two three one big clinical international "
        "journal lancet "
        "jama annals society nature national american european u.s us uk swiss chinese japanese german french "
        "danish polish "
        "british australian korean israeli swedish belgian dutch italian canadian indian irish austrian us-based"
    )
)
_LEGAL_FORMS = frozenset({"GmbH", "Inc", "Ltd", "LLC", "plc", "AG", "AB", "A/S", "ASA", "Oy", "SpA"})
_JOURNALS = re.compile(
    r"(?:lancet|jama|annals of|journal of(?: \w+){0,2}|clinical|nature|frontiers in|cancer|society of|"
    r"hematology/?|surgical|medical|radiation|precision|immuno-?|gynecologic|pediatric|future|department of) "
    r"oncology$"
)
_TICKER = re.compile(
    r" ?\((?:(?:the )?\"[\w &.-]{2,30}\"[;,]? ?)?(?:(?:NASDAQ|Nasdaq|NYSE|NYSE American|AMEX|HKEX|SEHK|SSE|"
    r"SZSE|LSE|AIM|TSX|TSXV|TSE|TYO|ASX|OTC\w*|Euronext[\w ]*|SIX|"
    r"OMX\w*|KOSDAQ|KRX|KQ|STAR|SHA|SHE|HK|SH|SZ|Oslo|First North|BIT|EPA|ETR|FRA|CSE|TASE|BSE|NSE|OSE|STO|"
    r"SWX|AMS|BRU|WSE|PINK|NMS)\b[^()]{0,60}|\$[A-Z.]{1,6}|"
    r"\d{3,6}[.-](?:HK|SH|SZ|T|KS|KQ|TW)[^()]{0,40})\)"
)
_BEFORE_TICKER = re.compile(r"((?:[A-Z][\w&'-]*\.? ){0,3}[A-Z][\w&'-]*(?:,? (?:Inc|Ltd|Corp)\.?)?)\Z")
_IN_BRACKETS = re.compile(r" ?\(([^()]{1,70})\)")
_ALIAS = re.compile(
    r"(?:the |or )?[\"']?([A-Z\u3040-\u9fff][\w&.' \u3040-\u9fff-]{0,40}?)[\"']?(?:,? or the \"company\")?\Z", re.I
)
_FORMER = re.compile(r"(?:formerly(?: known as)?|previously|now|also known as|fka) ([A-Z][\w&.' -]{2,40})\Z")
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
    r"\b(?:subsidiary|unit|arm|division|affiliate|spin-?(?:off|out)) of ((?:[A-Z][\w&'-]* ?){1,4})"
)
_TIE = re.compile(r"(?:'s)?,? (?:and|&|with|from|to|joins|buys|taps) |/|\u2013|-")
_FORMS = frozenset(words("& inc ltd co corp ag plc llc gmbh sa nv ab limited incorporated corporation"))
_PLACES = frozenset(
    words(
        "shanghai beijing shenzhen guangzhou wuhan hangzhou suzhou jiangsu zhejiang chongqing chengdu china "
        "taiwan korea "
        "hong hainan sichuan shandong yantai tianjin nanjing hebei"
    )
)
_COMMON = COMMON_WORDS | _PLACES


def find_companies(mentions: Mentions, lexicon: Lexicon, catalog: Catalog) -> None:
    """Adds the companies and institutes that no table holds, then what belongs to each name, then short forms."""
    _by_kind_word(mentions)
    _by_ticker(mentions)
    _by_act(mentions)
    _by_deal(mentions)
    _by_company(mentions)
    _by_list(mentions, _SUBSIDIARY, is_many=False)
    _by_list(mentions, _INVESTORS, is_many=True)
    _institutes(mentions)
    _one_id(mentions)
    _mark_institutes(mentions)
    aliases = _belongings(mentions)
    _short_forms(mentions, lexicon, aliases)
    _ordinary_words(mentions, lexicon, catalog)


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
        if word != "Oncology" or not _JOURNALS.search(norm[start:end].lower()):
            _put(mentions, start, end)


def _walk_back(norm: str, end: int) -> int:
    """Where a name that ends before `end` begins: over at most four words that are written like names; -1 for none."""
    start, place, floor = -1, end, max(0, end - 90)
    for _ in range(4):
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
        if word == "&" and start >= 0:
            place = begin - 1
            continue
        if (
            not _ONE_WORD.match(word)
            or word.lower().rstrip(".") in _NO_NAME
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
    return begin if len(word) >= 5 and word.isalpha() and word not in _NO_NAME else -1


def _put(mentions: Mentions, start: int, end: int, *, institute: bool = False) -> None:
    norm = mentions.text.norm
    name = norm[start:end].strip(" ,.")
    if not name or not mentions.is_free(start, start + len(name)):
        return
    bare = _LEGAL.sub("", name).strip(" ,.") or name
    if bare.lower() in _NO_NAME or bare.lower() in _COMMON or bare.isdigit():
        return
    mentions.add(Mention(start, start + len(name), start + len(name), COMPANY, slug(bare), bare, institute, True))


def _by_ticker(mentions: Mentions) -> None:
    norm = mentions.text.norm
    for ticker in _TICKER.finditer(norm):
        found = _BEFORE_TICKER.search(norm, max(0, ticker.start() - 70), ticker.start())
        if not found:
            continue
        start, end = found.span(1)
        end -= 2 if norm[end - 2 : end] == "'s" else 0
        while (word := norm[start:end].split(" ", 1))[0].lower() in _NO_NAME and len(word) > 1:
            start += len(word[0]) + 1
        _put(mentions, start, end)


_HEADS = re.compile(r"\n|[.;:] ")
_ACTS = re.compile(
    r"([A-Z][a-zA-Z0-9-]*[a-z0-9](?: [A-Z][a-z]+)?)(?:,| has| have| today)? "
    r"(?:(?:buys|acquires|in-?licenses|out-?licenses|licenses|licences|snaps up|picks up|teams up|partners|"
    r"inks|signs|taps|pays|purchases|hires|sells|"
    r"bought|acquired|licensed|in-licensed|inked|teamed up|agreed to|entered into|signed|purchased|granted|"
    r"obtained|raised|closed|doses|dosed|hands)\b"
    r"|to (?:buy|acquire|license|pay|sell|market|distribute|develop|co-develop|join|supply|pick up|take over|"
    r"start|begin|file|cut)\b)"
)
_NO_ACTOR = frozenset(
    words(
        "biotech drugmaker drugmakers investors researchers scientists doctors patients regulators study trial "
        "company companies firm group team it they "
        "he she we the this that both shareholders analysts university china europe japan us board court court's "
        "fda ema chmp nmpa congress phase first "
        "last new one two three big rival rivals partners partner deal option rights buyer founders management "
        "staff positive early late final"
    )
)


def _by_act(mentions: Mentions) -> None:
    """A name at the head of a sentence that buys, licenses or signs is a company's: "Zuellig to market …"."""
    norm = mentions.text.norm
    starts = [0, *(mark.end() for mark in _HEADS.finditer(norm))]
    for found in (f for start in starts if (f := _ACTS.match(norm, start))):
        words = found.group(1).lower().split()
        if not any(w in _NO_ACTOR or w in _NO_NAME or w in _COMMON for w in words):
            _put(mentions, *found.span(1))


_DEAL = re.compile(
    r"(?:agreement|deal|pact|alliance|collaboration|partnership|venture|contract|teamed up|teams up|"
    r"partnered|joined forces|talks|accord|tie-up) "
    r"(?:signed |struck |reached |made )?(?:with|"
    r"between) ((?:[A-Z][\w&-]*[a-z][\w&-]*)(?: [A-Z][\w&-]*[a-z][\w&-]*){0,2})"
)


def _by_deal(mentions: Mentions) -> None:
    """A name with which an agreement is made is a company's, where nothing else is known of it."""
    norm = mentions.text.norm
    for found in _DEAL.finditer(norm):
        words = found.group(1).split()
        if not any(w.lower() in _NO_ACTOR or w.lower() in _NO_NAME for w in words):
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
        if found and not any(w.lower() in _NO_ACTOR or w.lower() in _NO_NAME for w in found.group(1).split()):
            _put(mentions, found.start(1), found.end(1))


def _by_list(mentions: Mentions, opening: re.Pattern[str], *, is_many: bool) -> None:
    norm = mentions.text.norm
    spots = _INVESTOR_SPOTS if is_many else _SUBSIDIARY_SPOTS
    for found in (f for left, right in spots.windows(norm) for f in opening.finditer(norm, left, right)):
        if not is_many:
            _put_listed(mentions, *found.span(1))
            continue
        place = found.end()
        for _ in range(12):
            name = _LIST_NAME.match(norm, place)
            if not name:
                break
            _put_listed(mentions, *name.span(1))
            place = name.end()


def _put_listed(mentions: Mentions, start: int, end: int) -> None:
    name = mentions.text.norm[start:end].rstrip()
    words = name.split()
    if (
        words
        and words[0].lower() not in _NO_NAME
        and not any(w.lower() in ("fda", "ema", "dr.", "phase", "ceo") for w in words)
    ):
        _put(mentions, start, start + len(name))


def _institutes(mentions: Mentions) -> None:
    norm = mentions.text.norm
    for found in (f for left, right in _INSTITUTE_SPOTS.windows(norm) for f in _INSTITUTE.finditer(norm, left, right)):
        if found.group().split()[0].lower() not in _NO_NAME - {"the", "american", "national", "international"}:
            _put(mentions, found.start(), found.end(), institute=True)


def _belongings(mentions: Mentions) -> dict[str, Mention]:
    """Stretches each name over legal suffix, ticker and brackets; returns the short forms that brackets define."""
    norm = mentions.text.norm
    aliases: dict[str, Mention] = {}
    for mention in mentions.of(COMPANY):
        stop = mention.end
        while legal := _LEGAL.match(norm, stop):
            stop = legal.end()
        if (
            norm[stop - 1 : stop] == "."
            and re.match(r"(?:\s+[A-Z\"]|\s*$)", norm[stop:])
            and not norm[stop:].startswith((" (", " Announce"))
        ):
            stop -= 1  # the stop may end the sentence
        for _ in range(3):
            bracket = _TICKER.match(norm, stop) or _bracket_names(norm, stop, mention, aliases)
            if not bracket:
                break
            stop = bracket.end()
        if stop > mention.stop:
            mentions.stretch(mention, stop)
    return aliases


def _bracket_names(norm: str, stop: int, mention: Mention, aliases: dict[str, Mention]) -> re.Match[str] | None:
    bracket = _IN_BRACKETS.match(norm, stop)
    if not bracket:
        return None
    is_taken = False
    for part in re.split(r"[;,] ?", bracket.group(1)):
        alias = _ALIAS.match(part)
        former = _FORMER.match(part)
        if former:
            aliases.setdefault(former.group(1).strip(), mention)
            is_taken = True
        elif alias and _stands_for(alias.group(1), norm[mention.start : mention.end], is_quoted='"' in part):
            aliases.setdefault(alias.group(1), mention)
            is_taken = True
        elif re.fullmatch(r"\$?[A-Z]{2,5}|\d{3,6}[.-]?[A-Z]{0,2}|the \"?company\"?", part, re.I) and is_taken:
            continue
    return bracket if is_taken else None


def _stands_for(alias: str, name: str, *, is_quoted: bool) -> bool:
    """Whether a bracket after a name holds a short form of it: a word of it, its initials, or its native name."""
    if not alias.isascii():
        return True
    words = [w for w in re.split(r"[\s,&-]+", name) if w]
    if alias.lower() in ("company", "the company"):
        return False
    initials = "".join(w[0] for w in words if w[0].isupper())
    letters = alias.replace(".", "")
    if (
        letters.isupper()
        and 2 <= len(letters) <= 6
        and (letters == initials[: len(letters)] or (letters[0] == name[:1].upper() and is_quoted))
    ):
        return True
    return alias.lower() in name.lower() or (is_quoted and alias[:3].lower() == name[:3].lower())


def _short_forms(mentions: Mentions, lexicon: Lexicon, aliases: dict[str, Mention]) -> None:
    """Ascentage for Ascentage Pharma, once the whole name stands; Xinpeng for Shenzhen Xinpeng Bioengineering."""
    whole = mentions.of(COMPANY)
    wanted: dict[str, Mention] = dict(aliases)
    for mention in whole:
        if mention.is_guess and " " not in mention.name:
            wanted.setdefault(mention.name, mention)
        for name in (mention.name, mentions.text.norm[mention.start : mention.end]):
            for short in (_short(name), _initials(name)):
                if short:
                    wanted.setdefault(short, mention)
    norm = mentions.text.norm
    for short, mention in wanted.items():
        known = lexicon.knows(short)
        if known is not None and known.kind != COMPANY:
            continue
        for start in find_words(norm, short):
            end = start + len(short)
            if mentions.is_free(start, end) and not _goes_on(norm, end):
                mentions.add(
                    Mention(start, end, end, COMPANY, mention.id, mention.name, mention.is_institute, mention.is_guess)
                )


def _ordinary_words(mentions: Mentions, lexicon: Lexicon, catalog: Catalog) -> None:
    """Rain, Unity: companies where the text names a drug of theirs, or ties the word to another company."""
    norm = mentions.text.norm
    owners = {o for m in mentions.of(DRUG) if (d := catalog.drugs.get(m.id)) for o in (*d.owner_ids, d.originator_id)}
    firms = mentions.of(COMPANY)
    for short, company in lexicon.ordinary.items():
        for written in dict.fromkeys((short, short.capitalize())):
            for start in find_words(norm, written):
                end = start + len(written)
                is_ours = company.id in owners or _is_tied(norm, start, end, firms)
                if is_ours and mentions.is_free(start, end) and not _goes_on(norm, end):
                    mentions.add(Mention(start, end, end, COMPANY, company.id, company.name))


def _is_tied(norm: str, start: int, end: int, firms: list[Mention]) -> bool:
    """Whether a company stands right before or after, with no more than "and" or "with" between."""
    at = bisect_left(firms, start, key=lambda m: m.start)
    return any(_TIE.fullmatch(norm[min(end, m.stop) : max(start, m.start)]) for m in firms[max(0, at - 1) : at + 1])


def _short(name: str) -> str:
    words = name.replace(",", " ").split()
    while words and words[0].lower() in _PLACES:
        words = words[1:]
    short = first_word(" ".join(words)) or (words[0] if len(words) == 1 and words[0] != name else "")
    return "" if short.lower() in _COMMON or len(short) < 3 or not short[0].isalnum() else short


def _initials(name: str) -> str:
    """HGS for Human Genome Sciences."""
    letters = "".join(
        w[0] for w in re.split(r"[\s,&-]+", name) if w[:1].isupper() and w.lower() not in ("inc", "ltd", "co", "the")
    )
    return letters if len(letters) >= 3 else ""


def _one_id(mentions: Mentions) -> None:
    """Marina Bio and Marina Biotech are one company: names that differ only in general words."""
    by_core: dict[str, Mention] = {}
    for mention in sorted(mentions.of(COMPANY), key=lambda m: (m.is_guess, -len(m.name), m.start)):
        core = " ".join(
            w for w in re.split(r"[\s,.]+", mention.name.lower()) if w and w not in GENERIC_WORDS and w not in _FORMS
        )
        if not core:
            continue
        known = by_core.setdefault(core, mention)
        if mention.is_guess and known.id != mention.id:
            mention.id, mention.name, mention.is_guess = known.id, known.name, known.is_guess


def _goes_on(norm: str, end: int) -> bool:
    """Whether the word is the beginning of some other name: Rain Street, Unity Church."""
    return bool(
        re.match(r" (?:Street|Road|Avenue|University|Hospital|Institute|City|County|School|-\d)", norm[end : end + 14])
    )
