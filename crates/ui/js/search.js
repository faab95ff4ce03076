// `/`, Ctrl+K and ⌘K open the palette, or lead to the page's first search box where there is none.
const search = bar ?? document.querySelector("[data-search]");
if (search) {
  const hint = document.createElement("kbd");
  hint.textContent = "/";
  hint.setAttribute("aria-hidden", "true");
  search.after(hint);
  search.setAttribute("aria-keyshortcuts", "/ Control+K Meta+K");
  bar?.addEventListener("pointerup", openPalette);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const chord = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!slash && !chord) return;
    event.preventDefault();
    if (bar) openPalette();
    else {
      search.focus();
      search.select();
    }
  });
}
