/** Fetches what is not needed to open a text. The margin asks for it once the text stands, so that it is here when the line is not. */
type Asked = typeof import("./asked");

let here: Asked | null = null;
let coming: Promise<Asked> | null = null;

// A fetch that failed may be tried again.
async function fetchAsked(): Promise<Asked> {
  coming ??= import("./asked");
  try {
    here = await coming;
    return here;
  } catch (problem) {
    coming = null;
    throw problem;
  }
}

let missing: () => void = () => undefined;

/** Says what happens when somebody asks for what cannot be fetched. */
export function whenMissing(then: () => void): void {
  missing = then;
}

/** Does something with it: at once when it is here, so that the next key goes to the dialog that this one opened. */
export function ask(use: (asked: Asked) => void): void {
  if (here) use(here);
  else void fetchAsked().then(use, () => missing());
}

/** What is here already; null as long as it is on its way. */
export function askedNow(): Asked | null {
  return here;
}

/** Does something with it however long it takes to come. */
export function askUntilHere(use: (asked: Asked) => void): void {
  if (here) use(here);
  else void fetchAsked().then(use, () => setTimeout(() => askUntilHere(use), 3000));
}
