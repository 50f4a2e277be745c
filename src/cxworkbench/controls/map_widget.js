// The page of the map editor. A gesture is drawn here at once and sent; the kernel's answer holds
// what really changed and replaces the guess. Words from data are only ever set as text.

const WIDTH = 184; // of a column, in pixels
const LISTS = ["phases", "stages", "steps", "touchpoints", "interactions", "statements", "comments", "decisions"];
const SIGNS = { digital: "●", physical: "■", hybrid: "◆", unknown: "✕" };
const QUIET = new Set(["look", "notes", "evidence", "everything", "name"]); // no gestures: what was told stays
const MANY = 60; // columns from which on what is out of sight is not laid out
const SILENCE = 15000; // milliseconds without an answer until the page says so

let counted = 0;
function field(label, input) {
  input.id = `cxw-map-${(counted += 1)}`;
  return node("div", { class: "field" }, node("label", { for: input.id, text: label }), input);
}

const option = (value, text, chosen) => node("option", { value, text, selected: value === chosen });
const signed = (value) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(Math.round(value * 10) / 10)}`;
const unknownIn = (one) => one.text === "unknown" && one.value === undefined && !one.e;

function feeling(words) {
  const found = /^([+\-−]?\d+(?:[.,]\d+)?)(?:\s+|$)([\s\S]*)$/.exec(words.trim());
  if (!found) return { word: words.trim() };
  return { value: Number(found[1].replace("−", "-").replace(",", ".")), word: found[2].trim() };
}

function stateOf(view) {
  const state = { own: view.own };
  for (const name of LISTS) state[name] = view[name];
  return state;
}

// What the kernel says changed, put into a state.
function patched(state, changes) {
  const after = { ...state };
  if (changes.own) after.own = changes.own;
  for (const name of LISTS) {
    const change = changes[name];
    if (!change) continue;
    const items = new Map(state[name].map((one) => [one.id, one]));
    for (const one of change.set) items.set(one.id, one);
    for (const id of change.gone) items.delete(id);
    after[name] = change.order ? change.order.map((id) => items.get(id)) : [...items.values()];
  }
  return after;
}

const inserted = (items, added, before) => {
  const at = before ? items.findIndex((one) => one.id === before) : -1;
  return at < 0 ? [...items, ...added] : [...items.slice(0, at), ...added, ...items.slice(at)];
};
const listOf = (state, id) => LISTS.find((name) => state[name].some((one) => one.id === id));

function render({ model, el }) {
  const start = model.get("view");
  const page = node("div", { class: "cxw-map" });
  const dialog = node("dialog", { class: "cxw-map-workshop", "aria-label": "Workshop mode: the map fills the window" });
  const home = node("div", {}, page);
  el.append(home, dialog);

  let base = stateOf(start); // as the kernel last said
  let state = base; // as it is drawn
  let about = start; // how the file stands
  let pending = []; // gestures that are drawn and not answered
  const today = () => { const now = new Date(); return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`; };
  let sequence = 0, silent = null, unheard = false, revision = 0;
  let past = [], future = [];
  const real = new Map(); // names given here -> ids
  let lanesOn = new Set(start.first_lanes.concat(start.statements.map((one) => one.lane)));
  let workshop = false, lanesBefore = null;
  let focusKey = "", selected = new Set(), editing = null, drawer = false, moved = null;
  let draft = null; // a new element that waits for its name, and is in no record yet
  const filter = { words: "", status: "", basis: "" };
  const nodes = new Map(); // key -> element on the map
  let columns = [], groups = [], rows = [];
  const r = (id) => real.get(id) ?? id;

  // ---- sending ---------------------------------------------------------------------------------
  function send(ask, given = {}, more = {}) {
    sequence += 1;
    model.send({ ask, given, seq: sequence, today: today(), ...more });
    clearTimeout(silent);
    silent = setTimeout(() => {
      unheard = true;
      tell("The kernel does not answer. What is drawn since then is not in the file: run the cell again when it is free.", true);
    }, SILENCE);
    return sequence;
  }
  function act(ask, given, local, more = {}) {
    past.push(state); future = [];
    draws(ask, given, local, more);
  }
  function draws(ask, given, local, more = {}) {
    const seq = send(ask, given, more);
    pending.push({ seq, local });
    state = local(state);
    draw();
    stand();
  }
  const renamed = (old) => {
    if (!real.size) return old;
    const after = { ...old };
    for (const name of LISTS) {
      after[name] = old[name].map((one) => {
        const fix = {};
        for (const key of ["id", "at", "stage_id", "step_id"]) if (real.has(one[key])) fix[key] = real.get(one[key]);
        return Object.keys(fix).length ? { ...one, ...fix } : one;
      });
    }
    return after;
  };
  // What only the kernel can work out: it is drawn with the answer, and so is its undoing.
  function leave(ask, given = {}) { finish(); past = []; future = []; asked(ask, given); }
  function asked(ask, given = {}) { pending.push({ seq: send(ask, given), local: (so) => so }); stand(); }
  function undo() { back("undo", past, future); }
  function redo() { back("redo", future, past); }
  function back(ask, from, to) {
    finish();
    if (!from.length) { asked(ask); return; }
    const old = from.pop();
    to.push(state);
    draws(ask, {}, () => renamed(old));
  }

  model.on("msg:custom", answered);
  function answered(answer) {
    clearTimeout(silent);
    if (answer.ids) {
      for (const [name, id] of Object.entries(answer.ids)) real.set(name, id);
      rekey(answer.ids);
    }
    if (answer.changes.everything) {
      about = answer.changes.everything;
      base = stateOf(about);
    } else base = patched(base, answer.changes);
    about = { ...about, ...answer };
    pending = pending.filter((one) => one.seq > answer.seq);
    state = withDraft(pending.reduce((so, one) => one.local(so), base));
    if (!pending.length) {
      // What was refused or put together by others is no longer as it was remembered here.
      if (past.length > answer.undos || answer.refused) past = [];
      if (future.length > answer.redos || answer.refused) future = [];
    }
    if (["look", "merge"].includes(answer.ask) && Object.keys(answer.changes).length) { past = []; future = []; }
    if (answer.evidence) showEvidence(answer.evidence);
    if (answer.notes) showNotes(answer.notes);
    if (answer.said) tell(answer.said, answer.refused);
    else if (unheard || !QUIET.has(answer.ask)) tell("");
    unheard = false;
    revision += 1;
    draw();
    stand();
    if (["split", "join"].includes(answer.ask) && !answer.refused) { selected.clear(); marks(); if (drawer) showDrawer(); }
    if (!pending.length && !answer.notes && !answer.evidence) later();
  }
  function rekey(ids) {
    const fix = (key) => {
      for (const [name, id] of Object.entries(ids)) {
        if (key.split(/[:|]/)[1] === name) return key.replace(name, id);
      }
      return key;
    };
    for (const [key, one] of [...nodes]) {
      const now = fix(key);
      if (now !== key) { nodes.delete(key); nodes.set(now, one); one.dataset.key = now; one.sig = null; }
    }
    focusKey = fix(focusKey);
    selected = new Set([...selected].map(fix));
    if (editing) { editing.key = fix(editing.key); if (editing.at) editing.at = r(editing.at); }
  }
  let idle = null;
  function later() {
    clearTimeout(idle);
    idle = setTimeout(() => { if (!pending.length && !editing) send("notes"); }, 700);
  }
  function tell(words, refused = false) { message.textContent = `${refused ? "✗ " : ""}${words}`; message.classList.toggle("refused", refused); }

  // ---- what can be done ------------------------------------------------------------------------
  const temp = () => `new-${Date.now().toString(36)}-${(counted += 1)}`;
  const find = (given) => { const id = r(given), name = listOf(state, id); return name ? state[name].find((one) => one.id === id) : null; };
  const ids = (keys) => [...keys].map((key) => key.slice(key.indexOf(":") + 1));
  const kindOf = (key) => key.slice(0, key.indexOf(":"));
  const idOf = (key) => key.slice(key.indexOf(":") + 1);

  const withDraft = (so) => (draft ? { ...so, [draft.list]: inserted(so[draft.list].filter((one) => one.id !== draft.item.id), [draft.item], draft.before) } : so);
  // The new element is drawn with a box for its name; it comes into the record with its name.
  function begin(list, ask, prefix, what, given) {
    finish();
    const { before, ...fields } = given, id = temp();
    draft = { list, item: { id, name: "", ...fields }, before };
    state = withDraft(state);
    draw();
    focusOn(`${prefix}:${id}`);
    edit(`${prefix}:${id}`, { what, done: (words) => addElement(list, ask, prefix, words, given, id) });
  }
  function addElement(list, ask, prefix, words, given, id) {
    act(ask, { name: words, ...given }, (so) => {
      if (so[list].some((one) => one.id === r(id))) return so;
      const { before, ...fields } = given;
      for (const key of Object.keys(fields)) fields[key] = r(fields[key]);
      return { ...so, [list]: inserted(so[list], [{ id: r(id), name: words, ...fields }], r(before)) };
    }, { new: [id] });
    focusOn(`${prefix}:${r(id)}`);
  }
  function addNotes(lines, at, lane) {
    const words = lines.map((one) => one.split(/\s+/).filter(Boolean).join(" ")).filter(Boolean);
    if (!words.length) return;
    const made = words.map(() => temp());
    act("add_notes", { lines: words, at, lane }, (so) => {
      const added = words.map((line, n) => ({ id: r(made[n]), at: r(at), lane, e: 0, a: 0, ...(lane === "emotion" ? feeling(line) : { text: line }) }));
      const kept = so.statements.filter((one) => !(one.at === r(at) && one.lane === lane && unknownIn(one) && !one.locked));
      return { ...so, statements: [...kept, ...added.filter((one) => !so.statements.some((had) => had.id === one.id))] };
    }, { new: made });
    return made;
  }
  function setFields(which, fields, ask = "change", given = { ids: which, ...fields }) {
    act(ask, given, (so) => {
      const after = { ...so };
      const named = new Set(which.map(r));
      for (const list of LISTS) {
        if (so[list].some((one) => named.has(one.id))) after[list] = so[list].map((one) => named.has(one.id) ? { ...one, ...fields } : one);
      }
      return after;
    });
  }
  function reword(id, words) {
    const one = find(id);
    const said = words.split(/\s+/).filter(Boolean).join(" ");
    const fields = "lane" in one ? (one.lane === "emotion" ? { value: undefined, text: "", ...feeling(said) } : { text: said }) : "name" in one ? { name: said } : { text: said };
    setFields([id], fields, "reword", { item_id: id, words: said });
  }
  function place(which, { into = "", lane = "", before = "" }) {
    act("place", { ids: which, into, lane, before }, (so) => {
      const named = new Set(which.map(r));
      const list = listOf(so, r(which[0]));
      const to = r(into);
      const step = so.steps.find((one) => one.id === to);
      const fields = !into ? {} : list === "statements" ? { at: to } : list === "steps" ? { stage_id: to }
        : list === "touchpoints" ? (step ? { stage_id: step.stage_id, step_id: to } : { stage_id: to, step_id: undefined }) : {};
      if (lane) fields.lane = lane;
      const going = so[list].filter((one) => named.has(one.id)).map((one) => ({ ...one, ...fields }));
      const after = { ...so, [list]: inserted(so[list].filter((one) => !named.has(one.id)), going, r(before)) };
      if (list === "steps" && into) after.touchpoints = so.touchpoints.map((one) => named.has(one.step_id) ? { ...one, stage_id: to } : one);
      return after;
    });
  }
  function takeOut(which) {
    act("take_out", { ids: which }, (so) => {
      const gone = new Set(which.map(r));
      for (const one of so.interactions) if (gone.has(one.touchpoint_id)) gone.add(one.id);
      for (const one of so.statements) if (gone.has(one.at)) gone.add(one.id);
      const after = { ...so };
      for (const list of LISTS) after[list] = so[list].filter((one) => !gone.has(one.id));
      after.touchpoints = after.touchpoints.map((one) => gone.has(one.step_id) ? { ...one, step_id: undefined } : one);
      return after;
    });
  }

  // ---- parts that stay -------------------------------------------------------------------------
  const button = (text, onclick, more = {}) => node("button", { type: "button", text, onclick, ...more });
  const title = node("strong", { class: "title" });
  const standing = node("span", { class: "standing", role: "status", "aria-live": "polite" });
  const message = node("p", { class: "message", role: "status", "aria-live": "polite" });
  const undoes = button("Undo", undo, { title: "Ctrl+Z", "aria-keyshortcuts": "Control+Z" });
  const redoes = button("Redo", redo, { title: "Ctrl+Y", "aria-keyshortcuts": "Control+Y" });
  const work = button("Workshop", () => setWorkshop(!workshop), { title: "F: five lanes, the whole window", "aria-pressed": "false" });
  const drawers = button("Evidence and details", () => setDrawer(!drawer), { title: "E", "aria-expanded": "false" });
  const words = node("input", { type: "search", oninput: () => { filter.words = words.value.toLowerCase(); draw(); } });
  const status = node("select", { onchange: () => { filter.status = status.value; draw(); } }, option("", "any"), ...start.statuses.map((one) => option(one, one)));
  const basis = node("select", { onchange: () => { filter.basis = basis.value; draw(); } }, option("", "any"), ...start.bases.map((one) => option(one, one)));
  const by = node("input", { type: "text", value: start.by, autocomplete: "off", onchange: () => send("name", { by: by.value }) });
  const lanes = node("div", { class: "lanes", role: "group", "aria-label": "Lanes that are shown" });
  const laneBox = node("details", { class: "choose" }, node("summary", { text: "Lanes" }), lanes);
  const keysBox = node("details", { class: "choose" }, node("summary", { text: "Keys" }), node("dl", { class: "keys" },
    ...[["Arrows", "go about the map"], ["Enter, F2, double click", "edit; on an empty cell: write a note"], ["N, T, P, S", "new note, touchpoint, step, stage"], ["Alt + arrows", "move what has the focus or is selected"], ["Shift + arrows", "select several"], ["Space", "select one more, or not"],
      ["Delete", "take out"], ["Ctrl + Z, Ctrl + Y", "undo, redo"], ["Ctrl + V on a cell", "a note for each pasted line"], ["E", "evidence and details"], ["K, L", "confirm, lock"], ["J", "join what is selected into one"],
      ["F, Esc", "workshop mode, back"]].flatMap(([key, what]) => [node("dt", { text: key }), node("dd", { text: what })])));
  const conflict = node("div", { class: "conflict", hidden: true });
  const grid = node("div", { class: "grid", role: "grid", "aria-label": "The map", "aria-multiselectable": "true" });
  const scroller = node("div", { class: "scroller" }, grid);
  const aside = node("aside", { class: "drawer", hidden: true, "aria-label": "Evidence and details" });
  const notes = node("ol", { class: "notes" });
  const notesBox = node("section", { class: "method", "aria-label": "Method notes" }, node("h4", { text: "Method notes" }), notes);
  page.append(
    node("div", { class: "bar" }, title, standing, undoes, redoes, drawers, work),
    node("div", { class: "bar tools" },
      button("+ Stage", () => newStage()), button("+ Step", () => newStep()), button("+ Touchpoint", () => newTouchpoint()), button("+ Note", () => newNote()),
      field("find words", words), field("status", status), field("basis", basis), field("your name", by), laneBox, keysBox),
    conflict, node("div", { class: "middle" }, scroller, aside), message, notesBox,
  );
  for (const lane of start.lanes) {
    const box = node("input", { type: "checkbox", onchange: () => { if (box.checked) lanesOn.add(lane); else lanesOn.delete(lane); draw(); } });
    box.dataset.lane = lane; box.id = `cxw-map-${(counted += 1)}`;
    lanes.append(node("span", {}, box, node("label", { for: box.id, text: lane })));
  }

  function stand() {
    const many = pending.length;
    standing.textContent = many ? `Writing ${many} change${many > 1 ? "s" : ""} …` : about.waiting ? "Not in the file yet." : about.standing;
    page.dataset.pending = String(many);
    page.dataset.revision = String(revision);
    page.dataset.waiting = String(Boolean(about.waiting));
    undoes.disabled = !past.length && !about.undos; redoes.disabled = !future.length && !about.redos;
    const told = about.waiting && !many;
    const list = about.conflicts ?? [];
    conflict.hidden = !told && !list.length;
    const sign = `${told}|${about.standing}|${JSON.stringify(list)}`;
    if (conflict.sig === sign) return;
    conflict.sig = sign;
    conflict.replaceChildren(
      ...(told ? [node("p", { role: "alert", text: `⚠ ${about.standing}` }), button("Merge", () => leave("merge"), { class: "main" })] : []),
      ...(list.length ? [node("p", { text: "Both of you changed these. Yours stayed; take theirs where it is better:" }),
        node("ul", {}, ...list.map((one, number) => node("li", {},
          node("span", { text: `${nameOf(one.id)}${one.field ? `, ${one.field}` : ""}: yours “${short(one.ours) || "nothing"}”, theirs “${short(one.theirs) || "nothing"}” (${one.why}). ` }),
          button("Take theirs", () => leave("take_theirs", { number }), { "aria-label": `Take theirs for ${nameOf(one.id)}` }))))] : []),
    );
  }
  const short = (text) => { try { const one = JSON.parse(text); return one?.name ?? one?.text ?? text; } catch { return text; } };
  function nameOf(id) { const one = find(id); return one ? one.name ?? (one.text || one.word || one.lane) : id || "the map"; }

  // ---- layout ----------------------------------------------------------------------------------
  function passes(one) {
    return (!filter.status || (one.status ?? "draft") === filter.status) && (!filter.basis || (one.basis ?? "assumed") === filter.basis)
      && (!filter.words || `${one.name ?? ""} ${one.text ?? ""} ${one.word ?? ""}`.toLowerCase().includes(filter.words));
  }
  let said = new Map(), remarks = new Map();
  function layout() {
    const filtering = Boolean(filter.words || filter.status || filter.basis);
    said = new Map(); remarks = new Map();
    const drawnAt = new Map(state.interactions.map((one) => [one.id, one.touchpoint_id]));
    const fits = new Set();
    for (const one of state.statements) {
      if (filtering && !passes(one)) continue;
      const at = drawnAt.get(one.at) ?? one.at;
      fits.add(at);
      const key = `${at}|${one.lane}`;
      if (said.has(key)) said.get(key).push(one); else said.set(key, [one]);
    }
    for (const one of [...state.comments, ...state.decisions]) if (!one.settled) remarks.set(one.at, (remarks.get(one.at) ?? 0) + 1);
    columns = []; groups = [];
    const byStage = new Map(), stepsOf = new Map();
    for (const one of state.touchpoints) (byStage.get(one.stage_id) ?? byStage.set(one.stage_id, []).get(one.stage_id)).push(one);
    for (const one of state.steps) (stepsOf.get(one.stage_id) ?? stepsOf.set(one.stage_id, []).get(one.stage_id)).push(one);
    for (const stage of state.stages) {
      columns.push({ key: `w:${stage.id}`, at: stage.id, stage, step: null, touchpoint: null });
      const inside = byStage.get(stage.id) ?? [], steps = stepsOf.get(stage.id) ?? [];
      for (const step of [...steps, null]) {
        const here = inside.filter((one) => (one.step_id ?? "") === (step ? step.id : ""));
        const group = { stage, step, touchpoints: here };
        if (step || here.length || !steps.length) groups.push(group);
        const shown = filtering ? here.filter((one) => passes(one) && !filter.basis || fits.has(one.id)) : here;
        if (step && (!here.length || fits.has(step.id) && !filtering || [...start.lanes].some((lane) => said.has(`${step.id}|${lane}`)))) columns.push({ key: `u:${step.id}`, at: step.id, stage, step, touchpoint: null });
        for (const touchpoint of shown) columns.push({ key: `tp:${touchpoint.id}`, at: touchpoint.id, stage, step, touchpoint });
      }
    }
    rows = ["stages", ...(state.steps.length ? ["steps"] : []), "touchpoints", ...start.lanes.filter((lane) => lanesOn.has(lane))];
  }

  const rowNodes = new Map();
  function rowOf(name) {
    if (rowNodes.has(name)) return rowNodes.get(name);
    const head = node("div", { class: "head", role: "rowheader" }, node("span", { text: name }));
    const made = node("div", { class: `row ${name === "stages" || name === "touchpoints" || name === "steps" ? name : "lane"}`, role: "row" }, head);
    made.dataset.row = name;
    rowNodes.set(name, made);
    return made;
  }
  // Children in this order with the fewest moves; what is no longer wanted goes.
  // Where the browser can, an element keeps the focus while it is put elsewhere.
  function put(parent, one, at) {
    if (parent.moveBefore && parent.isConnected && one.isConnected) parent.moveBefore(one, at);
    else parent.insertBefore(one, at);
  }
  function arrange(parent, wanted, from) {
    let at = from;
    const keep = new Set(wanted);
    const after = (one) => { let next = one?.nextElementSibling ?? null; while (next && !keep.has(next)) next = next.nextElementSibling; return next; };
    if (at && !keep.has(at)) at = after(at);
    for (const one of wanted) {
      if (one === at) at = after(at);
      else if (at && after(at) === one) at = after(one);
      else put(parent, one, at ?? (editing?.box.parentNode === parent ? editing.box : null));
    }
    let child = from;
    while (child) { const next = child.nextElementSibling; if (!keep.has(child) && child !== editing?.box) { child.remove(); nodes.delete(child.dataset.key); } child = next; }
  }
  const same = (a, b) => a && a.length === b.length && a.every((one, n) => one === b[n]);

  let drawing = false;
  function draw() {
    drawing = true; // an element that is put elsewhere loses the focus, and gets it back below
    layout();
    const shownRows = rows.map(rowOf);
    const heads = [["stages", stageCells], ["steps", stepCells], ["touchpoints", touchpointCells]];
    arrange(grid, shownRows, grid.firstElementChild);
    for (const name of rows) {
      const row = rowOf(name);
      const head = heads.find(([one]) => one === name);
      const cells = head ? head[1]() : columns.map((column) => laneCell(column, name));
      row.style.width = `${columns.length * WIDTH + 112}px`;
      arrange(row, cells, row.firstElementChild.nextElementSibling);
    }
    grid.classList.toggle("large", columns.length > MANY);
    title.textContent = `${state.own.title}${state.own.stamp ? ` (${state.own.stamp})` : ""}`;
    if (!nodes.has(focusKey)) focusKey = fallback();
    marks();
    for (const box of lanes.querySelectorAll("input")) box.checked = lanesOn.has(box.dataset.lane);
    if (editing && page.contains(editing.box) && document.activeElement !== editing.box && hadFocus) editing.box.focus({ preventScroll: true });
    drawing = false;
  }
  // Focus and selection as they are, on the few elements that bear them.
  let marked = [];
  function marks() {
    for (const one of marked) { one.classList.remove("selected"); one.removeAttribute("aria-selected"); one.tabIndex = -1; }
    marked = [];
    for (const key of [...selected]) {
      const one = nodes.get(key);
      if (!one) { selected.delete(key); continue; }
      one.classList.add("selected"); one.setAttribute("aria-selected", "true"); marked.push(one);
    }
    const at = nodes.get(focusKey);
    if (at) { at.tabIndex = 0; marked.push(at); }
    if (hadFocus && !quiet && at && !editing && document.activeElement !== at && (document.activeElement === document.body || !document.activeElement || !page.contains(document.activeElement))) at.focus({ preventScroll: true });
  }
  let hadFocus = false;
  let quiet = false; // the focus is given right after this, and giving it twice lays out twice
  grid.addEventListener("focusin", (event) => {
    hadFocus = true;
    const one = event.target.closest("[data-key]");
    if (one && event.target === one && one.dataset.key !== focusKey) { focusKey = one.dataset.key; marks(); if (drawer) showDrawer(); }
  });
  page.addEventListener("focusin", (event) => { if (!grid.contains(event.target)) hadFocus = false; });
  let lastPlace = [0, 0];
  function fallback() {
    const [row, column] = lastPlace;
    const name = rows[Math.min(row, rows.length - 1)];
    const here = columns[Math.min(column, columns.length - 1)];
    return here ? keysAt(name, here)[0] : "";
  }

  function cell(key, role, classes, signature, fill) {
    let one = nodes.get(key);
    if (!one) { one = node("div", { class: classes, role, tabindex: "-1" }); one.dataset.key = key; nodes.set(key, one); }
    if (!same(one.sig, signature)) {
      one.sig = signature;
      one.className = classes; // marks() adds what is selected
      if (editing?.key !== key || editing.adding) fill(one);
    }
    return one;
  }
  const second = (one, ...more) => {
    const many = remarks.get(one.id);
    const words = [...more, (one.status ?? "draft") === "draft" ? "" : one.status, one.locked ? "locked" : "", many ? `${many} remark${many > 1 ? "s" : ""}` : ""].filter(Boolean);
    return words.length ? [node("span", { class: "second", text: words.join(" · ") })] : [];
  };
  const statusWords = (one) => `${one.status ?? "draft"}${one.locked ? ", locked" : ""}`;

  function stageCells() {
    return state.stages.map((stage) => {
      const many = columns.filter((one) => one.stage === stage).length;
      return cell(`st:${stage.id}`, "columnheader", "stage", [stage, many, remarks.get(stage.id)], (one) => {
        one.style.width = `${many * WIDTH}px`;
        one.setAttribute("aria-label", `Stage ${stage.name}, ${statusWords(stage)}`);
        one.replaceChildren(node("span", { class: "words", text: stage.name }), ...second(stage));
      });
    });
  }
  function stepCells() {
    const runs = [];
    for (const column of columns) {
      const key = column.step ? `sp:${column.step.id}` : `x:${column.stage.id}${column.touchpoint ? "-rest" : "-whole"}`;
      const last = runs.at(-1);
      if (last && last.key === key) last.many += 1; else runs.push({ key, many: 1, step: column.step });
    }
    return runs.map(({ key, many, step }) => cell(key, "columnheader", step ? "step" : "gap", [step, many, step && remarks.get(step.id)], (one) => {
      one.style.width = `${many * WIDTH}px`;
      if (!step) { one.removeAttribute("tabindex"); one.setAttribute("aria-hidden", "true"); return; }
      one.setAttribute("aria-label", `Step ${step.name}, ${statusWords(step)}`);
      one.replaceChildren(node("span", { class: "words", text: step.name }), ...second(step));
    }));
  }
  function touchpointCells() {
    return columns.map(({ key, touchpoint, step }) => cell(key, "columnheader", touchpoint ? "touchpoint" : "whole", [touchpoint, step, remarks.get(touchpoint?.id)], (one) => {
      if (!touchpoint) { one.replaceChildren(node("span", { class: "words", text: step ? "whole step" : "whole stage" })); return; }
      const where = touchpoint.medium_class ?? "unknown";
      one.setAttribute("aria-label", `Touchpoint ${touchpoint.name}, ${where}, ${statusWords(touchpoint)}`);
      one.replaceChildren(node("span", { class: "sign", text: SIGNS[where], title: where }), node("span", { class: "words", text: touchpoint.name }), ...second(touchpoint, touchpoint.channel));
    }));
  }
  function laneCell(column, lane) {
    const key = `c:${column.at}|${lane}`;
    const here = said.get(`${column.at}|${lane}`) ?? [];
    const one = cell(key, "gridcell", `cell ${column.touchpoint ? "" : "whole"}`, [here.length, ...here, column.at, lane, ...here.map((note) => remarks.get(note.id))], (box) => {
      box.setAttribute("aria-label", `${lane} at ${nameOf(column.at)}${here.length ? `, ${here.length} notes` : ", empty"}`);
      arrange(box, here.map((note) => noteCell(note)), box.firstElementChild);
      if (editing?.adding && editing.key === key && editing.box.parentNode !== box) box.append(editing.box);
    });
    return one;
  }
  function noteCell(note) {
    const plain = unknownIn(note);
    const kind = plain ? "unknown" : note.e ? "evidenced" : "assumed";
    const made = cell(`n:${note.id}`, "button", `note ${kind} ${note.lane}`, [note, remarks.get(note.id)], (one) => {
      const value = note.value === undefined || note.value === null ? "" : signed(note.value);
      const words = note.lane === "emotion" && !plain ? [value, note.word, note.text].filter(Boolean).join(" ") : note.text;
      const spread = typeof note.low === "number" && typeof note.high === "number" ? `, ${signed(note.low)} to ${signed(note.high)}` : "";
      const sure = note.e ? `${note.basis ?? "assumed"}, n ${note.n ?? 0}${spread}` : plain ? "" : note.basis ?? "assumed";
      one.setAttribute("aria-label", `${note.lane}: ${words}. ${sure}. ${statusWords(note)}`);
      one.replaceChildren(node("span", { class: "words", text: words }), ...second(note, sure));
    });
    return made;
  }

  // ---- going about -----------------------------------------------------------------------------
  function keysAt(row, column) {
    if (row === "stages") return [`st:${column.stage.id}`];
    if (row === "steps") return column.step ? [`sp:${column.step.id}`] : [];
    if (row === "touchpoints") return [column.key];
    const here = said.get(`${column.at}|${row}`) ?? [];
    return here.length ? here.map((one) => `n:${one.id}`) : [`c:${column.at}|${row}`];
  }
  function placeOf(key) {
    for (let row = 0; row < rows.length; row += 1) {
      for (let column = 0; column < columns.length; column += 1) {
        const keys = keysAt(rows[row], columns[column]);
        const at = keys.indexOf(key);
        if (at >= 0) return { row, column, at, keys };
        if (key === `c:${columns[column].at}|${rows[row]}`) return { row, column, at: keys.length - 1, keys };
      }
    }
    return null;
  }
  function focusOn(key, scroll = true) {
    const one = nodes.get(key);
    if (!one) return;
    focusKey = key; hadFocus = true;
    const here = placeOf(key);
    if (here) lastPlace = [here.row, here.column];
    marks();
    one.focus({ preventScroll: true });
    if (scroll) reveal(one);
    if (drawer) showDrawer();
  }
  function reveal(one) {
    const box = one.getBoundingClientRect(), view = scroller.getBoundingClientRect();
    if (box.left < view.left + 112) scroller.scrollLeft -= view.left + 112 - box.left + 8;
    else if (box.right > view.right) scroller.scrollLeft += Math.min(box.right - view.right + 24, box.left - view.left - 112);
    if (box.bottom > view.bottom) scroller.scrollTop += box.bottom - view.bottom + 8;
    else if (!one.closest(".stages, .steps, .touchpoints")) {
      const low = rowOf("touchpoints").getBoundingClientRect().bottom;
      if (box.top < low) scroller.scrollTop -= low - box.top + 8;
    }
  }
  function go(key) {
    const here = placeOf(focusKey);
    if (!here) return "";
    const { row, column, at, keys } = here;
    if (key === "ArrowUp" || key === "ArrowDown") {
      const by = key === "ArrowDown" ? 1 : -1;
      if (keys[at + by]) return keys[at + by];
      for (let next = row + by; next >= 0 && next < rows.length; next += by) {
        const found = keysAt(rows[next], columns[column]);
        if (found.length) return by > 0 ? found[0] : found.at(-1);
      }
      return "";
    }
    const by = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
    for (let next = key === "Home" ? 0 : key === "End" ? columns.length - 1 : column + by; next >= 0 && next < columns.length; next += by || 1) {
      const found = keysAt(rows[row], columns[next]);
      if (found.length && found[0] !== keys[0]) return found[Math.min(at, found.length - 1)];
      if (!by) return found[0] ?? "";
    }
    return "";
  }
  const chosen = () => {
    const alike = [...selected].filter((key) => kindOf(key) === kindOf(focusKey));
    return alike.includes(focusKey) && alike.length ? inOrder(alike) : [focusKey];
  };
  const inOrder = (keys) => {
    const place = new Map(keys.map((key) => { const one = placeOf(key); return [key, one ? [one.column, one.row, one.at] : [1e9, 0, 0]]; }));
    return [...keys].sort((a, b) => place.get(a)[0] - place.get(b)[0] || place.get(a)[1] - place.get(b)[1] || place.get(a)[2] - place.get(b)[2]);
  };

  // ---- moving with the keyboard ----------------------------------------------------------------
  function shift(key) {
    const keys = chosen(), kind = kindOf(focusKey), which = ids(keys);
    const right = key === "ArrowRight" || key === "ArrowDown";
    if (kind === "st") return shiftIn(state.stages, which, right, {});
    if (kind === "sp") return shiftStep(which, right);
    if (kind === "tp") return shiftTouchpoint(which, right);
    if (kind === "n") return shiftNote(which, key);
  }
  function shiftIn(items, which, right, more) {
    const order = items.map((one) => one.id);
    const edge = right ? order.indexOf(which.at(-1)) : order.indexOf(which[0]);
    const next = order[edge + (right ? 1 : -1)];
    if (!next) return false;
    const before = right ? order[edge + 2] ?? "" : next;
    place(which, { ...more, before });
    follow();
    return true;
  }
  function follow() { const key = focusKey; requestAnimationFrame(() => { const one = nodes.get(r(key)) ?? nodes.get(key); if (one) reveal(one); }); const one = nodes.get(key); if (one && document.activeElement !== one) one.focus({ preventScroll: true }); }
  function shiftStep(which, right) {
    const edge = find(right ? which.at(-1) : which[0]);
    const inside = state.steps.filter((one) => one.stage_id === edge.stage_id);
    if (shiftIn(inside, which, right, {})) return;
    const at = state.stages.findIndex((one) => one.id === edge.stage_id);
    const stage = state.stages[at + (right ? 1 : -1)];
    if (!stage) return tell("There is no further stage that way.");
    const first = state.steps.find((one) => one.stage_id === stage.id);
    place(which, { into: stage.id, before: right && first ? first.id : "" });
    follow();
  }
  function shiftTouchpoint(which, right) {
    const edge = right ? which.at(-1) : which[0];
    const at = groups.findIndex((one) => one.touchpoints.some((tp) => tp.id === edge));
    if (at < 0) return;
    if (shiftIn(groups[at].touchpoints, which, right, {})) return;
    const next = groups[at + (right ? 1 : -1)];
    if (!next) return tell("There is no further stage that way.");
    place(which, { into: next.step ? next.step.id : next.stage.id, before: right ? next.touchpoints[0]?.id ?? "" : "" });
    follow();
  }
  function shiftNote(which, key) {
    const here = placeOf(focusKey);
    if (!here) return;
    if (key === "ArrowUp" || key === "ArrowDown") {
      const order = ids(here.keys), edge = key === "ArrowDown" ? order.indexOf(which.at(-1)) : order.indexOf(which[0]);
      const by = key === "ArrowDown" ? 1 : -1;
      if (order[edge + by]) { place(which, { before: by > 0 ? order[edge + 2] ?? afterIn(order.at(-1)) : order[edge - 1] }); return follow(); }
      for (let row = here.row + by; row < rows.length && row >= 0; row += by) {
        if (!start.lanes.includes(rows[row])) break;
        if (rows[row] !== "emotion" && find(which[0]).lane !== "emotion") { place(which, { lane: rows[row] }); return follow(); }
      }
      return tell("There is no lane that way; a feeling stays in its lane.");
    }
    const next = columns[here.column + (key === "ArrowRight" ? 1 : -1)];
    if (!next) return tell("There is no further column that way.");
    place(which, { into: next.at });
    follow();
  }
  const afterIn = (id) => { const at = state.statements.findIndex((one) => one.id === id); return state.statements[at + 1]?.id ?? ""; };

  // ---- writing ---------------------------------------------------------------------------------
  function textBox(value, label) {
    const box = node("textarea", { rows: "1", "aria-label": label });
    box.value = value;
    const fit = () => { box.style.height = "auto"; box.style.height = `${box.scrollHeight + 2}px`; };
    box.addEventListener("input", fit);
    box.addEventListener("pointerdown", (event) => event.stopPropagation());
    requestAnimationFrame(fit);
    return box;
  }
  function edit(key, made = null) {
    finish();
    const kind = kindOf(key);
    if (kind === "c") return enter(...idOf(key).split("|"));
    if (kind === "w" || kind === "u") return newTouchpoint();
    const one = find(idOf(key));
    if (!one) return;
    const was = one.lane === "emotion" ? [one.value === undefined || one.value === null ? "" : signed(one.value), one.word].filter(Boolean).join(" ") : one.name ?? one.text;
    const box = textBox(unknownIn(one) ? "" : was, made ? made.what : `Words of ${nameOf(one.id)}`);
    if (made) box.placeholder = made.what;
    editing = { key, box, was, draft: Boolean(made), done: made ? (words) => made.done(words.split(/\s+/).filter(Boolean).join(" ")) : (words) => { if (words.trim() && words.trim() !== was) reword(idOf(key), words); } };
    nodes.get(key).replaceChildren(box);
    box.focus(); box.select();
    box.addEventListener("keydown", typed);
    box.addEventListener("blur", () => { if (editing?.box === box && !drawing) finish(); });
  }
  function enter(at, lane, value = "") {
    finish();
    const key = `c:${at}|${lane}`;
    const box = textBox(value, `New note, ${lane} at ${nameOf(at)}${lane === "emotion" ? ": −2 to +2 and a word" : ""}`);
    if (lane === "emotion") box.placeholder = "-1 annoyed";
    editing = { key, box, at, lane, adding: true, done: (words) => addNotes(words.split("\n"), editing?.at ?? at, lane) };
    nodes.get(key).append(box);
    box.focus();
    box.addEventListener("keydown", typed);
    box.addEventListener("paste", (event) => {
      const text = event.clipboardData.getData("text/plain");
      if (!/\n./.test(text.trim())) return;
      event.preventDefault();
      const lines = (box.value + text).split(/\r?\n/);
      box.value = "";
      addNotes(lines, r(at), lane);
    });
    box.addEventListener("blur", () => { if (editing?.box === box && !drawing) finish(); });
    reveal(box);
  }
  // The words as they stand are taken; the element is drawn anew.
  function finish(take = true) {
    if (!editing) return null;
    const done = editing;
    editing = null;
    const one = nodes.get(done.key);
    if (one) one.sig = null;
    done.box.remove();
    if (done.draft) {
      state = { ...state, [draft.list]: state[draft.list].filter((one) => one.id !== draft.item.id) };
      draft = null;
    }
    const made = take && done.box.value.trim() ? (editingFor(done), done.done(done.box.value)) : null;
    if (!made) draw();
    return { ...done, made };
  }
  function editingFor(done) { if (done.at) done.done = (words) => addNotes(words.split("\n"), r(done.at), done.lane); }
  function typed(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      const empty = !editing.box.value.trim();
      quiet = true;
      const had = finish();
      quiet = false;
      if (had.adding && workshop && !empty) return enter(r(had.at), had.lane);
      focusOn(had.made ? `n:${r(had.made.at(-1))}` : nodes.has(had.key) ? had.key : fallback());
      if (had.adding && !had.made) focusOn(placeOf(had.key)?.keys.at(-1) ?? had.key);
    } else if (event.key === "Escape") {
      event.preventDefault();
      const had = finish(false);
      focusOn(had.adding ? placeOf(had.key)?.keys.at(-1) ?? had.key : had.key);
    } else if (event.key === "Tab" && editing.adding) {
      event.preventDefault();
      const had = finish();
      const row = rows.indexOf(had.lane), next = columns[(columns.findIndex((one) => one.at === r(had.at)) + (event.shiftKey ? -1 : 1) + columns.length) % columns.length];
      if (row >= 0 && next) enter(next.at, had.lane);
    }
  }

  const here = () => { const one = placeOf(focusKey); return one ? columns[one.column] : columns[0]; };
  function newStage() {
    const at = here();
    const next = at ? state.stages[state.stages.indexOf(at.stage) + 1] : null;
    begin("stages", "add_stage", "st", "New stage", { before: next?.id ?? "" });
  }
  function newStep() {
    const at = here();
    if (!at) return tell("Add a stage first.");
    begin("steps", "add_step", "sp", "New step", { stage_id: at.stage.id, before: "" });
  }
  function newTouchpoint() {
    const at = here();
    if (!at) return tell("Add a stage first.");
    const group = groups.find((one) => one.stage === at.stage && one.step === at.step) ?? groups.find((one) => one.stage === at.stage);
    const next = at.touchpoint ? group.touchpoints[group.touchpoints.indexOf(at.touchpoint) + 1] : group?.touchpoints[0];
    begin("touchpoints", "add_touchpoint", "tp", "New touchpoint", { stage_id: at.stage.id, ...(at.step ? { step_id: at.step.id } : {}), before: next?.id ?? "" });
  }
  function newNote() {
    finish();
    const one = placeOf(focusKey);
    const column = one ? columns[one.column] : columns[0];
    if (!column) return tell("Add a stage first.");
    const lane = one && start.lanes.includes(rows[one.row]) ? rows[one.row] : rows.find((name) => start.lanes.includes(name));
    if (!lane) return tell("No lane is shown. Choose one under Lanes.");
    enter(column.at, lane);
  }

  // ---- keys on the map -------------------------------------------------------------------------
  grid.addEventListener("keydown", (event) => {
    if (event.target.tagName === "TEXTAREA" || !event.target.dataset.key) return;
    const key = event.target.dataset.key, held = event.ctrlKey || event.metaKey;
    const done = () => { event.preventDefault(); event.stopPropagation(); };
    if (event.altKey && event.key.startsWith("Arrow")) { done(); shift(event.key); return; }
    if (event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End") {
      done();
      const next = go(event.key);
      if (!next) return;
      if (event.shiftKey) { selected.add(focusKey); selected.add(next); } else if (!held) selected.clear();
      focusOn(next);
    } else if (event.key === "Enter" || event.key === "F2") { done(); if (kindOf(key) === "x") return; edit(key); }
    else if (event.key === " ") { done(); if (!selected.delete(key)) selected.add(key); marks(); }
    else if (event.key === "Delete" || event.key === "Backspace") {
      done();
      const which = [...new Set([...(selected.has(key) ? selected : [key])])].filter((one) => ["st", "sp", "tp", "n"].includes(kindOf(one)));
      if (!which.length) return;
      const place = placeOf(key);
      if (place) lastPlace = [place.row, place.column];
      selected.clear();
      quiet = true;
      takeOut(ids(which));
      quiet = false;
      focusOn(focusKey);
    } else if (event.key === "Escape") { if (selected.size) { done(); selected.clear(); marks(); } }
    else if (!held && !event.altKey && event.key.length === 1) {
      const act = { n: newNote, t: newTouchpoint, p: newStep, s: newStage, e: () => setDrawer(!drawer, true), f: () => setWorkshop(!workshop), k: () => toggle("status"), l: () => toggle("locked"), j: join }[event.key.toLowerCase()];
      if (act) { done(); act(); }
    }
  });
  page.addEventListener("keydown", (event) => {
    const held = event.ctrlKey || event.metaKey, letter = event.key.toLowerCase();
    if (held && !event.altKey && event.target.tagName !== "TEXTAREA" && event.target.tagName !== "INPUT" && (letter === "z" || letter === "y")) {
      event.preventDefault();
      if (letter === "y" || event.shiftKey) redo(); else undo();
    }
    event.stopPropagation();
  });
  grid.addEventListener("paste", (event) => {
    if (editing) return;
    const one = placeOf(focusKey);
    if (!one || !start.lanes.includes(rows[one.row])) return tell("Go to a cell of a lane, and paste there: each line becomes a note.");
    event.preventDefault();
    const made = addNotes(event.clipboardData.getData("text/plain").split(/\r?\n/), columns[one.column].at, rows[one.row]);
    if (made) focusOn(`n:${r(made.at(-1))}`);
  });
  function toggle(name) {
    const which = ids(chosen().filter((key) => ["st", "sp", "tp", "n"].includes(kindOf(key))));
    if (!which.length) return;
    const one = find(which[0]);
    setFields(which, name === "locked" ? { locked: !one.locked } : { status: one.status === "confirmed" ? "draft" : "confirmed" });
    focusOn(focusKey);
  }

  // ---- the mouse -------------------------------------------------------------------------------
  grid.addEventListener("dblclick", (event) => {
    const one = event.target.closest("[data-key]");
    if (one && event.target.tagName !== "TEXTAREA" && kindOf(one.dataset.key) !== "x") edit(one.dataset.key);
  });
  grid.addEventListener("click", (event) => {
    const one = event.target.closest("[data-key]");
    if (!one || event.target.tagName === "TEXTAREA" || moved === "dropped") { moved = null; return; }
    const key = one.dataset.key;
    if (kindOf(key) === "x") return;
    if (event.ctrlKey || event.metaKey) { if (!selected.delete(key)) selected.add(key); }
    else if (event.shiftKey) range(key);
    else selected.clear();
    focusOn(key, false);
  });
  function range(key) {
    const from = placeOf(focusKey), to = placeOf(key);
    if (!from || !to || kindOf(focusKey) !== kindOf(key)) { selected.add(key); return; }
    const [left, right] = [Math.min(from.column, to.column), Math.max(from.column, to.column)];
    const [top, low] = [Math.min(from.row, to.row), Math.max(from.row, to.row)];
    for (let row = top; row <= low; row += 1) for (let column = left; column <= right; column += 1) {
      for (const one of keysAt(rows[row], columns[column])) if (kindOf(one) === kindOf(key)) selected.add(one);
    }
  }
  grid.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.target.tagName === "TEXTAREA") return;
    const one = event.target.closest("[data-key]");
    if (!one || !["st", "sp", "tp", "n"].includes(kindOf(one.dataset.key))) return;
    const key = one.dataset.key;
    moved = { key, x: event.clientX, y: event.clientY, ghost: null, target: null };
    let last = null;
    const glide = setInterval(() => { // near an edge the map goes on by itself
      if (!last) return;
      const view = scroller.getBoundingClientRect();
      if (last.clientX > view.right - 30) scroller.scrollLeft += 16; else if (last.clientX < view.left + 130) scroller.scrollLeft -= 16;
      if (last.clientY > view.bottom - 20) scroller.scrollTop += 10;
    }, 30);
    const move = (at) => {
      if (!moved || moved === "dropped") return;
      if (!moved.ghost && Math.hypot(at.clientX - moved.x, at.clientY - moved.y) < 6) return;
      if (!moved.ghost) {
        const many = selected.has(key) ? [...selected].filter((two) => kindOf(two) === kindOf(key)).length : 1;
        moved.ghost = node("div", { class: "ghost", text: many > 1 ? `${many} things` : one.querySelector(".words")?.textContent ?? "" });
        page.append(moved.ghost);
        page.classList.add("dragging");
      }
      const edge = page.getBoundingClientRect();
      last = at;
      moved.ghost.style.left = `${at.clientX - edge.left + 10}px`; moved.ghost.style.top = `${at.clientY - edge.top + 8}px`;
      aim(document.elementFromPoint(at.clientX, at.clientY)?.closest?.("[data-key]"), at);
    };
    const drop = () => {
      clearInterval(glide);
      window.removeEventListener("pointermove", move); window.removeEventListener("pointerup", drop); window.removeEventListener("pointercancel", drop);
      page.classList.remove("dragging");
      moved?.target?.node.classList.remove("drop-before", "drop-after", "drop-in");
      moved?.ghost?.remove();
      const done = moved;
      moved = done?.ghost ? "dropped" : null;
      if (done?.ghost) setTimeout(() => { if (moved === "dropped") moved = null; }, 0);
      if (done?.ghost && done.target) land(done.key, done.target);
    };
    window.addEventListener("pointermove", move); window.addEventListener("pointerup", drop); window.addEventListener("pointercancel", drop);
  });
  function aim(over, at) {
    moved.target?.node.classList.remove("drop-before", "drop-after", "drop-in");
    moved.target = null;
    if (!over || !grid.contains(over)) return;
    const box = over.getBoundingClientRect(), kind = kindOf(moved.key);
    const first = kind === "n" ? at.clientY < box.top + box.height / 2 : at.clientX < box.left + box.width / 2;
    let aimed = over;
    if (kind === "n" && !["n", "c"].includes(kindOf(over.dataset.key))) return;
    if (kind === "tp") {
      const place = placeOf(over.dataset.key);
      if (!place || (rows[place.row] === "stages")) aimed = over;
      else aimed = nodes.get(columns[place.column].key) ?? over;
    }
    if (kind === "st" && kindOf(over.dataset.key) !== "st") return;
    if (kind === "sp" && !["sp", "st"].includes(kindOf(over.dataset.key))) return;
    const inside = kindOf(aimed.dataset.key) !== kind;
    moved.target = { node: aimed, key: aimed.dataset.key, first };
    aimed.classList.add(inside ? "drop-in" : first ? "drop-before" : "drop-after");
  }
  function land(key, { key: over, first }) {
    const kind = kindOf(key), id = idOf(over);
    const which = ids(selected.has(key) ? inOrder([...selected].filter((one) => kindOf(one) === kind)) : [key]);
    if (which.includes(id)) return;
    const list = { st: "stages", sp: "steps", tp: "touchpoints", n: "statements" }[kind];
    const following = () => { const items = state[list].filter((one) => !which.includes(one.id)); const at = items.findIndex((one) => one.id === id); return first ? id : items[at + 1]?.id ?? ""; };
    if (kind === "st") place(which, { before: following() });
    else if (kind === "sp") place(which, kindOf(over) === "st" ? { into: id } : { into: find(id).stage_id, before: following() });
    else if (kind === "tp") {
      if (kindOf(over) === "tp") { const at = find(id); place(which, { into: at.step_id || at.stage_id, before: following() }); }
      else if (["w", "st"].includes(kindOf(over))) { const group = groups.find((one) => one.stage.id === id); place(which, { into: group.step ? group.step.id : id, before: group.touchpoints.find((one) => !which.includes(one.id))?.id ?? "" }); }
      else if (["u", "sp"].includes(kindOf(over))) place(which, { into: id });
      else return;
    } else if (kindOf(over) === "n") { const at = find(id); place(which, { into: at.at, lane: at.lane, before: following() }); }
    else { const [at, lane] = id.split("|"); place(which, { into: at, lane }); }
    focusOn(key, false);
  }

  // ---- workshop, drawer, notes -----------------------------------------------------------------
  function setWorkshop(on) {
    finish();
    if (on === workshop) return;
    workshop = on;
    page.classList.toggle("workshop", on);
    work.setAttribute("aria-pressed", String(on));
    work.textContent = on ? "Leave workshop" : "Workshop";
    if (on) { lanesBefore = lanesOn; lanesOn = new Set(start.workshop_lanes); dialog.append(page); dialog.showModal(); }
    else { lanesOn = lanesBefore; home.append(page); dialog.close(); }
    draw();
    focusOn(focusKey || fallback());
  }
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); if (!editing) setWorkshop(false); });
  dialog.addEventListener("keydown", (event) => { if (event.key === "Escape" && !editing && !event.defaultPrevented) { event.preventDefault(); setWorkshop(false); } });

  function setDrawer(on, focus = false) {
    drawer = on;
    aside.hidden = !on;
    drawers.setAttribute("aria-expanded", String(on));
    const at = nodes.get(focusKey);
    if (at) reveal(at);
    if (on) { showDrawer(); if (focus) aside.querySelector("button")?.focus(); }
  }
  let askedFor = "";
  function showDrawer() {
    const kind = kindOf(focusKey), where = placeOf(focusKey), column = where ? columns[where.column] : null;
    const at = ["c", "n"].includes(kind) ? column?.at : kind === "w" || kind === "u" ? column?.at : idOf(focusKey);
    const subject = kind === "n" ? idOf(focusKey) : at;
    const one = subject ? find(subject) : null;
    const lane = where && start.lanes.includes(rows[where.row]) ? rows[where.row] : "";
    const inCell = lane ? (said.get(`${column.at}|${lane}`) ?? []) : start.lanes.flatMap((name) => said.get(`${at}|${name}`) ?? []);
    askedFor = inCell.map((note) => note.id).join(" ");
    const close = button("Close", () => { setDrawer(false); focusOn(focusKey); }, { class: "close" });
    const parts = [node("div", { class: "bar" }, node("h4", { text: lane ? `${lane} at ${nameOf(column.at)}` : one ? nameOf(subject) : "The map" }), close)];
    if (one) parts.push(details(one, kind));
    if (one && ["st", "sp", "tp", "w", "u"].includes(kind)) parts.push(apart(one));
    parts.push(node("h5", { text: "What it rests on" }), node("div", { class: "evidence", text: inCell.length ? "Looking …" : "Nothing is said here yet." }));
    parts.push(...logOf("Comments", "comments", "comment", subject), ...logOf("Decisions", "decisions", "decide", subject));
    aside.replaceChildren(...parts);
    if (inCell.length) send("evidence", { ids: inCell.map((note) => note.id) });
  }
  function details(one, kind) {
    const select = (name, choices) => { const had = one[name] ?? (name === "status" ? "draft" : "unknown"); const made = node("select", { onchange: () => setFields([one.id], { [name]: made.value }) }, ...choices.map((value) => option(value, value, had))); return made; };
    const text = (name) => { const made = node("input", { type: "text", value: one[name] ?? "", autocomplete: "off", onchange: () => setFields([one.id], { [name]: made.value }) }); return made; };
    const locked = node("input", { type: "checkbox", onchange: () => setFields([one.id], { locked: locked.checked }) });
    locked.checked = Boolean(one.locked);
    const parts = [field("status", select("status", start.statuses))];
    if (kind === "tp") parts.push(field("where", select("medium_class", start.media)), field("channel", text("channel")), field("owner", text("owner")), field("company", text("company")));
    parts.push(field("locked: no proposal changes it", locked));
    return node("div", { class: "details" }, ...parts);
  }
  // One element in two: its name, and what goes to the second.
  function apart(one) {
    const name = node("input", { type: "text", autocomplete: "off" });
    const inside = [...state.steps.filter((two) => two.stage_id === one.id), ...state.touchpoints.filter((two) => (two.stage_id === one.id && !two.step_id) || two.step_id === one.id), ...state.statements.filter((two) => two.at === one.id)];
    const boxes = inside.map((two) => { const box = node("input", { type: "checkbox" }); box.id = `cxw-map-${(counted += 1)}`; box.dataset.id = two.id; return node("div", {}, box, node("label", { for: box.id, text: nameOf(two.id) })); });
    const cut = button("Split", () => {
      if (!name.value.trim()) return tell("Give the second one a name first.", true);
      leave("split", { item_id: one.id, name: name.value.trim(), takes: boxes.map((two) => two.firstChild).filter((box) => box.checked).map((box) => box.dataset.id) });
    });
    return node("details", { class: "apart" }, node("summary", { text: "Split in two" }), field("name of the second", name),
      ...(boxes.length ? [node("p", { class: "second", text: "What goes to the second:" }), ...boxes] : []), cut);
  }
  function join() {
    const alike = chosen().filter((key) => ["st", "sp", "tp"].includes(kindOf(key)));
    if (alike.length < 2) return tell("Select two or more touchpoints, steps or stages first: Space, or Ctrl and a click. They become the one that has the focus.");
    leave("join", { kept_id: idOf(focusKey), others: ids(alike.filter((key) => key !== focusKey)) });
  }
  function logOf(heading, list, ask, subject) {
    const box = node("textarea", { rows: "2" });
    const label = `${heading === "Comments" ? "New comment" : "New decision"} on ${subject ? nameOf(subject) : "the map"}`;
    const add = () => {
      const text = box.value.trim();
      if (!text) return;
      const id = temp(), at = subject ?? "", on = today();
      box.value = "";
      act(ask, { text, at, on }, (so) => ({ ...so, [list]: [...so[list].filter((one) => one.id !== r(id)), { id: r(id), at: r(at), text, by: by.value, on }] }), { new: [id] });
      showDrawer();
    };
    box.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); add(); } });
    const shownHere = state[list].filter((one) => !subject || one.at === subject);
    return [node("h5", { text: heading }), node("ul", { class: "log" }, ...shownHere.map((one) => node("li", {},
      node("span", { text: `${one.text} ` }), node("span", { class: "second", text: [one.by, one.on, one.settled ? "settled" : ""].filter(Boolean).join(", ") }),
      ...(list === "comments" && !one.settled ? [button("Settled", () => { setFields([one.id], { settled: true }); showDrawer(); })] : [])))),
      field(label, box), button(heading === "Comments" ? "Add comment" : "Add decision", add)];
  }
  function showEvidence(found) {
    const box = aside.querySelector(".evidence");
    if (!box || found.map((one) => one.id).join(" ") !== askedFor) return;
    box.replaceChildren(...found.map((one) => node("section", {},
      node("p", { class: "claim", text: nameOf(one.id) }), node("p", { class: "second", text: one.rests }),
      ...(one.pieces.length ? [node("ul", {}, ...one.pieces.map((piece) => node("li", {},
        ...(piece.words ? [node("span", { class: "quote", text: `“${piece.words}” ` })] : []),
        node("span", { class: "second", text: [piece.against ? "against" : "", piece.where ?? piece.id, piece.who].filter(Boolean).join(" · ") }))))] : []),
      ...(one.more > 0 ? [node("p", { class: "second", text: `and ${one.more} more` })] : []))));
  }
  function showNotes(list) {
    notes.replaceChildren(...(list.length ? list.map((one) => {
      const key = ["tp", "st", "sp", "n"].map((kind) => `${kind}:${one.at}`).find((name) => nodes.has(name));
      return node("li", {}, node("span", { text: `${one.message} ` }), node("span", { class: "second", text: one.remedy }),
        ...(key ? [button("Show", () => focusOn(key), { "aria-label": `Show: ${one.message}` })] : []));
    }) : [node("li", { text: "Nothing: the map's form and counts follow the method." })]));
  }

  // A look at the file now and then, and when somebody comes back to this page.
  const look = () => { if (!document.hidden && !pending.length && !editing && page.isConnected) send("look"); };
  const watch = setInterval(look, 5000);
  window.addEventListener("focus", look);

  // Stages, steps and touchpoints stay in sight; each stands under those above it.
  const heads = new ResizeObserver(() => {
    let top = 0;
    for (const name of ["stages", "steps", "touchpoints"]) {
      const row = rowNodes.get(name);
      if (!row?.isConnected) continue;
      row.style.top = `${top}px`;
      top += row.offsetHeight;
    }
    grid.style.setProperty("--top", `${top + 6}px`);
  });
  draw();
  for (const name of ["stages", "steps", "touchpoints"]) heads.observe(rowOf(name));
  stand();
  send("everything");
  return () => {
    heads.disconnect(); clearInterval(watch); clearTimeout(silent); clearTimeout(idle);
    window.removeEventListener("focus", look);
    model.off("msg:custom", answered);
  };
}

export default { render };
