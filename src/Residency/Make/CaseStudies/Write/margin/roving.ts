/** One stop of the Tab key for a whole list: arrows go from entry to entry, and sideways through what can be done with one. */

const reachable = "button, input, select, textarea, a[href]";

/** Makes the controls of a list of entries one stop. Entries may come and go. */
export function rove(list: HTMLElement): { readonly refresh: () => void; readonly focus: (entry: Element, control?: number) => void } {
  let current: HTMLElement | null = null;
  const controls = (entry: Element): HTMLElement[] => [...entry.querySelectorAll<HTMLElement>(reachable)].filter((one) => !one.hidden && !(one as HTMLButtonElement).disabled);
  const entries = (): Element[] => [...list.children].filter((entry) => controls(entry).length > 0);

  const choose = (control: HTMLElement | null): void => {
    current = control;
    for (const one of list.querySelectorAll<HTMLElement>(reachable)) one.tabIndex = one === control ? 0 : -1;
  };
  const refresh = (): void => {
    const first = entries()[0];
    choose(current && list.contains(current) && !current.hidden ? current : first ? (controls(first)[0] ?? null) : null);
  };
  const focus = (entry: Element, control = 0): void => {
    const found = controls(entry);
    const goal = found[Math.min(control, found.length - 1)];
    if (!goal) return;
    choose(goal);
    goal.focus();
  };

  list.addEventListener("focusin", (event) => choose(event.target as HTMLElement));
  list.addEventListener("keydown", (event) => {
    const here = event.target as HTMLElement;
    if (event.altKey || event.ctrlKey || event.metaKey || here instanceof HTMLTextAreaElement || here instanceof HTMLSelectElement) return;
    const all = entries();
    const entry = all.findIndex((one) => one.contains(here));
    const inside = all[entry] ? controls(all[entry]) : [];
    const control = inside.indexOf(here);
    const goal = target(event.key, entry, all.length);
    if (goal !== null && all[goal]) focus(all[goal], control);
    else if (event.key === "ArrowRight" && inside[control + 1]) focus(all[entry]!, control + 1);
    else if (event.key === "ArrowLeft" && control > 0) focus(all[entry]!, control - 1);
    else return;
    event.preventDefault();
  });
  return { refresh, focus };
}

function target(key: string, entry: number, count: number): number | null {
  switch (key) {
    case "ArrowDown":
      return Math.min(entry + 1, count - 1);
    case "ArrowUp":
      return Math.max(entry - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
