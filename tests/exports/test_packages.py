"""Slides as any other program finds them: a package of parts, read here without the library that wrote it."""

import io
import posixpath
import zipfile

import pytest
from lxml import etree

from ci.charts import CHARTS
from ci.exports import Parcel, pptx_bytes
from tests.charts.make import evidence
from tests.charts.test_charts import ROWS

REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def package(name: str) -> zipfile.ZipFile:
    chart = CHARTS[name]
    rows = ROWS[chart.frame.name]
    parcel = Parcel(
        "A finding, 亚盛医药",
        rows,
        chart.frame,
        evidence(),
        drawing=chart.draw(rows),
        slide=chart.slide,
        filters="1 of 9: MDM2 & <more>",
        source_line="Source: 1 curated row",
        address="http://127.0.0.1:8501/approvals?targets=MDM2&lanes=All+drugs",
    )
    return zipfile.ZipFile(io.BytesIO(pptx_bytes(parcel)))


@pytest.mark.parametrize("name", CHARTS)
def test_every_part_is_well_formed_declared_and_there(name: str) -> None:
    deck = package(name)
    assert deck.testzip() is None
    assert len(set(deck.namelist())) == len(deck.namelist())
    types = etree.fromstring(deck.read("[Content_Types].xml"))
    declared = {e.get("PartName", "").lstrip("/") for e in types.iter(f"{TYPES}Override")}
    endings = {e.get("Extension") for e in types.iter(f"{TYPES}Default")}
    for part in deck.namelist():
        assert part in declared or part.rpartition(".")[2] in endings, f"{part} has no content type"
        if part.endswith((".xml", ".rels")):
            etree.fromstring(deck.read(part))
        if part.endswith(".rels"):
            home = posixpath.dirname(posixpath.dirname(part))
            for relation in etree.fromstring(deck.read(part)).iter(REL):
                if relation.get("TargetMode") != "External":
                    target = posixpath.normpath(posixpath.join("/", home, relation.get("Target"))).lstrip("/")
                    assert target in deck.namelist(), f"{part} points to {target}, which is not there"


@pytest.mark.parametrize("name", CHARTS)
def test_shapes_have_ids_of_their_own_and_a_size(name: str) -> None:
    deck = package(name)
    slides = [part for part in deck.namelist() if part.startswith("ppt/slides/slide")]
    assert slides
    for part in slides:
        slide = etree.fromstring(deck.read(part))
        ids = [e.get("id") for e in slide.iter(f"{P}cNvPr")]
        assert len(set(ids)) == len(ids), "a program that finds an id twice offers to repair the file"
        for extent in slide.iter(f"{A}ext"):
            if extent.get("cx") is not None:
                assert int(extent.get("cx")) >= 0 and int(extent.get("cy")) >= 0
        texts = "".join(e.text or "" for e in slide.iter(f"{A}t"))
        assert "A finding, 亚盛医药" in texts and "1 of 9: MDM2 & <more>" in texts
