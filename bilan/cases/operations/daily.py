"""What only time does: silences read, pauses over, reminders due, weekly hours that come in sight."""

from datetime import datetime

from bilan.cases.operations.employers import refuse_by_silence
from bilan.cases.operations.silences import heed_silences
from bilan.cases.operations.suspensions import end_pauses
from bilan.providers.operations import extend_calendars


def keep_time(*, at: datetime) -> int:
    """Do what the hour asks of bilans, each in a transaction of its own; return how many were touched.

    The weekly hours of counsellors open as their days come in sight, within booking's reach.
    """
    extend_calendars(at=at)
    return refuse_by_silence(at=at) + end_pauses(at=at) + heed_silences(at=at)
