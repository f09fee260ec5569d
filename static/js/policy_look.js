/** How the policy editor looks: the colours of css/tokens.css, which a shadow root inherits. */

const TOKEN = /("(?:\\.|[^"\\\n])*"?)(\s*:)?|([{}[\],:])/g;
const WILD = /\$\{[^}]*\}|[*?]/g;
const DEEPEST = 24;
const EFFECTS = { '"Allow"': "eff-allow", '"Deny"': "eff-deny" };

/** Colours what can be seen: effects, wildcards and variables stand out, as in every policy of the site. */
export function litText(cm) {
  const mark = Object.fromEntries(
    ["k", "p", "s", "w", "eff-allow", "eff-deny"].map((name) => [name, cm.Decoration.mark({ class: name })]),
  );

  function lit(view) {
    const builder = new cm.RangeSetBuilder();
    for (const range of view.visibleRanges) {
      const from = view.state.doc.lineAt(range.from).from;
      for (const { 0: token, 1: string, 2: colon, 3: punct, index } of view.state.sliceDoc(from, range.to).matchAll(TOKEN)) {
        const start = from + index;
        if (punct) builder.add(start, start + 1, mark.p);
        else if (colon) {
          builder.add(start, start + string.length, mark.k);
          builder.add(start + string.length, start + token.length, mark.p);
        } else if (EFFECTS[string]) builder.add(start, start + string.length, mark[EFFECTS[string]]);
        else litString(builder, start, string);
      }
    }
    return builder.finish();
  }

  function litString(builder, start, string) {
    let end = 0;
    for (const { 0: wild, index } of string.matchAll(WILD)) {
      if (index > end) builder.add(start + end, start + index, mark.s);
      builder.add(start + index, start + index + wild.length, mark.w);
      end = index + wild.length;
    }
    if (end < string.length) builder.add(start + end, start + string.length, mark.s);
  }

  return decorating(cm, lit);
}

/** Makes what a long line wraps into begin two characters deeper than the line itself. */
export function hangingLines(cm) {
  const deep = Array.from({ length: DEEPEST + 1 }, (_, depth) => cm.Decoration.line({ attributes: { "data-in": depth } }));

  function hung(view) {
    const builder = new cm.RangeSetBuilder();
    for (const range of view.visibleRanges) {
      for (let at = range.from; at <= range.to; ) {
        const line = view.state.doc.lineAt(at);
        builder.add(line.from, line.from, deep[Math.min(line.text.search(/\S|$/), DEEPEST)]);
        at = line.to + 1;
      }
    }
    return builder.finish();
  }

  return decorating(cm, hung);
}

/** An extension that decorates what is in view, anew whenever that changes. */
function decorating(cm, decorationsOf) {
  return cm.ViewPlugin.fromClass(
    class {
      constructor(view) {
        this.decorations = decorationsOf(view);
      }
      update({ view, docChanged, viewportChanged }) {
        if (docChanged || viewportChanged) this.decorations = decorationsOf(view);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

const LINE = "calc(1.6 * var(--editor-size, var(--text-ui)))";
const hangs = Object.fromEntries(
  Array.from({ length: DEEPEST + 1 }, (_, depth) => [
    `.cm-line[data-in="${depth}"]`,
    { paddingLeft: `calc(0.7rem + ${depth + 2}ch)`, textIndent: `${-depth - 2}ch` },
  ]),
);

const panel = {
  border: "1px solid var(--line-strong)",
  borderRadius: "var(--radius-2)",
  backgroundColor: "var(--raised)",
  color: "var(--ink)",
  boxShadow: "0 4px 16px rgb(0 0 0 / 0.18)",
  font: "var(--text-ui)/1.4 var(--font-text)",
};

export function look(cm) {
  return cm.EditorView.theme({
    "&": { backgroundColor: "var(--raised)", color: "var(--code-key)", fontSize: "var(--editor-size, var(--text-ui))" },
    "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "-3px" },
    ".cm-scroller": { fontFamily: "var(--font-code)", lineHeight: "1.6", minHeight: "var(--editor-least, 12em)" },
    ".cm-content": { padding: "var(--space-2) 0", caretColor: "var(--ink)", minWidth: 0 },
    ".cm-line": { position: "relative", padding: "0 var(--space-2) 0 0.7rem" },
    ...hangs,
    ".cm-cursor": { borderLeft: "2px solid var(--ink)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
      backgroundColor: "color-mix(in srgb, var(--accent) 30%, transparent)",
    },
    ".cm-gutters": { border: 0, backgroundColor: "transparent", color: "var(--muted)", fontSize: "var(--text-xs)" },
    ".cm-lineNumbers .cm-gutterElement": { minWidth: "1.75rem", padding: "0 0.3rem 0 0", lineHeight: LINE },
    ".cm-gutterElement": { display: "flex", alignItems: "flex-start", justifyContent: "flex-end" },
    ".cm-gutter-lint": { order: -1, width: "1.1rem" },
    ".cm-gutter-lint .cm-gutterElement": { padding: "0 0 0 2px", justifyContent: "center" },
    ".cm-lint-marker": { content: "normal !important", width: "0.95em", height: LINE, fontSize: "var(--text-sm)", lineHeight: LINE, fontWeight: 700 },
    ".cm-lint-marker-error::before": { content: '"✕"', color: "var(--explicit-deny)" },
    ".cm-lint-marker-warning::before": { content: '"!"', color: "var(--needs-context)" },
    ".cm-lint-marker-info::before": { content: '"i"', color: "var(--muted)" },
    ".cm-lintRange": { backgroundImage: "none", paddingBottom: 0 },
    ".cm-lintRange-error": { textDecoration: "underline wavy var(--explicit-deny) 1.5px", textUnderlineOffset: "0.25em" },
    ".cm-lintRange-warning": { textDecoration: "underline dotted var(--needs-context) 2px", textUnderlineOffset: "0.25em" },
    ".cm-lintPoint::after": { borderBottomColor: "var(--explicit-deny)" },
    ".cm-line[data-state]::before": {
      content: '""', position: "absolute", left: 0, top: 0, bottom: 0, borderLeft: "3px solid var(--implicit-deny)",
    },
    '.cm-line[data-state="allow"]::before': { borderColor: "var(--allow)" },
    '.cm-line[data-state="explicit"]::before': { borderColor: "var(--explicit-deny)" },
    '.cm-line[data-state="context"]::before': { borderLeft: "3px dotted var(--needs-context)" },
    '.cm-line[data-state="none"]::before': { borderLeft: "1px solid var(--line-strong)", marginLeft: "1px" },
    ".cm-here-line": { backgroundColor: "var(--marker-soft)" },
    ".cm-here": {
      padding: "0.1em 0", borderRadius: "var(--radius-1)", backgroundColor: "var(--marker)", color: "var(--marker-ink)",
    },
    ".cm-here *": { color: "var(--marker-ink)" },
    ".s": { color: "var(--code-string)" },
    ".p": { color: "var(--code-punct)" },
    ".w": { color: "var(--code-wild)", fontWeight: 700 },
    ".eff-allow": { color: "var(--allow)", fontWeight: 700 },
    ".eff-deny": { color: "var(--explicit-deny)", fontWeight: 700 },
    "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-soft)", outline: "1px solid var(--line-strong)" },
    ".cm-tooltip": panel,
    ".cm-tooltip.cm-tooltip-autocomplete > ul": { maxHeight: "15em", fontFamily: "var(--font-code)", maxWidth: "min(36rem, 92vw)" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.3rem 0.6rem", whiteSpace: "normal", overflowWrap: "anywhere" },
    ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--ink)", color: "var(--on-ink)" },
    ".cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail": { color: "var(--on-ink)" },
    ".cm-completionDetail": { color: "var(--muted)", fontStyle: "normal", fontFamily: "var(--font-text)", fontSize: "var(--text-sm)" },
    ".cm-completionMatchedText": { textDecoration: "none", fontWeight: 700 },
    ".cm-completionInfo": { maxWidth: "20rem", padding: "var(--space-2) var(--space-3)" },
    ".cm-explained": { maxWidth: "26rem", padding: "var(--space-2) var(--space-3)" },
    ".cm-explained p": { margin: 0 },
    ".cm-explained p + p": { marginTop: "var(--space-1)" },
    ".cm-diagnostic": { padding: "var(--space-2) var(--space-3)", borderLeftWidth: "3px", maxWidth: "26rem" },
    "@media (max-width: 47.99rem)": { ".cm-tooltip.cm-completionInfo": { display: "none" } },
    "@media (forced-colors: active)": { ".cm-here": { outline: "2px solid Highlight" } },
  });
}
