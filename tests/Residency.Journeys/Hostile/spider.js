// Walks over the links of the site from some addresses, so many addresses of each kind, and sends the texts through every
// form it meets: all fields at once, then each field by itself. Says which pages there are and what was wrong with answers.
async ({ from, each, texts, start, posts }) => {
  const kind = (path) =>
    path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '{id}').replace(/\/[0-9a-z]{4}-[0-9a-z]{4}(?=\/|$|\?)/g, '/{code}').replace(/\/v\d+/g, '/v{n}').replace(/\?.*$/, '?');
  const left = /sign-out|sign-in|\/language\/|\.(zip|bib|ris|json|atom|yaml|txt)$|\/copy\/|\/export\//;
  const seen = new Map(), next = [...from], pages = [], wrong = [], used = new Set();
  let number = start, sent = 0;
  const text = () => { used.add(number % texts.length); return texts[number++ % texts.length]; };
  // What a browser would make of an address: blanks and control characters in it are dropped.
  const isHarmless = (address) => {
    try { return /^(https?|mailto):$/.test(new URL(address, location.origin).protocol); } catch { return true; }
  };
  const judge = (what, html) => {
    const answer = new DOMParser().parseFromString(html, 'text/html');
    for (const element of answer.querySelectorAll('*')) {
      const name = element.localName;
      if (/^(iframe|object|embed|base|frame|frameset|applet|marquee|xss|mglyph|animate|audio|video|image|foreignobject)$/.test(name)) wrong.push(`${what}: <${name}>`);
      if (name === 'script' && !(element.nonce || element.getAttribute('src')?.startsWith('/') || element.type === 'application/ld+json' || element.type === 'application/json')) wrong.push(`${what}: ${element.outerHTML.slice(0, 200)}`);
      if (name === 'style') wrong.push(`${what}: <style>`);
      if (name === 'meta' && element.httpEquiv) wrong.push(`${what}: <meta http-equiv>`);
      for (const { name: attribute, value } of element.attributes) {
        if (/^on|^style$|^srcdoc$|^formaction$/i.test(attribute)) wrong.push(`${what}: ${name} ${attribute}=${value.slice(0, 80)}`);
        if (/^(href|src|action|data|poster|cite|background|ping|xlink:href)$/i.test(attribute) && !isHarmless(value) && !(name === 'img' && /^data:image\/(png|gif|jpeg|webp|svg\+xml)[;,]/.test(value))) wrong.push(`${what}: ${name} ${attribute}=${value.slice(0, 80)}`);
        if (/[<>"'`=\s]/.test(attribute)) wrong.push(`${what}: ${name} has the attribute ${attribute}`);
      }
    }
    return answer;
  };
  const send = async (path, form, fields) => {
    const body = new URLSearchParams();
    for (const field of form.elements) {
      if (!field.name || field.disabled || field.type === 'file' || ((field.type === 'checkbox' || field.type === 'radio') && !field.checked)) continue;
      if (field.type === 'submit' || field.localName === 'button') { if (!fields.button) { fields.button = true; body.append(field.name, field.value); } continue; }
      body.append(field.name, fields.has(field.name) ? text() : field.value);
    }
    sent++;
    const answer = await fetch(new URL(form.getAttribute('action') ?? path, location.origin + path), { method: 'POST', body });
    judge(`POST ${path}`, await answer.text());
    if (answer.status >= 500) wrong.push(`POST ${path}: ${answer.status}`);
  };
  while (next.length > 0) {
    const path = next.shift(), shape = kind(path);
    if (left.test(path) || (seen.get(shape) ?? 0) >= each || pages.includes(path)) continue;
    seen.set(shape, (seen.get(shape) ?? 0) + 1);
    const answer = await fetch(path);
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
    const page = judge(`GET ${path}`, await answer.text());
    if (answer.status >= 500) wrong.push(`GET ${path}: ${answer.status}`);
    pages.push(path);
    for (const link of page.querySelectorAll('a[href]')) {
      const to = new URL(link.getAttribute('href'), location.origin + path);
      if (to.origin === location.origin) next.push(to.pathname + to.search);
    }
    if (!posts || seen.get(shape) > 1) continue;
    for (const form of page.querySelectorAll('form[method=post]')) {
      const names = [...form.elements].filter((field) => field.name && (field.localName === 'textarea' || (field.localName === 'input' && /^(text|search|url|email|tel|)$/.test(field.type)))).map((field) => field.name);
      if (names.length === 0 || left.test(form.getAttribute('action') ?? '')) continue;
      await send(path, form, new Set(names));
      for (const name of names.filter((name) => !/\[[1-9]/.test(name))) await send(path, form, new Set([name]));
    }
  }
  return { pages, wrong, sent, last: number, used: [...used] };
};
