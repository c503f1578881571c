/**
 * Warns before somebody signs out whose words stand on this device alone. Everything that has been sent is forgotten here;
 * the rest is kept only when they say so.
 */
const mark = "residency.unsent:";
const unsent = Object.keys(localStorage)
  .filter((key) => key.startsWith(mark))
  .map((key) => key.slice(mark.length));

if (unsent.length > 0) {
  for (const part of document.querySelectorAll<HTMLElement>("[data-unsent]")) part.hidden = false;
  const keep = document.querySelector<HTMLInputElement>("input[name=Keep]");
  if (keep) {
    keep.disabled = false;
    keep.checked = true;
    keep.form?.addEventListener("submit", () => {
      if (keep.checked) void forgetSent();
    });
  }
}

// With words that are kept the answer does not clear the site's memory, so what is safe with the server goes from here.
async function forgetSent(): Promise<void> {
  if ("caches" in window) await caches.delete("residency-away"); // its pages name the person
  const all = typeof indexedDB.databases === "function" ? await indexedDB.databases() : [];
  for (const { name } of all) if (name?.startsWith("residency-text:") && !unsent.includes(name)) indexedDB.deleteDatabase(name);
}

// A module of its own, so that its names are nobody else's.
export {};
