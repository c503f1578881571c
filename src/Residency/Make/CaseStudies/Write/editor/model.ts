/** What the page tells the editor, and what the editor tells the panels beside the text. */
import type { EditorView } from "prosemirror-view";

/** What the person may do with the text now. The server decides; the page only looks the part. */
export type Mode = "edit" | "suggest" | "comment" | "read";

/** Who writes here. */
export interface Me {
  /** A person's id, or "link:" and an id for somebody who came by a link. */
  readonly id: string;
  readonly name: string;
  /** 0–7: a class of the style sheet, never a colour of its own. */
  readonly colour: number;
}

/** A message of the house that is not text. */
export interface HouseMessage {
  readonly kind: string;
  readonly mode?: Mode;
  readonly me?: Me;
  readonly locked?: readonly string[];
  readonly vector?: string;
  readonly reason?: string;
  /** Why the person may do less than their rights say, such as too many writers at once. */
  readonly why?: string | null;
  readonly percent?: number;
}

/** What the framework asks of one section. */
export interface AskedSection {
  readonly key: string;
  readonly title: string;
  readonly prompt: string;
  readonly guidance: string;
  readonly questions?: readonly string[];
  readonly target?: number | null;
  readonly min?: number | null;
  readonly max?: number | null;
}

/** A work that the text may cite. */
export interface KnownWork {
  readonly key: string;
  readonly text: string;
}

/** A picture that was uploaded before. */
export interface KnownPicture {
  readonly name: string;
  readonly address: string;
  readonly alternative?: string | null;
}

/** The JSON block of the page. */
export interface PageModel {
  /** Address of the socket, relative to the site. */
  readonly socket: string;
  /** Where a fresh token is asked for (POST). */
  readonly token: string;
  /** Where the threads of comments live. */
  readonly threads: string;
  /** Where readers are invited; left out when the person may not. */
  readonly readers?: string;
  /** Where a picture is sent (POST, multipart); null when the person may not add any. */
  readonly figures: string | null;
  /** Where a work is looked up and recorded by its DOI (POST). */
  readonly cite: string | null;
  readonly hub: string;
  /** "case-study/" and the id. */
  readonly name: string;
  readonly title: string;
  /** BCP 47 tag of the text. */
  readonly language: string;
  readonly sections: readonly AskedSection[];
  readonly references: readonly KnownWork[];
  readonly pictures: readonly KnownPicture[];
  readonly me: Me;
  readonly mode: Mode;
  /** Where a person signs in and comes back from. */
  readonly signIn: string;
  /** Where the form without script is. */
  readonly plain: string;
  /** Words in the language of the page, by the names of words.ts; what is missing is said in English. */
  readonly words?: Readonly<Record<string, string>>;
}

/** What the editor lends to the panels in the margin. */
export interface Surroundings {
  readonly view: EditorView;
  readonly me: () => Me;
  readonly mode: () => Mode;
  /** Says something to people who hear the page. Assertive only for what must not wait. */
  readonly announce: (words: string, how?: "polite" | "assertive") => void;
  /** Address of the threads, without a slash at the end. */
  readonly threads: string;
  /** Where readers are invited; none when the person may not. */
  readonly readers?: string | undefined;
  /** Calls the server with the token against forged requests; a refusal is thrown as an Error with words for people. */
  readonly post: (address: string, body: unknown) => Promise<unknown>;
  /** Told of every message of the house that is not text, such as {"kind":"comments"}. Returns how to stop. */
  readonly onMessage: (listener: (message: { readonly kind: string }) => void) => () => void;
  /** Told when the rights have changed. Returns how to stop. */
  readonly onMode: (listener: (mode: Mode) => void) => () => void;
  /** Brings a panel of the margin to the front. */
  readonly open: (panel: "prompts" | "comments" | "suggestions") => void;
  /** Shows a number on the tab of a panel; 0 shows none. */
  readonly count: (panel: "comments" | "suggestions", number: number) => void;
}
