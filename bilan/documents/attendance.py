"""The attendance sheet as a document (feuille d’émargement): each interview, how long, who signed when."""

from collections.abc import Sequence
from datetime import date

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from bilan.cases.models import Case, Session
from bilan.cases.queries import Hours, reference_of
from bilan.documents.paper import Fact, Paper, Piece, Section, Table
from bilan.documents.writing import day, hours, signed_on


def attendance_paper(
    *, case: Case, sessions: Sequence[Session], told: Hours, on: date, language: str
) -> Paper:
    """Return the attendance sheet to set; it says when and how long, never what (no query)."""
    held = [session for session in sessions if session.state == Session.State.HELD]
    return Paper(
        title=_("Feuille d’émargement"),
        language=language,
        on=on,
        lede=_("Bilan de compétences de %(name)s, %(provider)s.")
        % {"name": case.beneficiary, "provider": case.practitioner.provider.name},
        facts=(
            Fact(_("Référence"), reference_of(case)),
            Fact(_("Conduit par"), str(case.practitioner)),
            Fact(_("Temps noté"), hours(sum(session.minutes for session in held))),
            Fact(_("Compté et signé des deux"), hours(told.signed)),
        ),
        sections=(_table(held, case), _unusual(held)),
        reads=_("Lu par les signataires, et par ceux qui contrôlent la réalité du bilan."),
    )


def _table(held: Sequence[Session], case: Case) -> Section:
    header = (_("Quand"), _("Durée"), _("Forme"), _("Phase"), _("Bénéficiaire"), _("Conduite du bilan"))
    rows = tuple(_row(session) for session in held)
    title = _("Entretiens")
    if not rows:
        return Section(title, empty=_("Aucun entretien n’est encore noté."))
    caption = _("Entretiens du bilan de %(name)s") % {"name": case.beneficiary}
    return Section(title, table=Table(caption, header, rows))


def _row(session: Session) -> tuple[str, ...]:
    start = localtime(session.starts_at)
    length = hours(session.minutes)
    if not session.is_counted:
        length = _("%(length)s, hors bilan") % {"length": length}
    return (
        _("%(day)s, %(time)s") % {"day": day(start.date()), "time": start.strftime("%H:%M")},
        length,
        str(session.get_mode_display()),
        str(session.get_phase_display()),
        signed_on(session.signed_by_beneficiary_at) or _("à signer"),
        signed_on(session.signed_by_practitioner_at) or _("à signer"),
    )


def _unusual(held: Sequence[Session]) -> Section:
    """Say which signatures came from one device within a minute: a fact for whoever controls."""
    told = tuple(
        Piece(
            _("Entretien du %(day)s : les deux signatures viennent du même appareil, à moins d’une minute.")
            % {"day": day(localtime(session.starts_at).date())}
        )
        for session in held
        if session.is_signed_as_one
    )
    return Section(_("À vérifier"), told, empty="" if told else _("Rien d’inhabituel dans les signatures."))
