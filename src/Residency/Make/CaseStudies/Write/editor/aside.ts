/** Words that could not be taken over: kept on this device until the person has them. */
import type { Node } from "prosemirror-model";
import { button, icon, make } from "./dom";
import { forget, isUnsent, otherLineages } from "./keep";
import { readKept } from "./kept";
import { say } from "./words";

interface Copy {
  readonly at: string;
  readonly text: string;
}

const mostKept = 1_000_000;

function storageKey(person: string, text: string): string {
  return `residency.aside:${person}:${text}`;
}

/** A text as plain lines: titles, headings and paragraphs with an empty line between. */
function plainText(doc: Node): string {
  const lines: string[] = [];
  doc.descendants((node) => {
    if (!node.isTextblock) return true;
    const words = node.textBetween(0, node.content.size, "\n", (leaf) => leaf.type.spec.leafText?.(leaf) ?? "");
    if (words.trim() !== "") lines.push(node.type.name === "title" ? `## ${words}` : words);
    return false;
  });
  return lines.join("\n\n");
}

/** The lines of one text that do not stand like that in another. */
function differingText(mine: Node, theirs: Node): string {
  const there = new Set(plainText(theirs).split("\n\n"));
  return plainText(mine)
    .split("\n\n")
    .filter((line) => !there.has(line))
    .join("\n\n");
}

function keepAside(person: string, text: string, words: string): void {
  try {
    if (words.trim() === "") localStorage.removeItem(storageKey(person, text));
    else localStorage.setItem(storageKey(person, text), JSON.stringify({ at: new Date().toISOString(), text: words.slice(0, mostKept) } satisfies Copy));
  } catch {
    // The notice below still has it as long as the page is open.
  }
}

function keptAside(person: string, text: string): string | null {
  try {
    const kept = localStorage.getItem(storageKey(person, text));
    return kept === null ? null : (JSON.parse(kept) as Copy).text;
  } catch {
    return null;
  }
}

function download(words: string, name: string): void {
  const address = URL.createObjectURL(new Blob([words], { type: "text/plain;charset=utf-8" }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A notice with the words, a way to copy them and a way to save them as a file. */
function asideNotice(words: string, why: string, done: () => void): HTMLElement {
  const area = make("textarea", { class: "editor-text write-aside", readonly: true, rows: 6, "aria-label": say("asideLabel") });
  area.value = words;
  const copy = button(say("copy"), () => {
    navigator.clipboard.writeText(words).then(
      () => (copy.lastChild!.textContent = say("copied")), // the words are the last child: made just here
      () => area.select(),
    );
  }, { sign: "copy" });
  const notice: HTMLElement = make(
    "div",
    { class: "notice notice-warning write-notice", role: "alert" },
    icon("warning"),
    make(
      "div",
      { class: "notice-body" },
      make("p", { class: "notice-title" }, say("asideTitle")),
      make("p", {}, why),
      make("details", { class: "disclosure" }, make("summary", {}, say("asideShow")), area),
      make(
        "div",
        { class: "form-actions" },
        copy,
        button(say("download"), () => download(words, "set-aside.txt"), { sign: "download" }),
        button(say("asideDone"), () => {
          notice.remove();
          done();
        }, { className: "button button-small button-quiet" }),
      ),
    ),
  );
  return notice;
}

/** Keeps words aside and offers them, for one person and one text. */
export class Aside {
  private taken: { readonly doc: Node; readonly why: string } | null = null;

  constructor(
    private readonly host: HTMLElement,
    private readonly person: string,
    private readonly text: string,
  ) {}

  /** Takes a text aside before it is opened anew. Everything is kept at once, in case the page is closed before the new one is here. */
  take(doc: Node, why: string): void {
    this.taken = { doc, why };
    keepAside(this.person, this.text, plainText(doc));
  }

  /** Keeps only what the text that is here now does not have, and offers that. */
  async compare(now: Node, database: string): Promise<void> {
    if (this.taken) {
      const { doc, why } = this.taken;
      this.taken = null;
      this.keep(differingText(doc, now), why);
    }
    // Words under an earlier lineage that the server never had; everything else of that lineage is forgotten here.
    for (const name of await otherLineages(this.person, this.text, database.slice(database.lastIndexOf(":") + 1))) {
      if (isUnsent(name)) this.keep(differingText(await readKept(name), now), say("asideLineage"));
      await forget(name);
    }
  }

  /** Offers what was set aside on an earlier visit. */
  showKept(): void {
    const words = keptAside(this.person, this.text);
    if (words !== null && words.trim() !== "") this.offer(words, say("asideEarlier"));
  }

  private keep(words: string, why: string): void {
    keepAside(this.person, this.text, words);
    if (words.trim() !== "") this.offer(words, why);
  }

  private offer(words: string, why: string): void {
    this.host.querySelector(".write-aside-host")?.remove();
    const place = make("div", { class: "write-aside-host" });
    this.host.append(place);
    place.append(
      asideNotice(words, why, () => {
        keepAside(this.person, this.text, "");
        place.remove();
      }),
    );
    place.scrollIntoView({ block: "center" });
  }
}
