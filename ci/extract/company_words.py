"""Words in and around company names: legal forms, tickers, places, and words that are no name."""

import re

from ci.extract.lexicon import COMMON_WORDS
from ci.extract.words import words

LEGAL = re.compile(
    r",? ?(?:\b(?:Inc|Incorporated|Ltd|LTD|Limited|Co|CO|Corp|Corporation|Company|LLC|PLC|plc|AG|"
    r"Aktiengesellschaft|GmbH|AB|ASA|"
    r"A/S|SE|Oy|SpA|SAS|Pty|KK)\b\.?"
    r"|S\.A\.(?:S\.)?|N\.V\.|B\.V\.|K\.K\.|S\.p\.A\.?|S\.L\.|A\.Ş\.?|\(Cayman\)|& Co\.(?: KG)?)"
)
NO_NAME = frozenset(
    words(
        "nobody everybody each neither parent owner "
        "chimeric animals animal mice rats monkeys patients t-cells b-cells t-cell b-cell "
        "monday tuesday wednesday thursday friday saturday sunday "
        "i've we've they've you've i'm we're they're you're i'd we'd they'd it's he's she's that's there's who's "
        "clearing january february march april june july august september october november december "
        "the a an and or of in on at for from with by to as its it this that these their his our your my will "
        "has have had "
        "is are was were after while when under unlike rival partner partners former brussels beijing tokyo "
        "washington london berlin paris health public former analysts biotech drugmaker company "
        "firm startup "
        "buys buy acquires acquire picks up gets wins sells licenses licences signs inks pays joins teams "
        "taps names hires "
        "says said announces reports partners via against into over versus vs about new now also like both "
        "investors led "
        "including using rights licensee licensor grants granted gives takes dosed doses starts ends drops halts today "
        "between through per plus but not no more than all other two three one big clinical international "
        "journal lancet "
        "jama annals society nature national american european u.s us uk swiss chinese japanese german french "
        "danish polish danes swedes germans americans britons brits dutchmen finns norwegians koreans israelis "
        "italians "
        "british australian korean israeli swedish belgian dutch italian canadian indian irish austrian us-based"
    )
)
TICKER = re.compile(
    r" ?\((?:(?:the )?\"[\w &.-]{2,30}\"[;,]? ?)?(?:(?:NASDAQ|Nasdaq|NYSE|NYSE American|AMEX|HKEX|SEHK|SSE|"
    r"SZSE|LSE|AIM|TSX|TSXV|TSE|TYO|ASX|OTC\w*|Euronext[\w ]*|SIX|"
    r"OMX\w*|KOSDAQ|KRX|KQ|STAR|SHA|SHE|HK|SH|SZ|Oslo|First North|BIT|EPA|ETR|FRA|CSE|TASE|BSE|NSE|OSE|STO|"
    r"SWX|AMS|BRU|WSE|PINK|NMS)\b[^()]{0,60}|\$[A-Z.]{1,6}|"
    r"\d{3,6}[.-](?:HK|SH|SZ|T|KS|KQ|TW)[^()]{0,40})\)"
)
PLACES = frozenset(
    words(
        "kunshan shanghai beijing shenzhen guangzhou wuhan hangzhou suzhou jiangsu zhejiang chongqing chengdu china "
        "taiwan korea "
        "hong hainan sichuan shandong yantai tianjin nanjing hebei"
    )
)
NATIONS = frozenset(
    words(
        "swedish danish norwegian finnish swiss french german japanese chinese korean american british european "
        "italian spanish indian israeli australian canadian dutch belgian austrian irish taiwanese polish turkish"
    )
)
NOT_ALONE = COMMON_WORDS | PLACES | NATIONS


NO_ACTOR = frozenset(
    words(
        "biotech drugmaker drugmakers investors researchers scientists doctors patients regulators study trial "
        "company companies firm group team it they "
        "he she we the this that both shareholders analysts university china europe japan us board court court's "
        "fda ema chmp nmpa congress phase first "
        "last new one two three big rival rivals partners partner deal option rights buyer founders management "
        "staff positive early late final old "
        "charity institute foundation darmstadt basel seoul osaka lausanne "
        "heidelberg melbourne stockholm houston boston san los"
    )
)
