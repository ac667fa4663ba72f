"""The living programme of the demonstration: providers, places, people at different moments."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from bilan.access.models import InformationPoint
from bilan.accounts.models import Person
from bilan.cli.rehearsal.cast import a_beneficiary
from bilan.cli.rehearsal.reading import read_rehearsal
from bilan.cli.rehearsal.schedule import acts_of, play
from bilan.cli.rehearsal.schema import Rehearsal
from bilan.cli.rehearsal.stage import Play, Stage, moment
from bilan.providers.models import Practitioner, Slot
from bilan.providers.operations import (
    ProviderCard,
    add_practitioner,
    found_provider,
    open_slots,
    present_oneself,
)

FOLDER = Path(__file__).with_name("rehearsal")
HOURS = ((9, 0), (11, 30), (14, 0), (16, 30))
WEEKS_OPEN = 4
SATURDAY = 5
Role = Practitioner.Role


@dataclass(frozen=True, slots=True)
class Part:
    """Someone of the cast: their script, how far it is played, and when it stands."""

    script: Rehearsal
    name: str
    until: Stage
    practitioner: str
    story: str
    next_in_days: int | None
    delivered_days_ago: int | None


def is_there() -> bool:
    """Tell whether the demonstration's people are there already (one query)."""
    return Person.objects.filter(is_demo=True).exists()


def cast() -> list[Part]:
    """Return everybody of the demonstration."""
    return list(_parts(_told()["person"]))


@transaction.atomic
def settle_programme(*, now: datetime, parts: Sequence[Part]) -> None:
    """Create a programme of these people, dated around now; all of it or nothing."""
    _open_places(_told()["place"])
    practitioners = _found_providers(now=now)
    hours = {name: iter(HOURS * 3) for name in practitioners}
    for part in parts:
        _bring(part, practitioners[part.practitioner], hour=next(hours[part.practitioner]), now=now)


def _told() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((FOLDER / "people" / "cast.toml").read_text(encoding="utf-8"))


def _parts(rows: list[dict[str, Any]]) -> Iterator[Part]:
    for row in rows:
        files = [FOLDER / folder / f"{row['script']}.json" for folder in ("examples", "people")]
        script = read_rehearsal(next(file for file in files if file.exists()))
        yield Part(
            script=script,
            name=row["script"],
            until=Stage[row["until"]],
            practitioner=row["practitioner"],
            story=row["story"],
            next_in_days=row.get("next_in_days"),
            delivered_days_ago=row.get("delivered_days_ago"),
        )


def _bring(part: Part, practitioner: Practitioner, *, hour: tuple[int, int], now: datetime) -> None:
    script = part.script.model_copy(update={"starts_on": _start(part, today=localdate(now))})
    person = a_beneficiary(script, email=f"{part.name}@demo.invalid")
    person.is_demo, person.demo_story = True, part.story
    person.save(update_fields=["is_demo", "demo_story"])
    play(Play(script, person, practitioner), until=part.until, now=now, hour=hour)


def _start(part: Part, *, today: date) -> date:
    """Return the first day that puts the next interview, or the end, where the cast wants it."""
    last = part.script.sessions[-1].day
    if part.delivered_days_ago is not None:
        return today - timedelta(days=last + part.delivered_days_ago)
    if part.next_in_days is None:
        return today - timedelta(days=last + 3)  # a weekend may move the last interview by two days
    return today - timedelta(days=_next_day(part) - part.next_in_days)


def _next_day(part: Part) -> int:
    """Return the day of the first interview after the stage is reached."""
    start = part.script.starts_on
    reached = [act.at for act in acts_of(part.script) if act.stage is not None and act.stage <= part.until]
    limit = max(reached, default=moment(start, 0, 0))
    days = (session.day for session in part.script.sessions)
    return next(day for day in days if moment(start, day, HOURS[-1][0]) > limit)


def _found_providers(*, now: datetime) -> dict[str, Practitioner]:
    """Found two providers with their people; return who leads bilans, by short name."""
    nadia, helene, marc, maelle = (
        _member("nadia", "Nadia Ferrand", "Dirige l’Atelier Boussole : heures, preuves et comptes."),
        _member("helene", "Hélène Quéméner", "Conseillère à l’Atelier Boussole : ses rendez-vous du jour."),
        _member("marc", "Marc Le Bihan", "Conseiller à l’Atelier Boussole."),
        _member("maelle", "Maëlle Le Gall", "Conseillère seule à son compte, à Trélazé."),
    )
    manager = found_provider(card=BOUSSOLE, role=Role.MANAGER, by=nadia, at=now)
    boussole = manager.provider
    team = {
        name: add_practitioner(
            provider=boussole, person=person, role=Role.COUNSELLOR, by=nadia, at=now, presentation=words
        )
        for name, person, words in (
            ("helene", helene, "Ancienne responsable formation. Reçoit à Angers et en visio."),
            ("marc", marc, "Psychologue du travail. Reçoit à Angers, plain-pied."),
        )
    }
    team["maelle"] = found_provider(card=LE_GALL, role=Role.BOTH, by=maelle, at=now)
    present_oneself(
        practitioner=team["maelle"],
        presentation="Quinze ans dans l’industrie avant le conseil. Aussi en visio le soir.",
        by=maelle,
        at=now,
    )
    for practitioner in team.values():
        _open_calendar(practitioner, now=now)
    return team


def _member(name: str, full_name: str, story: str) -> Person:
    person = Person.objects.create_user(f"{name}@demo.invalid", name=full_name)
    person.is_demo, person.demo_story = True, story
    person.save(update_fields=["is_demo", "demo_story"])
    return person


def _open_calendar(practitioner: Practitioner, *, now: datetime) -> None:
    """Open an early slot at the office and a late one by video on each working day to come."""
    today = localdate(now)
    days = [day for day in range(1, 7 * WEEKS_OPEN) if (today + timedelta(days=day)).weekday() < SATURDAY]
    for (hour, minute), mode in (((8, 0), Slot.Mode.FACE), ((19, 15), Slot.Mode.VIDEO)):
        open_slots(
            practitioner=practitioner,
            starts=[moment(today, day, hour, minute) for day in days],
            minutes=60,
            mode=mode,
            by=practitioner.person,
            at=now,
        )


def _open_places(places: list[dict[str, Any]]) -> None:
    InformationPoint.objects.bulk_create(InformationPoint(is_demo=True, **place) for place in places)


BOUSSOLE = ProviderCard(
    name="Atelier Boussole",
    postcode="49000",
    town="Angers",
    address="4 rue des Lices",
    latitude=47.469,
    longitude=-0.551,
    step_free=True,
    is_certified=True,
    registration="52490000000",
    is_demo=True,
)
LE_GALL = ProviderCard(
    name="Maëlle Le Gall",
    postcode="49800",
    town="Trélazé",
    address="17 rue de l’Ardoise",
    latitude=47.446,
    longitude=-0.466,
    is_certified=True,
    registration="52490000001",
    is_demo=True,
)
