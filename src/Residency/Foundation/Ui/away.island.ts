/**
 * Runs beside pages that were kept on this device: shows them, and the files that they need, when the server cannot be reached.
 * Whatever can be had from the server comes from there.
 */
interface Asking extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Beside {
  addEventListener(kind: "fetch", listener: (event: Asking) => void): void;
}

const store = "residency-away";
/** A line on which nothing arrives is as good as none, once there is something to show. */
const patience = 8000;

(self as unknown as Beside).addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === location.origin) event.respondWith(answer(request));
});

async function answer(request: Request): Promise<Response> {
  const fresh = fetch(request);
  const kept = await (await caches.open(store)).match(request, { ignoreSearch: request.mode === "navigate" });
  if (!kept) return fresh;
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), patience));
  return Promise.race([fresh, late]).catch(() => kept);
}

// A module of its own, so that its names are nobody else's.
export {};
