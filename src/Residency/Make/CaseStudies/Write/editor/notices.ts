/** Notices above the text: what a person may do here, and what has happened to the line. */
import type { Trouble } from "./trouble";
import { icon, make } from "./dom";
import type { IconName } from "./icons";
import type { Mode } from "./model";
import { say } from "./words";

function notice(tone: "note" | "warning" | "danger", sign: IconName, title: string, text: string, actions: readonly HTMLElement[] = []): HTMLElement {
  return make(
    "div",
    { class: tone === "note" ? "notice write-notice" : `notice notice-${tone} write-notice`, role: tone === "danger" ? "alert" : null },
    icon(sign),
    make("div", { class: "notice-body" }, make("p", { class: "notice-title" }, title), make("p", {}, text), actions.length > 0 ? make("div", { class: "form-actions" }, ...actions) : null),
  );
}

/** The strip at the edge of the sheet: it stays in sight as long as changes are only suggested. */
function suggesting(more: string): HTMLElement {
  return make("div", { class: "write-suggesting" }, icon("suggest"), make("p", {}, make("strong", {}, say("modeSuggesting")), " ", make("span", { class: "write-suggesting-more" }, more)));
}

/** What the mode means; null when everything is open. */
export function modeNotice(mode: Mode, isSuggesting: boolean, why: string): HTMLElement | null {
  if (mode === "read") return notice("note", "lock", say("modeRead"), why || say("modeReadText"));
  if (mode === "comment") return notice("note", "comment", say("modeComment"), why || say("modeCommentText"));
  if (mode === "suggest") return suggesting(why);
  return isSuggesting ? suggesting(say("modeSuggestingText")) : null;
}

/** What happened, and what the person can do about it. */
export function troubleNotice(why: Trouble, reason: string, signIn: string, isKept: boolean): HTMLElement {
  const reload = make("a", { class: "button button-small button-main", href: location.href }, say("reload"));
  switch (why) {
    case "signedOut":
      return notice("danger", "lock", say("troubleSignedOut"), say(isKept ? "troubleSignedOutText" : "troubleSignedOutLoose"), [make("a", { class: "button button-small button-main", href: signIn }, say("signIn"))]);
    case "forbidden":
      return notice("danger", "lock", say("troubleForbidden"), reason || say("troubleForbiddenText"), [reload]);
    case "gone":
      return notice("danger", "warning", say("troubleGone"), say("troubleGoneText"));
    case "outdated":
      return notice("danger", "warning", say("troubleOutdated"), say("troubleOutdatedText"), [reload]);
    case "refused":
    case "lineage":
    case "unreachable":
      return notice("danger", "warning", say("troubleUnreachable"), say("troubleUnreachableText"), [reload]);
  }
}
