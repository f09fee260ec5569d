/**
 * What the server knows while a policy is written: completion, and what a word means.
 *
 *   Ctrl+Space     what could be written here; typing asks by itself
 *   Ctrl+I         what the word at the caret means, read out as well; resting the pointer on it shows the same
 */

async function ask(view, { editorOf, pointsAt }, want, at) {
  const editor = editorOf(view);
  const body = new URLSearchParams({
    csrfmiddlewaretoken: editor.closest("form").elements.csrfmiddlewaretoken.value,
    policy: editor.dataset.policy,
    text: view.state.doc.toString(),
    caret: pointsAt(view.state, at),
    want,
  });
  try {
    const answer = await fetch(editor.dataset.writing, { method: "POST", body });
    return answer.ok ? (await answer.json()).found : null;
  } catch {
    return null; // Help that does not come is no fault of what was written.
  }
}

/** A panel with what a word means. */
function explained({ title, kind, lines }) {
  const dom = document.createElement("div");
  dom.className = "cm-explained";
  const head = document.createElement("p");
  const name = document.createElement("b");
  name.textContent = title;
  head.append(name, ` ${kind}`);
  dom.append(head, ...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line.replaceAll("`", "") })));
  return dom;
}

export function help(cm, tools) {
  const { StateEffect, StateField } = cm;
  const setAbout = StateEffect.define();

  function option({ text, kind, detail, about }, found) {
    return {
      label: text,
      detail: detail || (kind === "element" ? "" : kind),
      info: about ? about.replaceAll("`", "") : undefined,
      apply(view, completion, from, to) {
        const insert = found.quoted ? text : `"${text}"`;
        view.dispatch({
          changes: { from, to, insert },
          selection: { anchor: from + insert.length },
          annotations: cm.pickedCompletion.of(completion),
          userEvent: "input.complete",
        });
        if (kind === "service") cm.startCompletion(view);
      },
    };
  }

  async function offers(context) {
    if (!context.explicit && !context.matchBefore(/["\w:*./-]$/)) return null;
    const found = await ask(context.view, tools, "offers", context.pos);
    if (!found || context.aborted) return null;
    const text = context.state.doc.toString();
    const [from, to] = [tools.unitsAt(text, found.start), tools.unitsAt(text, found.end)];
    const typed = text.slice(from, context.pos);
    return {
      from,
      to,
      options: found.offers.map((offer) => option(offer, found)),
      // Who types on chooses among these, as long as nothing was left out and no other service is named.
      validFor: (now) => found.complete && now.startsWith(typed) && now.includes(":") === typed.includes(":"),
    };
  }

  async function about(view, pos) {
    const found = await ask(view, tools, "about", pos);
    if (!found) return null;
    const text = view.state.doc.toString();
    const [at, end] = [tools.unitsAt(text, found.start), tools.unitsAt(text, found.end)];
    return { found, tooltip: { pos: at, end, above: true, create: () => ({ dom: explained(found) }) } };
  }

  const shown = StateField.define({
    create: () => null,
    update(value, { effects, docChanged, selection }) {
      for (const effect of effects) if (effect.is(setAbout)) return effect.value;
      return docChanged || selection ? null : value;
    },
    provide: (field) => cm.showTooltip.from(field),
  });

  function explain(view) {
    about(view, view.state.selection.main.head).then((answer) => {
      const said = answer ? `${answer.found.title}. ${answer.found.lines.join(" ")}` : "Nothing is known about this word.";
      document.getElementById("announcements").textContent = said.replaceAll("`", "");
      view.dispatch({ effects: setAbout.of(answer?.tooltip ?? null) });
    });
    return true;
  }

  function hide(view) {
    if (!view.state.field(shown)) return false;
    view.dispatch({ effects: setAbout.of(null) });
    return true;
  }

  return [
    cm.autocompletion({ override: [offers], icons: false, interactionDelay: 0, maxRenderedOptions: 120 }),
    cm.hoverTooltip(async (view, pos) => (await about(view, pos))?.tooltip ?? null, { hoverTime: 450 }),
    shown,
    cm.keymap.of([
      { key: "Mod-i", run: explain, preventDefault: true },
      { key: "Escape", run: hide },
    ]),
  ];
}
