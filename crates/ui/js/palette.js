// The palette: the search of the top bar as a dialog that shows finds while one types. `/`, Ctrl+K and ⌘K open it, and a
// click into the bar's box. The box itself stays a form that goes to the page with all finds.
const bar = document.querySelector("[data-palette]");

function openPalette() {
  if (document.querySelector("dialog[open]")) return;
  const dialog = made("dialog", { className: "palette" }, { "aria-label": words.search });
  const form = made("form", { action: bar.form.action });
  const input = made("input", { type: "text", name: "q", value: bar.value, autocomplete: "off", spellcheck: false }, {
    role: "combobox", "aria-label": words.search, "aria-expanded": "false", "aria-controls": "palette", "aria-autocomplete": "list", enterkeyhint: "search",
  });
  const list = made("div", { id: "palette" }, { role: "listbox", "aria-label": words.search });
  const note = made("p", {}, { role: "status" });
  const close = button(words.cancel, "quiet");
  let asked, wait;
  const options = () => [...list.children];
  const at = () => options().findIndex((it) => it.ariaSelected === "true");
  const choose = (index) => {
    for (const it of options()) it.ariaSelected = "false";
    const it = options()[index];
    if (!it) return input.removeAttribute("aria-activedescendant");
    it.ariaSelected = "true";
    it.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", it.id);
  };
  const show = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const said = page.querySelector("[data-said]")?.dataset.said ?? "";
    list.replaceChildren(...page.querySelectorAll("[role=option]"));
    input.setAttribute("aria-expanded", String(list.children.length > 0));
    note.textContent = `${said} ${words.palette}`;
    choose(-1);
  };
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    if (!input.value.trim()) return show("");
    try {
      const query = new URLSearchParams({ q: input.value, part: "list" });
      const answer = await fetch(`${form.action}?${query}`, { signal: asked.signal });
      if (answer.ok && !answer.redirected) show(await answer.text());
    } catch { /* A slow or lost answer: Enter still leads to the page. */ }
  };
  input.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(ask, 90); });
  input.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.isComposing || count === 0) return;
    if (event.key === "ArrowDown") choose((at() + 1) % count);
    else if (event.key === "ArrowUp") choose((Math.max(at(), 0) + count - 1) % count);
    else if (event.key === "Enter" && at() >= 0) options()[at()].click();
    else return;
    event.preventDefault();
  });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => { clearTimeout(wait); asked?.abort(); dialog.remove(); });
  form.append(input, close);
  dialog.append(form, list, note);
  document.body.append(dialog);
  show("");
  dialog.showModal();
  input.select();
  ask();
}

function made(name, properties, attributes = {}) {
  const it = Object.assign(document.createElement(name), properties);
  for (const [key, value] of Object.entries(attributes)) it.setAttribute(key, value);
  return it;
}
