"""Errors of the questionnaires.

InstrumentError
├── InstrumentUnknown       no instrument bears this name
├── InstrumentFaulty        an instrument's file is wrong: says which, where and why
├── FolderEmpty             an import that finds no instrument
├── VersionTaken            another text already bears this name and version
├── NothingToSimulate       an instrument whose answers follow no model
├── AnswersFaulty           a file of answers that cannot be read: says where
├── GivenByAProfessional    an instrument that a person does not open alone
├── TitleNeeded             an instrument that psychologists alone may give
├── NoFeedbackDue           an interview about a result that asks for none, or had it
├── AlreadyBegun            a proposal taken back once somebody answered
├── TooFewPeople            too few who agreed that their answers be studied
├── WordsTooLong            a written answer past its length
├── ItemUnknown             the instrument has no such question
├── AnswerImpossible        a value outside the response format
├── PileFull                more cards in a pile than it takes
├── RankImpossible          a ranking that is not made of the cards kept
├── AnsweredElsewhere       another tab answered the question since it was read: nothing is overwritten
├── AlreadyFinished         answers do not change once the questionnaire is finished
├── StillUnfinished         a result asked for before the end, or an end with questions left
├── NoLevelHere             an area without a measured level has nothing to support or correct
├── ReasonMissing           a correction, or an evidence, without its words
└── AdministrationHidden    someone else's answers, or none: told alike
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class InstrumentError(Exception):
    """Base of what can go wrong with a questionnaire, fit for people."""


class InstrumentUnknown(InstrumentError):
    """No instrument bears this name and version."""

    def __init__(self, *, instrument_id: str) -> None:
        super().__init__(
            _("Le questionnaire « %(name)s » n’existe pas ici. Rien n’a été modifié.")
            % {"name": instrument_id}
        )


class InstrumentFaulty(InstrumentError):
    """An instrument's file is wrong: name the file, the place and the fault."""

    def __init__(self, *, file: str, place: str, fault: str) -> None:
        self.file, self.place = file, place
        texts = {"file": file, "place": place, "fault": fault}
        super().__init__(_("%(file)s, %(place)s : %(fault)s. Le questionnaire n’a pas été chargé.") % texts)


class FolderEmpty(InstrumentError):
    """An import finds no instrument where it was told to look."""

    def __init__(self, *, folder: str) -> None:
        super().__init__(
            _("Aucun fichier .toml dans « %(folder)s ». Rien n’a été importé.") % {"folder": folder}
        )


class VersionTaken(InstrumentError):
    """Another text already bears this name and version, and people answered it."""

    def __init__(self, *, instrument_id: str, version: str) -> None:
        super().__init__(
            _(
                "« %(name)s » existe déjà en version %(version)s avec un autre texte : une version utilisée "
                "ne change plus. Rien n’a été importé ; donnez au fichier un nouveau numéro de version."
            )
            % {"name": instrument_id, "version": version}
        )


class NothingToSimulate(InstrumentError):
    """Choices, cards and words follow no model that could be played or calibrated."""

    def __init__(self, *, instrument_id: str) -> None:
        super().__init__(
            _(
                "« %(name)s » se répond par des choix, des cartes ou des mots : rien n’y est estimé "
                "par un modèle. Choisissez un questionnaire à échelons."
            )
            % {"name": instrument_id}
        )


class AnswersFaulty(InstrumentError):
    """A file of answers cannot be read: name the place and the fault."""

    def __init__(self, *, place: str, fault: str) -> None:
        texts = {"place": place, "fault": fault}
        super().__init__(_("%(place)s : %(fault)s. Rien n’a été calculé.") % texts)


class GivenByAProfessional(InstrumentError):
    """An instrument that a person does not open alone."""

    def __init__(self) -> None:
        super().__init__(
            _("Ce questionnaire s’ouvre avec votre conseiller : parlez-en lors de votre prochain entretien.")
        )


class TitleNeeded(InstrumentError):
    """An instrument that psychologists alone may give."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Ce questionnaire est réservé aux psychologues (titre protégé, loi du 25 juillet 1985, "
                "art. 44). Rien n’a été proposé ; attestez du titre si vous le portez."
            )
        )


class NoFeedbackDue(InstrumentError):
    """An interview about a result that asks for none, or already had it."""

    def __init__(self) -> None:
        super().__init__(_("Aucune restitution n’est attendue pour ce résultat. Rien n’a été modifié."))


class AlreadyBegun(InstrumentError):
    """A proposal taken back once somebody answered."""

    def __init__(self) -> None:
        super().__init__(
            _("La personne a commencé à répondre : la proposition reste, ses réponses lui appartiennent.")
        )


class TooFewPeople(InstrumentError):
    """Too few agreed that their answers be studied for nobody to be found among them."""

    def __init__(self, *, people: int, least: int) -> None:
        super().__init__(
            ngettext(
                "%(people)d personne seulement a donné son accord pour cette version, il en faut %(least)d. "
                "Aucune réponse n’a été lue.",
                "%(people)d personnes seulement ont donné leur accord pour cette version, il en faut "
                "%(least)d. Aucune réponse n’a été lue.",
                people,
            )
            % {"people": people, "least": least}
        )


class WordsTooLong(InstrumentError):
    """A written answer past its length."""

    def __init__(self, *, length: int, most: int) -> None:
        super().__init__(
            _(
                "Votre texte fait %(length)d caractères, la place s’arrête à %(most)d. "
                "Il est gardé sur la page : raccourcissez-le, puis continuez."
            )
            % {"length": length, "most": most}
        )


class ItemUnknown(InstrumentError):
    """The instrument has no such question."""

    def __init__(self, *, item_id: str) -> None:
        super().__init__(
            _("La question « %(item)s » n’est pas dans ce questionnaire. Rien n’a été enregistré.")
            % {"item": item_id}
        )


class AnswerImpossible(InstrumentError):
    """A value outside the response format."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cette réponse n’est pas parmi celles proposées. Vos autres réponses sont gardées : "
                "choisissez-en une sur la page, ou passez la question."
            )
        )


class PileFull(InstrumentError):
    """More cards in a pile than it takes."""

    def __init__(self, *, pile: str, most: int) -> None:
        super().__init__(
            ngettext(
                "La pile « %(pile)s » prend %(most)d carte, pas plus. Votre tri est gardé : "
                "déplacez d’abord une carte ailleurs.",
                "La pile « %(pile)s » prend %(most)d cartes, pas plus. Votre tri est gardé : "
                "déplacez d’abord une carte ailleurs.",
                most,
            )
            % {"pile": pile, "most": most}
        )


class RankImpossible(InstrumentError):
    """A ranking that is not made of the cards kept, each once."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Seules les cartes que vous avez gardées se classent, chacune à une seule place. "
                "Votre tri est gardé : reprenez le classement."
            )
        )


class AnsweredElsewhere(InstrumentError):
    """Another tab or device gave another answer since the question was read; neither is lost."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Vous avez répondu à cette question dans un autre onglet ou sur un autre appareil. "
                "Cette réponse-là est gardée. Celle d’ici est encore à l’écran : "
                "continuez pour la mettre à sa place."
            )
        )


class AlreadyFinished(InstrumentError):
    """Answers do not change once the questionnaire is finished."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Ce questionnaire est terminé, ses réponses ne changent plus. "
                "Vous pourrez y répondre de nouveau."
            )
        )


class StillUnfinished(InstrumentError):
    """The end is not reached: questions are left."""

    def __init__(self, *, left: int) -> None:
        self.left = left
        super().__init__(
            ngettext(
                "Il reste %(left)d question. Vos réponses sont gardées : répondez-y, ou passez-la.",
                "Il reste %(left)d questions. Vos réponses sont gardées : répondez-y, ou passez-les.",
                left,
            )
            % {"left": left}
        )


class NoLevelHere(InstrumentError):
    """An area without a measured level has nothing to support or correct."""

    def __init__(self) -> None:
        super().__init__(_("Ce domaine n’a pas de niveau mesuré. Rien n’a été modifié."))


class ReasonMissing(InstrumentError):
    """A correction, or an evidence, came without its words."""

    def __init__(self) -> None:
        super().__init__(_("Écrivez quelques mots qui disent pourquoi : rien n’a été enregistré sans eux."))


class AdministrationHidden(InstrumentError):
    """Someone else's answers, or none at all: the two are told alike."""

    def __init__(self) -> None:
        super().__init__(_("Ces réponses ne sont pas ouvertes pour vous. Rien n’a été lu ni modifié."))
