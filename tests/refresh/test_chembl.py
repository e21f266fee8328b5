"""ChEMBL against names and identifiers of drugs.csv."""

from pathlib import Path

from tests.refresh.conftest import Command, Server, accept
from tests.refresh.make import chembl_answer, make_molecule

VENETOCLAX = make_molecule(
    "CHEMBL3137309",
    "VENETOCLAX",
    ("Venetoclax", "INN"),
    ("ABT-199", "RESEARCH_CODE"),
    ("ABT199", "RESEARCH_CODE"),
    ("GDC-0199", "RESEARCH_CODE"),
    ("Venclexta", "TRADE_NAME"),
    ("VENCLYXTO", "TRADE_NAME"),
    ("Somebody's other word", "OTHER"),
    max_phase="4.0",
)


def line(data: Path, drug_id: str) -> str:
    rows = (data / "drugs.csv").read_text(encoding="utf-8").splitlines()
    return next(row for row in rows if row.startswith(f"{drug_id},"))


def test_identifier_brand_and_code_are_added_to_their_cells(refresh: Command, server: Server, data: Path) -> None:
    server.answer(chembl_answer(VENETOCLAX), chembl_answer())
    ran = refresh("chembl", "--dry-run")
    accept(data, ran.out)
    row = line(data, "venetoclax")
    assert row.startswith("venetoclax,venetoclax,ABT-199; GDC-0199,Venclexta; Venclyxto,,BCL2,")
    assert ",CHEMBL3137309," in row
    assert "3 changes and 0 new rows" in ran.err, "ABT199 is ABT-199 without its dash"
    assert "left out, synonyms that are neither brands nor codes: 1: Somebody's other word" in ran.out


def test_both_names_and_synonyms_are_asked_for(refresh: Command, server: Server) -> None:
    server.answer(chembl_answer(VENETOCLAX))
    refresh("chembl", "--dry-run")
    assert "VENETOCLAX,ABT-199" in server.asked[0]["pref_name__in"]
    assert "venetoclax,ABT-199" in server.asked[1]["molecule_synonyms__molecule_synonym__in"]


def test_a_salt_leads_to_its_parent(refresh: Command, server: Server, data: Path) -> None:
    salt = make_molecule(
        "CHEMBL2", "NAVITOCLAX DIHYDROCHLORIDE", ("ABT-263", "RESEARCH_CODE"), ("A-855071.4", "RESEARCH_CODE"),
        parent="CHEMBL443684",
    )  # fmt: skip
    server.answer(chembl_answer(salt), chembl_answer(make_molecule("CHEMBL443684", "NAVITOCLAX")))
    accept(data, refresh("chembl", "--dry-run").out)
    assert ",CHEMBL443684," in line(data, "navitoclax")
    assert "CHEMBL2," not in line(data, "navitoclax")


def test_two_molecules_of_one_name_are_left_to_a_person(refresh: Command, server: Server) -> None:
    server.answer(chembl_answer(make_molecule("CHEMBL1", "NAVITOCLAX"), make_molecule("CHEMBL9", "ABT-263")))
    ran = refresh("chembl", "--dry-run")
    assert "navitoclax: ChEMBL has several molecules of its names, 2: CHEMBL1, CHEMBL9; left out" in ran.out
    assert "0 changes" in ran.err


def test_names_of_something_else_are_never_proposed(refresh: Command, server: Server) -> None:
    odd = make_molecule(
        "CHEMBL1", "NAVITOCLAX",
        ("Vidaza", "TRADE_NAME"), ("BCL-2", "TRADE_NAME"), ("AbbVie", "TRADE_NAME"), ("Lookalike", "TRADE_NAME"),
        ("Xy", "TRADE_NAME"), ("One; Two", "TRADE_NAME"), ("ABT-199", "RESEARCH_CODE"),
        ("A name that goes on far longer than a brand", "TRADE_NAME"),
    )  # fmt: skip
    server.answer(chembl_answer(odd))
    ran = refresh("chembl", "--dry-run")
    assert (
        "brand 'Vidaza' of ChEMBL, https://www.ebi.ac.uk/chembl/explore/compound/CHEMBL1 is a name of azacitidine"
        in ran.out
    )
    assert "code 'ABT-199' of ChEMBL" in ran.out
    assert ran.out.count("left out") == 8
    assert "1 change and" in ran.err, "the identifier alone"


def test_a_record_with_names_of_two_drugs_is_nobodys(refresh: Command, server: Server) -> None:
    both = make_molecule("CHEMBL1", "", ("ABT-263", "RESEARCH_CODE"), ("ABT-199", "RESEARCH_CODE"))
    server.answer(chembl_answer(both))
    ran = refresh("chembl", "--dry-run")
    assert "compound/CHEMBL1 bears names of none or of several of our drugs; left out" in ran.out
    assert "0 changes" in ran.err


def test_a_higher_phase_is_a_hint_and_no_proof(refresh: Command, server: Server) -> None:
    server.answer(chembl_answer(make_molecule("CHEMBL7", "ALRIZOMADLIN", max_phase="3.0")))
    ran = refresh("chembl", "--dry-run")
    assert "alrizomadlin: ChEMBL counts phase 3 where peak_stage is phase 2, and names no trial; left out" in ran.out
    assert "1 change and" in ran.err


def test_pages_are_counted_here_and_not_followed_elsewhere(refresh: Command, server: Server) -> None:
    elsewhere = "http://127.0.0.1:1/chembl/api/data/molecule.json?offset=100"
    server.answer(chembl_answer(VENETOCLAX, next_page=elsewhere), chembl_answer(VENETOCLAX, offset=100))
    assert refresh("chembl", "--dry-run").status == 0
    assert [asked.get("offset") for asked in server.asked] == [None, "100", None]
