"""Who may change what the front door shows; anyone may read it."""

from bilan.accounts.models import Person


def may_edit_points(person: Person) -> bool:
    """Tell whether someone may change the information points: the site's own team."""
    return person.is_active and person.is_staff
