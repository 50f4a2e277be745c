"""Keys pressed in a control stay in it: JupyterLab's one-letter commands do not act on them."""

from typing import Final

import anywidget

BOX: Final = "cxworkbench-own-keys"  # class of the box whose keys are its own

# While a drop-down in an output has the focus, JupyterLab takes letters for commands: "x" cuts the
# cell, "m" makes it words (seen with 4.6). Lumino leaves keys alone where the element that has the
# focus bears this attribute, and ipywidgets cannot set one.
_SCRIPT: Final = f"""
function render({{ el }}) {{
  el.style.display = "none";
  const own = (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true");
  const listen = (tries) => {{
    const box = el.closest(".{BOX}");
    if (box) {{
      box.addEventListener("focusin", own);
      box.dataset.ownKeys = "yes";
    }} else if (tries > 0) requestAnimationFrame(() => listen(tries - 1));
  }};
  listen(600);
}}
export default {{ render }};
"""


class OwnKeys(anywidget.AnyWidget):
    """An element that is not seen. A box that holds it and bears the class `BOX` keeps its keys."""

    _esm = _SCRIPT
