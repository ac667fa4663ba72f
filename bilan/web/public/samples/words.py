"""What is left to show in the gallery: forms, menus, reasons to look at a bilan, who reads."""

from bilan.cases.queries import Attention
from bilan.web.audience import MENUS, Audience
from bilan.web.beneficiary.readers import readers_of
from bilan.web.beneficiary.start import YouForm
from bilan.web.public.front_door import DoorForm


def word_samples() -> dict[str, object]:
    """Return forms asked and refused, two menus, attention and the foot of a page."""
    return {
        "asked": YouForm(auto_id="asked-%s"),
        "refused": YouForm({"name": "", "postcode": "4900"}, auto_id="refused-%s"),
        "door": DoorForm(prefix="sample"),
        "beneficiary_menu": MENUS[Audience.BENEFICIARY],
        "practitioner_menu": MENUS[Audience.PRACTITIONER],
        "attention": attention(),
        "readers": readers_of(None),
        "hard": (True, True, True, True, False),
        "easy": (True, False, False, False, False),
    }


def attention() -> tuple[Attention, ...]:
    """Return a reason of each urgency."""
    return (
        Attention("AGREEMENT_TO_SIGN", "stop"),
        Attention("SILENT", "watch", {"days": 15}),
        Attention("FOLLOW_UP", "", {"months": 6}),
    )
