// What the policy editor uses of CodeMirror 6, as one module.
export { EditorState, StateEffect, StateField, RangeSetBuilder } from "@codemirror/state";
export {
  EditorView,
  ViewPlugin,
  Decoration,
  drawSelection,
  hoverTooltip,
  keymap,
  lineNumbers,
  showTooltip,
} from "@codemirror/view";
export { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
export { bracketMatching, indentService, indentUnit } from "@codemirror/language";
export {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  pickedCompletion,
  startCompletion,
} from "@codemirror/autocomplete";
export { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
