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

export class StateLine {
  readonly element = make("p", { class: "save-state", "data-state": "saving" }, say("saving"));
  private shown: SaveState = "saving";
  private wasLost = false;

  constructor(private readonly announcer: Announcer) {}

  show(state: SaveState): void {
    if (state === this.shown) return;
    this.shown = state;
    this.element.dataset["state"] = state;
    this.element.textContent = say(state);
    if (state === "offline" && !this.wasLost) {
      this.wasLost = true;
      this.announcer.say(say("announceLost"), "assertive");
    } else if (state === "saved" && this.wasLost) {
      this.wasLost = false;
      this.announcer.say(say("announceBack"));
    }
  }
}
