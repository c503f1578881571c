/** Reads what this device keeps of a text under a name, without opening it for writing. */
import type { Node } from "prosemirror-model";
import { initProseMirrorDoc } from "y-prosemirror";
import { IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";
import { schema } from "./schema";

export async function readKept(name: string): Promise<Node> {
  const document = new Y.Doc();
  const kept = new IndexeddbPersistence(name, document);
  await kept.whenSynced;
  await kept.destroy();
  return initProseMirrorDoc(document.getXmlFragment("text"), schema).doc;
}
