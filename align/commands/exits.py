"""How a command ends: exit codes and one line where something went wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

from align.errors import AlignError


def guarded(run: Callable[[], Any]) -> Any:
    """Run a command: errors of ours and of the system are one line on stderr and an exit code, never a traceback."""
    try:
        return run()
    except AlignError as error:
        print(f"align: {error}", file=sys.stderr)
        sys.exit(2)
    except SystemExit as error:
        # `align leaks … | head`: typer wraps a closed stdout and leaves with 1; who reads no further has what he wants.
        if error.code == 1 and type(sys.stdout).__name__ == "PacifyFlushWrapper":
            sys.exit(0)
        raise
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        print(f"align: could not write or read: {error.strerror or error}", file=sys.stderr)
        os._exit(2)  # what is buffered cannot be written either
    except KeyboardInterrupt:
        print("align: interrupted", file=sys.stderr)
        sys.exit(130)
