"""Words that are no name by themselves: words of news, places, first names, months, bearers of a person's name."""

from functools import cache, lru_cache
from pathlib import Path

from ci.extract.words import words

FILE = Path(__file__).with_suffix(".txt")
"""Words that stand in small letters in data/training and the labelled rounds; a new one may be added by hand."""
_ENDINGS = ("'s", "s", "es", "ed", "d", "ing", "ly", "er", "ers", "al")
_PLACES = frozenset(
    words(
        "newton newark nutley kunming waltham leiden ghent malvern californian bostonian texan parisian "
        "africa america asia europe eurasia scandinavia benelux iberia argentina australia austria bahrain "
        "bangladesh belgium brazil britain bulgaria canada chile china colombia croatia cyprus czechia denmark "
        "egypt england estonia finland france germany greece hungary iceland india indonesia iran ireland israel "
        "italy japan jordan kazakhstan kenya korea kuwait latvia lebanon lithuania luxembourg macau macao "
        "malaysia malta mexico morocco netherlands nigeria norway oman pakistan peru philippines poland portugal "
        "qatar romania russia scotland serbia singapore slovakia slovenia spain sweden switzerland taiwan "
        "thailand tunisia turkey ukraine uruguay vietnam wales amsterdam antwerp athens auckland baltimore "
        "bangalore bangkok barcelona basel bellevue bergen berlin bern bethesda bologna bordeaux boston bothell "
        "brisbane bristol brussels bucharest budapest busan cairo calgary cambridge cardiff carlsbad charlotte "
        "chengdu chennai chicago cleveland cologne copenhagen cork daejeon dallas darmstadt delhi denver detroit "
        "dresden dublin dundee durham dusseldorf edinburgh emeryville essen florence frankfurt freiburg fukuoka "
        "galway geneva genoa ghent glasgow gothenburg graz groningen guangzhou haifa hamburg hangzhou hanover "
        "heidelberg helsinki hiroshima houston hyderabad incheon innsbruck istanbul jerusalem kobe krakow kuopio "
        "kyoto lausanne leeds leicester leiden leipzig leuven lexington lille limerick lisbon liverpool ljubljana "
        "london lund lyon lyons maastricht madrid mainz malmo manchester manila marburg marseille melbourne miami "
        "milan minneapolis modena montreal moscow mumbai munich nagoya nanjing nantes naples newcastle nijmegen "
        "nottingham oakland ohio orlando osaka oslo ottawa oulu oxford padua paris parma perth philadelphia "
        "phoenix pisa pittsburgh porto prague princeton quebec raleigh redwood reykjavik riga rochester rome "
        "rotterdam salzburg sapporo saskatoon seattle seoul seville shanghai sheffield shenzhen sofia southampton "
        "stockholm strasbourg stuttgart suzhou sydney taipei tallinn tampa tampere tel tianjin tokyo toronto "
        "toulouse tours trieste tromso turin turku ulm uppsala utrecht valencia vancouver verona vienna vilnius "
        "waltham warsaw washington watertown wuhan wuxi yokohama york zug zurich arizona california carolina "
        "colorado connecticut delaware florida georgia illinois indiana iowa kansas kentucky louisiana maryland "
        "massachusetts michigan minnesota missouri nevada jersey oregon pennsylvania tennessee texas utah vermont "
        "virginia wisconsin ontario bavaria flanders wallonia tuscany catalonia jiangsu zhejiang guangdong hainan "
        "shandong sichuan hubei asian african american americas european chinese japanese korean swiss british "
        "scottish irish welsh english french german dutch belgian danish swedish norwegian finnish polish czech "
        "austrian italian spanish portuguese greek turkish russian ukrainian israeli indian australian canadian "
        "brazilian mexican taiwanese vietnamese thai hungarian romanian saudi gulf nordic baltic latin boston's "
        "brno ostrava gdansk poznan wroclaw suva winnipeg hong kong bay ulsan gangnam tuebingen tubingen zürich "
        "münchen köln malmö göteborg"
    )
)
_PEOPLE = frozenset(
    words(
        "adam adrian aiko akira alan albert alejandro alex alexander alice alison amanda amy ana andrea andreas "
        "andrew angela anita ann anna anne anthony antonio arjun arthur barbara benjamin bernard bernd bill bob "
        "brian bruce carl carla carlos carol caroline catherine charles chen chris christian christina christine "
        "christoph christopher claire claudia colin craig dan daniel daniela david deborah denise dennis diana "
        "diane dominic donald dong douglas ed eduardo edward elena elizabeth ellen emily emma eric erik eva fabio "
        "felix francesco francis francois frank fred gabriel gary george giovanni giulia graham greg gregory "
        "guido hans harald heather helen helena henrik henry hiroshi howard ian ines ingrid isabel ivan jack "
        "jacob jacques james jan jane janet jason jean jeff jeffrey jennifer jens jeremy jessica jill jim joan "
        "joanna joe johan johannes john jonas jonathan jordi jorge jose joseph joshua juan judith julia julian "
        "julie jun karen karin karl kate katherine kathleen keith kelly ken kenji kenneth kevin kim klaus kristin "
        "lars laura lauren lee lena leo leonard li linda lisa lois louis luca lucas lucy luis luke magnus marc "
        "marco marcus margaret maria marie mario mark markus marta martin mary masao mathias matt matthew "
        "matthias maurice max megan mei melissa michael michel michelle miguel mike min mohammed monica nancy "
        "naomi natalie nathan neil niall nicholas nick nicolas nicole nina nora olaf oliver olivia oscar pablo "
        "pamela pascal patricia patrick paul paula pedro per peter petra phil philip philippe pierre priya rachel "
        "ralph raymond rebecca rene ricardo richard rita robert roberto robin roger roland ronald rosa ross "
        "russell ruth ryan sam samantha samuel sandra sara sarah scott sean sebastian sergio sharon simon sofia "
        "sonia sophie stefan stephan stephanie stephen steve steven stuart sue susan suzanne sven takashi tanya "
        "tatiana ted teresa thomas tim timothy tina tobias todd tom tomas tony ulrich ulrike ursula valerie vera "
        "victor victoria vincent walter wang wei wendy werner william wolfgang xavier yan yoko yuki yun yvonne "
        "zhang zoe"
    )
)
_EPONYMS = frozenset(
    words(
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
        "september october november december easter christmas harvard yale stanford princeton cornell columbia "
        "duke emory caltech reuters bloomberg smac mimetic trail protac apoptin diablo alzheimer burkitt crohn ewing "
        "hodgkin huntington kaposi merkel parkinson richter waldenstrom waldenström wilms langerhans kaplan meier cox "
        "fisher kras bcl bayesian simon gleason child pugh"
    )
)


@cache
def plain_words() -> frozenset[str]:
    return frozenset(FILE.read_text(encoding="utf-8").split())


def is_place(word: str) -> bool:
    return word.lower().removesuffix("'s").strip(".,") in _PLACES


def is_first_name(word: str) -> bool:
    return word.lower() in _PEOPLE


@lru_cache(maxsize=20_000)
def is_plain(word: str) -> bool:
    """Whether a word, however it is written, is one of the language, a place, a first name or an eponym."""
    low = word.lower().strip(".,'\"")
    if low in _PLACES or low in _PEOPLE or low.removesuffix("'s") in _EPONYMS:
        return True
    if (low.endswith(("ed", "ing")) and len(low) > 7) or (low.startswith("mc") and word[2:3].isupper()):
        return True
    if "-" in low and all(len(part) < 3 or _is_word(part) for part in low.split("-")):
        return True
    return _is_word(low)


def _is_word(low: str) -> bool:
    known = plain_words()
    return (
        low in known
        or any(low + ending in known for ending in ("s", "e", "es", "d", "ed", "ing", "ly"))
        or any(
            low.endswith(ending) and len(low) - len(ending) > 2 and low.removesuffix(ending) in known
            for ending in _ENDINGS
        )
    )
