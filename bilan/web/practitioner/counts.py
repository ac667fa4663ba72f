"""Small numbers said in letters, as in a well-set letter."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

LETTERS = (
    gettext_lazy("deux"),
    gettext_lazy("trois"),
    gettext_lazy("quatre"),
    gettext_lazy("cinq"),
    gettext_lazy("six"),
    gettext_lazy("sept"),
    gettext_lazy("huit"),
    gettext_lazy("neuf"),
    gettext_lazy("dix"),
)


def in_letters(number: int) -> str:
    """Say a number from two to ten in letters, any other in figures."""
    return str(LETTERS[number - 2]) if 2 <= number <= 10 else str(number)


def day_title(*, meetings: int, to_call: int) -> str:
    """Say a day in one line: how many interviews, and how many people to call."""
    first = _meetings(meetings)
    if not to_call:
        return first
    second = ngettext("une personne à rappeler", "%(count)s personnes à rappeler", to_call)
    return _("%(meetings)s, %(people)s") % {
        "meetings": first,
        "people": second % {"count": in_letters(to_call)},
    }


def _meetings(count: int) -> str:
    if not count:
        return _("Aucun rendez-vous aujourd’hui")
    told = ngettext("un rendez-vous", "%(count)s rendez-vous", count) % {"count": in_letters(count)}
    return told[0].upper() + told[1:]
