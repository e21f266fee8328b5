"""All files of a picture in one ZIP."""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping

from ci.exports.parcel import Parcel
from ci.exports.safe import cells
from ci.exports.slide_notes import how_to_open
from ci.exports.worded import evidence_apart

WITHOUT = (
    "PNG and SVG are made by the browser that shows the chart, and it sent none: take them from its download menu. "
)
NOTE = "The web page in this file can be opened without a network and printed."


def zip_bytes(parcel: Parcel, makers: Mapping[str, Callable[[Parcel], bytes]]) -> bytes:
    """One file of each kind, the pictures that the browser sent, further rows and proofs as CSV, how it was made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for ending, make in makers.items():
            archive.writestr(f"{parcel.stem}.{ending}", make(parcel))
        for ending, picture in parcel.pictures.items():
            archive.writestr(f"{parcel.stem}.{ending}", picture)
        tables = [*parcel.also, evidence_apart(parcel.evidence)]
        for shape, rows in tables:
            if len(rows):
                text = cells(rows, shape).to_csv(index=False, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
                archive.writestr(f"{parcel.stem}_{shape.name}.csv", text.encode("utf-8-sig"))
        archive.writestr("how made.txt", _how_made(parcel))
    return buffer.getvalue()


def _how_made(parcel: Parcel) -> str:
    lines = [
        parcel.title,
        parcel.filters,
        parcel.source_line,
        *[how_to_open(parcel.address)] * bool(parcel.address),
        "",
    ]
    lines += [f"{label}: {text}" for label, text in parcel.made.items()]
    return "\n".join([*lines, "", ("" if parcel.pictures else WITHOUT) + NOTE, ""])
