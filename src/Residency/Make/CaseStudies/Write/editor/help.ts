/** The list of keys. */
import { openDialog } from "./dialogs";
import { make } from "./dom";
import { shortcuts } from "./keys";
import { say } from "./words";

export function helpDialog(): void {
  const groups = shortcuts().map((group) =>
    make(
      "section",
      { class: "write-help-group" },
      make("h3", {}, group.title),
      make("dl", {}, ...group.lines.map((line) => make("div", {}, make("dt", {}, line.words), make("dd", {}, make("kbd", {}, line.keys))))),
    ),
  );
  openDialog(say("help"), [make("p", { class: "small" }, say("helpLead")), make("div", { class: "write-help" }, ...groups)]).dialog.classList.add("write-dialog-wide");
}
