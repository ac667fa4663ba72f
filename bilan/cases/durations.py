"""How a length of time is said to people."""

from django.utils.translation import gettext as _


def in_words(minutes: int) -> str:
    """Return minutes as people read them: “11 h 30”, “45 min”."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)s min") % {"minutes": rest}
    if not rest:
        return _("%(hours)s h") % {"hours": hours}
    return _("%(hours)s h %(minutes)s") % {"hours": hours, "minutes": f"{rest:02d}"}
