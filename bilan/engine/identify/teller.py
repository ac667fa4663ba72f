"""Who tells a story, hidden before skills are looked for: name, age, sex, origin and family change nothing.

A few turns of phrase say these things, known by their grammar; only peoples are listed, as « algérienne » and
« musicienne » are built alike. Blanks take their place, so that every other word stays where it was.
"""

import re

_END = r"(?=\s*(?:[,;.:!?…()\n]|$|(?:et|mais|puis|quand|où|je|and|but|then|when|where|I)\b|j['’]))"
_STOP = r"\s*(?:[,;.:!…]+|(?:et|and)\b)?"  # goes with the turn: nothing is left of it to be read
_NAMES = r"(?-i:[A-ZÀ-Ý][\w’'-]*(?:\s+[A-ZÀ-Ý][\w’'-]*){0,3})"
_NAME = rf"(?:{_NAMES}|[^\W\d_][\w’'-]*)"
_TENS = r"(?:vingt|trente|quarante|cinquante|soixante|quatre-vingt)s?(?:[- ](?:et[- ])?\w+)?"
_YEARS = rf"(?:(?:bientôt|presque|environ)\s+)?(?:\d{{1,3}}|seize|dix-\w+|{_TENS})\s+ans\b(?!\s+d['’e])"
_PLACE = rf"(?:\s+[^\s,;.:!?…()]+){{1,6}}?{_END}"
# « je suis une femme de 45 ans, née à Oran »: said of oneself, or first in a clause.
_LED = r"(?:je\s+suis\s+|j['’]étais\s+|i['’]m\s+|i\s+am\s+|i\s+was\s+|^\s*|(?<=[,;.!?(]\s))"
_PERSON = r"(?:homme|femme|fille|garçon|mère|père|maman|papa|grand-mère|grand-père)"
_CHILDREN = r"(?:de\s+famille|(?:avec|de|et|sans)\s+(?:\w+\s+)?enfants?)"
_STORY = r"(?:histoire|parcours|récit|vie|travail|métier|expérience|story|life|work|job|career)"
_PEOPLES = (
    r"(?:français|portugais|sénégalais|congolais|camerounais|libanais|polonais|anglais|chinois|marocain|roumain"
    r"|africain|maghrébin|algérien|tunisien|malien|ivoirien|haïtien|syrien|iranien|irakien|italien|indien"
    r"|ukrainien|vietnamien|brésilien|comorien|espagnol|malgache|afghan|allemand|belge|suisse|russe|turc|turque"
    r"|british|english|french|polish|romanian|nigerian|indian|pakistani|moroccan|algerian)(?:ne|e)?"
)

_TURNS = (
    r"^\s*(?:bonjour|bonsoir|salut|hello|hi)(?:\s+(?:à\s+tous|à\s+toutes|madame|monsieur|everyone|there))?"
    + _END,
    rf"(?:voici|voilà|je\s+(?:vous\s+)?(?:raconte|présente|décris))\s+(?:ici\s+)?(?:mon|ma)\s+{_STORY}{_END}",
    rf"je\s+me\s+présente{_END}|(?:here\s+is|let\s+me\s+tell\s+you|this\s+is)\s+my\s+{_STORY}{_END}",
    rf"(?:moi,?\s+)?(?:je\s+m['’]appelle|je\s+me\s+nomme|mon\s+(?:pré)?nom\s+est)\s+{_NAME}",
    rf"(?:my\s+name\s+is|my\s+name['’]s|i\s+am\s+called)\s+{_NAME}",
    rf"(?:moi,?\s+c['’]est|je\s+suis\s+(?:madame|monsieur|mme|m\.))\s+{_NAMES}",
    rf"j['’](?:ai|avais)\s+{_YEARS}|{_LED}âgée?\s+de\s+{_YEARS}",
    rf"(?:i\s+am|i['’]m)\s+\d{{1,3}}(?:\s+years\s+old)?{_END}|{_LED}aged\s+\d{{1,3}}{_END}",
    rf"{_LED}(?:une?\s+)?(?:jeune\s+)?{_PERSON}(?:\s+{_CHILDREN})?(?:\s+de\s+{_YEARS})?{_END}",
    rf"{_LED}an?\s+(?:young\s+)?(?:man|woman|mother|father)(?:\s+of\s+\w+)?{_END}",
    rf"{_LED}(?:mariée?|pacsée?|divorcée?|veuf|veuve|célibataire)(?:\s+{_CHILDREN})?{_END}",
    rf"{_LED}(?:née?\s+(?:à|en|au|aux|le|dans)|born\s+(?:in|on)){_PLACE}",
    rf"{_LED}(?:d['’]origine|de\s+nationalité|originaire|originally\s+from){_PLACE}|{_LED}{_PEOPLES}{_END}",
    rf"je\s+viens\s+(?:(?:de|du|des)\s+|d['’])(?:l['’]|la\s+)?{_NAMES}|i\s+come\s+from\s+{_NAMES}",
    rf"(?:j['’]habite|je\s+vis)\s+(?:à|en|au|aux)\b{_PLACE}|i\s+live\s+in\b{_PLACE}",
)
TURN = re.compile(rf"(?<![\w’'])(?:{'|'.join(_TURNS)}){_STOP}", re.IGNORECASE | re.MULTILINE)


def without_teller(text: str) -> str:
    """Return a text of the same length where blanks stand for what tells who speaks."""
    return TURN.sub(lambda match: re.sub(r"\S", " ", match.group()), text)
