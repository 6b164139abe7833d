/**
 * Gives the code behind the `#` of the address to the form and sends it. What stands behind a `#` reaches no server and no
 * referrer; it is taken out of the address at once, so that no history keeps it.
 */
export function entry(document: Document): void {
  const form = document.querySelector<HTMLFormElement>("form#entry");
  const field = document.querySelector<HTMLInputElement>("#code");
  const code = location.hash.slice(1);
  if (form === null || field === null || code === "") return;
  history.replaceState(null, "", "/in");
  field.value = code;
  form.requestSubmit();
}
