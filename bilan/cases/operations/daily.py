"""What only time does to bilans: silences read, pauses over, reminders due."""

from datetime import datetime

from bilan.cases.operations.employers import refuse_by_silence
from bilan.cases.operations.silences import heed_silences
from bilan.cases.operations.suspensions import end_pauses


def keep_time(*, at: datetime) -> int:
    """Do what the hour asks of bilans, each in a transaction of its own; return how many were touched."""
    return refuse_by_silence(at=at) + end_pauses(at=at) + heed_silences(at=at)
