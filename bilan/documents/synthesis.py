"""The synthesis as a document (document de synthèse, art. L6313-4 du code du travail)."""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bilan.cases.models import Case
from bilan.cases.pieces import PART_LABELS, SynthesisPiece, ToldSynthesis
from bilan.cases.queries.hours import hours_of
from bilan.documents.paper import Fact, Paper, Piece, Section, Signature
from bilan.documents.writing import day, hours, signed_on


def synthesis_paper(*, case: Case, told: ToldSynthesis, language: str) -> Paper:
    """Return the synthesis to set: four parts, the observations, both acknowledgements (two queries)."""
    on = localdate(told.locked_at or told.drafted_at)
    parts = [_part(str(label), told.parts.get(part, ())) for part, label in PART_LABELS.items()]
    return Paper(
        title=_("Document de synthèse"),
        language=language,
        on=on,
        lede=_("Bilan de compétences de %(name)s") % {"name": case.beneficiary},
        facts=_facts(case, told),
        sections=(*parts, _observations(told.observations)),
        signatures=_signatures(case, told),
        reads=_("Ce document appartient à %(name)s. Il ne va à personne sans son accord.")
        % {"name": case.beneficiary},
        reference=told.content_sha256,
    )


def _facts(case: Case, told: ToldSynthesis) -> tuple[Fact, ...]:
    provider, figures = case.practitioner.provider, hours_of(case=case, today=localdate(told.drafted_at))
    return (
        Fact(_("Organisme"), f"{provider.name}, {provider.town}"),
        Fact(_("Conduit par"), str(case.practitioner)),
        Fact(_("Du, au"), f"{day(localdate(case.opened_at))} – {day(localdate(told.drafted_at))}"),
        Fact(_("Temps accompagné"), hours(figures.accompanied)),
    )


def _part(title: str, pieces: tuple[SynthesisPiece, ...]) -> Section:
    if not pieces:
        return Section(title, empty=_("Rien n’est écrit ici pour le moment."))
    return Section(title, tuple(Piece(piece.text) for piece in pieces))


def _observations(text: str) -> Section:
    title = _("Observations de la personne")
    if not text.strip():
        return Section(title, empty=_("Aucune observation."))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return Section(title, tuple(Piece(line, is_own=True) for line in lines))


def _signatures(case: Case, told: ToldSynthesis) -> tuple[Signature, ...]:
    return (
        Signature(_("Bénéficiaire"), str(case.beneficiary), signed_on(told.acknowledged_by_beneficiary_at)),
        Signature(
            _("Conduite du bilan"), str(case.practitioner), signed_on(told.acknowledged_by_practitioner_at)
        ),
    )
