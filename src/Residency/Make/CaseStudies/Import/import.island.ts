/** Looks again by itself while an import is running; without this script the link does the same. */
const Soon = 1500;
const Late = 15000;

const place = document.querySelector<HTMLElement>("[data-import]");
if (place) watch(place, Soon);

function watch(shown: HTMLElement, pause: number): void {
  window.setTimeout(() => void look(shown, pause), pause);
}

async function look(shown: HTMLElement, pause: number): Promise<void> {
  const next = Math.min(pause * 1.2, Late);
  // Nobody sees it: it can wait.
  if (document.hidden) {
    watch(shown, next);
    return;
  }
  try {
    const answer = await fetch(location.href, { credentials: "same-origin", headers: { accept: "text/html" } });
    // Signed out or gone: the person finds out with the link.
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector<HTMLElement>("[data-import]");
    if (!fresh) {
      location.reload();
      return;
    }
    tell(shown, fresh);
  } catch {
    // Offline for a while: the next look may succeed.
  }
  watch(shown, next);
}

// The elements stay, so that the status is read out when it changes and only then.
function tell(shown: HTMLElement, fresh: HTMLElement): void {
  const [bar, newBar] = [shown.querySelector("progress"), fresh.querySelector("progress")];
  const [text, newText] = [shown.querySelector(".number"), fresh.querySelector(".number")];
  if (!bar || !newBar || !text || !newText || bar.value === newBar.value) return;
  bar.value = newBar.value;
  bar.textContent = newBar.textContent;
  text.textContent = newText.textContent;
}

export {};
