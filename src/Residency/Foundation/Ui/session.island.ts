/**
 * Warns five minutes before a session ends. Whoever typed since the page opened is not asked: they are there.
 * The dialog and its words stand in the page; this script only opens it.
 */
const Warning = 300;
const Longest = 2_000_000_000; // what a timer can hold, in milliseconds

interface Span {
  readonly left: number;
  readonly latest: number;
}

const found = document.querySelector<HTMLDialogElement>("dialog#session");
if (found) watch(found);

function watch(dialog: HTMLDialogElement): void {
  const form = dialog.querySelector<HTMLFormElement>("form")!; // stands in the same component, as all of these
  const stay = form.querySelector<HTMLButtonElement>("[data-stay]")!;
  const again = form.querySelector<HTMLAnchorElement>("[data-again]")!;
  const title = dialog.querySelector("h2")!;
  const text = dialog.querySelector("#session-text")!;
  const problem = dialog.querySelector("[data-problem]")!;
  let timer = 0;
  let typed = false;

  const say = (headline: string | undefined, words: string | undefined, left: number): void => {
    const at = new Date(Date.now() + left * 1000);
    title.textContent = headline ?? "";
    text.textContent = (words ?? "").replace("{0}", at.toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" }));
    problem.textContent = "";
    if (!dialog.open) dialog.showModal();
  };

  const over = (): void => {
    clearTimeout(timer);
    // The live editor says it itself, with what becomes of the text; a second word beside it would only differ.
    if (document.querySelector(".writing")) {
      dialog.close();
      document.dispatchEvent(new Event("residency-session-over"));
      return;
    }
    stay.hidden = true;
    again.hidden = false;
    say(dialog.dataset["overTitle"], dialog.dataset["over"], 0);
    again.focus();
  };

  const warn = (span: Span): void => {
    const isLast = span.latest <= span.left + 1;
    stay.hidden = isLast;
    again.hidden = true;
    say(
      isLast ? dialog.dataset["latestTitle"] : dialog.dataset["endingTitle"],
      isLast ? dialog.dataset["latestText"] : dialog.dataset["ending"],
      span.left,
    );
    wait(span.left + 1);
  };

  const wait = (seconds: number): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void check(), Math.min(seconds * 1000, Longest));
  };

  const ask = async (method: "GET" | "POST"): Promise<Span | "over" | "unknown"> => {
    try {
      const body = method === "POST" ? new FormData(form) : null;
      const answer = await fetch(form.action, { method, body, headers: { Accept: "text/plain" }, cache: "no-store" });
      if (answer.status === 401) return "over";
      const [left, latest] = (await answer.text()).split(" ").map(Number);
      return answer.ok && left !== undefined && latest !== undefined && left > 0 ? { left, latest } : "unknown";
    } catch {
      return "unknown";
    }
  };

  const follow = (span: Span | "over" | "unknown"): void => {
    if (span === "over") over();
    else if (span === "unknown") wait(30);
    else if (span.left > Warning) {
      if (dialog.open) dialog.close();
      wait(span.left - Warning);
    } else if (!dialog.open) warn(span);
    else wait(span.left + 1);
  };

  const check = async (): Promise<void> => {
    const span = await ask("GET");
    if (typeof span === "object" && span.left <= Warning && typed && span.latest > span.left + 1) {
      typed = false;
      follow(await ask("POST"));
    } else follow(span);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void (async () => {
      const span = await ask("POST");
      if (span === "unknown") problem.textContent = dialog.dataset["unreachable"] ?? "";
      else follow(span);
    })();
  });
  form.querySelector("[data-close]")?.addEventListener("click", () => dialog.close());
  document.addEventListener("input", () => (typed = true));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void check();
  });
  document.addEventListener("residency-signed-out", over);

  const first = { left: Number(dialog.dataset["left"]), latest: Number(dialog.dataset["latest"]) };
  follow(first.left > 0 ? first : "unknown");
}

// A module of its own, so that its names are nobody else's.
export {};
