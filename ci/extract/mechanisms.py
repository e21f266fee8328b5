"""Which of the apoptosis mechanisms an article is about; none means that it is not for us."""

import re
from collections.abc import Iterator

from ci.extract.lexicon import COMPANY, DRUG, TARGET
from ci.extract.mechanism_words import PHRASES, TELLTALES, may_show_mechanism
from ci.extract.mentions import Mention, Mentions
from ci.extract.scene import Scene
from ci.extract.side_drugs import is_added, is_compared
from ci.extract.targets import Targets
from ci.model import Catalog, Drug

_SAYS_DEATH = re.compile(
    r"apopto|programmed (?:cell )?death|cell death|cell suicide|self-destruct|\bmcl-?1\b|anti-apoptotic|bcl-?2|"
    r"kills? (?:the )?(?:cancer|tumou?r|leuk)"
)
_INDIRECT = re.compile(
    r"\b(?:cdk9|cdk2/9|xpo1|exportin|bet (?:bromodomain )?inhibitors?|brd4|cyclin-dependent kinase|"
    r"transcription\w* cdk)"
)
_FAR_TARGETS = frozenset({"APAF1", "BAK1", "BAX", "VDAC1", "BBC3", "PMAIP1", "BCL2L11", "BID"})
_NOT_THERAPY = re.compile(
    r"\b(?:elisa|immunohistochem\w*|assay|biomarker|diagnos\w+|urine|staining|stained|prognos\w+|deficiency)\b"
)

_IS_TEST = re.compile(
    r"\b(?:immunoassay|autoantibod\w*|ce[- ]mark\w*|anti-p53 (?:assay|test)|diagnostic (?:test|assay))\b"
)
"""What finds a protein in a sample is no drug against it."""


def leave_a_chance(mentions: Mentions, catalog: Catalog) -> bool:
    """Whether drugs, targets or phrases leave one that `find_mechanisms` or `is_about_our_drug` finds something.

    Asked before the companies are looked for and the sentences laid out, which is most of the work.
    """
    for mention in mentions:
        if mention.kind == DRUG:
            drug = catalog.drugs.get(mention.id)
            if drug.mechanism_id if drug else _by_stem(mention.name):
                return True
        elif mention.kind == TARGET and (target := catalog.targets.get(mention.id)) and target.mechanism_id:
            return True
    return may_show_mechanism(mentions.text.low)


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
            mechanism = of_drug(drug, scene.text.low) if drug else _by_stem(mention.name)
            if mechanism and not is_compared(masked, token.start):
                yield mention.start, mechanism


def of_drug(drug: Drug, low: str) -> str:
    """The mechanism of a drug of the tables in this text; none where it is indirect and the text tells of no death.

    Arsenic trioxide acts on PML too: it brings p53 back only where the text speaks of p53.
    """
    is_p53_alone = drug.mechanism_id != "p53-reactivation" or len(drug.target_ids) < 2
    return _said(drug.mechanism_id if is_p53_alone or "p53" in low else "indirect", low)


def of_target(id_: str, catalog: Catalog, low: str) -> str:
    """The mechanism of a drug on this target; none where it says too little of a therapy."""
    target = catalog.targets.get(id_)
    return _said(target.mechanism_id, low) if target and id_ not in _FAR_TARGETS else ""


def _said(mechanism: str, low: str) -> str:
    """In the news, or in an About tail."""
    return mechanism if mechanism != "indirect" or _SAYS_DEATH.search(low) else ""


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
    r"(?:(?:have|having) had|after|refractory to|resistant to|following|prior|previous\w*|failed|"
    r"progressed on)(?: [\w-]+){0,4} $"
)


def _by_targets(scene: Scene, targets: Targets) -> Iterator[tuple[int, str]]:
    ids = {m.id for m in targets.acted_on}
    for mention in [*targets.acted_on, *_agreed_on(scene, targets)]:
        mechanism = of_target(mention.id, scene.catalog, scene.text.low)
        if not mechanism:
            continue
        masked = scene.sentence_at(mention.start)
        if masked is None or masked.zone not in ("title", "body"):
            continue
        if mention.id == "TP53" and ids & {"MDM2", "MDM4"}:
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
    r"bought|snaps up|takeover|programmes?|programs?|boutique|specialist|pill|franchise|portfolio|"
    r"molecules?|compounds?|drug|antibody|tablets?)\b"
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
    r"\b(?:push\w*|driv\w+|drove|sends?|sent|leads?|led|induc\w+|trigger\w*|forc\w+|mak(?:es?|ing)|tips?|promot\w+|"
    r"stimulat\w+|switch\w* on|activat\w+|go(?:es)? into|undergo\w*|dies?|until|caus\w+|brings?|brought|bringing|"
    r"sets? (?:off|in)|setting off|provok\w+|end(?:s|ing)? in|result(?:s|ing)? in|elicit\w*|fall(?:s|ing)? prey|"
    r"succumb\w*|evok\w+|initiat\w+|enhanc\w+|restor\w+|unleash\w*|prompt\w*|condemn\w*|nudg\w+|sensiti[sz]\w+|mediat\w+|kills?|"
    r"would-be)\b[^.;]{0,60}\bapopto|"
    r"\bapopto(?:sis|tic)[- ](?:induc|trigger)|\bapoptosis (?:of [^.;]{0,40} )?(?:follows?|ensues?|results?|sets in)\b"
)
_IN_THE_CLINIC = re.compile(
    r"\b(?:trials?|phase (?:[1-4]|i+)|A\d+|nda|orphan|licen[sc]\w+|rights|acqui\w+|patients|designat\w+|"
    r"clinical|inhibitors?|medicines?|drugs?|approv\w+|applications?)\b"
)


def _by_what_it_does(scene: Scene) -> Iterator[tuple[int, str]]:
    """A drug that no target explains, of which it is said that it drives cells into apoptosis. It may stand in another
    sentence ("They cause …"), where headline and first sentences speak of a drug in the clinic or in a deal."""
    low = scene.text.low
    if "apopto" not in low:
        return
    lead = scene.news[:_LEAD]
    is_in_the_clinic = any(_IN_THE_CLINIC.search(m.s) for m in lead)
    is_on_named_drug = is_in_the_clinic and any(m.between(DRUG, 0, len(m.s)) for m in lead)
    is_on_drug = is_on_named_drug or (is_in_the_clinic and any(_IS_DRUG.search(m.s) for m in lead))
    for masked in scene.news:
        start, end = masked.sentence.start, masked.sentence.end
        if low.find("apopto", start, end) < 0 or _NOT_THERAPY.search(masked.s):
            continue
        is_of_drug = is_on_drug or masked.between(DRUG, 0, len(masked.s)) or _IS_DRUG.search(low, start, end)
        if (is_of_drug and _KILLS_SO.search(low, start, end)) or is_on_named_drug:
            yield start, "indirect"


_TELLS_DEATH = re.compile(r"apopto|programmed death")


def _by_phrases(scene: Scene) -> Iterator[tuple[int, str]]:
    low = scene.text.low
    spots = TELLTALES.spots(low)
    seen = [(phrase, mechanism, spots[mechanism]) for mechanism, phrase in PHRASES if mechanism in spots]
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
