/** A button that opens a list of things to do. */
import { freshId, icon, make } from "./dom";
import type { IconName } from "./icons";

export interface MenuLine {
  readonly words: string;
  readonly sign?: IconName | undefined;
  readonly isOn?: boolean | undefined;
  readonly isOff?: boolean | undefined;
  /** A line above which a thin rule stands. */
  readonly starts?: boolean | undefined;
  readonly run: () => void;
}

/** Opens the list at its button; arrows move, Escape and Tab leave, and focus goes back to the button unless something else took it. */
export function openMenu(owner: HTMLElement, lines: readonly MenuLine[], label: string): void {
  if (owner.getAttribute("aria-expanded") === "true") return;
  const id = freshId("menu");
  const menu = make("div", { class: "write-menu", role: "menu", id, "aria-label": label });
  const items = lines.map((line) => {
    const item = make(
      "button",
      { type: "button", role: line.isOn === undefined ? "menuitem" : "menuitemcheckbox", tabindex: -1, "aria-checked": line.isOn === undefined ? null : String(line.isOn), "aria-disabled": line.isOff ? "true" : null, class: line.starts ? "write-menu-line write-menu-starts" : "write-menu-line" },
      line.sign ? icon(line.sign) : make("span", { class: "write-menu-gap" }),
      make("span", {}, line.words),
      line.isOn ? icon("check") : null,
    );
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => {
      if (line.isOff) return;
      // The button has the focus again before anything happens: a dialog that opens now knows where to go back to.
      close(true);
      line.run();
    });
    return item;
  });
  const close = (back: boolean): void => {
    document.removeEventListener("pointerdown", outside, true);
    menu.remove();
    owner.setAttribute("aria-expanded", "false");
    owner.removeAttribute("aria-controls");
    // The tools stick to the window, and a browser would scroll to where they would stand without.
    if (back) owner.focus({ preventScroll: true });
  };
  const outside = (event: Event): void => {
    if (!menu.contains(event.target as Node) && !owner.contains(event.target as Node)) close(false);
  };
  menu.addEventListener("keydown", (event) => {
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    event.stopPropagation();
    if (to !== undefined) items[(to + items.length) % items.length]?.focus();
    else if (event.key === "Escape") close(true);
    else if (event.key === "Tab") {
      close(true);
      return;
    } else if (event.key.length === 1 && /\S/.test(event.key)) {
      const next = [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) => item.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()));
      next?.focus();
    } else return;
    if (event.key.length !== 1 || event.key !== " ") event.preventDefault();
  });
  menu.append(...items);
  owner.after(menu);
  place(owner, menu);
  owner.setAttribute("aria-expanded", "true");
  owner.setAttribute("aria-controls", id);
  document.addEventListener("pointerdown", outside, true);
  items[0]?.focus();
}

// Beside its button and within the window, whichever way there is room.
function place(owner: HTMLElement, menu: HTMLElement): void {
  const at = owner.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, window.innerWidth - width - 8));
  const under = window.innerHeight - at.bottom - 14;
  const over = at.top - 14;
  const goesDown = height <= under || under >= over;
  const room = Math.max(96, goesDown ? under : over);
  menu.style.left = `${left}px`;
  menu.style.maxHeight = `${room}px`;
  menu.style.top = `${goesDown ? at.bottom + 6 : Math.max(8, at.top - 6 - Math.min(height, room))}px`;
}
