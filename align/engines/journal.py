"""What a run has done so far, page by page, so that the same command goes on where it was stopped."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO

from filelock import FileLock, Timeout

from align.errors import InputError
from align.finding import Audit
from align.page import Failure, Page
from align.report.jsonl import audit_line, read_audit

NAME = "journal.jsonl"


def page_key(page: Page | Failure) -> str:
    """A page's name and all of its text as one short key."""
    parts = (page.id, page.reason) if isinstance(page, Failure) else (page.id, page.text, page.english, page.original, page.url)
    return hashlib.sha256(json.dumps(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _locked(folder: Path) -> FileLock:
    """The folder's lock, held. Raises InputError where another run holds it, or the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock")
        lock.acquire(timeout=0)
    except Timeout as error:
        raise InputError(f"{folder}: expected a folder that no other audit writes into; one is running there") from error
    except OSError as error:
        raise InputError(f"{folder}: expected a folder that can be written: {error.strerror}") from error
    return lock


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Nobody else writes into the folder. Raises InputError where somebody does, or it cannot be written."""
    lock = _locked(folder)
    try:
        yield
        Path(lock.lock_file).unlink(missing_ok=True)  # while it is held: who comes next makes its own
    finally:
        lock.release()


class Journal:
    """A file of whole lines in the outputs' folder: a header, then a line a finished page. Held by one run at a time.

    Raises InputError where another run holds the folder, or the journal is of a run with other settings.
    """

    def __init__(self, folder: Path, signature: str, *, force: bool = False) -> None:
        self.path = folder / NAME
        if self.path.is_dir():
            raise InputError(f"{self.path}: expected the journal of a run or nothing, found a folder; move it away")
        self._lock = _locked(folder)
        for left in folder.glob(".partial-*"):  # of runs that were killed; nobody else writes here now
            shutil.rmtree(left, ignore_errors=True)
        try:
            self._places = {} if force else self._read(signature)
            self._handle = self._open(signature)
        except BaseException:
            self._lock.release()
            raise
        self.resumed = len(self._places)
        self.done = 0

    def _read(self, signature: str) -> dict[str, int]:
        """Key of a page -> where its line begins. A line that was being written is left out."""
        places: dict[str, int] = {}
        if not self.path.exists():
            return places
        with self.path.open("rb") as handle:
            found = _object(handle.readline()).get("signature")
            if found is None:
                return places
            if found != signature:
                raise InputError(
                    f"{self.path}: expected a run of {signature}, found one that was stopped, of {found}; "
                    "--force starts anew, another --out keeps it"
                )
            place = handle.tell()
            for line in handle:
                if line.endswith(b"\n") and (key := _object(line).get("key")):
                    places[str(key)] = place
                place += len(line)
        return places

    def _open(self, signature: str) -> IO[bytes]:
        if not self._places:
            self.path.write_bytes(json.dumps({"signature": signature}).encode() + b"\n")
        else:
            _cut_half_a_line(self.path)
        return self.path.open("ab")

    def results(
        self, pages: Iterable[Page | Failure], run: Callable[[Iterable[Page | Failure]], Iterable[Audit | Failure]]
    ) -> Iterator[Audit | Failure]:
        """The results of all pages in order: those of the journal as they are, the others from `run`, kept as they come."""
        order: deque[int | str] = deque()  # where a line begins, or the key of a page that is being audited

        def todo() -> Iterator[Page | Failure]:
            for page in pages:
                key = page_key(page)
                if key in self._places:
                    order.append(self._places[key])
                else:
                    order.append(key)
                    yield page

        for result in run(todo()):
            yield from self._known(order)
            yield self._keep(str(order.popleft()), result)
        yield from self._known(order)

    def _known(self, order: deque[int | str]) -> Iterator[Audit | Failure]:
        with self.path.open("rb") as handle:
            while order and isinstance(order[0], int):
                handle.seek(order.popleft())  # type: ignore[arg-type]
                self.done += 1
                yield _result(handle.readline(), str(self.path))

    def _keep(self, key: str, result: Audit | Failure) -> Audit | Failure:
        """Write a result down; what comes back is what the journal would give, to the last digit."""
        kind = "failure" if isinstance(result, Failure) else "audit"
        value = json.dumps({"id": result.id, "reason": result.reason}) if isinstance(result, Failure) else audit_line(result)
        line = f'{{"key":"{key}","{kind}":{value}}}\n'.encode("utf-8", "surrogatepass")
        self._handle.write(line)
        self._handle.flush()
        self.done += 1
        return result if isinstance(result, Failure) else read_audit(value, str(self.path), known=True)

    def finish(self) -> None:
        """All outputs are whole: the journal goes."""
        self._handle.close()
        self.path.unlink(missing_ok=True)
        Path(self._lock.lock_file).unlink(missing_ok=True)  # while it is held: who comes next makes its own

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._handle.close()
        self._lock.release()


def _object(line: bytes) -> dict[str, object]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _result(line: bytes, where: str) -> Audit | Failure:
    row = _object(line)
    failure = row.get("failure")
    if isinstance(failure, dict):
        return Failure(str(failure["id"]), str(failure["reason"]))
    return read_audit(json.dumps(row["audit"]), where)


def _cut_half_a_line(path: Path) -> None:
    with path.open("rb+") as handle:
        data = handle.seek(0, 2)
        while data > 0:
            start = max(0, data - 65_536)
            handle.seek(start)
            end = handle.read(data - start).rfind(b"\n")
            if end >= 0:
                handle.truncate(start + end + 1)
                return
            data = start
