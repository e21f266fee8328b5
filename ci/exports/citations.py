"""The sources behind what is shown, for a reference manager: BibTeX and RIS. One entry an address."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import pandas as pd

from ci.exports.parcel import Parcel
from ci.exports.worded import words_of

_SPECIAL = re.compile(r"([&%$#_{}])")
NAMED, LETTERS = ("drug", "target"), 250
"""What tells a row that has no words of its own; so long is a title at most."""
_BACKSLASH, _TILDE, _CARET = r"\textbackslash{}", r"\textasciitilde{}", r"\textasciicircum{}"


@dataclass(frozen=True)
class Citation:
    """A page: what it is called, who published it, when, where, and the words that are shown of it."""

    title: str
    publisher: str
    published: str
    url: str
    words: str
    checked_on: str

    @property
    def year(self) -> str:
        found = re.search(r"\b(1[89]|20)\d\d\b", self.published)
        return found.group() if found else ""


def bibtex_bytes(parcel: Parcel) -> bytes:
    """BibTeX, one @online an address."""
    cited = citations(parcel)
    head = [f"% {_one_line(line)}" for line in (parcel.title, parcel.filters, parcel.source_line)]
    entries = [_bibtex(one, f"source{number}") for number, one in enumerate(cited, start=1)]
    return "\n\n".join(["\n".join(head), *entries, ""]).encode()


def ris_bytes(parcel: Parcel) -> bytes:
    """RIS, one ELEC an address; the first one's note says what all of them are the sources of."""
    note = _one_line(f"{parcel.filters.removesuffix('.')}. {parcel.source_line}")
    return "".join(_ris(one, "" if place else note) for place, one in enumerate(citations(parcel))).encode() or b"\r\n"


def citations(parcel: Parcel) -> list[Citation]:
    """The articles and checked pages behind the rows, each address once, in the order of the rows."""
    found: dict[str, Citation] = {}
    for row in parcel.evidence.to_dict("records"):
        said = words_of(_one_line(row["quote"]), is_ours=row["is_curated"])
        title = row["title"] or (_described(row["quote"]) if row["is_curated"] else "")
        _add(found, row["url"], title, row["source"], row["published"], said, row["checked_on"])
    frames = [rows for _, rows in parcel.also] + ([parcel.rows] if parcel.evidence.empty else [])
    for frame in frames:
        _add_rows(found, frame)
    return list(found.values())


def _add_rows(found: dict[str, Citation], frame: pd.DataFrame) -> None:
    """Curated rows that carry their own source."""
    if "source_url" not in frame:
        return
    for row in frame.to_dict("records"):
        says = str(row.get("says", ""))
        said = words_of(_one_line(says), is_ours=True)
        title = _described(says or ", ".join(str(row[name]) for name in NAMED if row.get(name)))
        _add(found, row["source_url"], title, "", "", said, str(row.get("checked_on", "")))


def _described(words: str) -> str:
    """`[The FDA approved venetoclax …]`: what a checked page tells, where its own title was not kept. Reference styles
    put a title of one's own into such brackets; of the host alone nobody would know the page again."""
    first = re.split(r"(?<=[a-z0-9)])\.\s", _one_line(words), maxsplit=1)[0].removesuffix(".")
    return f"[{first if len(first) <= LETTERS else first[:LETTERS].rsplit(' ', 1)[0] + ' …'}]" if first else ""


def _add(
    found: dict[str, Citation], url: str, title: str, publisher: str, published: str, words: str, checked_on: str
) -> None:
    if not url or url in found:
        return
    host = urlsplit(url).netloc.removeprefix("www.")
    head, outlet, said = _one_line(title or host), _one_line(publisher or host), _one_line(words)
    found[url] = Citation(head, outlet, _one_line(published), url, said, checked_on)


def _bibtex(one: Citation, key: str) -> str:
    fields = {
        "title": f"{{{_tex(one.title)}}}",
        "organization": _tex(one.publisher),
        "year": one.year,
        "howpublished": _tex(one.published),
        "url": one.url.replace("{", "%7B").replace("}", "%7D"),
        "urldate": one.checked_on,
        "note": _tex(one.words),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "@online{" + key + ",\n" + ",\n".join(lines) + "\n}"


def _tex(text: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", text.replace("\\", "\0"))
    return escaped.replace("\0", _BACKSLASH).replace("~", _TILDE).replace("^", _CARET)


def _ris(one: Citation, note: str) -> str:
    lines = {
        "TY": "ELEC",
        "TI": one.title,
        "PB": one.publisher,
        "PY": one.year,
        "DA": one.published,
        "UR": one.url,
        "Y2": one.checked_on,
        "AB": one.words,
        "N1": note,
    }
    said = "".join(f"{tag}  - {text}\r\n" for tag, text in lines.items() if text)
    return f"{said}ER  - \r\n\r\n"


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
