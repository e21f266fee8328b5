"""From bytes to characters: what was declared is believed as browsers believe it, also where a byte is broken."""

import pytest

from ci.feeds.charset import decode

JAPANESE = "アポトーシス治療薬の承認申請"
CHINESE = "国家药监局批准了一种新药，用于治疗白血病患者。"


def document(text: str, declared: str, codec: str) -> bytes:
    return f"<?xml version='1.0' encoding='{declared}'?><rss>{text}</rss>".encode(codec)


@pytest.mark.parametrize(
    ("declared", "codec", "text"),
    [
        ("iso-2022-jp", "iso-2022-jp", JAPANESE),
        ("utf-8", "iso-2022-jp", JAPANESE),
        ("iso-2022-kr", "iso-2022-kr", "항암제 승인"),
        ("hz-gb-2312", "hz", CHINESE),
        ("Shift_JIS", "cp932", "①新薬～承認 株式会社髙島"),
        ("x-sjis", "cp932", "①新薬～承認"),
        ("Shift_JIS", "utf-8", JAPANESE),
        ("euc-kr", "cp949", "똠방각하 승인 펲시"),
        ("big5", "big5hkscs", "藥物獲批 㗎"),
        ("gb2312", "gb18030", "新药①获批€"),
        ("iso-8859-9", "cp1254", "“Şirket” onayı – ilaç"),
        ("iso-8859-1", "cp1252", "naïve – €"),
        ("iso-8859-1", "utf-8", "naïve – €"),
        ("us-ascii", "ascii", "a ~{ b"),
    ],
)
def test_an_encoding_is_read_as_browsers_read_it(declared: str, codec: str, text: str) -> None:
    assert text in decode(document(text, declared, codec))


def test_the_header_may_name_it() -> None:
    assert decode(JAPANESE.encode("iso-2022-jp"), "text/xml; charset=ISO-2022-JP") == JAPANESE
    assert decode(JAPANESE.encode("cp932"), "text/xml; charset=shift_jis") == JAPANESE


@pytest.mark.parametrize(
    ("declared", "codec", "text", "broken", "kept"),
    [
        ("gb2312", "gb18030", CHINESE, ("药监", b"\xd2\x20"), "局批准了一种新药，用于治疗白血病患者。"),
        ("Shift_JIS", "cp932", JAPANESE, ("申", b"\xff"), "アポトーシス治療薬の承認"),
        ("euc-kr", "cp949", "백혈병 신약이 승인되었다", ("승", b"\xff"), "백혈병 신약이"),
    ],
)
def test_one_broken_byte_does_not_make_it_another_language(
    declared: str, codec: str, text: str, broken: tuple[str, bytes], kept: str
) -> None:
    body = document(text, declared, codec).replace(broken[0].encode(codec), broken[1])
    assert kept in decode(body)


def test_another_language_is_not_read_as_declared() -> None:
    """Half of it would be broken: what was declared is wrong, and the guess is not worse."""
    assert "Prüfung naïve" in decode(document("Prüfung naïve élan", "shift_jis", "cp1252"))
