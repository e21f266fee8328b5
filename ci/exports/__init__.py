"""What can be taken out of the product. PNG and SVG are made by the browser that shows the chart."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ci.exports.bundle import zip_bytes
from ci.exports.citations import bibtex_bytes, ris_bytes
from ci.exports.files import csv_bytes, html_bytes, xlsx_bytes
from ci.exports.parcel import Parcel
from ci.exports.slides import pptx_bytes

OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Export:
    """A kind of file; `make` is empty where the browser makes it."""

    label: str
    mime: str
    make: Callable[[Parcel], bytes] | None


SINGLE: dict[str, Export] = {
    "pptx": Export("PowerPoint slide to edit", f"{OFFICE}.presentationml.presentation", pptx_bytes),
    "xlsx": Export("Excel workbook with evidence", f"{OFFICE}.spreadsheetml.sheet", xlsx_bytes),
    "csv": Export("CSV table", "text/csv", csv_bytes),
    "html": Export("Web page that stands alone", "text/html", html_bytes),
    "bib": Export("Sources as BibTeX", "application/x-bibtex", bibtex_bytes),
    "ris": Export("Sources as RIS", "application/x-research-info-systems", ris_bytes),
}
EXPORTS: dict[str, Export] = {
    "png": Export("PNG picture", "image/png", None),
    "svg": Export("SVG picture", "image/svg+xml", None),
    **SINGLE,
    "zip": Export(
        "Everything in one ZIP",
        "application/zip",
        partial(zip_bytes, makers={ending: export.make for ending, export in SINGLE.items() if export.make}),
    ),
}
"""File ending -> how it is made."""

__all__ = [
    "EXPORTS",
    "Export",
    "Parcel",
    "bibtex_bytes",
    "csv_bytes",
    "html_bytes",
    "pptx_bytes",
    "ris_bytes",
    "xlsx_bytes",
]
