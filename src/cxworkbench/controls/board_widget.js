// The page of the priority board. Words from data are only ever set as text, never as markup.

const WIDE = 520; // pixels of the field, as in the style sheet
const HIGH = 420;
const EDGE = 26; // pixels inside the field that no card's middle enters
const WAIT = 350; // milliseconds after the last arrow key, so that a run of keys is one step to undo
const PROGRESS = ["", "open", "in progress", "blocked", "done", "dropped"];
const FIELDS = [
  ["value", "value as judged, 0 to 10", "number"], ["effort", "effort, person-days", "number"],
  ["cost", "cost, once", "number"], ["due", "due", "date"], ["owner", "owner", "text"],
  ["owner_function", "function", "text"], ["progress", "progress", "select"],
  ["blocked_by", "blocked by", "text"],
];
let boards = 0;

function render({ model, el }) {
  const root = node("div", { class: "cxw-board" });
  el.append(root);
  const mine = `cxw-board-${(boards += 1)}`;
  let view = model.get("view");
  let moving = null; // { id, value, effort } of a card that is moved and not yet sent
  let timer = 0;
  let editing = false;
  const send = (ask, more = {}) => model.send({ ...more, ask });
  const card = (id) => view.cards.find((one) => one.id === id);
  const now = () => card(view.chosen);

  const undo = node("button", { type: "button", text: "Undo", onclick: () => { flush(); send("undo"); } });
  const redo = node("button", { type: "button", text: "Redo", onclick: () => { flush(); send("redo"); } });
  const merge = node("button", { type: "button", class: "main", text: "Merge", onclick: () => send("merge") });
  const standing = node("span", { class: "standing" });
  const message = node("p", { class: "message", role: "status", "aria-live": "polite" });
  const field = node("div", { class: "field", role: "group", "aria-label": "Value from bottom to top, effort from left to right" });
  const plot = node("div", { class: "plot" }, field,
    node("span", { class: "axis down", text: "value, 0 to 10" }),
    node("span", { class: "axis across", text: "effort, person-days" }));
  const list = node("ul", { class: "list", "aria-label": "All actions" });
  const details = node("div", { class: "details" });
  const form = node("div", { class: "form" });
  const legend = node("p", { class: "muted" },
    node("span", { class: "key accepted" }), "accepted", node("span", { class: "key later" }), "later",
    node("span", { class: "key counted" }), "value as counted, not judged", node("span", { class: "key" }), "judged");
  const keys = node("p", { class: "muted", text: "On a card: arrows move it, Enter edits, A accepts, R rejects, L puts off, Ctrl+Z and Ctrl+Y take back and do again." });
  root.append(node("div", { class: "bar" }, undo, redo, merge, standing),
    node("div", { class: "middle" }, plot, node("div", { class: "side" }, list, details, form)), legend, keys, message);

  const xOf = (effort) => EDGE + (Math.min(effort, view.scale) / view.scale) * (WIDE - 2 * EDGE);
  const yOf = (value) => HIGH - EDGE - (Math.min(value, 10) / 10) * (HIGH - 2 * EDGE);
  const effortAt = (x) => Math.round(Math.min(Math.max((x - EDGE) / (WIDE - 2 * EDGE), 0), 1) * view.scale);
  const valueAt = (y) => Math.round(Math.min(Math.max((HIGH - EDGE - y) / (HIGH - 2 * EDGE), 0), 1) * 20) / 2;
  const placed = (one) => one.effort !== null && one.value !== null;
  const figure = (value, unit = "") => (value === null || value === undefined || value === "" ? "unknown" : `${Number(value).toLocaleString("en-GB")}${unit}`);

  function spoken(one) {
    return `${one.number}. ${one.title}: value ${figure(one.value)}, effort ${figure(one.effort, " person-days")}, ${one.decision || "not decided"}`;
  }

  function flush() {
    clearTimeout(timer);
    if (!moving) return;
    const { id, value, effort } = moving;
    moving = null;
    send("place", { card: id, value, effort });
  }

  // Only what a person moves is sent: a value as counted stays counted when effort alone changes.
  function step(one, right, up) {
    if (!placed(one)) { say(`Effort or value is unknown. Enter them first: press Enter.`); return; }
    const from = moving && moving.id === one.id ? moving : { id: one.id };
    if (moving && moving.id !== one.id) flush();
    moving = from;
    if (right) { one.effort = Math.max(one.effort + right, 0); moving.effort = one.effort; }
    if (up) { one.value = Math.min(Math.max(Math.round((one.value + up) * 2) / 2, 0), 10); moving.value = one.value; one.judged = one.value; }
    paint();
    say(spoken(one));
    clearTimeout(timer);
    timer = setTimeout(flush, WAIT);
  }

  function say(text) { message.textContent = text; message.classList.remove("refused"); }

  function keyed(event, id) {
    const one = card(id);
    const far = event.shiftKey ? 5 : 1;
    const moves = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, far / 2], ArrowDown: [0, -far / 2] };
    const words = { a: "accepted", r: "rejected", l: "later" };
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.shiftKey) { flush(); send("undo"); }
    else if ((event.ctrlKey || event.metaKey) && ["y", "z"].includes(event.key.toLowerCase())) { flush(); send("redo"); }
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key in moves) step(one, ...moves[event.key]);
    else if (event.key === "Enter") edit(id);
    else if (event.key.toLowerCase() in words) { flush(); send("decide", { card: id, decision: words[event.key.toLowerCase()] }); }
    else return;
    event.preventDefault(); event.stopPropagation();
  }

  function dragged(event, id, chip) {
    if (event.button !== 0) return;
    choose(id);
    const start = [event.clientX, event.clientY];
    let far = false;
    const at = (e) => { const box = field.getBoundingClientRect(); return [e.clientX - box.left, e.clientY - box.top]; };
    const move = (e) => {
      far = far || Math.hypot(e.clientX - start[0], e.clientY - start[1]) > 4;
      if (!far) return;
      const [x, y] = at(e);
      chip.style.transform = `translate(${x - 14}px, ${y - 14}px)`;
      say(`value ${valueAt(y)}, effort ${effortAt(x)} person-days`);
    };
    const end = (e) => {
      window.removeEventListener("pointermove", move); window.removeEventListener("pointerup", end);
      if (!far) return;
      const [x, y] = at(e);
      if (x < 0 || y < 0 || x > WIDE || y > HIGH) { say("Let go outside the board: nothing moved."); paint(); return; }
      flush();
      send("place", { card: id, value: valueAt(y), effort: effortAt(x) });
    };
    window.addEventListener("pointermove", move); window.addEventListener("pointerup", end);
  }

  function choose(id) {
    if (view.chosen !== id) { editing = false; view = { ...view, chosen: id }; send("choose", { card: id }); }
    for (const chip of field.querySelectorAll(".card")) chip.classList.toggle("now", chip.dataset.card === id);
    for (const row of list.querySelectorAll("button")) row.setAttribute("aria-current", String(row.dataset.card === id));
    detail();
  }

  function edit(id) {
    choose(id); editing = true; detail();
    form.querySelector("input")?.focus();
  }

  function chipOf(one) {
    const chip = node("button", {
      type: "button", text: String(one.number), title: one.title, "aria-label": spoken(one), "data-card": one.id,
      class: ["card", one.decision, one.judged === null ? "counted" : "", one.id === view.chosen ? "now" : ""].filter(Boolean).join(" "),
      onkeydown: (event) => keyed(event, one.id), onfocus: () => choose(one.id),
      ondblclick: () => edit(one.id), onpointerdown: (event) => dragged(event, one.id, chip),
    });
    return chip;
  }

  function paint() {
    const focused = field.contains(document.activeElement) ? document.activeElement.dataset.card : "";
    const taken = [];
    const chips = view.cards.filter(placed).map((one) => {
      let [x, y] = [xOf(one.effort), yOf(one.value)];
      // Cards on the same spot stand beside each other, so that none is hidden.
      while (taken.some(([a, b]) => Math.abs(a - x) < 24 && Math.abs(b - y) < 24)) x = x + 26 > WIDE - 14 ? EDGE : x + 26;
      taken.push([x, y]);
      const chip = chipOf(one);
      chip.style.transform = `translate(${x - 14}px, ${y - 14}px)`;
      return chip;
    });
    const quarters = [["quick wins", "left:.5rem;top:.25rem"], ["big bets", "right:.5rem;top:.25rem"], ["perhaps", "left:.5rem;bottom:.2rem"], ["time sinks", "right:.5rem;bottom:.2rem"]]
      .map(([text, style]) => node("span", { class: "quarter", text, style }));
    const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => node("span", { class: "tick", text: figure(part * view.scale), style: `left:${EDGE + part * (WIDE - 2 * EDGE)}px;top:${HIGH + 4}px;transform:translateX(-50%)` }));
    const levels = [0, 2, 4, 6, 8, 10].map((level) => node("span", { class: "tick", text: String(level), style: `right:${WIDE + 6}px;top:${yOf(level)}px;transform:translateY(-50%)` }));
    field.replaceChildren(...quarters, ...ticks, ...levels, ...chips);
    if (focused) chips.find((chip) => chip.dataset.card === focused)?.focus({ preventScroll: true });
  }

  function listed() {
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.card : "";
    list.replaceChildren(...view.cards.map((one) => node("li", {},
      node("button", {
        type: "button", "data-card": one.id, "aria-current": String(one.id === view.chosen), onfocus: () => choose(one.id),
        onclick: () => choose(one.id), ondblclick: () => edit(one.id), onkeydown: (event) => keyed(event, one.id),
      }, `${one.number}. ${one.title} `, node("span", { class: "muted", text: placed(one) ? one.decision : `${one.decision ? `${one.decision}; ` : ""}unknown: ${[one.value === null ? "value" : "", one.effort === null ? "effort" : ""].filter(Boolean).join(", ")}` })))));
    if (focused) [...list.querySelectorAll("button")].find((row) => row.dataset.card === focused)?.focus({ preventScroll: true });
  }

  function detail() {
    const one = now();
    if (!one) { details.replaceChildren(node("p", { class: "muted", text: "There is nothing to decide about yet." })); form.hidden = true; return; }
    const decide = (decision, text) => node("button", { type: "button", text, disabled: one.decision === decision || one.locked, onclick: () => { flush(); send("decide", { card: one.id, decision }); } });
    const judged = one.judged === null ? ` (as counted${one.counted === null ? "" : ""})` : " (as judged)";
    details.replaceChildren(
      node("h4", { text: `${one.number}. ${one.title}` }),
      node("p", { class: "muted", text: `Value ${figure(one.value)}${one.value === null ? "" : judged}; effort ${figure(one.effort, " person-days")}; cost ${figure(one.fields.cost)}; owner ${one.fields.owner || "none yet"}; due ${one.fields.due || "not said"}.` }),
      node("p", { class: "muted", text: one.drafted ? "A draft: it is in the register once you place, change or decide it." : one.locked ? "Locked: unlock it in the register first." : "" }),
      node("div", { class: "bar" }, decide("accepted", "Accept"), decide("later", "Later"), decide("rejected", "Reject"),
        decide("", "Undecided"), node("button", { type: "button", text: editing ? "Close" : "Edit", disabled: one.locked, onclick: () => { editing = !editing; detail(); if (editing) form.querySelector("input")?.focus(); } })));
    form.hidden = !editing;
    if (editing && form.dataset.card !== one.id) fill(one);
    if (!editing) delete form.dataset.card;
  }

  function fill(one) {
    form.dataset.card = one.id;
    const inputs = {};
    const entry = (name, label, input, wide = false) => {
      input.id = `${mine}-${name}`; inputs[name] = input;
      input.addEventListener("keydown", (event) => {
        if (event.key === "Enter") { event.preventDefault(); save.click(); }
        if (event.key === "Escape") { event.stopPropagation(); close(one.id); }
      });
      return node("div", { class: wide ? "entry wide" : "entry" }, node("label", { for: input.id, text: label }), input);
    };
    const had = (name) => (name === "value" ? one.judged : one.fields[name]);
    const made = FIELDS.map(([name, label, kind]) => {
      const input = kind === "select"
        ? node("select", {}, ...PROGRESS.map((word) => node("option", { value: word, text: word || "not begun" })))
        : node("input", { type: kind, min: kind === "number" ? "0" : null, max: name === "value" ? "10" : null, step: kind === "number" ? "any" : null });
      input.value = had(name) ?? "";
      return entry(name, label, input);
    });
    const title = node("input", { type: "text" });
    title.value = one.fields.title;
    const save = node("button", { type: "button", class: "main", text: "Save changes", onclick: () => {
      const given = {};
      for (const [name, input] of Object.entries(inputs)) {
        const numeric = input.type === "number";
        const value = numeric ? (input.value === "" ? null : Number(input.value)) : input.value;
        if (value !== (had(name) ?? (numeric ? null : ""))) given[name] = value;
      }
      flush();
      if (Object.keys(given).length) send("change", { card: one.id, ...given });
      close(one.id);
    } });
    form.replaceChildren(entry("title", "action", title, true), ...made, node("div", { class: "wide" }, save));
  }

  function close(id) {
    editing = false; detail();
    const back = [...field.querySelectorAll(".card"), ...list.querySelectorAll("button")].find((one) => one.dataset.card === id);
    back?.focus();
  }

  function update() {
    view = structuredClone(model.get("view"));
    if (moving && card(moving.id)) { // what is still being moved stays where the person has put it
      if (moving.effort !== undefined) card(moving.id).effort = moving.effort;
      if (moving.value !== undefined) card(moving.id).value = moving.value;
    }
    undo.disabled = !view.undos; redo.disabled = !view.redos;
    merge.hidden = !view.waiting;
    standing.textContent = view.standing;
    if (view.message) { message.textContent = `${view.refused ? "✗ " : ""}${view.message}`; message.classList.toggle("refused", view.refused); }
    if (!editing) delete form.dataset.card;
    paint(); listed(); detail();
  }

  // Somebody else may have saved the register while nobody looked at this page.
  root.addEventListener("focusin", (event) => { if (!root.contains(event.relatedTarget)) send("look"); });
  model.on("change:view", update);
  update();
  return () => { flush(); model.off("change:view", update); };
}

export default { render };
