"""Proof as files: the attendance sheet, and the certificate of completion."""

from datetime import date

from django.http import HttpResponse

from bilan.cases.models import Case
from bilan.cases.queries import hours_of, receipt_of, sessions_of
from bilan.documents.attendance import attendance_paper
from bilan.documents.completion import completion_paper
from bilan.documents.paper import Paper
from bilan.documents.rendering import render


def attendance_file(case: Case, *, today: date, language: str) -> HttpResponse:
    """Return the attendance sheet as a file."""
    told = hours_of(case=case, today=today)
    sessions = list(sessions_of(case))
    paper = attendance_paper(case=case, sessions=sessions, told=told, on=today, language=language)
    return _file(paper, name="emargement.pdf")


def completion_file(case: Case, *, today: date, language: str) -> HttpResponse:
    """Return the certificate of completion as a file."""
    told, receipt = hours_of(case=case, today=today), receipt_of(case)
    paper = completion_paper(case=case, told=told, receipt=receipt, on=today, language=language)
    return _file(paper, name="certificat-de-realisation.pdf")


def _file(paper: Paper, *, name: str) -> HttpResponse:
    answer = HttpResponse(render(paper), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
