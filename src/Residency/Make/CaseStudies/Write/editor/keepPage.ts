/** Keeps this page and its files on this device, so that it opens without network too; its words are kept elsewhere. */

const store = "residency-away";
const keptFor = 30 * 86_400_000; // milliseconds
const files = /^\/(?:islands|css|fonts|_framework)\//;

/** Does nothing where the browser keeps nothing. */
export async function keepPage(): Promise<void> {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  try {
    const page = await fetch(location.pathname, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    if (!page.ok || page.redirected) return;
    const cache = await caches.open(store);
    await prune(cache);
    await cache.put(location.pathname, page);
    await Promise.all(needed().map((file) => keepFile(cache, file)));
    // In the module's own folder, under a name that stays, so that the browser finds the newer one; for this text alone.
    await navigator.serviceWorker.register(new URL("./away.js", import.meta.url), { scope: new URL("./", location.href).pathname });
  } catch {
    // A full disk, a private window or a lost line: then the text opens when the server can be reached.
  }
}

function needed(): string[] {
  const names = performance.getEntriesByType("resource").map((entry) => entry.name);
  return [...new Set(names)].filter((name) => {
    const address = new URL(name);
    return address.origin === location.origin && (files.test(address.pathname) || isPicture(name));
  });
}

function isPicture(name: string): boolean {
  return [...document.images].some((image) => image.src === name);
}

async function keepFile(cache: Cache, file: string): Promise<void> {
  if (!(await cache.match(file))) await cache.add(file);
}

// Pages of texts that nobody opened here for long, and files of earlier versions.
async function prune(cache: Cache): Promise<void> {
  for (const request of await cache.keys()) {
    const at = Date.parse((await cache.match(request))?.headers.get("Date") ?? "");
    if (!(Date.now() - at < keptFor)) await cache.delete(request);
  }
}
