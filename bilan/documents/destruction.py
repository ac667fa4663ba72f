"""The certificate of a destruction as a document: class, count, when, by which rule; no content."""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bilan.cases.models import Destruction
from bilan.documents.paper import Fact, Paper, Piece, Section, Table
from bilan.documents.writing import signed_on


def destruction_paper(*, row: Destruction, counts: tuple[tuple[str, int], ...], language: str) -> Paper:
    """Return a certificate to set; `counts` are the classes in plain words (no query)."""
    return Paper(
        title=_("Certificat de destruction"),
        language=language,
        on=localdate(row.destroyed_at),
        lede=str(row.get_kind_display()),
        facts=(
            Fact(_("Détruit"), signed_on(row.destroyed_at)),
            Fact(_("Règle"), row.source),
            Fact(_("Organisme"), str(row.provider) if row.provider else _("la plateforme")),
            Fact(_("Certificat"), str(row.pk)),
        ),
        sections=(_what(counts), _how(), _fingerprints(row)),
        reads=_("Ce certificat ne contient ni nom, ni contenu : il peut être montré à un contrôle."),
    )


def _what(counts: tuple[tuple[str, int], ...]) -> Section:
    header = (_("Ce qui est détruit"), _("Combien"))
    rows = tuple((name, str(count)) for name, count in counts)
    if not rows:
        return Section(_("Ce qui est détruit"), empty=_("Rien n’avait été écrit."))
    return Section(_("Ce qui est détruit"), table=Table(_("Classes et nombres"), header, rows))


def _how() -> Section:
    text = _(
        "Ce qui était chiffré l’était sous une clé : la clé est détruite, et les lignes sont effacées. "
        "Les sauvegardes qui les contiennent encore sont illisibles, et s’effacent à la fin de leur durée."
    )
    return Section(_("Comment"), (Piece(text),))


def _fingerprints(row: Destruction) -> Section:
    text = _("SHA-256 de chaque ligne détruite, telle qu’elle était enregistrée : aucun texte n’en revient.")
    return Section(_("Empreintes"), (Piece(text), *(Piece(each) for each in row.hashes)))
