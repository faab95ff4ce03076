// <ref-filter>: what is typed finds operations as it is typed. Without it, the form leads to the overview.
customElements.define("ref-filter", class extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.input.addEventListener("input", () => this.find());
    this.input.addEventListener("focus", () => this.load(), { once: true });
    this.addEventListener("keydown", (event) => this.move(event));
    this.found = document.createElement("ul");
    this.none = document.createElement("p");
    this.none.className = "hint";
    this.none.setAttribute("role", "status");
    this.append(this.none, this.found);
  }

  load() {
    this.index ??= fetch(this.dataset.index).then((it) => (it.ok ? it.json() : [])).catch(() => []);
    return this.index;
  }

  async find() {
    const wanted = this.input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const all = wanted.length ? await this.load() : [];
    const fits = all.filter((it) => wanted.every((word) => it.join(" ").toLowerCase().includes(word)));
    this.found.replaceChildren(...fits.slice(0, 40).map((it) => this.row(it)));
    this.none.textContent = wanted.length && !fits.length ? this.dataset.none : "";
    const rest = this.parentElement.querySelector(".ref-nav");
    if (rest) rest.hidden = wanted.length > 0;
  }

  row([slug, method, path, summary]) {
    const row = document.createElement("li");
    const link = document.createElement("a");
    const label = document.createElement("span");
    const kind = document.createElement("span");
    link.href = this.dataset.base + slug;
    label.textContent = summary || path;
    kind.textContent = method;
    kind.className = `method ${method.toLowerCase()}`;
    link.append(label, kind);
    row.append(link);
    return row;
  }

  move(event) {
    const links = [...this.found.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape" && this.input.value) {
      this.input.value = "";
      this.find();
      this.input.focus();
    } else if (event.key === "ArrowDown" && at + 1 < links.length) links[at + 1].focus();
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? this.input).focus();
    else return;
    event.preventDefault();
  }
});
