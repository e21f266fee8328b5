"""Where the rights of a deal hold."""

import pytest

from ci.extract import Reader
from ci.model import Article
from ci.when import When

CASES = (
    (
        "Gilead has licensed emricasan from Conatus and obtains the rights everywhere but in Korea, China and India.",
        "worldwide excluding Korea, China and India",
    ),
    (
        "Human Genome Sciences pays Aegera $15 million for everywhere-but-Japan rights to HGS1029.",
        "worldwide excluding Japan",
    ),
    (
        "Menarini has licensed selinexor from Karyopharm to sell it in the European Union, the UK and Latin America.",
        "European Union, the UK and Latin America",
    ),
    ("Ohara has licensed the Japanese rights to dordaviprone from Oncoceutics.", "Japan"),
    (
        "Antengene, based in China, has licensed selinexor from Karyopharm. It may sell the drug in Korea and Taiwan.",
        "Korea and Taiwan",
    ),
    (
        "Curis has licensed birinapant, which was approved in Japan, from Medivir. Medivir keeps the rights in Europe.",
        "",
    ),
    ("IGM Biosciences has licensed birinapant from Medivir for the whole world.", "worldwide"),
)


@pytest.mark.parametrize(("text", "territory"), CASES)
def test_territory(reader: Reader, text: str, territory: str) -> None:
    article = Article("https://example.org/a", "News of the day", text, published=When.parse("2025-07-10"))
    [event] = reader.read(article).events
    assert event.territory == territory
