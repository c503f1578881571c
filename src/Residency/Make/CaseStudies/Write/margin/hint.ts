/** A line at the foot of the window that says why something did not happen, for those who see it; the others hear it. */
import { make } from "../editor/dom";

const Seconds = 7;
let shown: HTMLElement | null = null;
let timer = 0;

export function refusalShown(words: string): void {
  clearTimeout(timer);
  shown ??= document.body.appendChild(make("p", { class: "margin-refusal", "aria-hidden": "true" }));
  shown.textContent = words;
  timer = window.setTimeout(() => {
    shown?.remove();
    shown = null;
  }, Seconds * 1000);
}
