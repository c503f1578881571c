/** The right margin: three panels, one at a time, each behind its tab. */
import { make } from "./dom";
import { say } from "./words";

export type PanelName = "prompts" | "comments" | "suggestions";

export class Panels {
  readonly element = make("aside", { class: "write-margin", "aria-label": say("beside") });
  private readonly tabs = new Map<PanelName, HTMLButtonElement>();
  private readonly bodies = new Map<PanelName, HTMLElement>();

  constructor(names: readonly PanelName[]) {
    const bar = make("div", { class: "write-tabs", role: "tablist", "aria-label": say("beside") });
    this.element.append(bar);
    for (const name of names) {
      const tab = make("button", { type: "button", role: "tab", id: `write-tab-${name}`, "aria-controls": `write-panel-${name}` }, make("span", {}, say(`panel_${name}`)), make("span", { class: "write-tab-count", hidden: true }));
      const body = make("div", { class: "write-panel stack", role: "tabpanel", id: `write-panel-${name}`, "aria-labelledby": tab.id, tabindex: 0 });
      tab.addEventListener("click", () => this.open(name));
      this.tabs.set(name, tab);
      this.bodies.set(name, body);
      bar.append(tab);
      this.element.append(body);
    }
    bar.addEventListener("keydown", (event) => {
      const all = [...this.tabs.keys()];
      const at = all.findIndex((name) => this.tabs.get(name) === document.activeElement);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
      const name = to === undefined ? undefined : all[(to + all.length) % all.length];
      if (name === undefined) return;
      event.preventDefault();
      this.open(name);
      this.tabs.get(name)?.focus();
    });
    const first = names[0];
    if (first) this.open(first);
  }

  /** The place of a panel. */
  body(name: PanelName): HTMLElement {
    const body = this.bodies.get(name);
    if (!body) throw new Error(`There is no panel called ${name}.`);
    return body;
  }

  open(name: PanelName): void {
    for (const [other, tab] of this.tabs) {
      const isOpen = other === name;
      tab.setAttribute("aria-selected", String(isOpen));
      tab.tabIndex = isOpen ? 0 : -1;
      this.body(other).hidden = !isOpen;
    }
  }

  count(name: PanelName, number: number): void {
    const sign = this.tabs.get(name)?.querySelector<HTMLElement>(".write-tab-count");
    if (!sign) return;
    sign.hidden = number === 0;
    sign.textContent = String(number);
  }
}
