/** Makes pieces of the page without strings of markup. */
import { iconPaths, type IconName } from "./icons";

type Child = Node | string | null | undefined | false;
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** An element with attributes and children. `true` writes an empty attribute; false, null and undefined write none. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => typeof child === "string" || child instanceof Node));
  return element;
}

const svg = "http://www.w3.org/2000/svg";

/** A sign of our own; it is never read out. */
export function icon(name: IconName): SVGSVGElement {
  const sign = document.createElementNS(svg, "svg");
  sign.setAttribute("class", "icon");
  sign.setAttribute("viewBox", "0 0 24 24");
  sign.setAttribute("aria-hidden", "true");
  sign.setAttribute("focusable", "false");
  const path = document.createElementNS(svg, "path");
  path.setAttribute("d", iconPaths[name]);
  sign.append(path);
  return sign;
}

/** A button that does something when pressed. */
export function button(words: string, press: () => void, look: { readonly className?: string; readonly sign?: IconName; readonly quietLabel?: boolean } = {}): HTMLButtonElement {
  const element = make(
    "button",
    { type: "button", class: look.className ?? "button button-small" },
    look.sign && icon(look.sign),
    look.quietLabel ? make("span", { class: "sr-only" }, words) : words,
  );
  if (look.quietLabel) element.title = words;
  element.addEventListener("click", press);
  return element;
}

let counted = 0;

/** An id that nothing else on the page has. */
export function freshId(stem: string): string {
  counted += 1;
  return `${stem}-${counted}`;
}

/** Initials for a small round: one or two letters. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : words.slice(0, 1);
  return letters.map((word) => [...(word ?? "")][0] ?? "").join("").toUpperCase() || "?";
}
