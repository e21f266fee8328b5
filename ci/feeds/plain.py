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
    rf"<!--(?:-?>)?|<(script|style|template|iframe|object|textarea|svg)(?=[\s/>]){_ATTRIBUTES}>?", re.IGNORECASE
)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})(?:[\s/]{_ATTRIBUTES})?>", re.IGNORECASE)
_CELL = re.compile(rf"</?(?:td|th)(?:[\s/]{_ATTRIBUTES})?>", re.IGNORECASE)
_TAG = re.compile(
    rf"</?(?:{_NAMES}|[a-z]+:[a-z]+)(?:[\s/]{_ATTRIBUTES})?>|</?(?:{_NAMES})(?:[\s/][^<>]*)?(?:>|$)|<[!?][a-z][^<>]*>",
    re.IGNORECASE,
)
_CERTAIN = re.compile(
    rf"</(?:{_NAMES})\s*>|<(?:br|hr|img|wbr)[\s/]*>|<(?:{_NAMES})[\s/][^<>]*=|<!--|<!\[CDATA\[", re.IGNORECASE
)
"""What shows that something is markup: an end, a break, an attribute. A bare `<p>` may be what a text speaks of."""
_RAISING = re.compile(rf"<(/?)sup(?:[\s/]{_ATTRIBUTES})?>", re.IGNORECASE)
_UP, _DOWN = "\x0e", "\x0f"
"""Stand for `<sup>` and `</sup>` while tags are taken out; no text holds these control characters."""
_RAISED = re.compile(rf"{_UP}([^{_UP}{_DOWN}\n]{{0,40}}){_DOWN}")
_HIGH = str.maketrans("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
_BIDI_AND_UNSEEN = re.compile("[\u200b\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad\ufff9-\ufffb]")
_MARKUP_ROUNDS = 3
"""How often markup is looked for under entities: feeds escape `&amp;lt;i&amp;gt;` up to twice."""

TEXT, XHTML = "text/plain", "application/xhtml+xml"
"""Kinds of markup that say more than HTML does: what is escaped in them is no markup, unless it surely is."""


def one_line(markup: str, kind: str = "") -> str:
    """A title as plain text: tags, entities and line breaks resolved, at most 1,000 characters."""
    text = _without_markup(markup[: 20 * LONGEST_TITLE], kind)
    text = " ".join(cleaned(text).split())
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1] + "…"


def paragraphs(markup: str, kind: str = "") -> str:
    """A body as plain text, one paragraph a line, no empty lines.

    Where there is block markup it alone separates; in plain text an empty line does, and a break after a full stop.
    """
    if not _BLOCK.search(markup) and not _BLOCK.search(html.unescape(markup)):
        markup = _unwrapped(markup)
    elif "\n" in markup and re.search(r"<pre[\s>]", markup, re.IGNORECASE) is None:
        markup = re.sub(r"\s*\n\s*", " ", markup)
    return tidy(_without_markup(markup, kind))


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


def raised(element: str) -> str:
    """The text of a `<sup>`, marked for `lowered`."""
    return f"{_UP}{element}{_DOWN}"


def lowered(text: str) -> str:
    """Raised numbers as superscripts (10⁸), or behind a caret where a sign has none (10^5.2), so that 10⁸ is not 108.

    Without a digit it is no power (`1st`, `CD4+`, `®`), and before a word it is part of a name (177Lu).
    """
    return _RAISED.sub(_superscript, text).replace(_UP, "").replace(_DOWN, "") if _UP in text else text


def _superscript(found: re.Match[str]) -> str:
    words, before = found.group(1).strip(), found.string[max(found.start() - 1, 0) : found.start()]
    if not any(c in "0123456789" for c in words) or not before or before.isspace() or before in "([{-–—/\"'“‘«":
        return words
    high = words.translate(_HIGH)
    return f"^{words}" if any(c == h for c, h in zip(words, high, strict=True)) else high


def _without_markup(markup: str, kind: str = "") -> str:
    """Tags out, entities resolved, again while the entities hid tags."""
    if ("<" not in markup and "&" not in markup) or (kind == TEXT and _speaks_of_tags(markup)):
        return markup
    text = markup
    for _ in range(_MARKUP_ROUNDS):
        text = _without_tags(text)
        resolved = html.unescape(text)
        if kind == XHTML and _speaks_of_tags(resolved):
            return lowered(resolved)
        if not _TAG.search(further := html.unescape(resolved)) and not _UNSEEN.search(further):
            return lowered(resolved)
        text = resolved
    return lowered(_without_tags(text))


def _without_tags(markup: str) -> str:
    seen = _seen(_CDATA.sub(r"\1", markup))
    marked = _RAISING.sub(lambda tag: _DOWN if tag.group(1) else _UP, seen)
    return _TAG.sub("", _CELL.sub(" ", _BLOCK.sub("\n", marked)))


def _speaks_of_tags(text: str) -> bool:
    """Whether a text names tags and holds none that could only be markup."""
    return _TAG.search(text) is not None and _CERTAIN.search(text) is None


def _seen(markup: str) -> str:
    """Without comments and the elements whose content is not read, scripts first of all."""
    kept, at, unclosed = [], 0, set[str]()
    while found := _UNSEEN.search(markup, at):
        kept.append(markup[at : found.start()])
        at = _end_of_unseen(markup, found, unclosed)
    return " ".join([*kept, markup[at:]])


def _end_of_unseen(markup: str, found: re.Match[str], unclosed: set[str]) -> int:
    """Where what opens here ends; `unclosed` names what has no end further on, so that it is sought only once.

    XHTML closes within the tag (`<svg/>`), which HTML does not know: it is believed unless an end follows before the
    next such element. Where the end is missing, only the paragraph is lost and not all that follows.
    """
    opened, name = found.end(), (found.group(1) or "").lower()
    if not name:
        end = opened - 3 if found.group().endswith(">") else markup.find("-->", opened)
        return end + 3 if end >= 0 else len(markup)
    if found.group().endswith("/>"):
        following = re.compile(rf"<(/?){name}(?=[\s/>])", re.IGNORECASE).search(markup, opened)
        if not following or not following.group(1):
            return opened
    closing = None
    if name not in unclosed:
        closing = re.compile(rf"</{name}(?=[\s/>])[^<>]*>?", re.IGNORECASE).search(markup, opened)
    if closing:
        return closing.end()
    unclosed.add(name)
    block = _BLOCK.search(markup, opened)
    return block.start() if block else len(markup)


def _unwrapped(text: str) -> str:
    """Hard-wrapped lines joined: a single line break stays only after the end of a sentence or before a list mark."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"(?<![.!?:;。！？\n\"”)])[ \t]*\n[ \t]*(?![\n•*–-])", " ", text)
