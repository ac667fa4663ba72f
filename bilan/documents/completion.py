"""The certificate of completion as a document (certificat de réalisation): done, never said."""

from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bilan.cases.models import Case, Receipt
from bilan.cases.queries import Hours, reference_of
from bilan.documents.paper import Fact, Paper, Piece, Section, Table
from bilan.documents.writing import day, hours


def completion_paper(*, case: Case, told: Hours, receipt: Receipt | None, on: date, language: str) -> Paper:
    """Return the certificate of a bilan that ended, delivered or left (no query)."""
    return Paper(
        title=_("Certificat de réalisation"),
        language=language,
        on=on,
        lede=_("%(provider)s certifie que %(name)s a suivi un bilan de compétences.")
        % {"provider": case.practitioner.provider.name, "name": case.beneficiary},
        facts=_facts(case, told, receipt),
        sections=(_phases(told), _end(receipt)),
        reads=_(
            "Lu par la personne, l’organisme et ceux qui financent : aucune de ses lignes ne dit le contenu."
        ),
        reference=receipt.synthesis_sha256 if receipt else "",
        labels={"reference": _("Empreinte de la synthèse remise :")},
    )


def _facts(case: Case, told: Hours, receipt: Receipt | None) -> tuple[Fact, ...]:
    provider = case.practitioner.provider
    ended = receipt.handed_at if receipt else case.content_destroyed_at
    return (
        Fact(_("Référence"), reference_of(case)),
        Fact(_("Nature de l’action"), _("Bilan de compétences (art. L6313-1 du code du travail)")),
        Fact(_("Déclaration d’activité"), provider.registration or _("en cours")),
        Fact(_("Conduit par"), str(case.practitioner)),
        Fact(
            _("Du, au"),
            f"{day(localdate(case.opened_at))} – {day(localdate(ended)) if ended else _('en cours')}",
        ),
        Fact(_("Temps accompagné, signé des deux"), hours(told.signed)),
        Fact(_("Travail personnel guidé"), hours(told.own)),
    )


def _phases(told: Hours) -> Section:
    header = (_("Phase"), _("Avec quelqu’un"), _("Seul, guidé"))
    rows = tuple(
        (str(phase.phase.label), hours(phase.accompanied), hours(phase.own)) for phase in told.phases
    )
    return Section(_("Durée réalisée"), table=Table(_("Durée réalisée par phase"), header, rows))


def _end(receipt: Receipt | None) -> Section:
    if receipt is None:
        text = _(
            "La personne a arrêté le bilan avant sa fin, ce qui est son droit ; aucune raison n’est demandée."
        )
    else:
        text = _("La synthèse a été remise à la personne le %(day)s, après sa validation par les deux.") % {
            "day": day(localdate(receipt.handed_at))
        }
    rest = _(
        "Les résultats détaillés et la synthèse n’ont été remis qu’à elle (art. L6313-4 du code du travail)."
    )
    return Section(_("Fin de l’action"), (Piece(text), Piece(rest)))
