import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  type DecorationSet,
} from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';

export interface ProgramEditorOptions {
  source: string;
  /** What screen readers call the editor. */
  label: string;
  onChange: (source: string) => void;
  /** Called for Ctrl+Enter, on a Mac Cmd+Enter. */
  onRun: () => void;
}

export interface ProgramEditor {
  replace: (source: string) => void;
  /** Marks the line (from 1) of an error; `undefined` takes the mark away. */
  markLine: (line: number | undefined) => void;
  destroy: () => void;
}

/** An editor for TypeScript. Tab leaves it, as it leaves any other field; colours come from the site's style sheet. */
export function createProgramEditor(
  parent: HTMLElement,
  { source, label, onChange, onRun }: ProgramEditorOptions,
): ProgramEditor {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: source,
      extensions: [
        lineNumbers(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightSelectionMatches(),
        javascript({ typescript: true }),
        syntaxHighlighting(classHighlighter),
        markedLine,
        keymap.of([
          { key: 'Mod-Enter', run: () => (onRun(), true) },
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
        ]),
        EditorView.contentAttributes.of({
          'aria-label': label,
          tabindex: '0',
          spellcheck: 'false',
          autocapitalize: 'off',
        }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) onChange(state.doc.toString());
        }),
      ],
    }),
  });
  return {
    replace: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    markLine: (line) => view.dispatch({ effects: setMarkedLine.of(line) }),
    destroy: () => view.destroy(),
  };
}

const setMarkedLine = StateEffect.define<number | undefined>();

const markedLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const effect = transaction.effects.find((candidate) => candidate.is(setMarkedLine));
    if (!effect) return marks.map(transaction.changes);
    const line = effect.value;
    if (line === undefined || line > transaction.state.doc.lines) return Decoration.none;
    const mark = Decoration.line({ class: 'cm-errorLine', attributes: { 'aria-invalid': 'true' } });
    return Decoration.set(mark.range(transaction.state.doc.line(line).from));
  },
  provide: (field) => EditorView.decorations.from(field),
});
