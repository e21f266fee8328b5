"""Which of the apoptosis mechanisms an article is about; none means that it is not for us."""

import re
from collections.abc import Iterator

from ci.extract.lexicon import COMPANY, DRUG
from ci.extract.mentions import Mention
from ci.extract.scene import Scene
from ci.extract.side_drugs import is_added, is_compared
from ci.extract.spotter import Sorted
from ci.extract.targets import Targets
from ci.extract.words import strings
from ci.model import Drug

_SAYS_DEATH = re.compile(
    r"apopto|programmed (?:cell )?death|cell death|cell suicide|self-destruct|\bmcl-?1\b|anti-apoptotic|bcl-?2|"
    r"kills? (?:the )?(?:cancer|tumou?r|leuk)"
)
_INDIRECT = re.compile(
    r"\b(?:cdk9|cdk2/9|xpo1|exportin|bet (?:bromodomain )?inhibitors?|brd4|cyclin-dependent kinase|"
    r"transcription\w* cdk)"
)
_PHRASES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "iap",
        re.compile(
            r"\bsmac[- ]mimetics?\b|\bsmac[- ]mimic\w*|\biap[- ](?:inhibitor|antagonist)|second "
            r"mitochondria-derived activator|\bbir domain|inhibitors? of "
            r"apoptosis (?:proteins? )?(?:\(\w+\) )?(?:antagonist|inhibitor)|"
            r"peptides? (?:from|of|derived from) survivin|mimetics? of smac|"
            r"survivin[- ](?:(?:cancer|peptide|dna|tumou?r|therapeutic) )?(?:vaccine|"
            r"inhibitor|suppress|target|antisense|directed|peptide|based)|(?:vaccine|antisense|immunotherapy|"
            r"inhibitor|therap\w+|peptides?|drug)[^.;]{0,30}(?:against|target\w+|of|to) survivin|"
            r"xiap[- ](?:inhibitor|antisense|antagonist)"
        ),
    ),
    (
        "caspase",
        re.compile(
            r"\b(?:pan-?)?caspase(?:[- ]?\d+)?(?:/\d+)?[- ](?:inhibitor|activator|inhibition|blocker)|"
            r"inhibitors? of (?:\w+ )?caspase|procaspase[- ]?3? ?activat|inducible caspase|"
            r"caspase-?9 (?:safety|suicide) switch|caspase-(?:inhibiting|blocking|activating)|blocks? caspase|"
            r"works? on caspases|caspase (?:work|hunt|research|programmes?|programs?|portfolio)|"
            r"caspases\b[^.;]{0,90}\b(?:discover|find|develop)\w* inhibitors"
        ),
    ),
    (
        "bcl2-family",
        re.compile(
            r"\bbh3[- ]mimetics?\b|\bbcl-?2[- ]family (?:inhibitor|protein inhibitor|antagonist|drug)|"
            r"\b(?:pan-)?bcl-?(?:2|xl|w)[- ](?:\w+[- ])?(?:inhibitor|degrader|antagonist|antisense|blocker)|"
            r"mcl-?1[- ](?:inhibitor|degrader|antagonist|blocker)|inhibit\w* (?:of )?(?:both )?(?:bcl-?2|"
            r"mcl-?1|bcl-?xl)|bcl-?(?:2|xl)/bcl-?(?:xl|2) (?:inhibitor|degrader)|bfl-?1 inhibitor|"
            r"(?:aimed at|against|targets?|targeting|hits?) (?:the )?bcl(?:-?2)?[- ]family"
        ),
    ),
    (
        "mdm2-p53",
        re.compile(
            r"\b[mh]dm[24x](?:[/-](?:mdm[4x]|p53|x|4))? ?[- ]?(?:inhibitor|antagonist|degrader|blocker|"
            r"protac|interaction)|mdm2[- ]p53|p53[- ]mdm2|inhibit\w* (?:of )?[mh]dm2|blocks? [mh]dm2"
        ),
    ),
    (
        "p53-reactivation",
        re.compile(
            r"p53[- ](?:re-?activat|gene therapy|reviv|rescue|correct)|(?:re-?activat|restor|rescu|"
            r"refold)\w* (?:of )?(?:mutant |mutated |y220c |wild-type )*p53|mutant p53 (?:reactivat|rescue|"
            r"corrector|stabili)|p53 y220c[- ](?:\w+[- ])?(?:reactivat|stabili|activat|select|inhibitor|"
            r"correct|drug|programme?)"
        ),
    ),
    (
        "death-receptor",
        re.compile(
            r"\bdr[45][- ](?:\w+[- ])?(?:agonist|antibod|activat|target)|"
            r"death[- ]receptors? (?:[45] )?(?:agonist|antibod|activat|\w+ agonist)|"
            r"agonis\w+ (?:antibod\w+ )?(?:of|to|against|at) (?:the )?(?:dr[45]|death receptor|trail)|"
            r"trail[- ](?:receptor|r[12])[- ]?(?:\d )?(?:agonist|antibod)|trail[- ](?:based|fusion|trimer|"
            r"receptor agonist|variant|mimetic)|recombinant (?:human )?(?:circularly permuted )?trail|"
            r"apo-?2l|trail (?:protein|ligand|cytokine)|tnf-related apoptosis|tumou?r necrosis "
            r"factor[- ]related apoptosis|"
            r"cd95[- ]?l? ?(?:ligand )?(?:inhibitor|block|fusion)|fas[- ]ligand (?:inhibitor|block)"
        ),
    ),
    (
        "mitochondrial",
        re.compile(
            r"\bclpp[- ](?:agonist|activat)|(?:activat|"
            r"agonis)\w* (?:of )?(?:the )?(?:mitochondrial )?(?:protease )?clpp|\bbax[- ](?:activat|agonist)|"
            r"bak[- ](?:direct )?activat|direct (?:bax|bak)|(?:activat\w+|awaken\w*|w[ao]ke\w*(?: up)?|waking(?: up)?|"
            r"switch\w* on|turn(?:s|ing)? on|open(?:s|ing)?|by way of) (?:of )?(?:the )?"
            r"(?:pro-?apoptotic )?(?:protein )?ba[xk]\b|"
            r"ba[xk](?: protein)? (?:can be |is |was )?(?:switched|turned|opened|awakened)"
        ),
    ),
)
_TELLTALES = Sorted(
    {
        mechanism: strings(told)
        for mechanism, told in {
            "iap": "smac|iap|second mitochondria|bir domain|apoptosis|survivin",
            "caspase": "caspase",
            "bcl2-family": "bh3|bcl|mcl|bfl",
            "mdm2-p53": "mdm|hdm",
            "p53-reactivation": "p53",
            "death-receptor": "apo2l|apo-2l|dr4|dr5|death|trail|necrosis factor|cd95|fas",
            "mitochondrial": "clpp|bax|bak",
            "indirect": "cdk9|cdk2/9|xpo1|exportin|bet |brd4|cyclin-dependent|transcription",
        }.items()
    }
)
"""Plain strings of each mechanism, without which its phrase need not be tried."""
_FAR_TARGETS = frozenset({"APAF1", "BAK1", "BAX", "VDAC1", "BBC3", "PMAIP1", "BCL2L11", "BID"})
_NOT_THERAPY = re.compile(
    r"\b(?:elisa|immunohistochem\w*|assay|biomarker|diagnos\w+|urine|staining|stained|prognos\w+|deficiency)\b"
)

_IS_TEST = re.compile(
    r"\b(?:immunoassay|autoantibod\w*|ce[- ]mark\w*|anti-p53 (?:assay|test)|diagnostic (?:test|assay))\b"
)
"""What finds a protein in a sample is no drug against it."""


def find_mechanisms(scene: Scene, targets: Targets) -> tuple[str, ...]:
    """Mechanism categories in order of first mention; comparators, partners and About tails add none."""
    found = list(_by_drugs(scene))
    if not found and (_IS_TEST.search(scene.text.low) or "in-app " in scene.text.low):
        return ()
    found += _by_targets(scene, targets)
    through_mdm2 = any(m.id in ("MDM2", "MDM4") for m in targets.acted_on) or "mdm2-p53" in {m for _, m in found}
    found += [(at, m) for at, m in _by_phrases(scene) if not (through_mdm2 and m == "p53-reactivation")]
    found = found or list(_by_what_it_does(scene))
    return tuple(dict.fromkeys(mechanism for _, mechanism in sorted(found)))


_LEAD = 5
"""Headline and first sentences: what the item is about."""


def is_about_our_drug(scene: Scene) -> bool:
    """Whether headline or first sentences name a drug of our tables, and not as a companion or a comparator.

    Such an item concerns us also where it does not say how the drug works: then it has no mechanism.
    """
    return any(
        scene.is_ours(masked.mention(token).id)
        for masked in scene.news[:_LEAD]
        for token in masked.between(DRUG, 0, len(masked.s))
        if not is_compared(masked, token.start) and not is_added(masked, token.start)
    )


def _by_drugs(scene: Scene) -> Iterator[tuple[int, str]]:
    for masked in scene.news:
        for token in masked.between(DRUG, 0, len(masked.s)):
            mention = masked.mention(token)
            drug = scene.catalog.drugs.get(mention.id)
            mechanism = _of_known(scene, drug) if drug else _by_stem(mention.name)
            if not mechanism or (mechanism == "indirect" and not _says_death(scene)):
                continue
            if not is_compared(masked, token.start):
                yield mention.start, mechanism


def _of_known(scene: Scene, drug: Drug) -> str:
    """Arsenic trioxide acts on PML too: it brings p53 back only where the text speaks of p53."""
    is_p53_alone = drug.mechanism_id != "p53-reactivation" or len(drug.target_ids) < 2
    return drug.mechanism_id if is_p53_alone or "p53" in scene.text.low else "indirect"


def _says_death(scene: Scene) -> bool:
    """In the news, or in an About tail."""
    return bool(_SAYS_DEATH.search(scene.text.low))


def _by_stem(name: str) -> str:
    low = name.lower()
    for stem, mechanism in (
        ("clax", "bcl2-family"),
        ("madlin", "mdm2-p53"),
        ("inapant", "iap"),
        ("tapopt", "p53-reactivation"),
        ("caspan", "caspase"),
        ("nacasan", "caspase"),
    ):
        if low.endswith(stem):
            return mechanism
    return ""


_THERAPY = re.compile(r"inhibitor|antagonist|agonist|degrader|therap|drug|treat")
_HAD_BEFORE = re.compile(
    r"(?:after|refractory to|resistant to|following|prior|previous\w*|failed|progressed on)(?: [\w-]+){0,4} $"
)


def _by_targets(scene: Scene, targets: Targets) -> Iterator[tuple[int, str]]:
    ids = {m.id for m in targets.acted_on}
    for mention in [*targets.acted_on, *_agreed_on(scene, targets)]:
        target = scene.catalog.targets.get(mention.id)
        if target is None or not target.mechanism_id or mention.id in _FAR_TARGETS:
            continue
        masked = scene.sentence_at(mention.start)
        if masked is None or masked.zone not in ("title", "body"):
            continue
        mechanism = target.mechanism_id
        if mention.id == "TP53" and ids & {"MDM2", "MDM4"}:
            continue
        if mechanism == "indirect" and not _SAYS_DEATH.search(scene.text.low):
            continue
        if _NOT_THERAPY.search(masked.s) and not _THERAPY.search(masked.s):
            continue
        if _had_before(scene.text.low, mention.start, mention.end):
            continue
        yield mention.start, mechanism


def _had_before(low: str, start: int, end: int) -> bool:
    """Whether patients had it before: "two lines including a BCL-2 inhibitor", "after BCL-2 inhibitors have failed"."""
    before = low[max(0, start - 110) : start]
    return bool(_HAD_BEFORE.search(before[-45:]) or _IN_LINES.search(before) or _FAILED.match(low, end))


_IN_LINES = re.compile(r"\blines? of (?:therapy|treatment),? (?:including|among them)[^.;:]{0,60}\Z")
_FAILED = re.compile(r"[- ](?:inhibitor|antagonist|agonist)s? (?:have|has|had|having) failed\b")


_PACT = re.compile(
    r"\b(?:alliance|collaborat\w+|teams? up|teamed up|join(?:s|ed)? (?:forces|hands)|"
    r"links? up|pact|deal|agreement|tie-?up|partnership|licen[sc]\w+|acquir\w+|option|rights|buys?|"
    r"bought|snaps up|takeover|programmes?|programs?|boutique|specialist|pill|"
    r"molecule|compound|drug|antibody|tablets?)\b"
)
_DRUGGED = frozenset(
    {"BCL2", "BCL2L1", "MCL1", "MDM2", "MDM4", "BCL2L2", "BCL2A1", "XIAP", "BIRC5", "TNFRSF10A", "TNFRSF10B", "CLPP"}
)


def _agreed_on(scene: Scene, targets: Targets) -> Iterator[Mention]:
    """A deal between companies "on MDM2" is about drugs against it."""
    known = {id(m) for m in targets.acted_on}
    for mention in targets.named:
        if mention.id in _DRUGGED and id(mention) not in known:
            masked = scene.sentence_at(mention.start)
            if masked is not None and masked.between(COMPANY, 0, len(masked.s)) and _PACT.search(masked.s):
                yield mention


_OF_ANOTHER = re.compile(
    r"(?:after|refractory to|resistant to|following|prior|previous\w*|failed|progressed on|"
    r"versus|against|than)(?: [\w-]+){0,3} $"
)
_IS_DRUG = re.compile(
    r"\b(?:drugs?|compounds?|molecules?|agents?|therap\w+|inhibitors?|disrupt(?:e|o)rs?|degraders?|blockers?|agonists?|"
    r"antagonists?|antibod\w+|pills?|capsules?|candidates?|medicines?|virus(?:es)?|products?|inhibits|blocks)\b"
)
_KILLS_SO = re.compile(
    r"\b(?:push\w*|driv\w+|sends?|leads?|induc\w+|trigger\w*|forc\w+|mak(?:es?|ing)|tips?|promot\w+|stimulat\w+|"
    r"switch\w* on|activat\w+|go(?:es)? into|undergo\w*|dies?|until)\b[^.;]{0,60}\bapopto|\bapoptosis[- ]induc"
)


def _by_what_it_does(scene: Scene) -> Iterator[tuple[int, str]]:
    """A drug that no target explains, of which it is said that it drives cells into apoptosis."""
    low = scene.text.low
    for masked in scene.news:
        start, end = masked.sentence.start, masked.sentence.end
        if low.find("apopto", start, end) < 0 or _NOT_THERAPY.search(masked.s):
            continue
        is_of_drug = masked.between(DRUG, 0, len(masked.s)) or _IS_DRUG.search(low, start, end)
        if is_of_drug and _KILLS_SO.search(low, start, end):
            yield start, "indirect"


_TELLS_DEATH = re.compile(r"apopto|programmed death")


def _by_phrases(scene: Scene) -> Iterator[tuple[int, str]]:
    low = scene.text.low
    spots = _TELLTALES.spots(low)
    seen = [(phrase, mechanism, spots[mechanism]) for mechanism, phrase in _PHRASES if mechanism in spots]
    if not spots:
        return
    for masked in scene.news:
        start, end = masked.sentence.start, masked.sentence.end
        for phrase, mechanism, places in seen:
            if not any(start <= at and to <= end for at, to in places):
                continue
            for found in phrase.finditer(low, start, end):
                if not _OF_ANOTHER.search(low[max(0, found.start() - 45) : found.start()]) and not _had_before(
                    low, found.start(), found.start()
                ):
                    yield found.start(), mechanism
                    break
        if "indirect" in spots and _INDIRECT.search(low, start, end) and _TELLS_DEATH.search(low, start, end):
            yield start, "indirect"
