"""All that is worked out from an article alone, before a database is asked. Pure: the child that parses may do it."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import cached_property

from ci.model import Article
from ci.store.likeness import Likeness
from ci.store.sameness import storable, text_hash, url_key, words_hash
from ci.store.tokens import words

LONGEST = 40_000
"""Words of a text that are indexed: PostgreSQL refuses a vector of more than a megabyte."""


@dataclass(frozen=True)
class Prepared(Article):
    """An article that can be stored, as it is: who changes a word of it must prepare it anew."""

    url_key: str = ""
    text_hash: str = ""
    words_hash: str = ""
    marks: frozenset[int] = frozenset()
    """The few runs of words that copies of it are found by; none of a text that is too short."""
    index: str = ""
    """Its words, with blanks between them, as a search finds them."""
    says_nothing_to: str = ""
    """The version of the catalog whose reader finds nothing in it, where somebody has looked."""


@dataclass(frozen=True)
class Arrival:
    """An article that can be stored, with what it is known by."""

    article: Article
    guid: str
    url_key: str
    text_hash: str
    words_hash: str

    @classmethod
    def of(cls, article: Article) -> "Arrival":
        if isinstance(article, Prepared):
            key, digest, of_words = article.url_key, article.text_hash, article.words_hash
        else:
            article = storable(article)
            key, digest, of_words = url_key(article.url), text_hash(article.full_text), words_hash(article)
        return cls(article, article.guid or key or _title_and_date(article) or digest, key, digest, of_words)

    def told_apart(self) -> "Arrival":
        """From others of its address: by guid, else by title."""
        has_guid = self.guid != self.url_key
        key = f"{self.url_key}#{text_hash(self.guid if has_guid else self.article.title)[:12]}"
        return replace(self, url_key=key, guid=self.guid if has_guid else key)

    @cached_property
    def marks(self) -> frozenset[int]:
        """As in Prepared; worked out only for what is new."""
        article = self.article
        return article.marks if isinstance(article, Prepared) else marks_of(article.title, article.text)

    def says_nothing_to(self, version: str) -> bool:
        """Whether somebody looked with that version of the catalog, and saw that there is nothing to read."""
        article = self.article
        return isinstance(article, Prepared) and bool(version) and article.says_nothing_to == version

    @cached_property
    def index(self) -> str:
        article = self.article
        return article.index if isinstance(article, Prepared) else index_of(article.title, article.text)


def _title_and_date(article: Article) -> str:
    """Tells an item without guid and address, so that its text may be edited; a title alone says too little."""
    return text_hash(f"{article.title}\n{article.published.starts_on}") if article.published else ""


def _nobody_looked(article: Article) -> str:
    return ""


def prepared(article: Article, says_nothing_to: Callable[[Article], str] = _nobody_looked) -> Prepared:
    """Everything at once; `says_nothing_to` is asked of the article as it will be stored."""
    arrival = Arrival.of(article)
    article = arrival.article
    return Prepared(
        **{name: getattr(article, name) for name in _OF_ARTICLE},
        url_key=arrival.url_key,
        text_hash=arrival.text_hash,
        words_hash=arrival.words_hash,
        marks=marks_of(article.title, article.text),
        index=index_of(article.title, article.text),
        says_nothing_to=says_nothing_to(article),
    )


def marks_of(title: str, text: str) -> frozenset[int]:
    likeness = Likeness.of(title, text)
    return likeness.marks if likeness else frozenset()


def index_of(title: str, text: str) -> str:
    return " ".join(words(f"{title}\n{text}")[:LONGEST])


_OF_ARTICLE = [field.name for field in fields(Article)]
