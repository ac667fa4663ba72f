"""Open what is told in a bilan: permission first, and a trace of every read by somebody else."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.audit.queries import READ
from bilan.cases.errors import NotPermitted
from bilan.cases.models import Case
from bilan.cases.permissions import is_beneficiary, may_read_content
from bilan.vault.operations import open_key
from bilan.vault.sealing import ContentKey


@dataclass(frozen=True, slots=True)
class Reading:
    """The right to open a bilan's content: made by `read_by`, or by an act that checked who acts."""

    case: Case
    reader: Person
    at: datetime

    @property
    def key(self) -> ContentKey:
        """The opened key of the working papers.

        Raises:
            KeyDestroyed: they were destroyed.
        """
        return open_key(self.case.key)

    @property
    def is_practitioner(self) -> bool:
        """Whether the reader is not the person the bilan is for."""
        return not is_beneficiary(self.reader, self.case)


@transaction.atomic
def read_by(*, case: Case, reader: Person, what: str, at: datetime) -> Reading:
    """Let someone read the content of a bilan; a read by anyone but its owner enters the trail.

    Args:
        case: the bilan, its practitioner and key loaded.
        reader: who reads.
        what: a code of what is opened (`brief`, `demand`, `note`…), shown to the person.
        at: when.

    Raises:
        NotPermitted: the reader neither owns nor leads this bilan.
    """
    if not may_read_content(reader, case, today=localdate(at)):
        raise NotPermitted
    if not is_beneficiary(reader, case):
        record(act=READ, by=reader, subject=case.beneficiary, object_=case, at=at, facts={"what": what})
    return Reading(case=case, reader=reader, at=at)
