"""Say where one meets people by video: an address, opened by a click and never by the product."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.cases.errors import AddressRefused, NotPermitted
from bilan.messages.models import VideoRoom
from bilan.providers.models import Practitioner
from bilan.providers.permissions import may_lead_bilans

CHECK = URLValidator(schemes=["https"])
LONGEST = 200


@transaction.atomic
def set_video_room(*, practitioner: Practitioner, address: str, by: Person, at: datetime) -> None:
    """Keep the address of one's own video room; an empty one takes it away.

    Raises:
        NotPermitted: somebody else's, or no counsellor.
        AddressRefused: not a whole https address.
    """
    if practitioner.person_id != by.pk or not may_lead_bilans(practitioner):
        raise NotPermitted
    told = address.strip()
    if told:
        _check(told)
        VideoRoom.objects.update_or_create(person=by, defaults={"address": told, "set_at": at})
    else:
        VideoRoom.objects.filter(person=by).delete()
    record(act="room.set", by=by, subject=by, object_=practitioner, at=at, facts={"is_set": bool(told)})


def _check(address: str) -> None:
    try:
        CHECK(address)
    except ValidationError as error:
        raise AddressRefused from error
    if len(address) > LONGEST:
        raise AddressRefused
