"""EMA's medicines against approvals.csv and drugs.csv."""

from pathlib import Path

from tests.refresh.conftest import Command, Server, accept
from tests.refresh.make import ema_answer, make_medicine

VENCLYXTO = make_medicine(
    "Venclyxto", "venetoclax", marketing_authorisation_date="05/12/2016", opinion_adopted_date="18/09/2025"
)


def test_a_known_authorisation_adds_its_brand_alone(refresh: Command, server: Server, data: Path) -> None:
    server.answer(ema_answer(VENCLYXTO))
    ran = refresh("ema", "--dry-run")
    assert "1 change and 0 new rows" in ran.err
    accept(data, ran.out)
    assert "Venclexta; Venclyxto" in (data / "drugs.csv").read_text(encoding="utf-8")
    assert "gives an opinion of 18 September 2025 on a later change, not which; left out" in ran.out
    assert "is no longer marked conditional; the day of the change is not in the file" in ran.out


def test_an_authorisation_that_we_lack_becomes_rows(refresh: Command, server: Server, data: Path) -> None:
    server.answer(
        ema_answer(
            VENCLYXTO,
            make_medicine(
                "Sonrabel", "sonrotoclax", marketing_authorisation_date="14/07/2026", opinion_adopted_date="21/05/2026",
                conditional_approval="Yes", marketing_authorisation_developer_applicant_holder="BeOne Medicines B.V.",
            ),
        )
    )  # fmt: skip
    ran = refresh("ema", "--dry-run")
    accept(data, ran.out)
    acts = (data / "approvals.csv").read_text(encoding="utf-8")
    assert "sonrotoclax-conditional-approval-ema-2026-07-14,conditional-approval,2026-07-14,EMA,European Union" in acts
    assert "sonrotoclax-positive-opinion-ema-2026-05-21,positive-opinion,2026-05-21,EMA,European Union" in acts
    assert "https://www.ema.europa.eu/en/medicines/human/EPAR/sonrabel" in acts
    assert "The European Commission authorised Sonrabel (sonrotoclax, BeOne Medicines B.V.)" in acts
    drugs = (data / "drugs.csv").read_text(encoding="utf-8")
    assert ",approved,approved,2026-07-14,https://www.ema.europa.eu/" in drugs


def test_a_pending_opinion_is_no_approval(refresh: Command, server: Server, data: Path) -> None:
    pending = make_medicine(
        "Sonrabel", "sonrotoclax", medicine_status="Opinion", opinion_adopted_date="21/05/2026",
        marketing_authorisation_developer_applicant_holder="AbbVie Deutschland GmbH & Co. KG",
    )  # fmt: skip
    server.answer(ema_answer(VENCLYXTO, pending))
    accept(data, refresh("ema", "--dry-run").out)
    acts = (data / "approvals.csv").read_text(encoding="utf-8")
    assert "sonrotoclax-positive-opinion-ema-2026-05-21" in acts
    assert "sonrotoclax-approval" not in acts
    assert ",sonrotoclax,abbvie," in acts
    drugs = (data / "drugs.csv").read_text(encoding="utf-8")
    assert ",registration,phase 2,2024," in drugs, "today's stage stays: an opinion is not yet a decision"


def test_generics_veterinary_and_ended_medicines_propose_no_act(refresh: Command, server: Server) -> None:
    server.answer(
        ema_answer(
            VENCLYXTO,
            make_medicine("Arsen Kopie", "arsenic trioxide", generic="Yes", marketing_authorisation_date="01/02/2019"),
            make_medicine("Vetclax", "venetoclax", category="Veterinary", marketing_authorisation_date="01/02/2020"),
            make_medicine("Lisrefused", "lisaftoclax", medicine_status="Refused", opinion_status="Negative"),
        )
    )
    ran = refresh("ema", "--dry-run")
    assert "1 change and 0 new rows" in ran.err
    assert "left out, generics, hybrids and biosimilars: 1: Arsen Kopie" in ran.out
    assert "Vetclax" not in ran.out
    assert "EPAR/lisrefused has the status 'Refused'; left out" in ran.out


def test_a_date_of_tomorrow_is_left_out(refresh: Command, server: Server) -> None:
    server.answer(ema_answer(make_medicine("Futura", "lisaftoclax", marketing_authorisation_date="01/01/2999")))
    ran = refresh("ema", "--dry-run")
    assert "0 new rows" in ran.err
    assert "gives a day that has not come yet, 2999-01-01; left out" in ran.out
