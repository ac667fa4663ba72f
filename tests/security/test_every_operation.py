"""Every act and every read that takes somebody: called by people it does not concern, it refuses.

The list is made from the packages themselves, by signature. An act with an argument that nothing here
fills fails, and so does an exemption that no longer exists.
"""

import importlib
import inspect
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate
from pytest_django import DjangoDbBlocker

from bilan.accounts.errors import NotYours
from bilan.accounts.models import ConsentKind, Person
from bilan.cases.errors import NotPermitted
from bilan.cases.operations import Appointment, EmployerNamed
from bilan.cases.pieces import Aim, Constraints
from bilan.instruments.errors import AdministrationHidden
from bilan.instruments.library import CMS
from bilan.portfolio.errors import PieceHidden
from bilan.portfolio.pieces import UNSAID, Period, Telling
from bilan.projects.errors import ProjectHidden
from bilan.projects.pieces import Fact, Feeling, Lean, LeaningKind, PlannedStep
from bilan.providers.errors import CalendarRefused, ManagementRefused
from bilan.providers.models import Practitioner
from bilan.sharing.errors import ShareHidden
from bilan.sharing.pieces import ShareTerms
from tests.providers.builders import a_practitioner, a_slot
from tests.security.test_every_url import OBJECTS, ROLES
from tests.security.world import World, a_world, others_of
from tests.shared import made_once
from tests.sharing.builders import NADIA

pytestmark = pytest.mark.django_db

ROOMS = ("accounts", "access", "cases", "instruments", "portfolio", "projects", "providers", "sharing")
LAYERS = ("operations", "queries")
ROOMS_AND_LAYERS = (
    *((room, layer) for room in ROOMS for layer in LAYERS),
    *(("portfolio", reads) for reads in ("evidence", "former", "remarks")),
)
WHO = {"by", "reader"}
# Acts that touch nobody's object, each with why.
EXEMPT = {
    "access.operations.load_points": "a public list of places, loaded from the console",
    "providers.operations.found_provider": "makes a new house, of which whoever founds it is the first",
}
# Rights that some of the others do hold on the person's objects, each with the table that gives it.
HELD = {
    ("the manager of the provider", "cases.operations.place_hold"): "proof is the provider's to keep",
    ("the manager of the provider", "cases.operations.lift_hold"): "as above",
    ("the manager of the provider", "cases.operations.propose_counsellor"): "proposes; the person decides",
    ("the manager of the provider", "cases.operations.withdraw_proposal"): "as above",
    ("the manager of the provider", "providers.operations.correct_provider"): "their own house",
    ("the manager of the provider", "providers.operations.add_practitioner"): "their own house",
}
NOT_YOURS = (
    AdministrationHidden,
    CalendarRefused,
    ManagementRefused,
    NotPermitted,
    NotYours,
    PieceHidden,
    ProjectHidden,
    ShareHidden,
)
Act = Callable[..., object]


def acts() -> Iterator[tuple[str, Act]]:
    """Yield every public function of the domain that takes who acts or who reads."""
    for room, layer in ROOMS_AND_LAYERS:
        module = importlib.import_module(f"bilan.{room}.{layer}")
        for name in public_names(module):
            act = getattr(module, name)
            if inspect.isfunction(act) and WHO & set(inspect.signature(act).parameters):
                yield f"{room}.{layer}.{name}", act


def public_names(module: object) -> list[str]:
    """Return what a package offers: what it lists, else what it defines."""
    listed = getattr(module, "__all__", None)
    if listed is not None:
        return list(listed)
    home = str(getattr(module, "__name__", ""))
    return [
        name
        for name, held in vars(module).items()
        if not name.startswith("_") and str(getattr(held, "__module__", "")).startswith(home)
    ]


def arguments(world: World, *, at: datetime) -> dict[str, object]:
    """Return something good to fill every argument with: the person's objects, plausible words."""
    case, day = world.case, localdate(at) + timedelta(days=3)
    colleague = a_practitioner(provider=case.practitioner.provider)
    slot = a_slot(practitioner=case.practitioner, starts_at=at + timedelta(days=11))
    objects: dict[str, object] = {name: getattr(world, field).pk for name, field in OBJECTS.items()}
    rows: dict[str, object] = {field: getattr(world, field) for field in OBJECTS.values()}
    return (
        objects
        | rows
        | {
            "address": "https://visio.example/salle",
            "address_of": "https://bilan.example/{}".format,
            "aims": (Aim("PROJECT", "Autre chose"),),
            "appointment": Appointment.of(slot),
            "area": "SELF",
            "at": at,
            "claim": UNSAID,
            "code": "K1102",
            "constraints": Constraints(),
            "content": b"texte",
            "decision": "DROP",
            "document": "SKILLS",
            "employer": EmployerNamed("Maison Durand", "Paul Durand", "paul@durand.example"),
            "due_on": day,
            "fact": Fact(side="MARKET", learnt="Rien.", verdict="DROP"),
            "feeling": Feeling(words="Bof"),
            "helper": "Quelqu’un",
            "instrument_id": CMS,
            "is_practitioner": False,
            "is_private": True,
            "item_id": "1",
            "key": case.key,
            "kind": "UNPAID",
            "leans": (Lean(LeaningKind.PAY, value=1700),),
            "level": 1,
            "liking": "LIKED",
            "minutes": 60,
            "mode": "FACE",
            "module": "I4",
            "module_code": "I4",
            "moment": "START",
            "name": "Autre",
            "names": ("Un", "Deux"),
            "narrative": "",
            "on": localdate(at),
            "opinion": "NO",
            "others": (UUID(int=7),),
            "outcome": "OTHER",
            "owner": world.owner,
            "part": "steps",
            "path": Path("nowhere"),
            "period": Period(2010, None, 2011),
            "person": world.owner,
            "plan": "PLAN_A",
            "postcode": "49000",
            "practitioner": case.practitioner,
            "presentation": "Autre",
            "provider": case.practitioner.provider,
            "reason": "DISPUTE",
            "recipient": NADIA,
            "revision": 1,
            "role": Practitioner.Role.BOTH,
            "sentence": "Je prends la main.",
            "sentences": ("Un", "Deux"),
            "session": world.session,
            "span": timedelta(hours=1),
            "starts": (at + timedelta(days=12),),
            "step": PlannedStep(what="Autre"),
            "style": "BALANCED",
            "terms": ShareTerms(purpose="FUNDING", until=day),
            "text": "Autre",
            "texts": ("Autre",),
            "title": "Autre",
            "told": Telling(kind="UNPAID", period=Period(2010, None, 2011), title="Autre"),
            "to": colleague,
            "today": localdate(at),
            "until": day,
            "value": 1,
            "version": 1,
            "week": (),
            "weight": 1,
            "what": "brief",
            "why_now": "Autre",
            "words": "Autre",
            "worth_it": "Autre",
            "cards": (),
            "begins_on": day,
            "certification": "RNCP1",
            "progress": "DONE",
            "why": "OTHER",
        }
    )


# Arguments that share a name and not a meaning.
PARTICULAR: Mapping[str, Mapping[str, object]] = {
    "accounts.operations.give_consent": {"kind": ConsentKind.FOLLOW_UP},
    "accounts.operations.withdraw_consent": {"kind": ConsentKind.BILAN},
}


def filled(name: str, act: Act, known: Mapping[str, object], who: Person) -> dict[str, object]:
    """Return the arguments of an act called by somebody; those with a usual value keep it."""
    given = dict(known) | dict(PARTICULAR.get(name, {})) | dict.fromkeys(WHO, who)
    wanted = inspect.signature(act).parameters
    return {
        one: given[one]
        for one, told in wanted.items()
        if told.default is inspect.Parameter.empty or one in WHO
    }


def is_refused(act: Act, told: Mapping[str, object]) -> bool:
    """Tell whether an act refuses for who asks, or finds nothing; whatever it did is undone.

    Any other refusal would mean that the rule was looked at before the right.
    """
    with transaction.atomic():
        try:
            found = act(**told)
        except NOT_YOURS:
            return True
        finally:
            transaction.set_rollback(True)
    return found is None and ".queries." in f".{act.__module__}."


world = made_once(lambda: a_world(at=timezone.now()))


@pytest.fixture(scope="module")
def known(world: World, django_db_blocker: DjangoDbBlocker) -> Mapping[str, object]:
    """Return the arguments, made once as well."""
    with django_db_blocker.unblock():
        return arguments(world, at=timezone.now())


@pytest.fixture(scope="module")
def others(world: World, django_db_blocker: DjangoDbBlocker) -> Mapping[str, Person]:
    """Return everyone else, made once as well."""
    with django_db_blocker.unblock():
        return others_of(world, at=timezone.now())


def test_every_argument_can_be_filled(known: Mapping[str, object]) -> None:
    fillable = set(known) | WHO
    missing = {
        name: sorted(set(filled_names(act)) - fillable)
        for name, act in acts()
        if name not in EXEMPT and set(filled_names(act)) - fillable
    }

    assert missing == {}


def filled_names(act: Act) -> list[str]:
    """Return the arguments that an act cannot do without."""
    wanted = inspect.signature(act).parameters
    return [one for one, told in wanted.items() if told.default is inspect.Parameter.empty]


def test_exemptions_speak_of_acts_that_exist() -> None:
    names = {name for name, _act in acts()}

    assert set(EXEMPT) <= names
    assert {name for _role, name in HELD} <= names


@pytest.mark.parametrize("role", [role for role in ROLES if role != "nobody signed in"])
def test_whoever_it_does_not_concern_is_refused(
    role: str, known: Mapping[str, object], others: Mapping[str, Person]
) -> None:
    done = [
        name
        for name, act in acts()
        if name not in EXEMPT
        and (role, name) not in HELD
        and not is_refused(act, filled(name, act, known, others[role]))
    ]

    assert done == []
