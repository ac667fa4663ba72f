"""French words that tell who somebody is, what became of them and when; see `vocabulary`."""

# One's own people: with « ma », « my » before, they are the teller's.
KIN = """
mère père maman papa parents parent mari femme épouse époux conjoint conjointe compagnon compagne copain
copine copains copines ami amie amis amies frère sœur frères sœurs fils fille filles garçons enfants enfant
bébé bébés jumeaux jumelles grand-mère grand-père grands-parents mamie papi papy oncle tante cousin cousine
cousins cousines neveu nièce neveux nièces beau-père belle-mère beau-frère belle-sœur beaux-parents
belle-famille famille familles ancêtres aïeux gendre belle-fille petits-enfants petit-fils petite-fille
gamins gosses petits proches fratrie frangin frangine frangins frangines tonton tata mamans papas
"""
# Persons by sex and age.
PERSONS = """
homme femme fille garçon dame monsieur madame mademoiselle hommes femmes filles garçons dames adulte adultes
adolescent adolescente adolescents ado ados jeune jeunes personne personnes gens senior séniors seniors
sénior quinquagénaire quadragénaire trentenaire sexagénaire quinqua quadra vingtenaire aîné aînée cadet
cadette benjamin benjamine jumeau jumelle orphelin orpheline enfance adolescence nana mec gars gamin gamine
"""
# What one is to the state, to work in general, to the family and to the calendar.
STANDING = """
professionnel professionnelle professionnels professionnelles mariée marié pacsée pacsé divorcée divorcé
séparée séparé veuf veuve célibataire fiancé fiancée enceinte solo monoparentale monoparental nombreuse
retraite retraitée retraité retraités chômage chômeur chômeuse rsa maternité paternité parental grossesse
congé âgé âgée âgés âgées âge ans an majeur majeure mineur mineure adopté adoptée naturalisée naturalisé
nationalité origine origines originaire naissance accent peau religion croyant croyante croyants croyance
foi confession pratiquant pratiquante ramadan couleur ethnie racines vingtaine trentaine quarantaine
cinquantaine soixantaine septantaine diaspora exil guerre papiers pays bled patrie descendance descendant
descendante issu issue issus collège lycée école fac lycéen lycéenne étudiant étudiante bac anniversaire
génération licencié licenciée viré virée renvoyé renvoyée inactif inactive sans-emploi reconversion intérim
cdi cdd emploi emplois boulot boulots carrière apprentissage scolarité université fratrie adoption adoptif
adoptive classe milieu malade maladie santé accident cancer burn-out handicap handicapé handicapée rqth visa
frontière frontières exode moqueries racisme préjugés discrimination deuil rupture séparation divorce
naturalisation intégration déracinement culture cultures langue maternelle maternel paternelle paternel
"""
# What becomes of somebody: to be, to have, to come, to go, to live, to be called, to feel, to lose.
BECOMING = """
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
tourne tourné aime aimais aimait fuir fuis fuit fuyant arrivant venant partant quittant vivant grandissant
devenant déménagé déménage déménageais déménager envoyé envoyée envoyés emmené emmenée rejoint rejointe
rejoindre traversé traversée finissais fini finie finir terminé terminée arrêté arrêtée arrêter repris
recommencé continué continue attendu attendre oublié oublier choisi choisis choisit choisir accepté refusé
obtenu obtenue acquis acquise gagné tombé tombée tomber sorti sortie sortis sortais sortir entré entrée subi
subis souffert rencontré rencontrer rencontre vieillir vieillis vieillissant échappe échappent imaginer
imagine imaginais imaginé croyais rêvais rêve rêvé espère espérais espérer regrette regretté souhaite
souhaitais préfère voyais voient vaut vaux valait valent prend prenait prenne pris posé pose convaincu
convaincue persuadé persuadée isolé isolée fatigué fatiguée épuisé épuisée déçu déçue surpris surprise
étonné étonnée choqué choquée soulagé soulagée inquiet inquiète angoissé rappelle rappellent rappelé
embauché embauchée embauche engagé engagée recruté recrutée
"""
# When, where and how much, how it was, and the words of a story about itself.
AROUND = """
lorsque lorsqu puisque puisqu afin quoique tandis voire années mois semaine semaines jour jours journée
matin soir hier aujourd’hui demain époque temps moment fois période printemps été automne hiver siècle
janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi
jeudi vendredi samedi dimanche toujours jamais souvent parfois déjà encore maintenant désormais bientôt
presque environ longtemps tard tôt depuis pendant durant après avant dès jusque jusqu’ lors ensuite enfin
alors donc car mais ou ni et puis sinon parce malgré selon sauf contre parmi hors voilà voici oui non bon
bonne bons bonnes beau belle beaux belles grand grande grands petit petite long longue dur dure difficile
facile simple vrai vraie vraiment sûr sûre content contente heureux heureuse triste fier fière seul seule
seuls seules nouveau nouvelle vieux vieille vieil premier première dernier dernière autre autres ancien
ancienne récent certain certaine chaque plusieurs peu beaucoup trop assez tant tellement moins mieux mal
pire juste seulement surtout simplement franchement honnêtement sincèrement bref loin près proche là ici
ailleurs partout moi toi soi nous-mêmes moi-même ça cela ceci rien quelque quelques chose choses tas plein
pleine moitié peine tout toute toutes tous double mi fin début suite vie histoire parcours monde hasard
chance rêve envie besoin force cœur clair clairs claire brève commencé commence commencer commençait débuté
dit dire dis disait vois voit voir vu crois croit croyais croyait croire pense pensais penser souviens
souvenir essaie essayé essayer merci bonjour bonsoir salut bienvenue enchanté enchantée désolé désolée ravi
ravie plaisir ville village campagne banlieue quartier région coin rue maison étage nord sud ouest midi
outre-mer île îles métropole département province continent mer meilleur meilleure meilleurs meilleures bas
basse haut haute vif vive froid froide chaud chaude gris doux fil date dates question réponse problème
problèmes raison raisons façon manière côté cas fait faits idée idées avis point points bout sens route
chemin chemins voie étape étapes tournant passage place destin avenir passé présent autrefois jadis naguère
récemment actuellement dernièrement finalement heureusement malheureusement évidemment probablement
peut-être certainement absolument totalement complètement quasiment vite lentement rapidement soudain lieu
endroit site provinciale capitale rural rurale urbain urbaine cité cités hlm périphérie frontalier montagne
plaine côte plage lac rivière paris londres bruxelles france afrique europe amérique asie angleterre
"""
NUMBERS = """
deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit
dix-neuf vingt trente quarante cinquante soixante quatre-vingt quatre-vingts quatre-vingt-dix cent mille
"""
# Words about the telling, which say nothing alone: « je raconte mon parcours », « let me explain ».
TALK = """
raconte raconter explique expliquer résume résumer présente présenter décris décrire parle parler
"""
TOLD = """
travail métier expérience récit
"""
# What the teller's own people do for a living, in no detail.
LIVELIHOOD = """
travaille travaillait travaillent travaillaient travaillé
"""
# What is not the teller: a clause of which one of these is the subject tells no deed of theirs.
FATE = """
vie temps hasard destin chance avenir personne rien nul
"""
