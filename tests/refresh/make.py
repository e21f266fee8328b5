"""Small curated tables, and answers in the shapes that the APIs document."""

import csv
from pathlib import Path
from typing import Any

from ci.model import MechanismCategory
from ci.reference.tables import TABLES

SEEN = {"source_url": "https://example.org/seen", "checked_on": "2026-01"}


def make_drug(drug_id: str, **cells: str) -> dict[str, str]:
    return {"id": drug_id, "name": drug_id, "mechanism_id": "bcl2-family", "target_ids": "BCL2", **SEEN, **cells}


def make_act(drug_id: str, subtype: str, day: str, agency: str, region: str, **cells: str) -> dict[str, str]:
    act_id = f"{drug_id}-{subtype}-{agency.lower()}-{day}"
    told = {"date": day, "agency": agency, "region": region, "drug_ids": drug_id, "says": "It was, so we read."}
    return {"id": act_id, "subtype": subtype, **told, **SEEN, **cells}


DRUGS = [
    make_drug("alrizomadlin", codes="APG-115", peak_stage="phase 2"),
    make_drug("arsenic-trioxide", name="arsenic trioxide", brands="Trisenox", peak_stage="approved"),
    make_drug(
        "lisaftoclax",
        codes="APG-2575",
        peak_stage="registration",
        stage="phase 3",
        stage_as_of="2024-06",
        stage_source_url="https://example.org/stage",
    ),
    make_drug("navitoclax", codes="ABT-263", peak_stage="phase 2", stage="discontinued", stage_as_of="2023",
              stage_source_url="https://example.org/stage"),
    make_drug("p28", codes="NSC 745104", peak_stage="phase 1"),
    make_drug("palcitoclax", codes="APG-1244", peak_stage="phase 1"),
    make_drug("sonrotoclax", codes="BGB-11417", peak_stage="phase 2", stage="phase 2", stage_as_of="2024",
              stage_source_url="https://example.org/stage"),
    make_drug("venetoclax", codes="ABT-199", brands="Venclexta", peak_stage="approved"),
]  # fmt: skip

ACTS = [
    make_act("venetoclax", "approval", "2018-06-08", "FDA", "United States", indication="CLL, after one therapy"),
    make_act("venetoclax", "conditional-approval", "2016-04-11", "FDA", "United States"),
    make_act("venetoclax", "conditional-approval", "2016-12-05", "EMA", "European Union"),
]

ARMS = ("execution", "extrinsic", "indirect-arm", "intrinsic")


def make_tables() -> dict[str, list[dict[str, str]]]:
    said = {"name": "a name", "explanation": "What it does. Why it matters.", **SEEN}
    arms = [{"id": arm, "level": "arm", **said} for arm in ARMS]
    categories = [{"id": c.value, "parent_id": "intrinsic", "level": "category", **said} for c in MechanismCategory]
    companies = [("abbvie", "AbbVie"), ("ascentage-pharma", "Ascentage Pharma"), ("cephalon", "Cephalon")]
    return {
        "mechanisms.csv": arms + categories,
        "targets.csv": [{"id": "BCL2", "name": "BCL-2", **SEEN}],
        "companies.csv": [{"id": company, "name": name, **SEEN} for company, name in companies],
        "drugs.csv": DRUGS,
        "partner_drugs.csv": [{"name": "azacitidine", "brands": "Vidaza", **SEEN}],
        "approvals.csv": ACTS,
        "lookalikes.csv": [{"spelling": "Lookalike", "looks_like": "a brand", "is": "something else"}],
    }


def write_tables(folder: Path) -> Path:
    """Valid curated tables, sorted as they must be."""
    folder.mkdir(parents=True)
    rows = make_tables()
    for table in TABLES:
        with (folder / table.file).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table.columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(sorted(rows.get(table.file, []), key=lambda row: row[table.columns[0]]))
    return folder


# ---------------------------------------------------------------- openFDA


def make_submission(kind: str, number: str, day: str, code: str = "", status: str = "AP") -> dict[str, str]:
    """As openFDA has them; the class code is missing in many."""
    coded = {"submission_class_code": code, "submission_class_code_description": code.title()} if code else {}
    return {
        "submission_type": kind,
        "submission_number": number,
        "submission_status": status,
        "submission_status_date": day,
        "review_priority": "PRIORITY",
        **coded,
    }


def make_application(
    number: str, sponsor: str, brand: str, ingredient: str, *submissions: dict[str, str]
) -> dict[str, Any]:
    product = {
        "product_number": "001",
        "reference_drug": "Yes",
        "brand_name": brand,
        "active_ingredients": [{"name": ingredient, "strength": "100MG"}],
        "dosage_form": "TABLET",
        "route": "ORAL",
        "marketing_status": "Prescription",
    }
    return {
        "application_number": number,
        "sponsor_name": sponsor,
        "products": [product],
        "submissions": list(submissions),
    }


def fda_answer(*applications: dict[str, Any], skip: int = 0, total: int | None = None) -> dict[str, Any]:
    counts = {"skip": skip, "limit": 100, "total": len(applications) if total is None else total}
    return {"meta": {"disclaimer": "…", "last_updated": "2026-11-20", "results": counts}, "results": list(applications)}


FDA_NO_MATCH = {"error": {"code": "NOT_FOUND", "message": "No matches found!"}}


# ---------------------------------------------------------------- ClinicalTrials.gov


def make_study(
    nct_id: str, drug: str, *phases: str, status: str = "RECRUITING", kind: str = "DRUG", **more: Any
) -> dict[str, Any]:
    interventions = [{"type": kind, "name": drug, "otherNames": more.get("other_names", [])}]
    interventions.append({"type": "DRUG", "name": f"Placebo for {more.get('placebo_for', 'it')}"})
    return {
        "protocolSection": {
            "identificationModule": {"nctId": nct_id, "briefTitle": f"A study of {drug}"},
            "statusModule": {"overallStatus": status},
            "sponsorCollaboratorsModule": {"leadSponsor": {"name": "Ascentage Pharma Group Inc."}},
            "designModule": {"studyType": more.get("study_type", "INTERVENTIONAL"), "phases": list(phases)},
            "armsInterventionsModule": {"interventions": interventions},
        }
    }


# ---------------------------------------------------------------- ChEMBL


def make_molecule(chembl_id: str, name: str, *synonyms: tuple[str, str], **more: Any) -> dict[str, Any]:
    parent = more.get("parent", chembl_id)
    return {
        "molecule_chembl_id": chembl_id,
        "pref_name": name,
        "max_phase": more.get("max_phase", "2.0"),
        "molecule_hierarchy": {"molecule_chembl_id": chembl_id, "parent_chembl_id": parent, "active_chembl_id": parent},
        "molecule_synonyms": [
            {"molecule_synonym": synonym, "syn_type": kind, "synonyms": synonym.upper()} for synonym, kind in synonyms
        ],
    }


def chembl_answer(*molecules: dict[str, Any], next_page: str | None = None, offset: int = 0) -> dict[str, Any]:
    page = {"limit": 100, "next": next_page, "offset": offset, "previous": None, "total_count": len(molecules)}
    return {"molecules": list(molecules), "page_meta": page}


# ---------------------------------------------------------------- EMA


def make_medicine(name: str, inn: str, **cells: str) -> dict[str, str]:
    empty = dict.fromkeys(
        ("opinion_adopted_date", "marketing_authorisation_date", "european_commission_decision_date",
         "withdrawal_expiry_revocation_lapse_of_marketing_authorisation_date"), "",
    )  # fmt: skip
    flags = dict.fromkeys(("generic", "biosimilar", "conditional_approval", "orphan_medicine"), "No")
    return {
        "category": "Human",
        "name_of_medicine": name,
        "ema_product_number": "EMEA/H/C/009999",
        "medicine_status": "Authorised",
        "opinion_status": "Positive",
        "international_non_proprietary_name_common_name": inn,
        "active_substance": inn,
        "therapeutic_area_mesh": "Leukemia, Lymphocytic, Chronic, B-Cell",
        "marketing_authorisation_developer_applicant_holder": "AbbVie Deutschland GmbH & Co. KG",
        "medicine_url": f"https://www.ema.europa.eu/en/medicines/human/EPAR/{name.lower()}",
        **empty,
        **flags,
        **cells,
    }


def ema_answer(*medicines: dict[str, str]) -> dict[str, Any]:
    return {
        "data": list(medicines),
        "meta": {"total_records": len(medicines), "timestamp": "2026-11-21T06:00:00Z"},
    }


VENETOCLAX_ANSWERS: dict[str, dict[str, Any]] = {
    "openfda": fda_answer(make_application("NDA208573", "ABBVIE INC", "VENCLEXTA", "VENETOCLAX")),
    "clinicaltrials": {"studies": [make_study("NCT02756611", "venetoclax", "PHASE3")]},
    "chembl": chembl_answer(make_molecule("CHEMBL3137309", "VENETOCLAX")),
    "ema": ema_answer(make_medicine("Venclyxto", "venetoclax", marketing_authorisation_date="05/12/2016")),
}
"""One good answer of each API."""
