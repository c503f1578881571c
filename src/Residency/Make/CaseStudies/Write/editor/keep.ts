/**
 * What this device keeps of a text: a database for each person, text and lineage, so that nobody finds another's words and
 * a text that was erased for good does not come back from here.
 */
import { IndexeddbPersistence } from "y-indexeddb";
import type * as Y from "yjs";

const prefix = "residency-text:";
const unsentPrefix = "residency.unsent:";

export function databaseName(person: string, text: string, lineage: string): string {
  return `${prefix}${person}:${text}:${lineage}`;
}

/** Loads what is kept into the document and keeps what comes; null when this browser keeps nothing. */
export async function keepHere(name: string, document: Y.Doc): Promise<IndexeddbPersistence | null> {
  if (!(await mayKeep())) return null;
  const kept = new IndexeddbPersistence(name, document);
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), 4000));
  if ((await Promise.race([kept.whenSynced.then(() => true), late])) === null) return null;
  for (const kind of ["abort", "close", "error"]) kept.db?.addEventListener(kind, () => broken.add(kept));
  return kept;
}

const broken = new WeakSet<IndexeddbPersistence>();

/** Whether what is written now stays on this device; a full disk and cleared site data end that. */
export function stillKeeps(kept: IndexeddbPersistence | null): boolean {
  return kept !== null && !broken.has(kept);
}

// Private windows and full disks refuse to open a database; y-indexeddb would wait for ever.
function mayKeep(): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const asked = indexedDB.open("residency-try");
      asked.onsuccess = () => {
        asked.result.close();
        resolve(true);
      };
      asked.onerror = () => resolve(false);
      asked.onblocked = () => resolve(false);
    } catch {
      resolve(false);
    }
  });
}

/** Notes that a database holds changes that the server has not. */
export function noteUnsent(name: string, unsent: boolean): void {
  try {
    if (unsent) localStorage.setItem(unsentPrefix + name, new Date().toISOString());
    else localStorage.removeItem(unsentPrefix + name);
  } catch {
    // The memory is forbidden; the warning on leaving the page still stands.
  }
}

export function isUnsent(name: string): boolean {
  try {
    return localStorage.getItem(unsentPrefix + name) !== null;
  } catch {
    return false;
  }
}

/** The databases of a person's text under earlier lineages. */
export async function otherLineages(person: string, text: string, lineage: string): Promise<string[]> {
  const mine = databaseName(person, text, "");
  const all = typeof indexedDB.databases === "function" ? await indexedDB.databases().catch(() => []) : [];
  return all.map((database) => database.name ?? "").filter((name) => name.startsWith(mine) && name !== mine + lineage);
}

/** The lineage under which this text was last open here, for the day on which the server cannot be asked. */
export function lastLineage(person: string, text: string): string | null {
  try {
    return localStorage.getItem(`residency.lineage:${person}:${text}`);
  } catch {
    return null;
  }
}

export function noteLineage(person: string, text: string, lineage: string): void {
  try {
    localStorage.setItem(`residency.lineage:${person}:${text}`, lineage);
  } catch {
    // Then the text opens only when the server can be asked.
  }
}

export function forget(name: string): Promise<void> {
  noteUnsent(name, false);
  return new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase(name);
    asked.onsuccess = asked.onerror = asked.onblocked = () => resolve();
  });
}
