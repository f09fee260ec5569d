/**
 * A policy that can be edited and is lit while it is: the text area lies over the same text in colours.
 *
 *   <div class="editor" data-editor data-policy="ana-reports">
 *     <pre class="code" data-lit aria-hidden="true" id="policy-lit"><code>
 *       <span class="line" data-n="1">…<span class="el" data-path="/Statement/0/Effect">…</span></span>
 *       …</code></pre>
 *     <textarea name="policy" aria-label="…" spellcheck="false">{…}</textarea>
 *   </div>
 *
 * The server's <pre> knows statements and elements; it may be swapped out of band after each decision. Between
 * decisions, and where the server's text is older than what was typed meanwhile, the text is lit here, without marks.
 * Lines of a server's <pre> hold the policy's text and nothing else: no notes.
 */

const TOKEN = /("(?:\\.|[^"\\\n])*"?)(\s*:)?|([{}[\],:])/g;

function span(kind, text) {
  const node = document.createElement("span");
  node.className = kind;
  node.append(text);
  return node;
}

/** A string of a policy: wildcards and variables stand out. */
function litString(text) {
  const effect = { '"Allow"': "eff-allow", '"Deny"': "eff-deny" }[text];
  if (effect) return span(effect, text);
  const node = span("s", "");
  for (const part of text.split(/(\$\{[^}]*\}|[*?])/)) {
    if (part) node.append(/^([*?]|\$\{)/.test(part) ? span("w", part) : part);
  }
  return node;
}

function litLine(text, number) {
  const line = span("line", "");
  line.dataset.n = number;
  let end = 0;
  for (const { 0: token, 1: string, 2: colon, 3: mark, index } of text.matchAll(TOKEN)) {
    line.append(text.slice(end, index));
    if (mark) line.append(span("p", mark));
    else if (colon) line.append(span("k", string), span("p", colon));
    else line.append(litString(string));
    end = index + token.length;
  }
  line.append(text.slice(end));
  return line;
}

const textOf = (lit) => [...lit.querySelectorAll(".line")].map((line) => line.textContent).join("\n");

function refresh(editor) {
  const field = editor.querySelector("textarea");
  const lit = editor.querySelector("[data-lit]");
  editor.dataset.live = "";
  if (textOf(lit) === field.value) return;
  const code = document.createElement("code");
  code.append(...field.value.split("\n").map((text, i) => litLine(text, i + 1)));
  lit.replaceChildren(code);
}

function refreshAll() {
  document.querySelectorAll("[data-editor]").forEach(refresh);
}

document.addEventListener("input", ({ target }) => {
  const editor = target.closest("[data-editor]");
  if (editor) refresh(editor);
});
document.addEventListener("reset", () => setTimeout(refreshAll));
document.addEventListener("htmx:afterSettle", refreshAll);
refreshAll();
