"""What a walk reads between two requests: on the one thread that serves all sources, so never much, whatever was sent.

What is parsed whole is parsed in a process that can be killed; a walk only has to find where to go on.
"""

import re
from itertools import islice
from typing import Any

import lxml.etree
import lxml.html

from ci.feeds.charset import decode
from ci.feeds.plain import one_line
from ci.model import Fetched

LONGEST = 2 * 1024 * 1024
"""Bytes of a page that are looked at; what lists articles has a tenth, pictures written into it not counted."""
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{4000,}>?")
"""To read thousands of attributes takes a parser the square of their number; no link needs so many."""
_MOST_PIECES, _LONGEST_WORDS = 50, 1000


def page_tree(page: Fetched) -> lxml.html.HtmlElement | None:
    """The elements of the first part of a page; None where there is none."""
    body = page.body if len(page.body) <= LONGEST else page.body[:LONGEST].rpartition(b">")[0]  # no half a character
    markup = _LONG_TAG.sub("", decode(body, page.content_type))
    try:
        return lxml.html.document_fromstring(
            markup.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8")
        )
    except (lxml.etree.ParserError, ValueError):
        return None


def words_of(element: Any) -> str:
    """The text of an element, or its beginning: of elements within each other all would be read many times."""
    return one_line(" ".join(islice(element.itertext(), _MOST_PIECES))[:_LONGEST_WORDS])
