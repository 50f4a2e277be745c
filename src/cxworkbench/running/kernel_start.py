"""How a kernel of a run starts: `python -m cxworkbench.running.kernel_start -f FILE`.

The same as ipykernel's own start, after `put_off_grammars` and with a garbage collector that looks
less often: imports and tables make many objects that all stay.
"""

import gc
from typing import Final

from cxworkbench.running.lazy_grammar import put_off_grammars

NEW_OBJECTS: Final = 20_000  # before the collector looks; a run makes many and frees few


def main() -> None:
    """A kernel that runs until its client ends it."""
    gc.set_threshold(NEW_OBJECTS)
    put_off_grammars()
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance()


if __name__ == "__main__":
    main()
