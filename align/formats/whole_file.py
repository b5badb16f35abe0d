"""Files that appear when they are whole: written beside their place, then renamed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from align.errors import InputError


@contextmanager
def whole_file(path: Path, mode: str = "w") -> Iterator[IO[Any]]:
    """A handle (UTF-8 unless `mode` is binary) whose text stands at `path` once the block has ended without an error.

    Raises InputError where the file cannot be written.
    """
    path = path.resolve()  # through a link to what it names
    if path.exists() and not path.is_file():
        raise InputError(f"{path}: expected a file to write, found a folder or a device")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = {} if "b" in mode else {"encoding": "utf-8", "newline": ""}
        with tempfile.NamedTemporaryFile(mode, dir=path.parent, delete=False, prefix=".partial-", **text) as handle:  # type: ignore[call-overload]
            partial = Path(handle.name)
            try:
                yield handle
            except BaseException:
                partial.unlink()
                raise
        partial.chmod(0o644)
        partial.replace(path)
    except OSError as error:
        raise InputError(f"{path}: expected a file that can be written: {error.strerror}") from error
