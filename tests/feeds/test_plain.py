"""From markup to text: nothing that is read is lost, nothing that is run is kept, raised digits stay raised."""

import time

import pytest

from ci.feeds import KINDS
from ci.feeds.plain import one_line, paragraphs
from ci.model import Article, Fetched


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<p>A</p><svg class="i" viewBox="0 0 1 1"/><p>The FDA approved B.</p>', "A\nThe FDA approved B."),
        ('<p>A</p><iframe src="https://v.example/1"/><p>B</p>', "A\nB"),
        ('<p>A</p><object data="x.pdf" /><p>B</p>', "A\nB"),
        ("<p>A</p><script src=x.js/>alert(1)</script><p>B</p>", "A\nB"),
        ("<p>A</p><svg/><p>B</p><svg><text>C</text></svg><p>D</p>", "A\nB\nD"),
        ("<p>A</p><svg><path d='M0'/></svg><p>B</p>", "A\nB"),
        ("<p>A.</p><script src='x.js'><p>B.</p>", "A.\nB."),
        ("<p>A.</p><script>alert(1)", "A."),
        ("<p>A.</p><script>alert(1)<p>B</p><script>alert(2)</script>C", "A.\nC"),
        ("<p>A.</p><style>p { color: red }<p>B</p>", "A.\nB"),
        ("<p>A</p><script src='a>b'>alert(1)</script >B", "A\nB"),
        ("<p>A</p><!--><p>B</p><!---->C", "A\nB\nC"),
    ],
)
def test_only_what_is_unseen_is_taken_out(markup: str, text: str) -> None:
    assert paragraphs(markup) == text


@pytest.mark.parametrize("piece", ["<script>", "<script><p>", "<svg/>", "<svg/><object/>", "<!--", "<sup>8"])
def test_no_markup_keeps_its_reader_busy(piece: str) -> None:
    started = time.monotonic()
    paragraphs(piece * (1_000_000 // len(piece)))
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("1.0 × 10<sup>8</sup> cells", "1.0 × 10⁸ cells"),
        ("p = 10<sup>-5</sup>", "p = 10⁻⁵"),
        ("10<sup>&minus;5</sup>", "10⁻⁵"),
        ("10<sup><b>12</b></sup>/L", "10¹²/L"),
        ("10&lt;sup&gt;8&lt;/sup&gt;", "10⁸"),
        ("mg/m<SUP class='x'>2</SUP>", "mg/m²"),
        ("10<sup>5.2</sup> cells", "10^5.2 cells"),
        ("10<sup> 8 </sup>cells", "10⁸cells"),
        ("H<sub>2</sub>O", "H2O"),
        ("Venclexta<sup>®</sup> on its 1<sup>st</sup> day", "Venclexta® on its 1st day"),
        ("CD4<sup>+</sup> and Ca<sup>2+</sup>", "CD4+ and Ca²⁺"),
        ("<sup>177</sup>Lu and [<sup>18</sup>F]FDG", "177Lu and [18F]FDG"),
        ("10<sup>8 cells", "108 cells"),
        ("10<sup></sup>8", "108"),
    ],
)
def test_a_raised_number_stays_raised(markup: str, text: str) -> None:
    assert one_line(markup) == text
    assert paragraphs(f"<p>{markup}</p>") == text


def test_a_raised_number_stays_raised_in_pubmed() -> None:
    said = "Given 1 x 10<sup>6</sup> cells of <sup>177</sup>Lu, <i>p</i>=10<sup>-5</sup>."
    article = (
        f"<ArticleTitle>10<sup>8</sup> cells</ArticleTitle><Abstract><AbstractText>{said}</AbstractText></Abstract>"
    )
    record = (
        f"<PubmedArticle><MedlineCitation><PMID>1</PMID><Article>{article}</Article></MedlineCitation></PubmedArticle>"
    )
    body = f"<PubmedArticleSet>{record}</PubmedArticleSet>".encode()
    (found,) = KINDS["pubmed"](Fetched("https://site.example/efetch", body))
    assert found.title == "10⁸ cells"
    assert found.text == "Given 1 x 10⁶ cells of 177Lu, p=10⁻⁵."


def entry(inner: str) -> Article:
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>urn:1</id>{inner}</entry></feed>'
    (found,) = KINDS["rss"](Fetched("https://site.example/feed", feed.encode(), content_type="application/xml"))
    return found


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ('<summary type="text">Use &lt;script&gt; in text. The rest.</summary>', "Use <script> in text. The rest."),
        ('<summary type="text">The &lt;b&gt; tag &amp; 5 &lt; 6</summary>', "The <b> tag & 5 < 6"),
        ('<content type="text">Use &lt;svg&gt; for it.</content>', "Use <svg> for it."),
        # markup that is said to be text is markup
        ("<summary>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</summary>", "One\nTwo"),
        ("<summary>One&lt;br&gt;Two</summary>", "One\nTwo"),
        ('<summary type="text">One&lt;script&gt;alert(1)&lt;/script&gt;</summary>', "One"),
        ('<summary type="text">One &lt;b onclick="alert(1)"&gt;Two</summary>', "One Two"),
        ('<summary type="html">Use &amp;lt;b&amp;gt; or &lt;i&gt;so&lt;/i&gt;</summary>', "Use or so"),
    ],
)
def test_what_is_said_to_be_text_is_read_as_text(inner: str, text: str) -> None:
    assert entry(f"<title>One title</title>{inner}").text == text


def test_a_title_that_is_said_to_be_text_keeps_its_words() -> None:
    assert entry('<title type="text">Why &lt;script&gt; matters</title>').title == "Why <script> matters"
    assert entry("<title>The &lt;i&gt;BCL2&lt;/i&gt; gene</title>").title == "The BCL2 gene"


def test_what_xhtml_escapes_is_no_markup() -> None:
    div = '<div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><iframe src="x"/><p>{}</p></div>'
    content = f'<title>T</title><content type="xhtml">{div}</content>'
    assert entry(content.format("Two &lt;p&gt; three 5 &lt; 6.")).text == "One.\nTwo <p> three 5 < 6."
    assert entry(content.format("Two&lt;script&gt;alert(1)&lt;/script&gt;")).text == "One.\nTwo"
