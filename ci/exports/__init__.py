"""What can be taken out of the product. PNG and SVG are made by the browser that shows the chart."""

from collections.abc import Callable
from dataclasses import dataclass

from ci.exports.files import Parcel, csv_bytes, html_bytes, xlsx_bytes

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Export:
    """A kind of file; `make` is empty where the browser makes it."""

    label: str
    mime: str
    make: Callable[[Parcel], bytes] | None


EXPORTS: dict[str, Export] = {
    "png": Export("PNG picture", "image/png", None),
    "svg": Export("SVG picture", "image/svg+xml", None),
    "html": Export("Web page that stands alone", "text/html", html_bytes),
    "csv": Export("CSV table", "text/csv", csv_bytes),
    "xlsx": Export("Excel workbook with evidence", XLSX, xlsx_bytes),
}
"""File ending -> how it is made."""

__all__ = ["EXPORTS", "Export", "Parcel", "csv_bytes", "html_bytes", "xlsx_bytes"]
