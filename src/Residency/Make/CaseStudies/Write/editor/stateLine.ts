/** The line that always says one of three things: saved, saving, offline — changes not saved. */
import type { SaveState } from "./connection";
import { make } from "./dom";
import { say } from "./words";

/** Says things to people who hear the page: what must not wait at once, the rest when they pause. */
export class Announcer {
  readonly element: HTMLElement;
  private readonly polite = make("p", { "aria-live": "polite", "aria-atomic": "true" });
  private readonly assertive = make("p", { "aria-live": "assertive", role: "alert", "aria-atomic": "true" });

  constructor() {
    this.element = make("div", { class: "sr-only" }, this.polite, this.assertive);
  }

  say(words: string, how: "polite" | "assertive" = "polite"): void {
    const line = how === "assertive" ? this.assertive : this.polite;
    // The same words again are only heard when something has changed.
    line.textContent = line.textContent === words ? `${words}\u00a0` : words;
  }
}

// A line that is back at once is not worth a word, and who was signed out is told that alone.
const quietFor = 1000;

export class StateLine {
  readonly element = make("p", { class: "save-state", "data-state": "saving" }, say("saving"));
  /** What becomes of the words while the line is away. */
  readonly about = make("p", { class: "save-about", hidden: true });
  private shown: SaveState = "saving";
  private wasLost = false;
  private timer = 0;

  constructor(private readonly announcer: Announcer) {}

  show(state: SaveState, isKept: boolean): void {
    this.about.hidden = state !== "offline";
    this.about.textContent = say(isKept ? "offlineKept" : "offlineLoose");
    if (state === this.shown) return;
    this.write(state);
    if (state === "offline") this.timer = window.setTimeout(() => this.lost(isKept), quietFor);
    else clearTimeout(this.timer);
    if (state !== "saved" || !this.wasLost) return;
    this.wasLost = false;
    this.announcer.say(say("announceBack"));
  }

  /** The line is gone for good; a notice says why, and what becomes of the words. */
  end(): void {
    clearTimeout(this.timer);
    this.about.hidden = true;
    this.write("offline");
  }

  private write(state: SaveState): void {
    this.shown = state;
    this.element.dataset["state"] = state;
    this.element.textContent = say(state);
  }

  private lost(isKept: boolean): void {
    if (!this.wasLost) this.announcer.say(say(isKept ? "announceLost" : "announceLostLoose"), "assertive");
    this.wasLost = true;
  }
}
