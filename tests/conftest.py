"""For every test: key files of pseudonyms go to a folder of the run, never to a person's own.

Property tests try new examples at every run. Where `CXWORKBENCH_SAME_EXAMPLES` is set, as in CI,
they try the same ones each time, so that a run says something of the change and not of luck.
"""

import os
import tempfile

from hypothesis import settings

os.environ.setdefault("CXWORKBENCH_KEYS", tempfile.mkdtemp(prefix="cxworkbench-keys-"))

settings.register_profile("new examples", deadline=None)  # machines are shared
settings.register_profile("same examples", deadline=None, derandomize=True, database=None)
same = os.environ.get("CXWORKBENCH_SAME_EXAMPLES")
settings.load_profile("same examples" if same else "new examples")
