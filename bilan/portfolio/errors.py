"""Errors of the portfolio.

PortfolioError
├── PieceHidden             someone else's experience, card or suggestion, or none: told alike
├── TitleMissing            an experience without a name
├── SentenceMissing         a card without its owner's sentence
├── NothingTold             suggestions asked for an experience without words
├── YearsImpossible         an experience that ends before it starts, or lies out of a life
├── LevelImpossible         a level outside 1 to 4
├── AlreadyAnswered         a suggestion that was confirmed or refused before
├── AlreadyRetired          a card that is put away already
├── EvidenceRefused         a file that is not taken in, with the reason
│   └── EvidenceDisguised   its name announces another sort than its bytes
├── TooMuchEvidence         a card that holds five files already
├── NothingToMerge          fewer than two cards, or the same one twice
├── NothingToSplit          fewer than two sentences
├── ChangedMeanwhile        another tab kept something else first; both texts are shown
├── WordsMissing            a remark without words
└── NeedsAnotherPerson      "confirmed" is said by someone else than the owner
"""

from django.utils.translation import gettext as _


class PortfolioError(Exception):
    """Base of what can go wrong with a portfolio, fit for people."""


class PieceHidden(PortfolioError):
    """Someone else's piece, or none at all: the two are told alike."""

    def __init__(self) -> None:
        super().__init__(_("Cet élément n’est pas ouvert pour vous. Rien n’a été lu ni modifié."))


class TitleMissing(PortfolioError):
    """An experience came without a name."""

    def __init__(self) -> None:
        super().__init__(_("Donnez un nom à cette activité, même court. Rien n’a encore été enregistré."))


class SentenceMissing(PortfolioError):
    """A card came without its owner's sentence."""

    def __init__(self) -> None:
        super().__init__(_("Écrivez votre phrase, même courte. La carte n’a pas été modifiée."))


class NothingTold(PortfolioError):
    """Suggestions were asked for an experience without words."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Racontez d’abord cette activité en quelques phrases : "
                "les compétences sont cherchées dans vos mots."
            )
        )


class YearsImpossible(PortfolioError):
    """An experience that ends before it starts, or lies out of a life."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Ces dates ne vont pas ensemble. "
                "Vos mots sont gardés sur la page : vérifiez le début et la fin."
            )
        )


class LevelImpossible(PortfolioError):
    """A level outside 1 to 4."""

    def __init__(self) -> None:
        super().__init__(_("Le niveau va de 1 à 4. La carte n’a pas été modifiée."))


class AlreadyAnswered(PortfolioError):
    """The suggestion was confirmed or refused before."""

    def __init__(self) -> None:
        super().__init__(_("Vous avez déjà répondu à cette proposition. Rien n’a changé."))


class AlreadyRetired(PortfolioError):
    """The card is put away already."""

    def __init__(self) -> None:
        super().__init__(_("Cette carte est déjà rangée. Retrouvez-la d’abord parmi les cartes retirées."))


class EvidenceRefused(PortfolioError):
    """A file is not taken in; the message says why and what to do."""


class EvidenceDisguised(EvidenceRefused):
    """The name of a file announces another sort than its bytes are."""

    def __init__(self, *, kind: str) -> None:
        self.kind = kind
        super().__init__(
            _(
                "Le nom de ce fichier annonce une autre sorte que son contenu, qui est : %(kind)s. "
                "Rien n’a été gardé : ouvrez-le pour le vérifier, puis enregistrez-le sous son vrai nom."
            )
            % {"kind": kind}
        )


class TooMuchEvidence(PortfolioError):
    """The card holds as many files as one may."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cette carte a déjà cinq fichiers. Celui-ci n’a pas été gardé : "
                "retirez-en un, ou ajoutez-le à une autre carte."
            )
        )


class NothingToMerge(PortfolioError):
    """Fewer than two cards, or the same one twice."""

    def __init__(self) -> None:
        super().__init__(_("Choisissez au moins deux cartes différentes à réunir. Rien n’a été modifié."))


class NothingToSplit(PortfolioError):
    """Fewer than two sentences."""

    def __init__(self) -> None:
        super().__init__(_("Écrivez au moins deux phrases, une par carte. La carte n’a pas été modifiée."))


class ChangedMeanwhile(PortfolioError):
    """Another tab kept something else since the page was opened: nothing is overwritten unseen."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Ceci a été modifié ailleurs depuis que cette page est ouverte. "
                "Rien n’est perdu : les deux textes sont ci-dessous, gardez ce qui vous va."
            )
        )


class WordsMissing(PortfolioError):
    """A remark came without words."""

    def __init__(self) -> None:
        super().__init__(_("Écrivez votre remarque, même courte. Rien n’a été enregistré."))


class NeedsAnotherPerson(PortfolioError):
    """A confirmation is said by someone else than the owner."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "« Confirmée » veut dire que quelqu’un d’autre l’a constaté : "
                "votre conseiller peut l’enregistrer avec vous. Votre carte est gardée telle quelle."
            )
        )
