"""What sharing forgets when its term comes: old visits, with a certificate, and codes that serve no more."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from bilan.cases.models import Destruction
from bilan.cases.operations.certificates import Tally, certify
from bilan.cases.retention import visits_since
from bilan.sharing.models import Confirmation, Visit
from bilan.sharing.operations import CODE_LASTS

BATCH = 500


def forget_ended(*, at: datetime) -> int:
    """Delete spent codes, and the visits of shares that ended long ago; return how many visits."""
    Confirmation.objects.filter(asked_at__lt=at - CODE_LASTS).delete()
    count = 0
    while gone := _visit_batch(at=at):
        count += gone
    return count


@transaction.atomic
def _visit_batch(*, at: datetime) -> int:
    since = visits_since(today=localdate(at))
    if since is None:
        return 0
    ended = Q(share__until__lt=since) | Q(share__revoked_at__date__lt=since)
    due = Visit.objects.select_for_update(of=("self",)).filter(ended)
    rows = list(due.order_by("at", "pk")[:BATCH])
    if rows:
        tally = Tally()
        tally.add("visits", rows)
        Visit.objects.filter(pk__in=[row.pk for row in rows]).delete()
        certify(kind=Destruction.Kind.VISITS, tally=tally, at=at)
    return len(rows)
