"""What a registry is asked for: the names of our drugs that it may know them by, from data/ and curators' decisions."""

from collections.abc import Sequence

from ci.model import Catalog


def names_for(kind: str, catalog: Catalog) -> Sequence[str]:
    """Substances and brands for the FDA, which files no medicine under a code; codes too elsewhere."""
    from ci.proposals import clinicaltrials, openfda

    return openfda.names(catalog) if kind == "openfda" else clinicaltrials.names(catalog)
