"""The words of the next thing and of where one is, by code: no logic."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bilan.cases.models import Phase

Lazy = str | Promise

# code of the next step → why it comes now, and the words of the button
WORDS: dict[str, tuple[Lazy, Lazy]] = {
    "START": (
        _("Un premier entretien gratuit, sans engagement, avec qui vous voulez."),
        _("Choisir avec qui"),
    ),
    "SIGN_ATTENDANCE": (
        _("Votre signature dit que l’entretien a eu lieu et combien il a duré, rien d’autre."),
        _("Voir et signer"),
    ),
    "DEMAND": (
        _("Pourquoi maintenant, et ce qui rendrait ce bilan utile. Écrivez comme vous parlez."),
        _("Écrire ma demande"),
    ),
    "DIAGNOSIS": (
        _("Elles règlent le programme : long là où il faut, bref là où vous savez déjà."),
        _("Répondre aux questions"),
    ),
    "PLAN": (
        _("Deux ou trois chemins, avec les heures et le pourquoi de chaque étape."),
        _("Comparer les programmes"),
    ),
    "AGREEMENT": (
        _("Les heures, les dates, le prix. Rien ne commence sans vos deux signatures."),
        _("Lire la convention"),
    ),
    "BOOK_SESSION": (
        _("Un rendez-vous par semaine garde le fil. Choisissez parmi les créneaux ouverts."),
        _("Choisir un créneau"),
    ),
    "EXPERIENCES": (
        _("Une chose menée jusqu’au bout, payée ou non. Trois phrases suffisent pour commencer."),
        _("Raconter"),
    ),
    "SUGGESTIONS": (
        _("Gardez, corrigez, laissez : c’est vous qui décidez."),
        _("Relire mes compétences"),
    ),
    "SKILLS": (
        _("Avec vos mots d’abord. Le nom officiel viendra après, en petit."),
        _("Écrire une compétence"),
    ),
    "VALUES": (
        _("Trente-six cartes, quatre piles : ce sans quoi un travail ne vous irait pas."),
        _("Trier les cartes"),
    ),
    "INTERESTS": (
        _("Est-ce que cela vous plairait, que vous sachiez déjà le faire ou non ?"),
        _("Répondre"),
    ),
    "OPTIONS": (
        _("Aucune n’est une réponse. Chacune dit pourquoi elle est là, et ses défauts."),
        _("Voir les pistes"),
    ),
    "COMPARE": (
        _("Côte à côte, sur vos critères à vous, l’énergie et le doute compris."),
        _("Comparer mes pistes"),
    ),
    "ENQUIRE": (
        _("Une demi-heure avec quelqu’un qui fait ce métier en apprend plus que dix fiches."),
        _("Préparer la rencontre"),
    ),
    "ACTION_PLAN": (
        _("Petit, daté, dans les sept jours. Le reste du plan vient derrière."),
        _("Écrire le premier pas"),
    ),
    "SYNTHESIS": (
        _("Elle ne contient que ce que vous avez validé. Vos remarques en font partie."),
        _("Lire la synthèse"),
    ),
    "GO_ON": (
        _("Continuer, faire une pause ou arrêter : aucun choix n’est une faute."),
        _("Choisir"),
    ),
    "FOLLOW_UP": (
        _("Une seule question, quelques mois après. Il n’y a pas de bonne réponse."),
        _("Répondre"),
    ),
    "STEP": (
        _("Votre plan vous attend, un pas à la fois."),
        _("Ouvrir mon plan"),
    ),
    "SESSION": (
        _("Tout est prêt de votre côté. Relisez ce que vous voulez aborder, ou ne faites rien."),
        _("Voir mon parcours"),
    ),
    "WAIT": (
        _("Il n’y a rien à faire pour vous en ce moment."),
        _("Voir mon parcours"),
    ),
    "KEEP": (
        _("Vos compétences, votre plan et votre synthèse : emportez-les quand vous voulez."),
        _("Ouvrir mes données"),
    ),
}
LEDES: dict[str, Lazy] = {
    Phase.PRELIMINARY: _(
        "Vous posez les bases avec %(name)s : ce que vous cherchez, et comment vous y prendre."
    ),
    Phase.INVESTIGATION: _(
        "Vous êtes au cœur du bilan. Vous racontez, vous triez, et vous vérifiez avec %(name)s."
    ),
    Phase.CONCLUSION: _(
        "Le plus gros est fait. Il reste à mettre votre projet en pas datés, et à relire la synthèse."
    ),
    Phase.FOLLOW_UP: _("Votre bilan se prolonge avec %(name)s."),
}
