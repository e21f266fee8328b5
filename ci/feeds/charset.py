"""From bytes to characters, whatever was declared: UTF-8 where it fits, then what was declared, then the best guess."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "iso2022_jp": "iso2022_jp_ext",
}
"""Codec -> the one that browsers read in its place: feeds write letters that only the larger one has."""
_ALIASES = {"x-sjis": "cp932", "windows-31j": "cp932", "x-gbk": "gb18030", "windows-949": "cp949"}
_ASIAN = ("gb18030", "cp932", "cp949", "big5hkscs", "euc_jp")
_JAPANESE = re.compile(rb"\x1b\$[@B]")
"""What begins the Japanese letters of ISO-2022-JP, all of it ASCII."""
_DECLARED = (
    re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE),
    re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE),
)


def decode(body: bytes, content_type: str = "") -> str:
    """The text of a feed, a page or a file. Never fails; what cannot be a character becomes U+FFFD."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace")
    if wide := _wide_without_mark(body):
        return body.decode(wide, "replace")
    declared = _declared(body, content_type)
    if body.isascii():
        escaped = next((name for name in declared if name.startswith(("iso2022", "hz"))), "")
        escaped = escaped or ("iso2022_jp_ext" if _JAPANESE.search(body) else "utf-8")
        return body.decode(escaped, "replace")
    for name in ("utf-8", *declared):
        try:
            return body.decode(name)
        except UnicodeDecodeError:
            continue
    return _guessed(body, declared)


def _wide_without_mark(body: bytes) -> str:
    """UTF-16 that forgot its byte order mark, known by the zero beside its first `<`."""
    head = body[:2]
    return "utf-16-le" if head == b"<\x00" else "utf-16-be" if head == b"\x00<" else ""


def _declared(body: bytes, content_type: str) -> list[str]:
    """Known encodings named by the document, then by the header, each as its superset."""
    names = [found.group(1).decode("ascii") for pattern in _DECLARED if (found := pattern.search(body[:4096]))]
    if found_in_header := re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", content_type, re.IGNORECASE):
        names.append(found_in_header.group(1))
    known = []
    for name in names:
        try:
            codec = codecs.lookup(_ALIASES.get(name.lower(), name)).name
            "".encode(codec)
        except (LookupError, ValueError, UnicodeError):
            continue
        known.append(_SUPERSETS.get(codec, codec))
    return [name for name in known if not name.startswith(("utf-8", "utf_8", "utf-16", "utf-32", "idna", "punycode"))]


def _guessed(body: bytes, declared: list[str]) -> str:
    """UTF-8 or a declared Asian encoding with a few broken bytes, windows-1252, or the guess of charset-normalizer."""
    loose = body.decode("utf-8", "replace")
    if _good_share(loose) > 1 / 2:
        return loose
    for name in declared:
        if name in _ASIAN and _good_share(text := body.decode(name, "replace")) > 4 / 5:
            return text
    if _is_western(body):
        return body.decode("cp1252")
    from charset_normalizer import from_bytes  # most feeds are UTF-8

    best = from_bytes(body[:_SAMPLE]).best()
    return body.decode(best.encoding, "replace") if best else loose


def _good_share(text: str) -> float:
    """How many of the letters that are not ASCII are whole."""
    return 1 - text.count("\ufffd") / max(1, sum(ord(c) > 127 for c in text))


def _is_western(body: bytes) -> bool:
    """Whether windows-1252 fits and its high letters stand alone among ASCII, as they do in European text."""
    try:
        body.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return not re.search(rb"[\x80-\xff]{4}", body)
