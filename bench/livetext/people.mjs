// A person with a browser without script: cookies, forms, and the token that opens a live text.
export class Person {
  constructor(email) {
    this.email = email;
    this.cookies = new Map();
  }

  /** Signs in with the link that the command line printed; the cookies are good on every node of the same data. */
  async signIn(address, link) {
    const page = await this.get(address, new URL(link).pathname);
    const body = new URLSearchParams([...page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([field]) => [field.match(/name="([^"]*)"/)[1], field.match(/value="([^"]*)"/)?.[1] ?? ""]));
    const answer = await this.ask(address, "/sign-in/link?return=/account", { method: "POST", body });
    if (answer.status >= 400 || ![...this.cookies.keys()].some((name) => /residency$/.test(name))) throw new Error(`${this.email} could not sign in: ${answer.status}`);
    this.form = undefined;
    return this;
  }

  /** Ends this sign-in, as the person does with the button. */
  async signOut(address) {
    const page = await this.get(address, "/sign-out");
    const form = page.match(/<form[^>]*method="post"[\s\S]*?<\/form>/g)?.find((one) => one.includes("__RequestVerificationToken"));
    const body = new URLSearchParams([...form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([field]) => [field.match(/name="([^"]*)"/)[1], field.match(/value="([^"]*)"/)?.[1] ?? ""]));
    const answer = await this.ask(address, "/sign-out", { method: "POST", body });
    if (answer.status >= 400) throw new Error(`signing out answered ${answer.status}`);
  }

  get header() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async get(address, path) {
    for (let step = 0; step < 5; step++) {
      const answer = await this.ask(address, path);
      if (answer.status < 300) return answer.text();
      if (answer.status >= 400) throw new Error(`${path} answered ${answer.status}`);
      path = new URL(answer.headers.get("location"), address + path).href.slice(new URL(address).origin.length);
    }
    throw new Error("redirected in a circle");
  }

  async ask(address, path, { method = "GET", body, headers = {} } = {}) {
    const answer = await fetch(address + path, { method, body, redirect: "manual", headers: { Accept: "text/html", Cookie: this.header, Origin: new URL(address).origin, ...headers } });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name, value] = cookie.split(";")[0].split(/=(.*)/s);
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    return answer;
  }

  /** What a script of the pages must send along. */
  async antiforgery(address, path) {
    this.form ??= (await this.get(address, path)).match(/name="__RequestVerificationToken"[^>]*value="([^"]+)"/)?.[1];
    if (!this.form) throw new Error(`${path} has no form`);
    return this.form;
  }

  /** Posts to an address for scripts; the answer as it came. */
  async post(address, path, content, formAt = "/account") {
    return this.ask(address, path, {
      method: "POST",
      body: content === undefined ? undefined : JSON.stringify(content),
      headers: { Accept: "application/json", RequestVerificationToken: await this.antiforgery(address, formAt), ...(content === undefined ? {} : { "Content-Type": "application/json" }) },
    });
  }

  /** The right to open the live text of a case study: `{ token, name, lineage, schema, mode, me }`. */
  async liveToken(address, hub, study) {
    const answer = await this.post(address, `/${hub}/case-studies/${study}/live/token`);
    if (answer.status !== 200) throw Object.assign(new Error(`no token for ${study}: ${answer.status} ${(await answer.text()).slice(0, 300)}`), { status: answer.status });
    return answer.json();
  }
}
