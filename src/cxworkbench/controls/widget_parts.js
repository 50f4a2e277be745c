// What the pages of all our widgets are made of; `widget_source.py` puts it before each of them.

const FOCUSED = new Set(["a", "button", "input", "select", "summary", "textarea"]);

function node(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  // JupyterLab 4 takes a letter typed in a list or on a button for a command of its own ("b" adds a
  // cell) unless the very element that has the focus says no.
  if (FOCUSED.has(tag) || "tabindex" in given) made.setAttribute("data-lm-suppress-shortcuts", "true");
  for (const [name, value] of Object.entries(given)) {
    if (name === "text") made.textContent = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}
