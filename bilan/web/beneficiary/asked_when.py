"""At which moment of the programme a questionnaire is asked now, and whether it is time."""

from bilan.cases.models import Case, Phase, Session
from bilan.instruments.library import ALLIANCE
from bilan.instruments.models import Administration
from bilan.instruments.schema import Instrument

Moment = Administration.Moment
# By phase, the moments that fit, the best first.
MOMENTS: dict[Phase, tuple[str, ...]] = {
    Phase.PRELIMINARY: (Moment.START,),
    Phase.INVESTIGATION: (Moment.INVESTIGATION, Moment.MIDWAY),
    Phase.CONCLUSION: (Moment.END,),
    Phase.FOLLOW_UP: (Moment.FOLLOW_UP,),
}


def moment_now(*, asked: Instrument, case: Case | None) -> str | None:
    """Return the moment at which a questionnaire is asked in this phase; None when it is not its turn."""
    fitting = MOMENTS[Phase(case.phase)] if case else (Moment.START,)
    return next((moment for moment in fitting if moment in asked.moments), None)


def moment_of(*, asked: Instrument, case: Case | None) -> str:
    """Return the moment under which an answer given now is kept."""
    return moment_now(asked=asked, case=case) or asked.moments[0]


def has_met(case: Case | None) -> bool:
    """Tell whether a first interview took place (one query)."""
    return case is not None and Session.objects.filter(case=case, state=Session.State.HELD).exists()


def is_listed(*, asked: Instrument, met: bool) -> bool:
    """Tell whether a person may open it: no professional gives it, no interview must come first."""
    return asked.administered_by == "ANYONE" and (met or asked.id != ALLIANCE)
