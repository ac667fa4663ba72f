"""Names of peoples and beliefs, a closed list: « algérienne » and « musicienne » are built alike."""

from functools import lru_cache

from bilan.engine.identify.words import fold

# Masculine singular, as a dictionary lists them; the feminine and the plural are derived.
_FRENCH = """
afghan africain albanais algérien allemand alsacien américain andorran anglais angolais antillais arabe
argentin arménien asiatique australien autrichien auvergnat azéri bambara bangladais basque belge béninois
berbère biélorusse birman bolivien bosniaque brésilien breton britannique bulgare burkinabé burkinabè
burundais calédonien cambodgien camerounais canadien capverdien catalan centrafricain chilien chinois
chypriote colombien comorien congolais coréen corse créole croate cubain danois djiboutien dominicain
écossais égyptien érythréen espagnol estonien éthiopien européen finlandais flamand français gabonais
gallois gambien gascon géorgien ghanéen gitan grec grecque guadeloupéen guinéen guyanais haïtien hindou
hollandais hongrois indien indonésien irakien iranien irlandais islandais israélien italien ivoirien
jamaïcain japonais jordanien kabyle kazakh kényan kosovar koweïtien kurde laotien letton libanais libérien
libyen lituanien lorrain luxembourgeois macédonien maghrébin mahorais malaisien malgache malien maltais
manouche marocain martiniquais maure mauricien mauritanien métis mexicain moldave mongol monténégrin
mozambicain musulman népalais néerlandais nigérian nigérien normand norvégien ouzbek ougandais pakistanais
palestinien persan péruvien peul philippin picard polonais polynésien portugais provençal québécois
réunionnais rom roumain russe rwandais savoyard sénégalais serbe sicilien singapourien slave slovaque
slovène somalien soninké soudanais sri-lankais suédois suisse syrien tahitien taïwanais tamoul tanzanien
tchadien tchèque tchétchène thaï thaïlandais tibétain togolais touareg tsigane tunisien turc turque tzigane
ukrainien vendéen vénézuélien vietnamien yéménite zaïrois athée bouddhiste catholique chrétien juif juive
orthodoxe protestant étranger étrangère immigré noir blanc blanche réfugié migrant exilé
"""
# English ones count with their capital only: « Polish » is a people, « polish » a deed.
_ENGLISH = """
afghan african albanian algerian american arab argentinian armenian asian australian austrian bangladeshi
belgian bengali black bolivian bosnian brazilian british bulgarian cameroonian canadian caribbean catalan
chilean chinese colombian congolese croatian cuban cypriot czech danish dominican dutch egyptian english
eritrean estonian ethiopian european filipino finnish french gambian georgian german ghanaian greek gujarati
guyanese haitian hungarian indian indonesian iranian iraqi irish israeli italian jamaican japanese jordanian
kenyan korean kurdish latvian lebanese liberian libyan lithuanian malaysian malian maltese mexican moldovan
mongolian moroccan nepalese nepali nigerian norwegian pakistani palestinian persian peruvian philippine
polish portuguese punjabi roma romanian russian rwandan scottish senegalese serbian sikh slovak slovenian
somali spanish sudanese swedish swiss syrian taiwanese tamil tanzanian thai tunisian turkish ugandan
ukrainian venezuelan vietnamese welsh white yemeni zambian zimbabwean buddhist catholic christian hindu
jewish muslim
"""
_HALVES = frozenset(
    ("franco", "italo", "hispano", "anglo", "germano", "afro", "arabo", "judeo", "luso", "sino")
)
_ENDINGS = ("", "s", "e", "es", "ne", "nes")
PEOPLES = frozenset(fold(_FRENCH).split())
CAPITALS = frozenset(fold(_ENGLISH).split())


@lru_cache(maxsize=50_000)
def names_a_people(word: str) -> bool:
    """Tell whether a word says where one comes from or what one believes: « maliennes », « franco-turc »."""
    plain = fold(word)
    *before, last = plain.split("-")
    if before and all(half in _HALVES or _is_listed(half) for half in before):
        return _is_listed(last)
    return _is_listed(plain) or (word[:1].isupper() and plain.removesuffix("s") in CAPITALS)


def _is_listed(plain: str) -> bool:
    """Tell whether a folded word is a form of a listed one."""
    return any(plain.endswith(end) and plain[: len(plain) - len(end)] in PEOPLES for end in _ENDINGS)
