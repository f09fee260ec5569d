/**
 * The policy editor: CodeMirror over the text area of a policy, which stays the field that is sent and kept.
 *
 *   <div class="editor" data-editor data-policy="444455556666/role/report-reader/trust" data-writing="/…/writing/">
 *     <pre class="code" data-lit>…</pre>       the server's text: its statements' states, and what a step lights
 *     <textarea name="policy:…" aria-label="…">{…}</textarea>
 *   </div>
 *
 * The editor lives in a shadow root, where CodeMirror may bring its own style sheet. What the server's <pre> marks is
 * mirrored into it, as long as both hold the same text, and what it found (elements [data-finding] of the same tab
 * panel) stands in the gutter. The undo history outlives a swap of the panel. The event iamlab:scroll on a mark brings
 * its line into view.
 *
 * A field of another form that holds a policy becomes such an editor, too:
 *
 *   <form data-writing="/…/writing/" data-account="444455556666"> <textarea data-policy-kind="trust">
 *
 * Without this script, or where it can't be loaded, the text area is a plain field. Beside a lesson on a phone nothing is
 * loaded before the sandbox comes to the front: who reads does not wait for an editor.
 */

const pane = document.querySelector("[data-pane] > #sandbox");
if (pane) {
  await new Promise((shown) => {
    new ResizeObserver((_, watcher) => {
      if (!pane.checkVisibility()) return;
      watcher.disconnect();
      shown();
    }).observe(pane);
  });
}

const script = document.getElementById("policy-editor").dataset;
const cm = await import(script.codemirror);
const { help } = await import(script.writing);
const { hangingLines, litText, look } = await import(script.look);
const { Decoration, EditorState, EditorView, StateEffect, StateField } = cm;

const MOST_STATES = 20;
const views = new Map(); // reference of a policy → its editor
const states = new Map(); // reference of a policy → what its editor held when a swap took it away, the latest last
let focused = null; // the policy whose editor had the focus before a swap
let writing = false; // the editor is writing to the field, not the other way round

const editorOf = (view) => view.root.host.closest("[data-editor]");
const fieldOf = (editor) => editor.querySelector("textarea");

/* Marks ------------------------------------------------------------------------------------------------------------ */

const setMarks = StateEffect.define();
const marks = StateField.define({
  create: () => Decoration.none,
  update(value, { changes, effects }) {
    for (const effect of effects) if (effect.is(setMarks)) return effect.value;
    return value.map(changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const textOf = (lit) => [...lit.querySelectorAll(".line")].map((line) => line.textContent).join("\n");

/** Where each mark of the server's lines stands in the text: [from, to, element]. */
function* placesIn(lit) {
  let start = 0;
  for (const line of lit.querySelectorAll(".line")) {
    for (const el of line.querySelectorAll(".el")) {
      const before = document.createRange();
      before.setStart(line, 0);
      before.setEndBefore(el);
      const from = start + before.toString().length;
      yield [from, from + el.textContent.length, el];
    }
    start += line.textContent.length + 1;
  }
}

function decorationsOf(lit, doc) {
  const ranges = [];
  lit.querySelectorAll(".line").forEach((line, i) => {
    const here = line.querySelector(".here") ? "cm-here-line" : undefined;
    const { state } = line.dataset;
    if (!here && !state) return;
    const attributes = state ? { "data-state": state } : {};
    ranges.push(Decoration.line({ class: here, attributes }).range(doc.line(i + 1).from));
  });
  for (const [from, to, el] of placesIn(lit)) {
    if (el.classList.contains("here") && from < to) ranges.push(Decoration.mark({ class: "cm-here" }).range(from, to));
  }
  return Decoration.set(ranges, true);
}

/** Takes over what the server's text marks and finds, unless something was typed since. */
function mirror(view) {
  const editor = editorOf(view);
  const lit = editor.querySelector("[data-lit]");
  if (!lit || textOf(lit) !== view.state.doc.toString()) return;
  view.dispatch({ effects: setMarks.of(decorationsOf(lit, view.state.doc)) });
  view.dispatch(cm.setDiagnostics(view.state, findingsOf(editor, view.state.doc)));
}

/** The server counts characters, the browser UTF-16 units: they differ after an emoji. */
function unitsAt(text, points) {
  return /[\ud800-\udbff]/.test(text) ? [...text].slice(0, points).join("").length : points;
}

const SEVERITY = { error: "error", context: "warning", silent: "info" };

function findingsOf(editor, doc) {
  const text = doc.toString();
  const found = editor.closest("[role=tabpanel]")?.querySelectorAll("[data-finding]") ?? [];
  return [...found].map(({ dataset }) => {
    const from = Math.min(unitsAt(text, Number(dataset.start)), doc.length);
    const to = Math.min(Math.max(unitsAt(text, Number(dataset.end)), from), doc.length);
    return { from, to, severity: SEVERITY[dataset.finding] ?? "info", message: dataset.message.replaceAll("`", "") };
  });
}

/* The field -------------------------------------------------------------------------------------------------------- */

/** Puts a text in place of the editor's, as one change of what differs. */
function take(view, text) {
  const now = view.state.doc.toString();
  if (now === text) return;
  let start = 0;
  while (start < Math.min(now.length, text.length) && now[start] === text[start]) start++;
  let same = 0;
  while (same < Math.min(now.length, text.length) - start && now.at(-1 - same) === text.at(-1 - same)) same++;
  const changes = { from: start, to: now.length - same, insert: text.slice(start, text.length - same) };
  // A kind of change of its own: Ctrl+Z takes it back alone, however soon the next one came.
  view.dispatch({ changes, userEvent: "field" });
}

const toField = EditorView.updateListener.of(({ view, docChanged, selectionSet, state }) => {
  const editor = editorOf(view);
  if (!editor?.isConnected) return;
  const caret = editor.closest("form")?.elements.caret;
  if (caret && (docChanged || selectionSet)) caret.value = pointsAt(state, state.selection.main.head);
  const field = fieldOf(editor);
  if (!docChanged || field.value === state.doc.toString()) return;
  field.value = state.doc.toString();
  writing = true;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  writing = false;
});

function pointsAt(state, units) {
  const before = state.sliceDoc(0, units);
  return /[\ud800-\udbff]/.test(before) ? [...before].length : units;
}

/** Typing over several lines: left to itself, the browser joins them with a style of its own, which the page forbids. */
const overLines = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to } = view.state.selection.main;
    if (event.inputType !== "insertText" || !event.data || !view.state.sliceDoc(from, to).includes("\n")) return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});

const leave = { key: "Escape", run: (view) => (view.contentDOM.blur(), true) };
// Ctrl+Enter runs the request, Tab goes to the next field.
const keys = cm.defaultKeymap.filter(({ key }) => key !== "Mod-Enter");

/** A new line begins as deep as the one before, and a level deeper after an opening bracket. */
function deepened({ state, unit }, at) {
  const line = state.doc.lineAt(at);
  const before = line.text.slice(0, at - line.from);
  return before.match(/^ */)[0].length + (/[{[]\s*$/.test(before) ? unit : 0);
}

const extensions = [
  cm.lineNumbers(),
  cm.lintGutter(),
  cm.history(),
  cm.drawSelection(),
  cm.indentUnit.of("  "),
  EditorState.tabSize.of(2),
  cm.indentService.of(deepened),
  cm.bracketMatching(),
  cm.closeBrackets(),
  EditorView.lineWrapping,
  help(cm, { editorOf, pointsAt, unitsAt }),
  cm.keymap.of([...cm.closeBracketsKeymap, ...cm.completionKeymap, leave, ...keys, ...cm.historyKeymap, ...cm.lintKeymap]),
  EditorView.contentAttributes.of((view) => ({
    "aria-label": nameOf(fieldOf(editorOf(view))),
    "aria-description": "Control and Space offers what could be written, Control and I explains a word, Escape leaves.",
    autocapitalize: "off",
    spellcheck: "false",
  })),
  overLines,
  marks,
  litText(cm),
  hangingLines(cm),
  look(cm),
  toField,
];

const nameOf = (field) => field.getAttribute("aria-label") ?? field.labels[0]?.textContent.replace("*", "").trim() ?? "Policy";

/** Puts fields of other forms into an editor's frame. */
function frame(field) {
  const editor = document.createElement("div");
  editor.className = "editor editor-field";
  const { writing, account } = field.form.dataset;
  Object.assign(editor.dataset, { editor: "", policy: `new/${account}/${field.dataset.policyKind}`, writing });
  field.before(editor);
  editor.append(field);
}

function mount(editor) {
  const ref = editor.dataset.policy;
  const field = fieldOf(editor);
  const wasWriting = document.activeElement === field;
  const host = document.createElement("div");
  host.className = "policy-editor";
  host.addEventListener("keydown", (event) => {
    // What is typed here is no shortcut of the page.
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  });
  editor.insertBefore(host, field);
  const root = host.attachShadow({ mode: "open" });
  const state = states.get(ref) ?? EditorState.create({ doc: field.value, extensions });
  const view = new EditorView({ state, root });
  root.append(view.dom);
  states.delete(ref);
  views.set(ref, view);
  editor.dataset.mounted = "";
  field.hidden = true;
  field.required = false; // The browser could not show its message at a hidden field; the server's stands below it.
  take(view, field.value);
  mirror(view);
  if (wasWriting) {
    view.dispatch({ selection: { anchor: field.selectionStart, head: field.selectionEnd } });
    view.focus();
  }
  if (focused === ref && document.activeElement.matches("body, #sandbox-panel")) view.focus();
}

/** Ends the editors that a swap took away. Their texts and undo histories stay, for policies that come back. */
function putAway() {
  for (const [ref, view] of views) {
    if (view.root.host.isConnected) continue;
    states.set(ref, view.state);
    view.destroy();
    views.delete(ref);
  }
  for (const ref of [...states.keys()].slice(0, -MOST_STATES)) states.delete(ref);
}

function refresh() {
  putAway();
  for (const editor of document.querySelectorAll("[data-editor]")) {
    const view = views.get(editor.dataset.policy);
    if (!("mounted" in editor.dataset)) mount(editor);
    else if (view) mirror(view);
  }
}

document.addEventListener("click", ({ target }) => {
  const field = target.closest("label")?.control;
  if (field?.matches("[data-editor] textarea")) viewIn(field).focus();
});

const viewIn = (target) => views.get(target.closest?.("[data-editor]")?.dataset.policy);

document.addEventListener("input", ({ target }) => {
  const view = !writing && target.matches("[data-editor] textarea") && viewIn(target);
  if (view) take(view, target.value);
});
document.addEventListener("reset", () =>
  setTimeout(() => {
    for (const editor of document.querySelectorAll("[data-mounted]")) take(viewIn(editor), fieldOf(editor).value);
  }),
);
document.addEventListener("iamlab:scroll", ({ target }) => {
  const lit = target.closest("[data-lit]");
  const view = lit && viewIn(lit);
  const place = view && [...placesIn(lit)].find(([, , el]) => el === target);
  if (place) view.dispatch({ effects: EditorView.scrollIntoView(place[0], { y: "nearest", yMargin: 90 }) });
});
document.addEventListener("htmx:beforeSwap", () => {
  focused = document.activeElement.closest("[data-editor]")?.dataset.policy ?? null;
});
document.addEventListener("htmx:afterSettle", refresh);
// A step lights what it speaks of after everything is in its place.
new MutationObserver((changes) => {
  const touched = new Set(changes.map(({ target }) => viewIn(target.parentElement ?? target)).filter(Boolean));
  touched.forEach(mirror);
}).observe(document.body, { subtree: true, attributeFilter: ["class", "data-state"] });
for (const field of document.querySelectorAll("form[data-writing] textarea[data-policy-kind]")) frame(field);
refresh();
