/** Threads of comments as the server keeps them, and how they are fetched and changed. */
import type { Surroundings } from "../editor/model";

export interface Person {
  readonly id: string;
  readonly name: string;
}

export interface Comment {
  readonly id: string;
  readonly by: Person;
  /** ISO, UTC. */
  readonly at: string;
  /** Plain text; a mention stands in it as @[Name](id). */
  readonly text: string;
  readonly mine: boolean;
  readonly canDelete: boolean;
}

export interface Thread {
  readonly id: string;
  readonly state: "open" | "resolved";
  /** What it was about when it was written. */
  readonly quotation: string;
  readonly section?: string | null;
  readonly block?: string | null;
  /** Relative positions of Yjs in base64. */
  readonly start: string;
  readonly end: string;
  readonly orphaned: boolean;
  readonly comments: readonly Comment[];
  readonly resolvedBy?: Person | string | null;
  readonly resolvedAt?: string | null;
  readonly canResolve: boolean;
}

/** Everything that the panel shows. */
export interface ThreadList {
  readonly people: readonly Person[];
  readonly threads: readonly Thread[];
  readonly mayComment: boolean;
}

/** What a new thread is about. */
export interface Anchor {
  readonly start: string;
  readonly end: string;
  readonly quotation: string;
  readonly block: string | null;
  readonly section: string | null;
}

export const longestComment = 5000;

export class Threads {
  constructor(private readonly around: Surroundings) {}

  /** All threads. Throws a TypeError when the server was not reached. */
  async fetch(): Promise<ThreadList> {
    const answer = await fetch(this.around.threads, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (answer.status === 401) document.dispatchEvent(new Event("residency-signed-out"));
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()) as ThreadList;
  }

  async begin(anchor: Anchor, text: string): Promise<Thread> {
    return (await this.around.post(this.around.threads, { ...anchor, text })) as Thread;
  }

  async reply(thread: string, text: string): Promise<void> {
    await this.around.post(`${this.of(thread)}/reply`, { text });
  }

  async resolve(thread: string): Promise<void> {
    await this.around.post(`${this.of(thread)}/resolve`, {});
  }

  async reopen(thread: string): Promise<void> {
    await this.around.post(`${this.of(thread)}/reopen`, {});
  }

  async remove(thread: string, comment: string): Promise<void> {
    await this.around.post(`${this.of(thread)}/comments/${encodeURIComponent(comment)}/delete`, {});
  }

  private of(thread: string): string {
    return `${this.around.threads}/${encodeURIComponent(thread)}`;
  }
}
