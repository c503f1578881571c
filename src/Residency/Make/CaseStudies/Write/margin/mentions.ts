/** Mentions in comments: shown as @Name, kept as @[Name](id), chosen from a list that opens at the @. */
import { freshId, make } from "../editor/dom";
import type { Person } from "./threads";
import { tell } from "./words";

const kept = /@\[([^\]\n]{1,200})\]\(([^)\s]{1,80})\)/g;

/** The words of a comment as parts of a page. */
export function withMentions(text: string): (string | HTMLElement)[] {
  const parts: (string | HTMLElement)[] = [];
  let at = 0;
  for (const found of text.matchAll(kept)) {
    parts.push(text.slice(at, found.index), make("span", { class: "mention" }, `@${found[1] ?? ""}`));
    at = found.index + found[0].length;
  }
  parts.push(text.slice(at));
  return parts.filter((part) => part !== "");
}

/** The words of a comment on one line, mentions as one reads them. */
export function plainly(text: string): string {
  return text.replace(kept, "@$1");
}

const MostOffered = 6;

/** Lets people be chosen in a field by typing @ and the beginning of a name. */
export class Mentions {
  readonly list = make("ul", { class: "mention-list", role: "listbox", id: freshId("mention"), "aria-label": tell("people"), hidden: true });
  private readonly chosen: Person[] = [];
  private offered: readonly Person[] = [];
  private at = 0;
  private heard = "";

  constructor(
    private readonly field: HTMLTextAreaElement,
    private readonly people: () => readonly Person[],
    private readonly announce: (words: string) => void,
  ) {
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-haspopup", "listbox");
    field.setAttribute("aria-controls", this.list.id);
    field.addEventListener("input", () => this.look());
    field.addEventListener("blur", () => this.close());
    field.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // the field keeps the focus
      const option = (event.target as Element).closest("[role=option]");
      const person = option ? this.offered[[...this.list.children].indexOf(option)] : undefined;
      if (person) this.take(person);
    });
  }

  /** The words of the field as the server keeps them. */
  get text(): string {
    // Longest names first, so that Ada Lovelace is not taken for Ada.
    const people = [...this.chosen].sort((one, other) => other.name.length - one.name.length);
    let text = this.field.value;
    people.forEach((person, index) => (text = text.replaceAll(`@${person.name}`, `\u0000${index}\u0000`)));
    people.forEach((person, index) => (text = text.replaceAll(`\u0000${index}\u0000`, `@[${person.name.replace(/[[\]]/g, "")}](${person.id})`)));
    return text.trim();
  }

  private look(): void {
    const before = this.field.value.slice(0, this.field.selectionStart);
    const begun = /(?:^|\s)@([\p{L}\p{M}\p{N}'’ .-]{0,40})$/u.exec(before)?.[1];
    const wanted = begun?.toLocaleLowerCase();
    this.offered = wanted === undefined ? [] : this.people().filter(({ name }) => name.toLocaleLowerCase().split(/\s+/).some((part) => part.startsWith(wanted)) || name.toLocaleLowerCase().startsWith(wanted)).slice(0, MostOffered);
    this.at = 0;
    this.show();
    const names = this.offered.map((person) => person.name).join(", ");
    if (names !== this.heard && names !== "") this.announce(`${tell("people")}: ${names}`);
    this.heard = names;
  }

  private show(): void {
    this.list.hidden = this.offered.length === 0;
    this.list.replaceChildren(
      ...this.offered.map((person, index) => make("li", { role: "option", id: `${this.list.id}-${index}`, "aria-selected": index === this.at ? "true" : "false" }, person.name)),
    );
    if (this.offered.length > 0) this.field.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
    else this.field.removeAttribute("aria-activedescendant");
  }

  private key(event: KeyboardEvent): void {
    if (this.offered.length === 0) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : -1) + this.offered.length) % this.offered.length;
      this.show();
    } else if ((event.key === "Enter" || event.key === "Tab") && !event.ctrlKey && !event.metaKey && !event.shiftKey) this.take(this.offered[this.at]!); // at stays within the list
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  private take(person: Person): void {
    const end = this.field.selectionStart;
    const start = this.field.value.slice(0, end).lastIndexOf("@");
    this.field.setRangeText(`@${person.name} `, start, end, "end");
    if (!this.chosen.some((one) => one.id === person.id)) this.chosen.push(person);
    this.close();
    this.field.dispatchEvent(new Event("change"));
  }

  private close(): void {
    this.offered = [];
    this.heard = "";
    this.show();
  }
}
