/** Which changes are somebody else's, or an undo of the shared text. */
import type { Transaction } from "prosemirror-state";
import { ySyncPluginKey } from "y-prosemirror";

export function isFromOutside(tr: Transaction): boolean {
  const meta: unknown = tr.getMeta(ySyncPluginKey);
  return typeof meta === "object" && meta !== null && (meta as { readonly isChangeOrigin?: boolean }).isChangeOrigin === true;
}
