"""`python -m cxworkbench`, the same door as the command `cxworkbench`."""

from cxworkbench.cli import main

if __name__ == "__main__":
    main()
