"""A draft -> one text that a curator reads and `git apply` takes: the reasons as comments, then the unified diff."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ci.proposals.draft import Draft
from ci.proposals.sheet import Sheet, lines_of


@dataclass(frozen=True)
class Patch:
    """`tables` are the changed files as they would be; `diff` is empty where nothing is proposed."""

    tables: Mapping[str, str]
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    diff: str

    def text(self, opening: Iterable[str]) -> str:
        """`opening` says whose proposals these are and how to take them."""
        comments = [*opening, "", "Proposed:" if self.reasons else "Nothing is proposed."]
        comments += [f"- {reason}" for reason in self.reasons]
        if self.notes:
            comments += ["", "Not proposed, for you to know:", *(f"- {note}" for note in self.notes)]
        return "".join(f"# {comment}".rstrip() + "\n" for comment in comments) + (f"\n{self.diff}" if self.diff else "")


def make_patch(draft: Draft, tables: Mapping[str, str], folder: str = "data") -> Patch:
    """`tables` holds the text of each file of `folder` by its name."""
    changed = {file: Sheet.of(text) for file, text in tables.items()}
    for change in draft.changes:
        write = changed[change.file].append if change.is_addition else changed[change.file].put
        write(change.row_id, change.column, change.value)
    for row in draft.rows:
        changed[row.file].insert(row.values)
    after = {file: sheet.text for file, sheet in changed.items() if sheet.text != tables[file]}
    reasons = [f"{change.file} {change.row_id}: {change.why}" for change in draft.changes if change.why]
    reasons += [f"{row.file} {row.values['id']}: {row.why}" for row in draft.rows]
    diff = "".join(_diff(f"{folder}/{file}", tables[file], text) for file, text in sorted(after.items()))
    return Patch(after, tuple(reasons), tuple(dict.fromkeys(draft.notes)), diff)


def _diff(path: str, before: str, after: str) -> str:
    lines = difflib.unified_diff(lines_of(before), lines_of(after), f"a/{path}", f"b/{path}")
    ended = (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
    return f"diff --git a/{path} b/{path}\n" + "".join(ended)
