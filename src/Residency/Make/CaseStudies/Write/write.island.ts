/**
 * Puts the live editor of the whole text in place of the form, which is what a browser without script uses.
 * The editor itself is fetched only here. When it cannot start, the form is still there.
 */
import type { PageModel } from "./editor/model";
import { keepTyped } from "./keepTyped";

const remembered = "residency.plain";
const block = document.getElementById("live-text");
const form = document.querySelector<HTMLElement>(".desk");

if (block && form && !wantsPlain()) void start(block, form);
else {
  keepTyped();
  if (block && form) offerEditor(form);
}

// Whoever chose the form keeps it from section to section in this tab, until they choose the editor again.
function wantsPlain(): boolean {
  const asked = new URLSearchParams(location.search).get("plain");
  try {
    if (asked === "0") sessionStorage.removeItem(remembered);
    else if (asked !== null) sessionStorage.setItem(remembered, "yes");
    return asked === null ? sessionStorage.getItem(remembered) === "yes" : asked !== "0";
  } catch {
    return asked !== null && asked !== "0";
  }
}

async function start(model: HTMLElement, plain: HTMLElement): Promise<void> {
  const host = document.createElement("div");
  plain.before(host);
  plain.hidden = true;
  try {
    const page = JSON.parse(model.textContent ?? "") as PageModel;
    const { startEditor } = await import("./editor/editor");
    await startEditor(host, page);
  } catch (problem) {
    console.error(problem);
    host.remove();
    plain.hidden = false;
    keepTyped();
  }
}

function offerEditor(plain: HTMLElement): void {
  const address = new URL(location.href);
  address.searchParams.set("plain", "0");
  const link = document.createElement("a");
  link.href = address.href;
  link.textContent = "Write the whole text together, in the live editor";
  const line = document.createElement("p");
  line.append(link);
  plain.before(line);
}
