"""From markup to plain text, sanitised once, at the rim: no later layer meets a tag, a control or a bidi sign."""

import html
import re
import unicodedata

LONGEST_TITLE = 1_000
LONGEST_TEXT = 1_000_000

TAG_NAMES = (
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br button"
    " canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed"
    " fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe"
    " img input ins kbd label legend li link main map mark marquee math menu meta meter mglyph mtext nav nobr noscript"
    " object ol optgroup option output p param picture pre progress q rp rt ruby s samp script section select slot"
    " small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time"
    " title tr track tt u ul var video wbr"
)
_NAMES = "|".join(sorted(TAG_NAMES.split(), key=len, reverse=True))
_BLOCKS = (
    "address|article|aside|blockquote|body|br|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]"
    "|header|hr|li|main|nav|ol|option|p|pre|section|summary|table|tbody|tfoot|thead|title|tr|ul"
)
_ATTRIBUTES = r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+"
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|$)|<(script|style|template|iframe|object|textarea|svg)(?=[\s/>]).*?(?:</\1\s*>|$)",
    re.IGNORECASE | re.DOTALL,
)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})(?:[\s/]{_ATTRIBUTES})?>", re.IGNORECASE)
_CELL = re.compile(rf"</?(?:td|th)(?:[\s/]{_ATTRIBUTES})?>", re.IGNORECASE)
_TAG = re.compile(
    rf"</?(?:{_NAMES}|[a-z]+:[a-z]+)(?:[\s/]{_ATTRIBUTES})?>|</?(?:{_NAMES})(?:[\s/][^<>]*)?(?:>|$)|<[!?][a-z][^<>]*>",
    re.IGNORECASE,
)
_BIDI_AND_UNSEEN = re.compile("[\u200b\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad\ufff9-\ufffb]")
_MARKUP_ROUNDS = 3
"""How often markup is looked for under entities: feeds escape `&amp;lt;i&amp;gt;` up to twice."""


def one_line(markup: str) -> str:
    """A title as plain text: tags, entities and line breaks resolved, at most 1,000 characters."""
    text = _without_markup(markup[: 20 * LONGEST_TITLE])
    text = " ".join(cleaned(text).split())
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1] + "…"


def paragraphs(markup: str) -> str:
    """A body as plain text, one paragraph a line, no empty lines.

    Where there is block markup it alone separates; in plain text an empty line does, and a break after a full stop.
    """
    if not _BLOCK.search(markup) and not _BLOCK.search(html.unescape(markup)):
        markup = _unwrapped(markup)
    elif "\n" in markup and re.search(r"<pre[\s>]", markup, re.IGNORECASE) is None:
        markup = re.sub(r"\s*\n\s*", " ", markup)
    return tidy(_without_markup(markup))


def tidy(text: str) -> str:
    """Plain text cleaned: one paragraph a line, single blanks, no empty lines, at most 1,000,000 characters."""
    lines = (" ".join(line.split()) for line in cleaned(text).split("\n"))
    return "\n".join(line for line in lines if line)[:LONGEST_TEXT]


def cleaned(text: str) -> str:
    """NFC, `\\n` for every line break; no control characters, bidi controls, zero-width signs or lone surrogates."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)
    text = _BIDI_AND_UNSEEN.sub("", text.replace("\x85", "\n"))
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", " ", text)
    return unicodedata.normalize("NFC", text)


def _without_markup(markup: str) -> str:
    """Tags out, entities resolved, again while the entities hid tags."""
    if "<" not in markup and "&" not in markup:
        return markup
    text = markup
    for _ in range(_MARKUP_ROUNDS):
        text = _TAG.sub("", _CELL.sub(" ", _BLOCK.sub("\n", _UNSEEN.sub(" ", _CDATA.sub(r"\1", text)))))
        resolved = html.unescape(text)
        if not _TAG.search(further := html.unescape(resolved)) and not _UNSEEN.search(further):
            return resolved
        text = resolved
    return _TAG.sub("", _BLOCK.sub("\n", _UNSEEN.sub(" ", _CDATA.sub(r"\1", text))))


def _unwrapped(text: str) -> str:
    """Hard-wrapped lines joined: a single line break stays only after the end of a sentence or before a list mark."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"(?<![.!?:;。！？\n\"”)])[ \t]*\n[ \t]*(?![\n•*–-])", " ", text)
