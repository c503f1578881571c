/**
 * Keeps what is typed into a form until the server has answered it. A form is sent only when the server can be
 * reached, so that no error page of the browser takes the place of somebody's words. Kept in the memory of the tab,
 * for one person; the editor of a section keeps its own drafts.
 */
type Values = [string, string][];

interface Kept {
  readonly path: string;
  readonly fields: Values;
  readonly isSent: boolean;
}

type Typed = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const words = document.querySelector<HTMLElement>("[data-typed-words]");
if (words) {
  const prefix = `residency.typed.${words.dataset["key"] ?? ""}.`;
  forgetAnswered(prefix);
  for (const form of document.querySelectorAll<HTMLFormElement>("main form[method=post]")) {
    if (fieldsOf(form).some((field) => field.matches("textarea, input:not([type]), [type=text], [type=email]"))) keep(form, prefix, words);
  }
}

function keep(form: HTMLFormElement, prefix: string, words: HTMLElement): void {
  const handler = form.querySelector<HTMLInputElement>("input[name=_handler]")?.value ?? "";
  const key = `${prefix}${location.pathname}${location.search}#${handler}`;
  const hasOwnDraft = form.matches("[data-writer]");
  const before = valuesOf(form);
  let isSure = false;
  let isAsking = false;

  const write = (isSent: boolean): void => {
    const kept: Kept = { path: location.pathname, fields: valuesOf(form), isSent };
    if (hasOwnDraft || isSame(kept.fields, before)) return;
    try {
      sessionStorage.setItem(key, JSON.stringify(kept));
    } catch {
      // The memory is full or forbidden: the form works as it does without script.
    }
  };

  if (!hasOwnDraft) giveBack(form, key, before, words);
  form.addEventListener("input", () => write(false));
  form.addEventListener("submit", (event) => {
    if (isSure) {
      write(true);
      return;
    }
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    const { submitter } = event;
    void (async () => {
      isSure = await isReachable();
      isAsking = false;
      if (isSure) form.requestSubmit(submitter);
      else say(form, words.dataset["unreachable"] ?? "");
      isSure = false;
    })();
  });
}

async function isReachable(): Promise<boolean> {
  try {
    await fetch("/health/live", { cache: "no-store", signal: AbortSignal.timeout(10_000) });
    return true;
  } catch {
    return false;
  }
}

// What the server has answered, by the next page or by the same one with what was wrong, need not be kept.
function forgetAnswered(prefix: string): void {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (entry?.type !== "navigate" || !document.referrer) return;
  const from = new URL(document.referrer).pathname;
  for (const key of Object.keys(sessionStorage)) {
    if (!key.startsWith(prefix)) continue;
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "{}") as Partial<Kept>;
    if (kept.isSent && kept.path === from) sessionStorage.removeItem(key);
  }
}

function giveBack(form: HTMLFormElement, key: string, before: Values, words: HTMLElement): void {
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null") as Kept | null;
  if (!kept || isSame(kept.fields, before)) return;
  fill(form, kept.fields);
  const notice = say(form, `${words.dataset["found"] ?? ""} `);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small";
  button.textContent = words.dataset["discard"] ?? "";
  button.addEventListener("click", () => {
    sessionStorage.removeItem(key);
    fill(form, before);
    notice.remove();
    fieldsOf(form)[0]?.focus();
  });
  notice.append(button);
}

function say(form: HTMLFormElement, text: string): HTMLElement {
  form.querySelector("[data-typed-notice]")?.remove();
  const notice = document.createElement("p");
  notice.className = "field-hint";
  notice.dataset["typedNotice"] = "";
  notice.setAttribute("role", "status");
  form.prepend(notice);
  // A live region that is filled after it stands in the page is read out.
  notice.append(text);
  return notice;
}

function fieldsOf(form: HTMLFormElement): Typed[] {
  return [...form.elements].filter(
    (field): field is Typed => field.matches("textarea, select, input:not([type=hidden], [type=file], [type=submit])") && (field as Typed).name !== "",
  );
}

function valuesOf(form: HTMLFormElement): Values {
  return fieldsOf(form).map((field) => [field.name, isChoice(field) ? `${field.value}=${field.checked}` : field.value]);
}

function fill(form: HTMLFormElement, values: Values): void {
  const fields = fieldsOf(form);
  values.forEach(([name, value], place) => {
    const field = fields[place];
    if (!field || field.name !== name) return;
    if (isChoice(field)) field.checked = value === `${field.value}=true`;
    else field.value = value;
  });
}

function isChoice(field: Typed): field is HTMLInputElement {
  return field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio");
}

function isSame(one: Values, other: Values): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export {};
