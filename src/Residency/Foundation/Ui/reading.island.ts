/**
 * Two comforts for long texts: the contents list shows which section is being read, and every heading
 * offers a link to itself. Without the script the contents list is the way to such links.
 */
const article = document.querySelector<HTMLElement>(".article");
const links = [...document.querySelectorAll<HTMLAnchorElement>(".contents a[href^='#']")];
const headings = article ? [...article.querySelectorAll<HTMLElement>(":is(h2, h3)[id]")] : [];

for (const heading of headings) {
  const link = document.createElement("a");
  link.className = "heading-link";
  link.href = `#${heading.id}`;
  link.textContent = "#";
  link.setAttribute("aria-label", `${heading.textContent?.trim() ?? ""} #`);
  heading.append(" ", link);
}

const targets = links
  .map((link) => ({ link, target: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
  .filter((pair): pair is { link: HTMLAnchorElement; target: HTMLElement } => pair.target !== null);

// The section being read is the last whose heading stands above the upper third of the window.
function mark(): void {
  const line = innerHeight / 3;
  const reached = targets.filter(({ target }) => target.getBoundingClientRect().top <= line).at(-1);
  for (const { link } of targets) {
    if (link === reached?.link) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
}

if (targets.length > 0) {
  let waiting = false;
  addEventListener(
    "scroll",
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        mark();
      });
    },
    { passive: true },
  );
  mark();
}
