/** The frame of the writing desk: bar, outline, text, margin; drawers where there is no room for columns. */
import { button, make } from "./dom";
import type { Panels } from "./panels";
import type { StateLine, Announcer } from "./stateLine";
import { say } from "./words";

export interface Frame {
  readonly element: HTMLElement;
  /** Where the text is put. */
  readonly sheet: HTMLElement;
  /** Where notices stand, above the text. */
  readonly notices: HTMLElement;
  /** Where it stands what the person may do here. */
  readonly mode: HTMLElement;
  readonly closeDrawers: () => void;
  readonly openDrawer: (name: "outline" | "margin") => void;
}

export interface Parts {
  readonly tools: HTMLElement;
  readonly outline: HTMLElement;
  readonly panels: Panels;
  readonly stateLine: StateLine;
  readonly announcer: Announcer;
  readonly people: HTMLElement;
  readonly plain: string;
}

export function frame(parts: Parts): Frame {
  const notices = make("div", { class: "write-notices" });
  const mode = make("div", { class: "write-mode" });
  const sheet = make("div", { class: "write-sheet" });
  const outline = make("div", { class: "write-drawer write-drawer-outline", id: "write-outline" }, parts.outline);
  const margin = make("div", { class: "write-drawer write-drawer-margin", id: "write-margin" }, parts.panels.element);
  const element = make("div", { class: "writing" });
  const drawers = { outline, margin };
  const openers = new Map<HTMLElement, HTMLButtonElement>();

  const close = (back: boolean): void => {
    for (const [drawer, opener] of openers) {
      if (!drawer.classList.contains("is-open")) continue;
      drawer.classList.remove("is-open");
      opener.setAttribute("aria-expanded", "false");
      if (back) opener.focus();
    }
    element.classList.remove("has-drawer");
  };
  const open = (name: keyof typeof drawers): void => {
    const drawer = drawers[name];
    const opener = openers.get(drawer);
    if (!opener || getComputedStyle(opener).display === "none") return;
    close(false);
    drawer.classList.add("is-open");
    element.classList.add("has-drawer");
    opener.setAttribute("aria-expanded", "true");
    drawer.querySelector<HTMLElement>("button, [tabindex='0']")?.focus();
  };
  const opener = (name: keyof typeof drawers, words: string, sign: "outline" | "lamp"): HTMLButtonElement => {
    const made = button(words, () => (drawers[name].classList.contains("is-open") ? close(true) : open(name)), { className: "write-opener", sign });
    made.setAttribute("aria-expanded", "false");
    made.setAttribute("aria-controls", drawers[name].id);
    openers.set(drawers[name], made);
    return made;
  };
  for (const drawer of [outline, margin]) {
    drawer.prepend(button(say("close"), () => close(true), { className: "write-dialog-close write-drawer-close", sign: "close", quietLabel: true }));
    drawer.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && drawer.classList.contains("is-open")) close(!event.defaultPrevented);
    });
  }
  // Whoever goes on in the text must see it.
  sheet.addEventListener("focusin", () => close(false));
  const veil = make("div", { class: "write-veil" });
  veil.addEventListener("click", () => close(false));

  const bar = make(
    "div",
    { class: "write-bar" },
    parts.tools,
    make("div", { class: "write-state" }, opener("outline", say("outline"), "outline"), opener("margin", say("besideShort"), "lamp"), parts.people, parts.stateLine.element),
    parts.stateLine.about,
  );
  const plain = make("p", { class: "write-plain small" }, make("a", { href: plainAddress(parts.plain) }, say("plainForm")));
  const desk = make("div", { class: "write-desk" }, outline, make("div", { class: "write-middle" }, notices, mode, sheet, plain), margin);
  element.append(bar, desk, veil, parts.announcer.element);
  measure(bar, desk);
  return { element, sheet, notices, mode, closeDrawers: () => close(false), openDrawer: open };
}

// The bar may need more than one line, and at its end the page goes on below the desk. What sticks beside the text stands between
// the two and never slides under the bar.
function measure(bar: HTMLElement, desk: HTMLElement): void {
  const { style } = document.documentElement;
  const look = (): void => {
    style.setProperty("--write-bar", `${bar.offsetHeight}px`);
    style.setProperty("--write-below", `${Math.max(0, Math.round(window.innerHeight - desk.getBoundingClientRect().bottom))}px`);
  };
  for (const one of [bar, desk]) new ResizeObserver(look).observe(one);
  document.addEventListener("scroll", look, { passive: true });
  window.addEventListener("resize", look);
}

// The same page with the form, also for those who have script.
function plainAddress(page: string): string {
  const address = new URL(page, location.href);
  address.searchParams.set("plain", "1");
  return address.href;
}
