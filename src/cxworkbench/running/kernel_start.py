"""How a kernel of a run starts: `python -m cxworkbench.running.kernel_start -f FILE`.

The same as ipykernel's own start, after `put_off_grammars`.
"""

from cxworkbench.running.lazy_grammar import put_off_grammars


def main() -> None:
    """A kernel that runs until its client ends it."""
    put_off_grammars()
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance()


if __name__ == "__main__":
    main()
