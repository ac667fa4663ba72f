"""Job titles as they are written: marks of gender taken off, double forms told apart."""

import re

# (h/f/x), H/F, (m/w/d), F-H, h.f.: letters that say "whoever applies".
GENDER_MARKS = re.compile(r"\s*[(\[]?\b(?:[hfmwdxHFMWDX]\s?[/|.-]\s?){1,3}[hfmwdxHFMWDX]\b\.?[)\]]?")
DOUBLE = " / "


def plain_title(text: str) -> str:
    """Take the marks of gender off a title; a title made of nothing else is left as it is."""
    plain = GENDER_MARKS.sub("", text).strip()
    return plain or text


def title_forms(title: str) -> tuple[str, ...]:
    """Return the masculine and feminine of a double title, else the title alone.

    « Conducteur / Conductrice de bus » gives « Conducteur de bus » and « Conductrice de bus ».
    """
    left, double, right = title.partition(DOUBLE)
    if not double or DOUBLE in right:
        return (title,)
    shared = right.split()[len(left.split()) :]
    return (" ".join([left, *shared]), right)
