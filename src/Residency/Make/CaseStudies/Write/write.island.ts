/**
 * Puts the live editor of the whole text in place of the form, which is what a browser without script uses.
 * The editor itself is fetched only here. When it cannot start, the form is still there.
 */
import type { PageModel } from "./editor/model";
import { keepTyped } from "./keepTyped";

const block = document.getElementById("live-text");
const form = document.querySelector<HTMLElement>(".desk");
const isPlain = new URLSearchParams(location.search).has("plain");

if (block && form && !isPlain) void start(block, form);
else {
  keepTyped();
  if (form) stayPlain(form);
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

// Whoever chose the form keeps it from section to section.
function stayPlain(plain: HTMLElement): void {
  for (const link of plain.querySelectorAll<HTMLAnchorElement>("a[href*='/write']")) {
    const address = new URL(link.href);
    if (!address.pathname.endsWith("/write")) continue;
    address.searchParams.set("plain", "1");
    link.href = address.href;
  }
}
