// The page of the coding control. Words from data are only ever set as text, never as markup.
// Letters are counted as Python counts them: by code points, not by JavaScript's units.

const FEELINGS = [
  ["", "not stated"], ["-2", "−2 very bad"], ["-1", "−1 bad"], ["0", "0 neutral"],
  ["1", "+1 good"], ["2", "+2 very good"],
];
const SEVERITIES = [
  ["", "not stated"], ["1", "1 small"], ["2", "2"], ["3", "3"], ["4", "4"], ["5", "5 stops work"],
];

let counted = 0;
function field(label, input) {
  input.id = `cxw-coding-${(counted += 1)}`;
  return node("div", { class: "field" }, node("label", { for: input.id, text: label }), input);
}

function options(select, choices, chosen) {
  select.replaceChildren(
    ...choices.map(([value, label]) => node("option", { value, text: label, selected: value === chosen })),
  );
  select.value = chosen;
}

function render({ model, el }) {
  const root = node("div", { class: "cxw-coding" });
  el.append(root);
  let view = {};
  let letters = []; // the text's code points
  let span = null; // [from, to) that is marked now
  let cursor = 0; // sentence that the arrow keys are at
  let anchor = 0; // where a choice of several began
  let replaces = null; // place of the passage that is edited
  let shownText = null;
  const send = (ask, more = {}) => model.send({ ...more, ask });

  // Parts that stay, so that the focus stays where it is.
  const message = node("p", { class: "message", role: "status", "aria-live": "polite" });
  const start = node("div", { class: "start" });
  const work = node("div", { class: "work" });
  root.append(start, work, message);

  const coder = node("input", { type: "text", list: "cxw-coders", autocomplete: "off" });
  const coders = node("datalist", { id: "cxw-coders" });
  const open = node("button", { type: "button", class: "main", text: "Begin coding", onclick: () => send("open", { coder: coder.value }) });
  coder.addEventListener("keydown", (event) => { if (event.key === "Enter") open.click(); });
  start.append(field("Who codes (name or initials)", coder), coders, open);

  const progress = node("span", { class: "so-far" });
  const undo = node("button", { type: "button", text: "Undo", onclick: () => send("undo") });
  const save = node("button", { type: "button", class: "main", text: "Save", onclick: () => send("save") });
  const method = node("select", { onchange: () => send("filter", { method: method.value }) });
  const show = node("select", { onchange: () => send("filter", { show: show.value }) });
  const search = node("input", { type: "search", onchange: () => send("filter", { search: search.value }) });
  const statement = node("select", { class: "statement", onchange: () => send("choose", { voice_id: statement.value }) });
  const found = node("span", { class: "muted" });
  const back = node("button", { type: "button", text: "‹ Back", onclick: () => send("step", { by: -1 }) });
  const next = node("button", { type: "button", text: "Next ›", onclick: () => send("step", { by: 1 }) });
  const about = node("p", { class: "about" });
  const text = node("div", {
    class: "text", tabindex: "0", role: "listbox", "aria-multiselectable": "true",
    "aria-label": "What was said: arrow keys choose sentences, Shift several, Enter goes on to the code",
  });
  const read = node("input", { type: "checkbox", onchange: () => send("read", { done: read.checked }) });
  read.id = "cxw-coding-read";
  const from = node("input", { type: "number", min: "1", class: "letter", oninput: typed });
  const to = node("input", { type: "number", min: "1", class: "letter", oninput: typed });
  const chosen = node("p", { class: "chosen", "aria-live": "polite" });
  const code = node("select", { onchange: define });
  const definition = node("p", { class: "muted definition" });
  const newName = node("input", { type: "text" });
  const newKind = node("select");
  const newDefinition = node("input", { type: "text" });
  const add = node("button", { type: "button", text: "Add code", onclick: () => {
    send("code", { name: newName.value, kind: newKind.value, definition: newDefinition.value });
    newName.value = ""; newDefinition.value = "";
  } });
  const stage = node("select");
  const touchpoint = node("select");
  const emotion = node("select");
  const word = node("input", { type: "text" });
  const severity = node("select");
  const does = node("input", { type: "text", placeholder: "We …" });
  const mark = node("button", { type: "button", class: "main", text: "Mark passage", onclick: marked });
  const clear = node("button", { type: "button", text: "Clear", onclick: () => { clearForm(); paint(); } });
  const offers = node("ul", { class: "offers" });
  const passages = node("ul", { class: "passages" });
  options(emotion, FEELINGS, ""); options(severity, SEVERITIES, "");

  const newCode = node("details", { class: "new" }, node("summary", { text: "New code" }),
    field("name", newName), field("kind", newKind), field("what falls under it", newDefinition), add);
  work.append(
    node("div", { class: "bar" }, progress, undo, save),
    node("div", { class: "row" }, field("method", method), field("show", show), field("search words or account", search)),
    node("div", { class: "row" }, field("statement", statement), back, next, found),
    about, text,
    node("div", { class: "row" }, field("from letter", from), field("to letter", to), chosen),
    node("div", { class: "columns" },
      node("div", { class: "form" },
        field("code", code), definition, newCode,
        node("div", { class: "row" }, field("emotion", emotion), field("in a word", word), field("severity", severity)),
        node("div", { class: "row" }, field("stage", stage), field("touchpoint", touchpoint)),
        field("customers do", does),
        node("div", { class: "row" }, mark, clear)),
      node("div", { class: "lists" },
        node("h4", { text: "Marked here" }), passages,
        node("h4", { text: "Suggested, for you to take or leave" }), offers,
        node("div", { class: "read" }, read, node("label", { for: read.id, text: "gone through to the end" })))),
  );

  function define() {
    const [, , , what, not] = view.codes.find(([id]) => id === code.value) ?? ["", "", "", "", ""];
    definition.textContent = [what, not].filter(Boolean).join(" ");
  }

  function choose(first, last) {
    const [low, high] = [Math.min(first, last), Math.max(first, last)];
    span = [view.sentences[low][0], view.sentences[high][1]];
    paint();
  }

  function typed() {
    const [first, last] = [Number(from.value), Number(to.value)];
    span = first >= 1 && last >= first && last <= letters.length ? [first - 1, last] : null;
    paint(false);
  }

  function marked() {
    const [first, last] = span ?? [Number(from.value) - 1, Number(to.value)];
    send("mark", {
      start: first, end: last, replaces, code: code.value, stage: stage.value,
      touchpoint_id: touchpoint.value, emotion: emotion.value === "" ? null : Number(emotion.value),
      emotion_word: word.value, severity: severity.value === "" ? null : Number(severity.value),
      action: does.value,
    });
  }

  function clearForm() {
    span = null; replaces = null; mark.textContent = "Mark passage";
    for (const input of [code, stage, touchpoint, emotion, word, severity, does]) input.value = "";
    define();
  }

  function edit(passage) {
    const had = passage.fields;
    span = [passage.start, passage.end]; replaces = passage.place;
    code.value = had.code; stage.value = had.stage; touchpoint.value = had.touchpoint_id;
    emotion.value = had.emotion === null ? "" : String(had.emotion);
    word.value = had.emotion_word; does.value = had.action;
    severity.value = had.severity === null ? "" : String(Math.round(had.severity));
    mark.textContent = "Change passage";
    define(); paint(); code.focus();
  }

  // The text in pieces: a piece ends where a sentence, a passage or the marking does.
  function paint(fill = true) {
    const cuts = new Set([0, letters.length]);
    const inside = (view.passages ?? []).filter((one) => one.fits);
    for (const [a, b] of [...view.sentences, ...inside.map((p) => [p.start, p.end]), ...(span ? [span] : [])]) {
      cuts.add(a); cuts.add(b);
    }
    const order = [...cuts].sort((a, b) => a - b);
    const piece = (a, b) => {
      const here = inside.filter((one) => one.start <= a && b <= one.end);
      const kinds = [...new Set(here.map((one) => one.kind || "other"))];
      const now = span && span[0] <= a && b <= span[1];
      return node("span", {
        class: [here.length ? "coded" : "", ...kinds, now ? "now" : ""].filter(Boolean).join(" "),
        title: here.map((one) => one.name).join(", ") || null,
        text: letters.slice(a, b).join(""),
      });
    };
    const parts = [];
    let at = 0;
    view.sentences.forEach(([a, b], number) => {
      if (a > at) parts.push(document.createTextNode(letters.slice(at, a).join("")));
      const sentence = node("span", {
        class: number === cursor ? "sentence cursor" : "sentence", role: "option",
        id: `${text.id}-${number}`, "aria-selected": String(Boolean(span && span[0] <= a && b <= span[1])),
      });
      const ends = order.filter((cut) => cut >= a && cut <= b);
      for (let i = 0; i + 1 < ends.length; i += 1) sentence.append(piece(ends[i], ends[i + 1]));
      parts.push(sentence);
      at = b;
    });
    parts.push(document.createTextNode(letters.slice(at).join("")));
    text.replaceChildren(...parts);
    text.setAttribute("aria-activedescendant", view.sentences.length ? `${text.id}-${cursor}` : "");
    if (fill) { from.value = span ? span[0] + 1 : ""; to.value = span ? span[1] : ""; }
    chosen.textContent = span ? `“${letters.slice(...span).join("")}”` : "Mark words above with the mouse, or choose sentences with the arrow keys.";
  }

  text.id = `cxw-coding-text-${(counted += 1)}`;
  text.addEventListener("keydown", (event) => {
    const last = view.sentences.length - 1;
    const moves = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
    if (event.key in moves) {
      cursor = Math.min(Math.max(cursor + (span || event.shiftKey ? moves[event.key] : 0), 0), last);
      if (!event.shiftKey) anchor = cursor;
      choose(anchor, cursor);
    } else if (event.key === "Home" || event.key === "End") {
      cursor = event.key === "Home" ? 0 : last;
      if (!event.shiftKey) anchor = cursor;
      choose(anchor, cursor);
    } else if (event.key === " ") {
      anchor = cursor; choose(cursor, cursor);
    } else if (event.key === "Enter") {
      code.focus();
    } else if (event.key === "Escape") {
      span = null; paint();
    } else return;
    event.preventDefault(); event.stopPropagation();
  });
  text.addEventListener("mouseup", () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(range.startContainer, range.startOffset);
    let first = [...before.toString()].length;
    let last = first + [...range.toString()].length;
    while (first < last && !letters[first].trim()) first += 1;
    while (last > first && !letters[last - 1].trim()) last -= 1;
    if (first === last) return;
    span = [first, last];
    cursor = Math.max(view.sentences.findIndex(([, b]) => first < b), 0); anchor = cursor;
    selection.removeAllRanges();
    paint();
  });

  function listed() {
    passages.replaceChildren(...(view.passages.length ? view.passages.map((one) =>
      node("li", { class: one.kind || "other" },
        node("strong", { text: one.name }), one.kind ? node("span", { class: "kind", text: ` ${one.kind}` }) : "",
        node("span", { class: "words", text: one.fits ? ` “${letters.slice(one.start, one.end).join("")}”` : " the words have changed since: mark them again" }),
        node("span", { class: "muted", text: one.detail ? ` ${one.detail}` : "" }),
        node("button", { type: "button", text: "Edit", "aria-label": `Edit ${one.name}`, onclick: () => edit(one) }),
        node("button", { type: "button", text: "Take out", "aria-label": `Take out ${one.name}`, onclick: () => send("remove", { place: one.place }) })))
      : [node("li", { class: "muted", text: "Nothing yet." })]));
    offers.replaceChildren(...(view.offers.length ? view.offers.map((one, number) =>
      node("li", {},
        node("strong", { text: one.name }), node("span", { class: "words", text: ` “${letters.slice(one.start, one.end).join("")}”` }),
        node("span", { class: "muted", text: ` ${one.why}; score ${one.score.toFixed(2)}, ${one.quality}` }),
        node("button", { type: "button", text: "Accept", "aria-label": `Accept ${one.name}`, onclick: () => send("accept", { number }) }),
        node("button", { type: "button", text: "Leave", "aria-label": `Leave ${one.name}`, onclick: () => send("reject", { number }) })))
      : [node("li", { class: "muted", text: "Nothing to suggest." })]));
  }

  function update() {
    const before = view;
    view = model.get("view");
    message.textContent = `${view.refused ? "✗ " : ""}${view.message}`;
    start.hidden = view.open; work.hidden = !view.open;
    if (!view.open) {
      coders.replaceChildren(...view.coders.map((name) => node("option", { value: name })));
      return;
    }
    progress.textContent = `${view.coder}: ${view.progress}${view.unsaved ? " Not saved." : ""}`;
    undo.disabled = !view.can_undo; save.disabled = !view.unsaved;
    options(method, [["", "any"], ...view.methods.map((one) => [one, one])], view.filters.method);
    options(show, view.shows.map((one) => [one, one]), view.filters.show);
    if (document.activeElement !== search) search.value = view.filters.search;
    options(statement, view.statements.length ? view.statements : [["", "nothing fits"]], view.chosen);
    found.textContent = view.found;
    const keep = { code: code.value, stage: stage.value, touchpoint: touchpoint.value };
    const groups = view.kinds.map((kind) => {
      const mine = view.codes.filter((one) => one[2] === kind).map(([id, name]) => node("option", { value: id, text: name }));
      return mine.length ? node("optgroup", { label: kind }, ...mine) : null;
    }).filter(Boolean);
    code.replaceChildren(node("option", { value: "", text: "no code" }), ...groups);
    code.value = keep.code;
    const added = (before.codes ?? view.codes).length < view.codes.length;
    if (added) { code.value = view.codes.at(-1)[0]; newCode.open = false; code.focus(); }
    if (!newKind.options.length) options(newKind, view.kinds.map((one) => [one, one]), view.kinds[0]);
    options(stage, [["", "as the statement"], ...view.stages.map((one) => [one, one])], keep.stage);
    options(touchpoint, [["", "as the statement"], ...view.touchpoints], keep.touchpoint);
    if (!view.chosen) { view.text = ""; view.sentences = []; view.passages = []; view.offers = []; view.about = ""; view.read = false; }
    about.textContent = view.about;
    letters = [...view.text];
    read.checked = view.read;
    const moved = shownText !== view.chosen;
    const done = !view.refused && /^(Marked|Accepted)/.test(view.message);
    if (moved) { cursor = 0; anchor = 0; shownText = view.chosen; }
    if (moved || done) clearForm();
    define(); paint(); listed();
    if ((done && !moved) || before.open === false) text.focus();
  }

  model.on("change:view", update);
  update();
  return () => model.off("change:view", update);
}

export default { render };
