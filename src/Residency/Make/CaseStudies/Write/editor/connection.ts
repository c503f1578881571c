/**
 * The line to the server: opens the text, tells whether what is written is safe, and says what to do when it is not.
 *
 * "Saved" is said only when the server has acknowledged every change and the vector that it reports as being on disk covers ours.
 * The two are compared because acknowledgements are only counted, and a count may drift over reconnects. Each new line begins with
 * an exchange of everything; when that is acknowledged, all that was here then is on disk.
 */
import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import * as encoding from "lib0/encoding";
import { fromBase64 } from "lib0/buffer";
import type { IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";
import { post, Refusal } from "./http";
import { databaseName, isUnsent, keepHere, lastLineage, noteLineage, noteUnsent, stillKeeps } from "./keep";
import type { HouseMessage, Me, Mode, PageModel } from "./model";
import { troubleIn, troubleOf, type Trouble } from "./trouble";

export type SaveState = "saved" | "saving" | "offline";

export interface Ticket {
  readonly token: string;
  readonly name: string;
  readonly lineage: string;
  readonly schema: number;
  readonly mode: Mode;
  readonly me: Me;
}

export interface Listener {
  /** Told of each change, and whether this device keeps what is written. */
  readonly state: (state: SaveState, isKept: boolean) => void;
  readonly trouble: (why: Trouble, reason: string) => void;
  readonly message: (message: HouseMessage) => void;
  /** The first time that the text is here whole. */
  readonly ready: () => void;
}

/** The shape of the text that this script understands. */
export const schemaVersion = 1;

const probeAfter = 1500;
const deadAfter = 4000;
/** In a hidden page the browser slows all clocks, so that silence says little about the line. */
const deadAfterHidden = 120_000;
/** How long a socket may take to open, and then a text to come. */
const openWithin = 10_000;
const comeWithin = 60_000;
const healAfter = 8000;
/** A line is no visit: who writes for long is asked for a ticket now and then, so that a reader's pass does not end meanwhile. */
const showAfter = 20 * 60_000;

export class Connection {
  readonly document = new Y.Doc();
  provider: HocuspocusProvider | null = null;
  /** The database on this device, if there is one. */
  database = "";
  state: SaveState = "saving";
  private wasKept = false;
  private socket: HocuspocusProviderWebsocket | null = null;
  private kept: IndexeddbPersistence | null = null;
  private ticket: Ticket | null = null;
  private ticketAt = 0;
  private askedAt = 0;
  private wroteAt = 0;
  private heardAt = 0;
  private probedAt = 0;
  private busySince = 0;
  private isUp = false;
  private isOver = false;
  private isReady = false;
  /** What the server has said to be on disk, by client; it never goes back. */
  private readonly persisted = new Map<number, number>();
  /** Whether everything has still to be exchanged on this line. */
  private isNew = true;
  /** Whether this device has changes that are not known to be on disk. */
  private isChanged = false;
  private isAsking = false;
  private failed = 0;
  private timer = 0;
  private clock = 0;

  constructor(
    private readonly page: PageModel,
    private readonly told: Listener,
  ) {}

  /** Opens the text: the ticket, what this device keeps, then the socket. */
  async open(): Promise<void> {
    let lineage: string | null = null;
    try {
      const ticket = await this.ask();
      lineage = ticket.lineage;
      this.told.message({ kind: "grant", mode: ticket.mode, me: ticket.me });
    } catch (problem) {
      if (problem instanceof Refusal) return this.end(troubleOf(problem.status), problem.message);
      lineage = lastLineage(this.page.me.id, this.page.name);
    }
    if (lineage === null) return this.end("unreachable", "");
    if (this.ticket && this.ticket.schema > schemaVersion) return this.end("outdated", "");
    noteLineage(this.page.me.id, this.page.name, lineage);
    this.database = databaseName(this.page.me.id, this.page.name, lineage);
    this.kept = await keepHere(this.database, this.document);
    this.isChanged = isUnsent(this.database);
    this.begin();
  }

  /** Whether leaving now would leave changes on this device alone. */
  get hasUnsent(): boolean {
    return this.isReady && this.isChanged && !(this.isOver && this.isKept);
  }

  /** Whether this device keeps what is written here. */
  get isKept(): boolean {
    return stillKeeps(this.kept);
  }

  private get isBusy(): boolean {
    const own = Y.getState(this.document.store, this.document.clientID);
    return this.isNew || (this.provider?.unsyncedChanges ?? 0) > 0 || own > (this.persisted.get(this.document.clientID) ?? 0);
  }

  private begin(): void {
    this.connect();
    this.document.on("update", (_update: Uint8Array, origin: unknown) => {
      if (origin !== this.provider && origin !== this.kept) {
        this.isChanged = true;
        this.wroteAt = Date.now();
      }
      this.look();
    });
    window.addEventListener("offline", this.lost);
    window.addEventListener("online", this.found);
    document.addEventListener("residency-session-over", this.found);
    document.addEventListener("visibilitychange", this.seen);
    this.clock = window.setInterval(() => this.watch(), 500);
  }

  // Each line is a socket of its own, and the provider moves from one to the next. A socket that is reused is only known to be
  // closed when the browser says so, and without a network it says so after a minute; until then it can neither send nor open.
  private connect(): void {
    const address = new URL(this.page.socket, location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    // When to give up a line and when to try the next is decided here alone.
    const socket = new HocuspocusProviderWebsocket({ url: address.href, autoConnect: false, maxAttempts: 1, messageReconnectTimeout: 2 ** 30 });
    this.socket = socket;
    this.openedAt = this.heardAt = Date.now();
    socket.on("open", () => this.comeAnew());
    socket.on("message", () => (this.heardAt = Date.now()));
    socket.on("disconnect", ({ event }: { event?: { code?: number; reason?: string } }) => this.drop(socket, event?.code ?? 0, event?.reason ?? ""));
    if (this.provider) this.provider.setConfiguration({ websocketProvider: socket });
    else this.provider = this.provide(socket);
    this.provider.attach();
    void socket.connect();
  }

  private provide(socket: HocuspocusProviderWebsocket): HocuspocusProvider {
    const provider = new HocuspocusProvider({
      websocketProvider: socket,
      name: this.page.name,
      document: this.document,
      flushDelay: 40,
      token: () => this.token(),
      onStateless: ({ payload }) => this.hear(payload),
      onAuthenticationFailed: ({ reason }) => this.close(0, reason),
      onUnsyncedChanges: () => this.look(),
      onSynced: () => this.ready(),
    });
    provider.on("close", ({ event }: { event?: { code?: number; reason?: string } }) => this.close(event?.code ?? 0, event?.reason ?? ""));
    return provider;
  }

  // What was typed until now is in what the two sides exchange first: sent beside it, it would be acknowledged before it. Of people
  // only what has a later clock than what was heard before is believed, and who loses the line has left one tick later than they said.
  private comeAnew(): void {
    const { provider } = this;
    if (!provider?.awareness) return;
    provider.onClose();
    const { awareness } = provider;
    for (const client of [...awareness.meta.keys()]) if (client !== awareness.clientID) awareness.meta.delete(client);
    for (let tick = 0; tick < 2; tick += 1) awareness.setLocalState(awareness.getLocalState());
  }

  /** Gives up a line, whether or not the other side still answers, and tries the next. */
  private drop(socket: HocuspocusProviderWebsocket | null, code: number, reason: string): void {
    if (socket === null || socket !== this.socket) return;
    this.socket = null;
    this.provider?.detach();
    this.provider?.onClose();
    socket.destroy();
    this.close(code, reason);
    this.later();
  }

  private async ask(): Promise<Ticket> {
    this.askedAt = Date.now();
    const ticket = (await post(this.page.token, {}, 8000)) as Ticket;
    this.ticket = ticket;
    this.ticketAt = Date.now();
    return ticket;
  }

  // The ticket is here before the socket opens: whatever is typed while one waits for it would reach the server before its token.
  private async token(): Promise<string> {
    const ticket = this.ticket && Date.now() - this.ticketAt < 40_000 ? this.ticket : await this.ask();
    this.ticketAt = 0;
    return ticket.token;
  }

  // Tries again after a while, with a new ticket, because rights may have changed meanwhile.
  private later(soon = false): void {
    if (this.isOver || this.timer !== 0) return;
    const pause = soon ? 0 : Math.min(8000, 500 * 1.6 ** this.failed) * (0.75 + Math.random() / 2);
    this.failed += 1;
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      void this.again();
    }, pause);
  }

  private async again(): Promise<void> {
    if (this.isOver || this.isAsking) return;
    this.isAsking = true;
    try {
      const before = this.ticket?.lineage;
      const ticket = await this.ask();
      if (before !== undefined && ticket.lineage !== before) this.end("lineage", "");
      else if (ticket.schema > schemaVersion) this.end("outdated", "");
      else if (!this.isOver && this.socket === null) this.connect();
    } catch (problem) {
      if (problem instanceof Refusal && problem.status >= 400 && problem.status < 500 && problem.status !== 429) this.end(troubleOf(problem.status), problem.message);
      else this.later();
    } finally {
      this.isAsking = false;
    }
  }

  private hear(payload: string): void {
    let message: HouseMessage;
    try {
      message = JSON.parse(payload) as HouseMessage;
    } catch {
      return;
    }
    if (message.kind === "saved" && message.vector) {
      this.keepVector(Y.decodeStateVector(fromBase64(message.vector)));
      this.look();
    }
    if (message.kind === "schema") this.end("outdated", "");
    else this.told.message(message);
  }

  private ready(): void {
    this.isUp = true;
    if (!this.isReady) {
      this.isReady = true;
      this.told.ready();
    }
    this.look();
  }

  private keepVector(vector: Map<number, number>): void {
    for (const [client, end] of vector) this.persisted.set(client, Math.max(end, this.persisted.get(client) ?? 0));
  }

  private close(code: number, reason: string): void {
    this.isUp = false;
    this.isNew = true;
    const why = troubleIn(code, reason);
    // A token that came too late is refused like one of somebody who has left: the next ticket tells.
    if (why && (why !== "signedOut" || this.failed > 5)) this.end(why, reason);
    else this.look();
    if (why === "signedOut") this.drop(this.socket, 0, "");
  }

  private end(why: Trouble, reason: string): void {
    if (this.isOver) return;
    if (this.database !== "" && this.isReady && why !== "refused" && this.isChanged) noteUnsent(this.database, true);
    this.isOver = true;
    this.stop();
    const isShut = why === "forbidden" || why === "gone"; // then only words of their own stay that the server has not
    if (isShut && this.database !== "" && !this.isChanged && !isUnsent(this.database)) void this.forget();
    this.told.trouble(why, reason);
  }

  /** Lets go of the line; the text stays on the page and on this device. */
  stop(): void {
    clearInterval(this.clock);
    clearTimeout(this.timer);
    window.removeEventListener("offline", this.lost);
    window.removeEventListener("online", this.found);
    document.removeEventListener("residency-session-over", this.found);
    document.removeEventListener("visibilitychange", this.seen);
    const socket = this.socket;
    this.socket = null;
    this.provider?.detach();
    this.provider?.onClose();
    socket?.destroy();
  }

  /** Forgets what this device keeps of the text. */
  async forget(): Promise<void> {
    noteUnsent(this.database, false);
    await this.kept?.clearData();
    this.kept = null;
  }

  private readonly lost = (): void => {
    this.drop(this.socket, 0, "");
  };

  // A socket from before the break may hang for minutes; a new one is cheap.
  private readonly found = (): void => {
    this.drop(this.socket, 0, "");
    clearTimeout(this.timer);
    this.timer = 0;
    this.failed = 0;
    this.later(true);
  };

  private readonly seen = (): void => {
    this.heardAt = Date.now();
    if (!isHidden()) this.probe();
  };

  private get patience(): number {
    if (this.isUp) return isHidden() ? deadAfterHidden : deadAfter;
    return this.heardAt > this.openedAt ? comeWithin : openWithin;
  }

  private watch(): void {
    const now = Date.now();
    const waiting = this.socket?.webSocket?.bufferedAmount ?? 0;
    // Nothing is heard while this page is busy or the machine sleeps, nor while something long is on its way out.
    if (now - this.watchedAt > deadAfter / 2 || waiting < this.waiting) this.heardAt = now;
    this.watchedAt = now;
    this.waiting = waiting;
    const silent = now - this.heardAt;
    if (!isHidden() && silent > probeAfter && now - this.probedAt > probeAfter) this.probe();
    if (silent > this.patience) this.drop(this.socket, 0, "");
    // Whatever happened between two tries: without a line and without a try under way, the next one is due.
    if (this.socket === null && this.timer === 0 && !this.isAsking) this.later();
    if (this.isUp && this.wroteAt > this.askedAt && now - this.askedAt > showAfter) void this.ask().catch(() => undefined);
    if (this.isUp && this.state === "saving" && this.busySince > 0 && now - this.busySince > healAfter && silent < probeAfter * 2) {
      this.busySince = now;
      this.isNew = true;
      this.provider?.forceSync();
    }
    this.look();
  }

  // Asks who is there: a living line answers at once. Silence after that means that nothing gets through.
  private probe(): void {
    if (this.socket?.webSocket?.readyState !== 1 || !this.provider?.isAuthenticated) return;
    this.probedAt = Date.now();
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, this.page.name);
    encoding.writeVarUint(encoder, 3);
    this.socket.send(encoding.toUint8Array(encoder));
  }

  private look(): void {
    if (this.isOver) return;
    const isAlive = this.isUp && Date.now() - this.heardAt <= deadAfter && (isHidden() || navigator.onLine);
    if (isAlive && this.isNew && this.provider?.synced && this.provider.unsyncedChanges === 0) {
      this.isNew = false;
      this.failed = 0;
      this.keepVector(Y.decodeStateVector(Y.encodeStateVector(this.document)));
    }
    const isBusy = this.isBusy;
    if (!isBusy) this.busySince = 0;
    else if (this.busySince === 0) this.busySince = Date.now();
    const state: SaveState = !isAlive ? (this.isReady || Date.now() - this.startedAt > deadAfter ? "offline" : "saving") : isBusy ? "saving" : "saved";
    if (state === "offline" && !this.isReady && this.document.getXmlFragment("text").length > 0) {
      // No server, but this device has the text: one can write, and it is sent when the line is back.
      this.isReady = true;
      this.told.ready();
    }
    if (state === "saved") this.isChanged = false;
    if (this.isReady && this.database !== "") this.note(this.isChanged);
    const { isKept } = this;
    if (state === this.state && isKept === this.wasKept) return;
    this.state = state;
    this.wasKept = isKept;
    this.told.state(state, isKept);
  }

  private readonly startedAt = Date.now();
  private waiting = 0;
  private openedAt = 0;
  private watchedAt = 0;
  private noted: boolean | null = null;

  private note(unsent: boolean): void {
    if (this.noted !== unsent) noteUnsent(this.database, (this.noted = unsent));
  }
}

const isHidden = (): boolean => document.visibilityState === "hidden";
