/**
 * Asks the browser for a passkey and posts its answer with the form in which the button stands.
 * The form is hidden in the page itself, because without a script it could do nothing.
 */
type Json = Record<string, unknown>;

const waiting = new Set<AbortController>();

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
  if (!("PublicKeyCredential" in window) || !("parseRequestOptionsFromJSON" in PublicKeyCredential)) break;
  const options = JSON.parse(form.dataset["passkeyOptions"] ?? "{}") as Json;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    if (answerField(form).value !== "") return;
    event.preventDefault();
    void ask(form, options, undefined);
  });
  if (form.dataset["passkeyOffer"] === "true") void offer(form, options);
}

/** Shows passkeys among the suggestions of the address field, where the browser can. */
async function offer(form: HTMLFormElement, options: Json): Promise<void> {
  if (await PublicKeyCredential.isConditionalMediationAvailable?.()) await ask(form, options, "conditional");
}

async function ask(form: HTMLFormElement, options: Json, mediation: CredentialMediationRequirement | undefined): Promise<void> {
  // Only one question at a time is allowed in a page: a pressed button replaces the standing offer.
  for (const other of waiting) other.abort();
  waiting.clear();
  const turn = new AbortController();
  waiting.add(turn);
  try {
    const credential = await credentialFor(form, options, mediation, turn.signal);
    if (!(credential instanceof PublicKeyCredential)) throw new TypeError("no passkey");
    answerField(form).value = JSON.stringify(credential.toJSON());
    form.requestSubmit();
  } catch (problem) {
    if (turn.signal.aborted || mediation === "conditional") return;
    const cancelled = problem instanceof DOMException && problem.name === "NotAllowedError";
    say(form, (cancelled ? form.dataset["passkeyCancelled"] : form.dataset["passkeyFailed"]) ?? "");
  }
}

function credentialFor(
  form: HTMLFormElement,
  options: Json,
  mediation: CredentialMediationRequirement | undefined,
  signal: AbortSignal,
): Promise<Credential | null> {
  if (form.dataset["passkey"] === "create") {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
      options as unknown as PublicKeyCredentialCreationOptionsJSON,
    );
    return navigator.credentials.create({ publicKey, signal });
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    options as unknown as PublicKeyCredentialRequestOptionsJSON,
  );
  return navigator.credentials.get({ publicKey, signal, ...(mediation ? { mediation } : {}) });
}

function answerField(form: HTMLFormElement): HTMLInputElement {
  return form.elements.namedItem("Key.Credential") as HTMLInputElement;
}

function say(form: HTMLFormElement, words: string): void {
  const status = form.querySelector<HTMLElement>("[role=status]");
  if (status) status.textContent = words;
}
