/** Who else is here: a list with names, signs in the text, and a word when somebody comes or goes. */
import type { Awareness } from "y-protocols/awareness";
import { Plugin } from "prosemirror-state";
import type { DecorationAttrs } from "prosemirror-view";
import { yCursorPlugin } from "y-prosemirror";
import { initials, make } from "./dom";
import { say } from "./words";

interface Somebody {
  readonly id: string;
  readonly name: string;
  readonly colour: number;
  readonly suggesting: boolean;
}

function read(state: unknown): Somebody | null {
  const { user, suggesting } = (state ?? {}) as { user?: { id?: unknown; name?: unknown; colour?: unknown }; suggesting?: unknown };
  if (!user || typeof user.id !== "string" || typeof user.name !== "string") return null;
  return { id: user.id, name: user.name, colour: Math.abs(Number(user.colour) || 0) % 8, suggesting: suggesting === true };
}

/** Who came first with each colour. The server gives eight, by the person; whoever comes later with the same gets a pattern here. */
const first = new Map<number, string[]>();

/** The class of a person's colour, and of their pattern when somebody else had the colour before. */
function look(id: string, colour: number): string {
  const all = first.get(colour) ?? [];
  first.set(colour, all);
  if (!all.includes(id)) all.push(id);
  const place = all.indexOf(id);
  return place === 0 ? `person-${colour}` : `person-${colour} person-again-${((place - 1) % 2) + 1}`;
}

function lookOf(user: { id?: string; colour?: number }): string {
  return look(String(user.id ?? ""), Math.abs(Number(user.colour) || 0) % 8);
}

/** Where others have their carets. The marks are for the eye alone; the list of people is for everybody. */
export function cursors(awareness: Awareness): Plugin {
  return yCursorPlugin(awareness, {
    awarenessStateFilter: (own: number, client: number, state: unknown) => own !== client && read(state) !== null,
    cursorBuilder: (user: { id?: string; name?: string; colour?: number }) =>
      make(
        "span",
        { class: `caret ${lookOf(user)}`, "aria-hidden": "true", "data-person": String(user.id ?? "") },
        make("span", { class: "caret-sign" }, initials(String(user.name ?? ""))),
        make("span", { class: "caret-name" }, String(user.name ?? "")),
      ),
    selectionBuilder: (user: { id?: string; colour?: number }): DecorationAttrs => ({ class: `caret-range ${lookOf(user)}` }),
  } as Parameters<typeof yCursorPlugin>[1]) as Plugin;
}

// A name stands over a caret for a moment after it has moved; for longer it would hide the words of the line above.
function showNames(clients: readonly number[], awareness: Awareness): void {
  const ids = new Set(clients.map((client) => read(awareness.getStates().get(client))?.id));
  for (const caret of document.querySelectorAll<HTMLElement>(".live-text .caret")) {
    if (!ids.has(caret.dataset["person"])) continue;
    for (const animation of caret.getAnimations({ subtree: true })) {
      animation.currentTime = 0;
      animation.play();
    }
  }
}

const quietKey = "residency.quiet";

/** Whether comings and goings are told; remembered on this device. */
export function isQuiet(): boolean {
  try {
    return localStorage.getItem(quietKey) === "yes";
  } catch {
    return false;
  }
}

export function setQuiet(quiet: boolean): void {
  try {
    localStorage.setItem(quietKey, quiet ? "yes" : "no");
  } catch {
    // Then it holds for this page alone.
  }
}

/** The list of people in the text. */
export class People {
  readonly element = make("ul", { class: "people", "aria-label": say("people") });
  private here = new Map<string, Somebody>();
  private readonly came = new Map<string, string>();
  private readonly left = new Map<string, string>();
  private timer = 0;
  private isFirst = true;

  constructor(
    private readonly awareness: Awareness,
    private readonly own: () => string,
    private readonly announce: (words: string) => void,
  ) {
    awareness.on("change", ({ updated }: { updated: readonly number[] }) => {
      this.look();
      showNames(updated, awareness);
    });
    this.look();
  }

  private look(): void {
    const now = new Map<string, Somebody>();
    this.awareness.getStates().forEach((state, client) => {
      const somebody = read(state);
      if (somebody && client !== this.awareness.clientID && somebody.id !== this.own() && !now.has(somebody.id)) now.set(somebody.id, somebody);
    });
    for (const [id, { name }] of now) if (!this.here.has(id) && !this.left.delete(id)) this.came.set(id, name);
    for (const [id, { name }] of this.here) if (!now.has(id) && !this.came.delete(id)) this.left.set(id, name);
    const isSame = now.size === this.here.size && [...now].every(([id, one]) => JSON.stringify(this.here.get(id)) === JSON.stringify(one));
    this.here = now;
    if (!isSame) this.draw();
    if (this.came.size + this.left.size > 0 && this.timer === 0) this.timer = window.setTimeout(() => this.tell(), 5000);
  }

  private draw(): void {
    this.element.replaceChildren(
      ...[...this.here.values()].map((one) =>
        make(
          "li",
          { class: `person-here ${look(one.id, one.colour)}`, title: one.suggesting ? say("personSuggests", one.name) : one.name },
          make("span", { class: "person-sign", "aria-hidden": "true" }, initials(one.name)),
          make("span", { class: "sr-only" }, one.suggesting ? say("personSuggests", one.name) : one.name),
        ),
      ),
    );
    this.element.hidden = this.here.size === 0;
  }

  // Everything of five seconds in one sentence; a reload is neither a going nor a coming.
  private tell(): void {
    this.timer = 0;
    const came = [...this.came.values()];
    const left = [...this.left.values()];
    this.came.clear();
    this.left.clear();
    const wasFirst = this.isFirst;
    this.isFirst = false;
    if (isQuiet()) return;
    const sentences = [
      came.length > 0 ? say(wasFirst ? "peopleHere" : "peopleCame", came.join(", ")) : "",
      left.length > 0 ? say("peopleLeft", left.join(", ")) : "",
    ];
    this.announce(sentences.filter(Boolean).join(" "));
  }
}
