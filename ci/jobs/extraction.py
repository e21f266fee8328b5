"""JSON lines in, JSON lines out: what is read in each item, without any database."""

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ci.errors import InputError
from ci.extract import Reader
from ci.extract.guide import as_json
from ci.model import Article, Catalog
from ci.when import When

_as_line = json.JSONEncoder(ensure_ascii=False).encode
_JSON_NAMES: dict[type, str] = {
    int: "a number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}
_HALF_A_PAIR = re.compile("[\ud800-\udfff]")
"""JSON may hold such a character and no file or database can; it is read as the sign for an unknown one."""


@dataclass
class Extraction:
    """What came of a file: items read, and a sentence for each line that could not be read."""

    items_count: int = 0
    faults: list[str] = field(default_factory=list)


def extract_file(catalog: Catalog, source: Path, destination: Path, progress: Callable[[int], None]) -> Extraction:
    """Reads every line of `source` and writes what was found to `destination`, which appears only when it is whole.

    A line that is no item is reported and left out; `progress` is told the bytes read so far.
    """
    reader, done = Reader(catalog), Extraction()
    is_file = destination.is_file() or not destination.exists()  # a device or a pipe must not be replaced by a file
    place = destination.with_name(f"{destination.name}.{os.getpid()}.part") if is_file else destination
    try:
        with place.open("w", encoding="utf-8") as out:
            for item_id, article in _items(source, done, progress):
                found = as_json(item_id, article, reader.read(article), catalog)
                out.write(_as_line(found) + "\n")
                done.items_count += 1
        if is_file:
            place.replace(destination)
    except OSError as error:
        raise InputError(f"{error.filename or destination}: {error.strerror}; choose another file") from error
    finally:
        if is_file:
            place.unlink(missing_ok=True)
    return done


def _items(source: Path, done: Extraction, progress: Callable[[int], None]) -> Iterator[tuple[str, Article]]:
    read = 0
    with source.open("rb") as lines:
        for number, raw in enumerate(lines, 1):
            read += len(raw)
            progress(read)
            if raw.strip():
                try:
                    yield _item(json.loads(raw.decode("utf-8")))
                except UnicodeDecodeError:
                    done.faults.append(f"{source}:{number}: is not UTF-8; save the file as UTF-8")
                except json.JSONDecodeError as error:
                    done.faults.append(f"{source}:{number}: is not JSON (at character {error.pos + 1} of the line)")
                except (ValueError, RecursionError, InputError) as error:
                    done.faults.append(f"{source}:{number}: {_words(error)}")


def _words(error: Exception) -> str:
    return "is nested deeper than any item" if isinstance(error, RecursionError) else str(error)


def _item(raw: Any) -> tuple[str, Article]:
    if not isinstance(raw, dict) or not isinstance(raw.get("id"), str | int):
        raise InputError("not an item: expected an object with id, title, text, published, source and url")
    texts = {key: raw.get(key) or "" for key in ("title", "text", "published", "source", "url")}
    for key, value in texts.items():
        if not isinstance(value, str):
            raise InputError(f"{key} is {_JSON_NAMES[type(value)]}, expected a text")
    published = When.parse(texts.pop("published")) if texts["published"] else None
    texts.pop("published", None)
    readable = {key: _readable(value) for key, value in texts.items()}
    return _readable(str(raw["id"])), Article(**readable, published=published)


def _readable(text: str) -> str:
    return text if text.isascii() else _HALF_A_PAIR.sub("\ufffd", text)
