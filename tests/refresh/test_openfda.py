"""openFDA against approvals.csv: which submissions are approvals, and what is left out."""

from pathlib import Path

from tests.refresh.conftest import Command, Server, accept
from tests.refresh.make import FDA_NO_MATCH, fda_answer, make_application, make_submission

VENCLEXTA = make_application(
    "NDA208573",
    "ABBVIE INC",
    "VENCLEXTA",
    "VENETOCLAX",
    make_submission("ORIG", "1", "20160411", "TYPE 1"),
    make_submission("SUPPL", "4", "20180608", "EFFICACY"),
    make_submission("SUPPL", "5", "20181101", "LABELING"),
    make_submission("SUPPL", "6", "20181115", "MANUF (CMC)"),
    make_submission("SUPPL", "9", "20190515", "EFFICACY"),
    make_submission("SUPPL", "10", "20190601"),
)


def test_an_efficacy_supplement_that_we_lack_becomes_a_row(refresh: Command, server: Server, data: Path) -> None:
    server.answer(fda_answer(VENCLEXTA))
    ran = refresh("openfda", "--dry-run")
    assert ran.status == 0
    assert "0 changes and 1 new row proposed" in ran.err
    accept(data, ran.out)
    rows = (data / "approvals.csv").read_text(encoding="utf-8").splitlines()
    row = next(line for line in rows if line.startswith("venetoclax-approval-fda-2019-05-15,"))
    assert row.startswith(
        "venetoclax-approval-fda-2019-05-15,approval,2019-05-15,FDA,United States,venetoclax,abbvie,,,,"
    )
    assert "approved efficacy supplement 9 to NDA208573 for venetoclax (AbbVie) on 15 May 2019" in row
    assert "https://api.fda.gov/drug/drugsfda.json?search=application_number%3A%22NDA208573%22" in row
    assert "127.0.0.1" not in ran.out


def test_what_we_have_is_not_proposed_again(refresh: Command, server: Server) -> None:
    """The first approval is ours as a conditional one: the record does not tell the two apart."""
    server.answer(fda_answer(VENCLEXTA))
    ran = refresh("openfda", "--dry-run")
    added = [line for line in ran.out.splitlines() if line.startswith("+") and not line.startswith("+++")]
    assert len(added) == 1


def test_an_act_dated_by_its_announcement_is_the_same_act(refresh: Command, server: Server) -> None:
    told = make_application(
        "NDA208573", "ABBVIE INC", "VENCLEXTA", "VENETOCLAX", make_submission("SUPPL", "4", "20180605", "EFFICACY")
    )
    server.answer(fda_answer(told))
    ran = refresh("openfda", "--dry-run")
    assert "\n+" not in ran.out
    assert "ours is dated 8 Jun 2018" in ran.out


def test_labelling_generics_and_new_dose_forms_are_left_out_and_counted(refresh: Command, server: Server) -> None:
    server.answer(
        fda_answer(
            VENCLEXTA,
            make_application(
                "ANDA209999", "MYLAN", "VENETOCLAX", "VENETOCLAX", make_submission("ORIG", "1", "20250101")
            ),
            make_application(
                "NDA219999", "ABBVIE", "VENCLEXTA", "VENETOCLAX", make_submission("ORIG", "1", "20250202", "TYPE 3")
            ),
            make_application(
                "NDA218888",
                "ABBVIE",
                "VENCLEXTA",
                "VENETOCLAX",
                make_submission("ORIG", "1", "20250303", "TYPE 1", status="TA"),
            ),
        )
    )
    ran = refresh("openfda", "--dry-run")
    assert "0 changes and 1 new row" in ran.err
    assert "left out, generics: 1: ANDA209999" in ran.out
    assert "left out, supplements on labelling, manufacturing and the like: 3: NDA208573 SUPPL 5" in ran.out
    assert "of a class that is not given: 1: NDA219999 ORIG 1" in ran.out
    assert "not (or only tentatively) approved: 1: NDA218888 ORIG 1" in ran.out


def test_two_applications_of_one_day_are_one_act(refresh: Command, server: Server, data: Path) -> None:
    tablets, capsules = (
        make_application(
            n, "CEPHALON LLC", "TRISENOX", "ARSENIC TRIOXIDE", make_submission("SUPPL", "3", day, "EFFICACY")
        )
        for n, day in (("NDA021248", "20180112"), ("NDA021249", "20180112"))
    )
    server.answer(fda_answer(tablets, capsules))
    ran = refresh("openfda", "--dry-run")
    assert "0 changes and 1 new row" in ran.err
    accept(data, ran.out)
    row = (data / "approvals.csv").read_text(encoding="utf-8")
    assert "efficacy supplement 3 to NDA021248 and efficacy supplement 3 to NDA021249" in row
    assert ",cephalon," in row


def test_a_first_approval_raises_the_stages_and_adds_the_brand(refresh: Command, server: Server, data: Path) -> None:
    server.answer(
        fda_answer(
            make_application(
                "BLA761999",
                "ASCENTAGE PHARMA GROUP INC",
                "LISHENG",
                "LISAFTOCLAX TOSYLATE",
                make_submission("ORIG", "1", "20260105"),
            )
        )
    )
    ran = refresh("openfda", "--dry-run")
    accept(data, ran.out)
    drug = next(
        line
        for line in (data / "drugs.csv").read_text(encoding="utf-8").splitlines()
        if line.startswith("lisaftoclax,")
    )
    assert ",Lisheng," in drug
    assert ",approved,approved,2026-01-05,https://api.fda.gov/" in drug
    assert "peak_stage registration becomes approved: FDA approval of 5 January 2026" in ran.out
    assert ",lisaftoclax,," in (data / "approvals.csv").read_text(encoding="utf-8"), (
        "Group is no legal form: no company"
    )


def test_a_further_page_is_asked_for(refresh: Command, server: Server) -> None:
    other = make_application("NDA000001", "SOMEBODY", "OTHERBRAND", "OTHER", make_submission("ORIG", "1", "20000101"))
    server.answer(fda_answer(other, total=101), fda_answer(VENCLEXTA, skip=100, total=101))
    ran = refresh("openfda", "--dry-run")
    assert [asked.get("skip") for asked in server.asked] == [None, "100"]
    assert 'products.active_ingredients.name:"venetoclax" products.brand_name:"venetoclax"' in server.asked[0]["search"]
    assert "ABT-199" not in server.asked[0]["search"], "the FDA files no medicine under a code"
    assert "1 new row" in ran.err


def test_no_match_at_all_is_a_wrong_address_and_not_an_empty_market(refresh: Command, server: Server) -> None:
    server.answer(FDA_NO_MATCH, status=404)
    ran = refresh("openfda")
    assert ran.status == 1
    assert ran.err == (
        "apoptoscope: openFDA knows none of our drugs, which cannot be; nothing was written, check the address\n"
    )
    assert refresh.written() == []


def test_the_wording_says_that_absence_proves_nothing(refresh: Command, server: Server) -> None:
    server.answer(fda_answer(make_application("NDA1", "X", "TRISENOX", "ARSENIC TRIOXIDE")))
    ran = refresh("openfda", "--dry-run")
    assert "What openFDA does not list proves nothing: it lags behind the FDA" in ran.out
    assert "Nothing is proposed because it is absent somewhere." in ran.out
    assert "Nothing is proposed.\n" in ran.out
    assert "diff" not in ran.out
