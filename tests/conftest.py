"""For every test: key files of pseudonyms go to a folder of the run, never to a person's own."""

import os
import tempfile

os.environ.setdefault("CXWORKBENCH_KEYS", tempfile.mkdtemp(prefix="cxworkbench-keys-"))
