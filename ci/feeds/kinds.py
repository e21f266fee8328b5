"""What a body is, told from its first characters."""

import csv
import re

from ci.feeds.xml import ROOTS

_MAGIC = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "an Office or zip file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"RIFF": "an image or a sound",
    b"\x1f\x8b": "a gzip file",
    b"BZh": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"SQLite format": "a database",
}
_APIS = {
    "pubmed": r"\"esearchresult\"\s*:",
    "europepmc": r"\"hitCount\"\s*:.*?\"(?:request|resultList)\"\s*:",
    "clinicaltrials": r"\"protocolSection\"\s*:",
    "openfda": r"\"(?:application_number|submissions)\"\s*:",
    "ema": r"\"(?:name_of_medicine|ema_product_number)\"\s*:",
    "edgar": r"\"accessionNumber\"\s*:|\"adsh\"\s*:",
}
"""Kind -> what stands near the beginning of its answers and of no other's."""
_PUBMED = r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE PubmedArticleSet[^>]*>\s*)?<PubmedArticleSet[\s>/]"
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_SAMPLE = 65_536


def what_binary(body: bytes) -> str:
    """What a body is that holds no text, in words; empty for text."""
    for magic, name in _MAGIC.items():
        if body.startswith(magic):
            return name
    if body.startswith(_WIDE):
        return ""
    sample = body[:_SAMPLE]
    odd = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", sample))
    return "a binary file" if b"\x00\x00" in sample or odd * 100 > len(sample) else ""


def api_of(text: str) -> str:
    """The kind whose answers look like this: JSON, or the XML of PubMed; empty for any other text."""
    head = text[:_SAMPLE]
    if not head.startswith("{"):
        return "pubmed" if re.search(_PUBMED, head[:2000]) else ""
    return next((kind for kind, mark in _APIS.items() if re.search(mark, head, re.DOTALL)), "")


def is_xml_feed(text: str) -> bool:
    """Whether the first element is one of a feed's."""
    first = re.match(
        r"(?:\s|\ufeff|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>)*<(?:[\w.-]+:)?([\w.-]+)", text[:20_000], re.S | re.I
    )
    return first is not None and first.group(1).lower() in ROOTS


def is_html(text: str) -> bool:
    """Whether a text is a page: it says so, or it is full of a page's elements."""
    head = text[:20_000]
    if re.match(r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", head, re.S | re.I):
        return True
    return (
        len(
            re.findall(
                r"</?(?:html|head|body|div|p|a|span|article|section|table|meta|script|h1|h2|ul|li)\b[^<>]*>", head, re.I
            )
        )
        >= 3
    )


_CODE = (
    ".py",
    ".js",
    ".ts",
    ".sh",
    ".toml",
    ".yaml",
    ".yml",
    ".ini",
    ".cfg",
    ".css",
    ".c",
    ".h",
    ".java",
    ".sql",
    ".log",
)
_HEADING = re.compile(r"(?m)^#{1,6} \S")
_OTHER_MARKS = re.compile(r"(?m)^```|^\|.*\|\s*$|\]\([^)\s]+\)|^\[!\[")


def what_document(text: str, name: str) -> str:
    """What a text is that is no article, in words: documentation, a table, code; empty for what may be one."""
    if name.lower().endswith(_CODE):
        return "a file of code or settings"
    headings_count = len(_HEADING.findall(text))
    if headings_count >= 2 and (name.lower().endswith((".md", ".markdown")) or len(_OTHER_MARKS.findall(text)) >= 2):
        return "a Markdown document"
    return "a table" if _is_table(text) else ""


def _is_table(text: str) -> bool:
    """Whether its lines are all parted into the same number of cells, three at least."""
    lines = [line for line in text[:_SAMPLE].split("\n") if line.strip()][:12]
    counts = [{len(cells) for cells in csv.reader(lines[:-1], delimiter=mark)} for mark in ",;\t"]
    return len(lines) >= 4 and any(len(count) == 1 and min(count) >= 3 for count in counts)
