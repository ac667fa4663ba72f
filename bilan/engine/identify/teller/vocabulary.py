"""Words that tell who somebody is, what became of them and when, and none that tells what they do.

A clause made of these alone tells no deed. Words are folded: lowered, without accents. Verbs of care
(« élever », « garder », « soigner ») are left out on purpose: beside the same words they are deeds.
"""

from bilan.engine.identify.words import EMPTY_WORDS, fold


def bag(text: str) -> frozenset[str]:
    """Return the words of a list as they are looked up."""
    return frozenset(word.rstrip("'") for word in fold(text).split())


# One's own people: with « ma », « my » before, they are the teller's.
KIN = bag("""
mère père maman papa parents parent mari femme épouse époux conjoint conjointe compagnon compagne copain
copine copains copines ami amie amis amies frère sœur frères sœurs fils fille filles garçons enfants enfant
bébé bébés jumeaux jumelles grand-mère grand-père grands-parents mamie papi papy oncle tante cousin cousine
cousins cousines neveu nièce neveux nièces beau-père belle-mère beau-frère belle-sœur beaux-parents
belle-famille famille familles ancêtres aïeux gendre belle-fille petits-enfants petit-fils petite-fille
gamins gosses petits proches mother father mum mom dad mummy daddy parents husband wife spouse partner
boyfriend girlfriend brother sister brothers sisters son daughter sons daughters kids children child baby
babies twins grandmother grandfather grandma grandpa grandparents uncle aunt cousin cousins nephew niece
family in-laws grandchildren grandson granddaughter ancestors stepmother stepfather toddler
""")
# Persons by sex and age.
PERSONS = bag("""
homme femme fille garçon dame monsieur madame mademoiselle hommes femmes filles garçons dames adulte adultes
adolescent adolescente adolescents ado ados jeune jeunes personne personnes gens senior séniors seniors
sénior quinquagénaire quadragénaire trentenaire sexagénaire quinqua quadra vingtenaire man woman men women
boy girl boys girls lady ladies guy guys gentleman lad lass person people adult adults teenager teenagers
teen youngster youth senior pensioner pensioners millennial aîné aînée cadet cadette benjamin benjamine
jumeau jumelle orphelin orpheline eldest youngest orphan twin
""")
# What one is to the state, the family and the calendar.
STANDING = bag("""
mariée marié pacsée pacsé divorcée divorcé séparée séparé veuf veuve célibataire fiancé fiancée enceinte
solo monoparentale monoparental nombreuse retraite retraitée retraité retraités chômage chômeur chômeuse rsa
maternité paternité parental grossesse congé âgé âgée âgés âgées âge ans an majeur majeure mineur mineure
adopté adoptée naturalisée naturalisé nationalité origine origines originaire naissance accent peau religion
croyant croyante croyants croyance foi confession pratiquant pratiquante ramadan couleur ethnie racines
vingtaine trentaine quarantaine cinquantaine soixantaine septantaine diaspora exil guerre papiers pays bled
patrie descendance descendant descendante issu issue issus collège lycée école fac lycéen lycéenne étudiant
étudiante bac anniversaire génération married divorced separated widow widower widowed single engaged
pregnant maternity paternity leave retired retirement pension unemployed redundancy age aged old years year
born birth nationality origin descent heritage roots accent skin religion faith believer citizen citizenship
passport immigrant immigrants migrant migrants refugee refugees asylum foreigner foreign native teens
twenties thirties forties fifties sixties seventies birthday generation school college university student
leaver graduate
""")
# What becomes of somebody: to be, to have, to come, to go, to live, to be called, to feel, to be able.
BECOMING = bag("""
suis es est sommes sont étais était étions étaient fus fut furent serai sera serais serait seront été être
étant sois ai as a avons ont avais avait avions avaient eus eut aurai aura aurais aurait eu eue avoir ayant
nais naît née né nés nées naître grandi grandis grandit grandissais grandir vient viens viennent venu venue
venus venues venais venait venaient vint venir vins provenir provient arrivé arrivée arrivés arrivées arrive
arrivait arrivais arriver débarqué débarquée habite habitais habitait habitent habité habiter vis vit vivent
vivais vivait vivaient vécu vivre reste restée resté restés restait restais rester devenu devenue devenus
devient deviens devenais devenir parti partie partis parties pars part partait partir quitté quittée
quittent quittait quitter retourné retournée revenu revenue revenus reviens rentré rentrée émigré émigrée
émigrent immigré immigrée fui retrouve retrouvé retrouvée retrouvais marie marier divorcer divorce séparer
perdu perd décès décédé décédée décédés mort morte morts mourir mourut fêté fêter fête vais va vont allé
allée allais allait irai aller dois doit devais devait dû devoir peux peut pouvais pouvait pu pouvoir veux
veut voulais voulait voulu vouloir faut fallait fallu sais sait savais savait savoir semble semblait paraît
sens sentais sentait sentir prénom nom surnom passe passé passée passés cherche cherchais chercher attends
tourne tourné aime aimais aimait am is are was were be been being m re ve s d ll t have has had having don’
didn’ wasn’ weren’ isn’ doesn’ haven’ can’ couldn’ won’ wouldn’ come comes came coming grew grow grown live
lives lived living left leave leaving go goes went gone moved move stay stayed became become lost die died
passed turn turned turning feel felt feeling get gets got getting name want wanted need needed know knew
known seem seemed can could may might must shall should will would fled flee arrived arrive settle settled
""")
# When and how much, how it was, and the words of a story about itself.
AROUND = bag("""
années mois semaine semaines jour jours journée matin soir hier aujourd’hui demain époque temps moment fois
période printemps été automne hiver siècle janvier février mars avril mai juin juillet août septembre
octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche toujours jamais souvent
parfois déjà encore maintenant désormais bientôt presque environ longtemps tard tôt depuis pendant durant
après avant dès jusque jusqu’ lors ensuite enfin alors donc car mais ou ni et puis sinon parce puisque
malgré selon sauf contre parmi hors voilà voici oui non bon bonne bons bonnes beau belle beaux belles grand
grande grands petit petite long longue dur dure difficile facile simple vrai vraie vraiment sûr sûre content
contente heureux heureuse triste fier fière seul seule seuls seules nouveau nouvelle vieux vieille vieil
premier première dernier dernière autre autres ancien ancienne récent certain certaine chaque plusieurs peu
beaucoup trop assez tant tellement moins mieux mal pire juste seulement surtout simplement franchement
honnêtement sincèrement bref tard loin près proche là ici ailleurs partout moi toi soi nous-mêmes moi-même
ça cela ceci rien quelque quelques chose choses tas plein pleine moitié peine tout toute toutes tous double
mi fin début suite vie histoire parcours monde hasard chance rêve envie besoin force cœur clair clairs
claire brève commencé commence commencer commençait débuté dit dire dis disait vois voit voir vu crois croit
croyais croyait croire pense pensais penser souviens souvenir essaie essayé essayer merci bonjour bonsoir
salut bienvenue enchanté enchantée désolé désolée ravi ravie plaisir ville village campagne banlieue
quartier région coin rue maison étage nord sud ouest midi outre-mer île îles métropole département province
continent mer day days week weeks month months morning evening yesterday today tomorrow time times moment
period spring summer autumn winter january february march april june july august september october november
december monday tuesday wednesday thursday friday saturday sunday always never often sometimes already still
now soon almost nearly about around long late early mid since during after before until till then later once
ago just only really quite very too so such here there away back again well good great bad nice new young
younger younger older old oldest big small hard easy simple true sure glad happy sad proud alone single last
first next other another recent former every each several few lot lots many much more most less some any all
both half own little bit because although though while than into onto over under near through without within
against between among hello hi hey dear thanks thank sorry pleased yes no not nothing something everything
thing things life story world chance dream end start beginning begin began started it’ that’ there’ let’ let
honest honestly frankly sincerely say said see saw believe think thought remember try tried town city
village country countryside region north south east west suburb suburbs neighbourhood island myself himself
herself ourselves i you he she they us him her one ones who whom whose
""")
NUMBERS = bag("""
deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit
dix-neuf vingt trente quarante cinquante soixante quatre-vingt quatre-vingts quatre-vingt-dix cent mille two
three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
""")
# Words about the telling itself, which say nothing alone: « je raconte mon parcours », « let me explain ».
TALK = bag("""
raconte raconter explique expliquer résume résumer présente présenter décris décrire parle parler explain
tell introduce describe summarise summarize present
""")
TOLD = bag("travail métier expérience récit job work career experience background")
# What the teller's own people do for a living, in no detail.
LIVELIHOOD = bag("travaille travaillait travaillent travaillaient travaillé works worked working work")
DOING = frozenset({"faire", "do"})  # small words that stand for a deed
WHO = KIN | PERSONS | STANDING
SMALL = (EMPTY_WORDS["fr"] | EMPTY_WORDS["en"]) - DOING
KNOWN = WHO | BECOMING | AROUND | NUMBERS | SMALL
