"""Found a provider that works under some rules, in the demonstration that runs: a process of its own."""

import os
import subprocess
import sys
from datetime import datetime, timedelta

from tests.browser.clock import Clock
from tests.browser.conftest import ROOT, Site

SATURDAY = 5
DAYS_OPEN = 25


def found_house(site: Site, clock: Clock, *, profile: str, counsellor: str) -> None:
    """Found a provider and its counsellor, who opens a slot each working morning."""
    environment = {**os.environ, "BILAN_STATE": str(site.state), "BILAN_DEMO": "1", **clock.environment()}
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "tests.browser.house", profile, counsellor]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def _settle(profile: str, counsellor: str) -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "bilan.settings"
    django.setup()
    from django.utils import timezone

    from bilan.accounts.models import Person
    from bilan.providers.models import Practitioner, Slot
    from bilan.providers.operations import ProviderCard, found_provider, open_slots

    now = timezone.now()
    person = Person.objects.create_user(f"{profile}@demo.invalid", name=counsellor)
    person.is_demo = True
    person.save(update_fields=["is_demo"])
    card = ProviderCard(name=f"Maison {profile}", postcode="", town=profile, rule_profile=profile)
    leader = found_provider(card=card, role=Practitioner.Role.BOTH, by=person, at=now)
    starts = list(_mornings(timezone.localtime(now)))
    open_slots(practitioner=leader, starts=starts, minutes=60, mode=Slot.Mode.FACE, by=person, at=now)


def _mornings(today: datetime) -> list[datetime]:
    days = (today + timedelta(days=day) for day in range(1, DAYS_OPEN))
    return [
        day.replace(hour=9, minute=0, second=0, microsecond=0) for day in days if day.weekday() < SATURDAY
    ]


if __name__ == "__main__":
    _settle(*sys.argv[1:3])
