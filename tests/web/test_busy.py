"""A passing trouble asks to try again with what was typed; a bug stays a bug."""

import errno
import sqlite3

import psycopg
import pytest
from django.db import OperationalError, ProgrammingError
from django.http import HttpResponse
from django.test import RequestFactory

from bilan.web.busy import RETRY_AFTER, broken, is_passing


def of_sqlite(code: int) -> OperationalError:
    """Return an error as SQLite's driver makes it."""
    cause = sqlite3.OperationalError("x")
    cause.sqlite_errorcode = code
    error = OperationalError("x")
    error.__cause__ = cause
    return error


def of_postgresql(cause: psycopg.Error) -> OperationalError:
    """Return an error as PostgreSQL's driver makes it."""
    error = OperationalError("x")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        of_sqlite(sqlite3.SQLITE_BUSY),
        of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT),
        of_sqlite(sqlite3.SQLITE_FULL),
        of_sqlite(sqlite3.SQLITE_IOERR_WRITE),
        of_postgresql(psycopg.errors.LockNotAvailable()),
        of_postgresql(psycopg.errors.DeadlockDetected()),
        of_postgresql(psycopg.errors.DiskFull()),
        of_postgresql(psycopg.errors.AdminShutdown()),
        of_postgresql(psycopg.OperationalError("connection refused")),
        OSError(errno.ENOSPC, "full"),
    ],
)
def test_what_passes_by_itself(error: Exception) -> None:
    assert is_passing(error)


@pytest.mark.parametrize(
    "error",
    [
        of_sqlite(sqlite3.SQLITE_ERROR),
        of_postgresql(psycopg.errors.UndefinedColumn()),
        ProgrammingError("x"),
        OSError(errno.ENOENT, "no file"),
        ValueError("x"),
    ],
)
def test_what_is_a_bug(error: Exception) -> None:
    assert not is_passing(error)


def answer_to(error: Exception, **typed: str) -> HttpResponse:
    """Return what the site answers when a form meets an error."""
    try:
        raise error
    except Exception:
        return broken(RequestFactory().post("/demand/?next=1", typed))


def test_gives_back_what_was_typed_and_escapes_it() -> None:
    answer = answer_to(of_sqlite(sqlite3.SQLITE_BUSY), why="Mes <mains>", csrfmiddlewaretoken="t")
    page = answer.content.decode()

    assert (answer.status_code, answer["Retry-After"]) == (503, str(RETRY_AFTER))
    assert 'action="/demand/?next=1"' in page
    assert page.count('name="csrfmiddlewaretoken" value="t"') == 1
    assert 'name="why" value="Mes &lt;mains&gt;"' in page
    assert '<p class="up3">Mes &lt;mains&gt;</p>' in page


def test_a_code_goes_back_unseen() -> None:
    page = answer_to(of_sqlite(sqlite3.SQLITE_BUSY), code="482913").content.decode()

    assert 'type="hidden" name="code" value="482913"' in page
    assert page.count("482913") == 1


def test_a_bug_is_said_as_ours() -> None:
    assert answer_to(ValueError("x")).status_code == 500
