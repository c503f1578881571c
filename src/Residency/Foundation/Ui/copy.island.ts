/**
 * Gives every element with data-copy="id-of-the-text" a working copy button.
 * The button is hidden in the page itself, because without a script it could do nothing.
 */
for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
  const source = document.getElementById(button.dataset["copy"] ?? "");
  if (!source) continue;
  button.hidden = false;
  const words = button.textContent;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.innerText.trim());
      button.textContent = button.dataset["done"] ?? words;
      setTimeout(() => (button.textContent = words), 3000);
    } catch {
      // Without the right to the clipboard the person can still copy by hand: show what to copy.
      getSelection()?.selectAllChildren(source);
    }
  });
}
