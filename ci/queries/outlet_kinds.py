"""What sort of page an address leads to: a regulator's word weighs more than a site that nobody here knows."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import Connection, select

from ci.store import tables as t

UNKNOWN = "kind of site not known"
KINDS: dict[str, tuple[str, ...]] = {
    "regulator": (
        *("fda.gov", "ema.europa.eu", "europa.eu", "nmpa.gov.cn", "cde.org.cn", "pmda.go.jp", "mhlw.go.jp", "gov.uk"),
        *("canada.ca", "tga.gov.au", "swissmedic.ch", "hra.nhs.uk", "nice.org.uk", "hres.ca", "anvisa.gov.br"),
    ),
    "stock exchange filing": ("sec.gov", "hkexnews.hk", "asx.com.au", "cninfo.com.cn"),
    "registry or reference database": (
        *("clinicaltrials.gov", "genenames.org", "uniprot.org", "ebi.ac.uk", "drugbank.com", "guidetopharmacology.org"),
        *("pubchem.ncbi.nlm.nih.gov", "precision.fda.gov", "togows.dbcls.jp", "nci.nih.gov", "chictr.org.cn"),
    ),
    "open data file, not an official page": ("github.com", "githubusercontent.com"),
    "public data set": ("wikidata.org", "zenodo.org"),
    "encyclopedia": ("wikipedia.org",),
    "scientific literature": (
        *("ncbi.nlm.nih.gov", "europepmc.org", "nature.com", "cell.com", "aacrjournals.org", "ashpublications.org"),
        *("oncotarget.com", "eurekaselect.com", "ascopubs.org", "thelancet.com", "nejm.org", "sciencedirect.com"),
        *("springer.com", "wiley.com", "frontiersin.org", "mdpi.com", "biorxiv.org", "intechopen.com", "plos.org"),
        *("haematologica.org", "tandfonline.com", "biomedcentral.com", "confex.com", "science.org", "pnas.org"),
        *("doi.org", "pubmed.gov", "bmj.com", "benthamdirect.com", "informahealthcare.com", "elsevierpure.com"),
    ),
    "press release": (
        *("globenewswire.com", "prnewswire.com", "businesswire.com", "newswire.ca", "prnasia.com", "eurekalert.org"),
        *("asianetnews.net", "prnewswire.co.uk", "kyodonewsprwire.jp", "businesswireindia.com", "cision.com"),
    ),
    "press": (
        *("biospace.com", "1stoncology.com", "thepharmaletter.com", "biocentury.com", "evaluate.com", "bioworld.com"),
        *("fiercebiotech.com", "fiercepharma.com", "endpts.com", "reuters.com", "genengnews.com", "pharmaphorum.com"),
        *("pharmaceutical-business-review.com", "pharmaceutical-technology.com", "onclive.com", "fdanews.com"),
        *("pharmatimes.com", "pmlive.com", "clinicaltrialsarena.com", "chemanager-online.com", "cen.acs.org"),
        *("targetedonc.com", "cancernetwork.com", "pharmacytimes.com", "ashclinicalnews.org", "healio.com"),
        *("manufacturingchemist.com", "citeline.com", "news-medical.net", "precisionmedicineonline.com"),
        *("pharmamanufacturing.com", "oncologypipeline.com", "biopharmadive.com", "statnews.com", "thetimes.co.uk"),
        *("business-standard.com", "chinadaily.com.cn", "nasdaq.com", "businessinsider.com", "seekingalpha.com"),
        *("marketscreener.com", "drugs.com", "pharmashots.com", "pipelinereview.com", "bloodcancerstoday.com"),
        *("myelomabeacon.org", "mdedge.com", "ascopost.com", "outsourcing-pharma.com", "medwatch.dk", "spglobal.com"),
        *(
            "bizjournals.com",
            "globes.co.il",
            "medthority.com",
            "pharmafile.com",
            "pharmtech.com",
            "contractpharma.com",
            "appliedclinicaltrialsonline.com",
        ),
    ),
    "university or hospital": (".edu", ".ac.uk", "edu.au", "mdanderson.org", "sanfordburnham.org", "dana-farber.org"),
}
"""Sort of page -> domains, or endings of them; the first sort with one that fits is meant. Nothing is told of a site
that stands nowhere here."""


WEAK = frozenset({UNKNOWN, "open data file, not an official page", "public data set", "encyclopedia"})
"""What a reader should look at before she rests a decision on it."""
OWN = "company's own page"
_JOINTS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class OwnSites:
    """How the companies of our tables are told by an address: by the domains of their sites, or by their names."""

    domains: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    """Letters and digits alone: `menarini`, `sumitomopharma`."""

    def hold(self, host: str) -> bool:
        labels = (_JOINTS.sub("", label) for label in host.split(".")[:-1])
        return any(is_within(host, own) for own in self.domains) or any(label in self.names for label in labels)


def outlet_kind(url: str, own: OwnSites = OwnSites()) -> str:
    """One of KINDS, a company's own page, or that its sort is not known; nothing without an address."""
    host = host_of(url)
    if not host:
        return ""
    found = (kind for kind, domains in KINDS.items() if any(is_within(host, domain) for domain in domains))
    return next(found, "") or (OWN if own.hold(host) else UNKNOWN)


def own_sites(connection: Connection) -> OwnSites:
    """Those of all companies that a curated row tells of."""
    c = t.companies.c
    rows = connection.execute(select(c.name, c.website).where(~c.is_provisional)).all()
    names = {_JOINTS.sub("", row.name.casefold()) for row in rows}
    return OwnSites(frozenset(filter(None, (host_of(row.website) for row in rows))), frozenset(names - {""}))


def host_of(url: str) -> str:
    """`https://www.fda.gov/x` -> "fda.gov"."""
    return (urlsplit(url).hostname or "").removeprefix("www.").rstrip(".")


def site_of(url: str) -> str:
    """What a reader knows the site by: its host, of a list on GitHub whose list it is."""
    host, path = host_of(url), urlsplit(url).path.strip("/").split("/")
    if host in ("github.com", "raw.githubusercontent.com") and len(path) > 1:
        return f"GitHub, {path[0]}/{path[1]}"
    return host


def is_within(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain.removeprefix('.')}")
