/** Calls to the server with the token against forged requests. */
import { say } from "./words";

/** The server said no; the message is for people. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

function token(): string {
  return document.querySelector<HTMLInputElement>("input[name=__RequestVerificationToken]")?.value ?? "";
}

const Agreed = 60_000; // milliseconds; the header knows seconds, and the way takes a while
let ahead = 0;

/** The moment by the clock of the server, in milliseconds since 1970: the clock of a computer may be hours away from it. */
export function serverTime(): number {
  return Date.now() - ahead;
}

function compareClocks(answer: Response): void {
  const off = Date.now() - Date.parse(answer.headers.get("Date") ?? "");
  if (!Number.isNaN(off)) ahead = Math.abs(off) > Agreed ? off : 0;
}

async function read(answer: Response): Promise<unknown> {
  compareClocks(answer);
  if (answer.ok) return answer.status === 204 ? null : await answer.json();
  const text = answer.headers.get("Content-Type")?.startsWith("text/plain") ? (await answer.text()).trim() : "";
  if (answer.status === 401) document.dispatchEvent(new Event("residency-signed-out"));
  throw new Refusal(text || say(answer.status === 413 ? "tooLarge" : "serverRefused"), answer.status);
}

/** A TypeError of fetch means that the server was not reached. */
export async function post(address: string, body: unknown, milliseconds = 30_000): Promise<unknown> {
  const headers = { "Content-Type": "application/json", Accept: "application/json", RequestVerificationToken: token() };
  return read(await fetch(address, { method: "POST", body: JSON.stringify(body ?? {}), headers, credentials: "same-origin", signal: AbortSignal.timeout(milliseconds) }));
}

export async function send(address: string, form: FormData): Promise<unknown> {
  const headers = { Accept: "application/json", RequestVerificationToken: token() };
  return read(await fetch(address, { method: "POST", body: form, headers, credentials: "same-origin" }));
}
