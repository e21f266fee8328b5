"""A quick look at an article: can it concern us at all? Nineteen of twenty in the news do not."""

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from ci.extract.lexicon import variants
from ci.extract.text import READ_AT_MOST, Text, is_edge
from ci.extract.words import strings
from ci.model import Article, Catalog

_TELLTALE = strings(
    "apopto|bcl-2|bcl2|bcl 2|bcl-x|bclx|bcl-w|bfl-1|bfl1|mcl-1|mcl1|mcl 1|mdm2|mdmx|mdm4|hdm2|p53|xiap|ciap|iap "
    "inhib|iap antag|smac|survivin|caspase|"
    "death receptor|death-receptor|trail|dr4|dr5|cd95|fasl|fas ligand|clpp|bh3|bax activ|bak activ|cdk9|"
    "cdk2/9|xpo1|exportin|bet inhib|bromodomain|"
    "clax|madlin|inapant|tapopt|nacasan|caspan|venetoclax|programmed cell death|programmed death of"
)


class Gate:
    """Built once from the Catalog, in a fraction of the time that a Reader takes."""

    def __init__(self, catalog: Catalog) -> None:
        names = _names(catalog)
        self._gate = AhoCorasick([*_TELLTALE, *names], MatchKind.Standard, implementation=Implementation.DFA)

    def may_concern_us(self, low: str) -> bool:
        """Whether a stem stands in the text, or a name as a word: ATO is arsenic trioxide, "regulators" is not."""
        hits = self._gate.find_matches_as_indexes(low, overlapping=True)
        return any(index < len(_TELLTALE) or is_edge(low, start, end) for index, start, end in hits)

    def keeps_out(self, article: Article) -> bool:
        """Whether a Reader finds nothing here, not even a part that is too long to be read."""
        full = article.full_text
        return len(full) <= READ_AT_MOST and not self.may_concern_us(Text(full).low)


def _names(catalog: Catalog) -> list[str]:
    """A text that concerns us holds one of these names as a word, or one of the telltale stems."""
    drugs = (name for drug in catalog.drugs.values() if drug.mechanism_id for name in drug.spellings)
    ours = (target for target in catalog.targets.values() if target.mechanism_id)
    targets = (name for target in ours for name in (target.id, target.name, *target.aliases))
    names = {Text(form.lower()).low for name in (*drugs, *targets) for form in variants(name)}
    return sorted(names - {""})
