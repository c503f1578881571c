/**
 * Keeps what is typed: on the server as the person's own draft, and on this device until the server has it.
 * Without this script the buttons of the form do the same.
 */
const Pause = 1500;

/** Watches the forms of the page. */
export function keepTyped(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-writer]")) {
    const area = form.querySelector<HTMLTextAreaElement>("textarea[name='Form.Text']");
    const line = form.querySelector<HTMLElement>("[data-state-line]");
    const address = form.dataset["keep"];
    if (!area || !line || !address) continue;
    write(form, area, line, address);
  }
}

function write(form: HTMLFormElement, area: HTMLTextAreaElement, line: HTMLElement, address: string): void {
  const key = `residency.draft.${form.dataset["key"] ?? ""}`;
  let kept = area.value;
  let timer = 0;
  let busy = false;

  const say = (state: "saved" | "saving" | "offline" | "failed", words: string): void => {
    line.dataset["state"] = state;
    line.textContent = words;
  };

  const keep = async (): Promise<void> => {
    if (busy || area.value === kept) return;
    busy = true;
    const typed = area.value;
    say("saving", form.dataset["saving"] ?? "");
    try {
      const answer = await fetch(address, { method: "POST", body: new FormData(form), credentials: "same-origin" });
      if (answer.ok) {
        kept = typed;
        if (area.value === typed) localStorage.removeItem(key);
        say("saved", (form.dataset["saved"] ?? "{0}").replace("{0}", await answer.text()));
      } else if (answer.status === 401) {
        say("failed", form.dataset["signedOut"] ?? "");
        document.dispatchEvent(new Event("residency-signed-out"));
      } else if (answer.status < 500) {
        say("failed", (await answer.text()) || (form.dataset["failed"] ?? ""));
      } else {
        say("offline", form.dataset["offline"] ?? "");
      }
    } catch {
      say("offline", form.dataset["offline"] ?? "");
    } finally {
      busy = false;
      if (area.value !== kept && line.dataset["state"] !== "failed") timer = window.setTimeout(() => void keep(), Pause * 4);
    }
  };

  area.addEventListener("input", () => {
    remember(key, area.value);
    clearTimeout(timer);
    timer = window.setTimeout(() => void keep(), Pause);
  });
  window.addEventListener("online", () => void keep());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void keep();
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    clearTimeout(timer);
    // What is kept here is forgotten by the page that shows it, not before: the server may never get it.
    if (event.submitter instanceof HTMLButtonElement && event.submitter.value === "drop") localStorage.removeItem(key);
  });
  offer(form, area, key);
}

function remember(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // The memory is full or forbidden; the server still gets the words.
  }
}

function isSame(one: string, other: string): boolean {
  const plain = (text: string): string => text.replace(/\r\n?/g, "\n").trim();
  return plain(one) === plain(other);
}

// Words that never reached the server are offered, not forced: the section may have moved on.
function offer(form: HTMLFormElement, area: HTMLTextAreaElement, key: string): void {
  const left = localStorage.getItem(key);
  if (left === null) return;
  if (isSame(left, area.value)) {
    localStorage.removeItem(key);
    return;
  }
  const notice = document.createElement("p");
  notice.className = "field-hint";
  notice.setAttribute("role", "status");
  notice.textContent = `${form.dataset["found"] ?? ""} `;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small";
  button.textContent = form.dataset["restore"] ?? "";
  button.addEventListener("click", () => {
    area.value = left;
    area.dispatchEvent(new Event("input"));
    notice.remove();
    area.focus();
  });
  notice.append(button);
  area.before(notice);
}
