// Ticking many rows: all at once from the head, a range with Shift, and how many there are.
for (const all of document.querySelectorAll("[data-pick-all]")) {
  const form = document.getElementById(all.dataset.form);
  const rows = [...document.querySelectorAll("input[type=checkbox]")]
    .filter((it) => it.name === all.dataset.pickAll && it.getAttribute("form") === all.dataset.form);
  if (!form || rows.length === 0) continue;
  const told = form.querySelector("output");
  let last = null;
  const tell = () => {
    const count = rows.filter((it) => it.checked).length;
    all.checked = count === rows.length;
    all.indeterminate = count > 0 && count < rows.length;
    if (told) told.textContent = `${words.picked} ${count}`;
  };
  all.closest("label").hidden = false;
  all.addEventListener("change", () => {
    for (const it of rows) it.checked = all.checked;
    tell();
  });
  for (const it of rows) {
    it.addEventListener("click", (event) => {
      if (event.shiftKey && last) {
        const [from, to] = [rows.indexOf(last), rows.indexOf(it)].sort((one, two) => one - two);
        for (const between of rows.slice(from, to + 1)) between.checked = it.checked;
      }
      last = it;
      tell();
    });
  }
  tell();
}
