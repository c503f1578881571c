/** The mode in which what a person changes is suggested: a plugin that looks at every change before it happens, and shows all suggestions. */
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import type { Me, Mode } from "../editor/model";
import { isFromOutside } from "../editor/walk";
import { keysOf, told } from "./listeners";
import { suggestion } from "./rewrite";
import { isTextBlock, saidOf, type Said, type Stamp } from "./said";
import { beginComposition, deletes, prepareKey } from "./typing";
import { piecesOf, type Piece } from "./suggestions";
import { blockWord, tell } from "./words";

export interface SuggestOptions {
  readonly me: () => Me;
  readonly mode: () => Mode;
  /** Tells the person, visibly and for those who hear the page, why something did not happen. */
  readonly refuse: (words: string) => void;
  /** The moment, in milliseconds since 1970. */
  readonly now?: () => number;
}

interface SuggestState {
  readonly isOn: boolean;
  /** The suggestion that the person looks at. */
  readonly active: { readonly from: number; readonly to: number } | null;
  readonly shown: DecorationSet;
}

interface Message {
  readonly isOn?: boolean;
  readonly active?: { readonly from: number; readonly to: number } | null;
  /** The change settles suggestions and is no suggestion itself. */
  readonly settles?: boolean;
}

const key = new PluginKey<SuggestState>("suggest");

/** Whether changes are suggested and not made. */
export function isSuggesting(state: EditorState): boolean {
  return key.getState(state)?.isOn ?? false;
}

/** Turns the mode on or off. Somebody who may only suggest is in it anyhow. */
export function setSuggesting(view: EditorView, on: boolean): void {
  if (isSuggesting(view.state) !== on) view.dispatch(view.state.tr.setMeta(key, { isOn: on } satisfies Message));
}

/** The suggestion that the person was shown last and has not left since. */
export function activeOf(state: EditorState): { readonly from: number; readonly to: number } | null {
  return key.getState(state)?.active ?? null;
}

/** Marks a transaction that carries suggestions out or leaves them out. */
export function asSettling(tr: Transaction): Transaction {
  return tr.setMeta(key, { settles: true, active: null } satisfies Message);
}

/** Shows one suggestion as the one that the person looks at. */
export function asActive(tr: Transaction, active: { readonly from: number; readonly to: number } | null): Transaction {
  return tr.setMeta(key, { active } satisfies Message);
}

export function suggestPlugin(options: SuggestOptions): Plugin<SuggestState> {
  const suggests = (state: EditorState): boolean => options.mode() === "suggest" || isSuggesting(state);
  return new Plugin<SuggestState>({
    key,
    state: {
      init: (_config, state) => ({ isOn: options.mode() === "suggest", active: null, shown: show(state.doc, null) }),
      apply: (tr, before) => applied(tr, before),
    },
    props: {
      decorations: (state) => key.getState(state)?.shown,
      handleKeyDown: (view, event) => {
        if (keysOf(view)?.(event)) return true;
        if (view.editable && suggests(view.state)) prepareKey(view, event);
        return false;
      },
      handleDOMEvents: {
        // Somebody who may not write hears suggestions, too; the view asks them for no keys.
        keydown: (view, event) => !view.editable && (keysOf(view)?.(event) ?? false),
        compositionstart: (view) => {
          if (view.editable && suggests(view.state)) beginComposition(view, stampOf(options));
          return false;
        },
        beforeinput: (view, event) => view.editable && suggests(view.state) && deletes(view, event),
      },
    },
    view: (view) => watched(view, options, suggests),
  });
}

function applied(tr: Transaction, before: SuggestState): SuggestState {
  const message = tr.getMeta(key) as Message | undefined;
  const isOn = message?.isOn ?? before.isOn;
  let active = message?.active === undefined ? before.active : message.active;
  // Going elsewhere in the text is looking away; what others write moves nobody.
  if (active && tr.selectionSet && message?.active === undefined && !isFromOutside(tr)) active = null;
  if (active && tr.docChanged && message?.active === undefined) {
    const moved = { from: tr.mapping.map(active.from, 1), to: tr.mapping.map(active.to, -1) };
    active = moved.from < moved.to ? moved : null;
  }
  if (!tr.docChanged && active === before.active && isOn === before.isOn) return before;
  return { isOn, active, shown: tr.docChanged || active !== before.active ? show(tr.doc, active) : before.shown };
}

/** Every change goes through here before it happens; the view knows no other way in. */
function watched(view: EditorView, options: SuggestOptions, suggests: (state: EditorState) => boolean): { update: (view: EditorView, before: EditorState) => void; destroy: () => void } {
  const dispatch = view.dispatch;
  view.dispatch = (tr) => {
    const message = tr.getMeta(key) as Message | undefined;
    if (!tr.docChanged || isFromOutside(tr) || message?.settles || !suggests(view.state)) return dispatch(tr);
    const { tr: made, refused } = suggestion(view.state, tr, stampOf(options));
    dispatch(made);
    if (refused) options.refuse(tell(refused));
  };
  return {
    update: (now, before) => {
      if (now.state.doc !== before.doc || key.getState(now.state) !== key.getState(before)) told(now);
    },
    destroy: () => {
      // y-prosemirror reports carets a moment later, and does not notice that the view is gone by then.
      view.dispatch = (tr) => {
        if (!view.isDestroyed) dispatch(tr);
      };
    },
  };
}

function stampOf(options: SuggestOptions): Stamp & { readonly person: string } {
  const { id, name } = options.me();
  const date = new Date(options.now?.() ?? Date.now()).toISOString().replace(/\.\d+Z$/, "Z");
  return { author: name, date, person: id };
}

const Colours = 8;

/** A person's colour as a class of the style sheet: the same everywhere and every day. */
export function colourOf(said: Said): number {
  let sum = 0;
  for (const letter of said.person ?? said.author) sum = (sum * 31 + letter.charCodeAt(0)) % 9973;
  return sum % Colours;
}

function show(doc: Node, active: SuggestState["active"]): DecorationSet {
  const made = piecesOf(doc).map(decoration);
  if (active) made.push(Decoration.inline(active.from, active.to, { class: "suggested-active" }));
  return made.length === 0 ? DecorationSet.empty : DecorationSet.create(doc, made);
}

function decoration({ said, from, to, node }: Piece): Decoration {
  const by = said.author || tell("somebody");
  const classes = `suggested-by suggested-by-${colourOf(said)}`;
  if (!node.isInline) {
    const keeps = said.change === "delete" && isTextBlock(node) && node.content.content.some((piece) => saidOf(piece).length === 0);
    const what = tell(said.change === "insert" ? "suggestedInsert" : keeps ? "suggestedJoin" : "suggestedDelete", by, blockWord(node.type.name));
    return Decoration.node(from, to, { class: `${classes} suggested-block suggested-block-${said.change}`, "data-suggested": what });
  }
  return Decoration.inline(from, to, { class: classes, title: tell("suggestedWords", by) });
}
