/** The dialog for a section of the writer's own. */
import { field, formDialog } from "./dialogs";
import { say } from "./words";

/** Asks for the title and hands it on. */
export function sectionDialog(add: (title: string) => void): void {
  const title = field(say("sectionTitle"), { maxlength: 200 });
  formDialog(say("sectionAdd"), [title.row], say("sectionAdd"), (close) => {
    const typed = title.control.value.trim();
    if (typed === "") return title.complain(say("sectionProblem"));
    close();
    add(typed);
  });
}
