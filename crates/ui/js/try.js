// <try-it>: sends the call of a reference page through the portal, and shows what came back.
customElements.define("try-it", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form) return;
    this.say = JSON.parse(this.dataset.words);
    this.answer = this.querySelector(".try-answer");
    this.line = this.querySelector(".try-curl code");
    this.key = this.form.elements.namedItem("key");
    this.form.hidden = false;
    this.recall();
    this.form.addEventListener("input", (event) => this.changed(event.target));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.querySelector(".try-tabs")?.addEventListener("change", () => this.showBody());
    this.showBody();
    this.draw();
    this.listApplications();
  }

  // A key is kept for this tab only, and only when its owner says so.
  recall() {
    if (!this.key) return;
    this.kept = `portico-key-${this.dataset.strategy}`;
    const keep = this.form.elements.namedItem("keep");
    this.key.value = sessionStorage.getItem(this.kept) ?? "";
    keep.checked = this.key.value !== "";
    const store = () => {
      if (keep.checked && this.key.value) sessionStorage.setItem(this.kept, this.key.value);
      else sessionStorage.removeItem(this.kept);
    };
    keep.addEventListener("change", store);
    this.key.addEventListener("change", store);
  }

  changed(field) {
    field.removeAttribute("aria-invalid");
    if (field.dataset.body !== undefined) this.fillRaw();
    this.draw();
  }

  isRaw() {
    return this.form.elements.namedItem("mode")?.value !== "form";
  }

  showBody() {
    const fields = this.querySelector(".try-fields");
    const raw = this.querySelector(".try-raw");
    if (!fields || !raw) return;
    if (!this.isRaw()) this.fillFields();
    fields.hidden = this.isRaw();
    raw.hidden = !this.isRaw();
    this.draw();
  }

  // The raw body follows the fields, and the fields follow it when it is JSON.
  fillRaw() {
    let body = {};
    try { body = JSON.parse(this.form.elements.namedItem("body").value) ?? {}; } catch { body = {}; }
    for (const field of this.form.querySelectorAll("[data-body]")) {
      const value = fieldValue(field);
      if (value === undefined) delete body[field.dataset.body];
      else body[field.dataset.body] = value;
    }
    this.form.elements.namedItem("body").value = JSON.stringify(body, null, 2);
  }

  fillFields() {
    let body;
    try { body = JSON.parse(this.form.elements.namedItem("body").value); } catch { return; }
    for (const field of this.form.querySelectorAll("[data-body]")) {
      const value = body?.[field.dataset.body];
      if (value === undefined) field.value = "";
      else field.value = typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
    }
  }

  compose() {
    const server = this.form.elements.namedItem("server").value;
    let path = this.dataset.path;
    const query = new URLSearchParams();
    const headers = [];
    const cookies = [];
    for (const field of this.form.querySelectorAll("[data-in]")) {
      const { in: place, name } = field.dataset;
      if (field.value === "" && place !== "path") continue;
      if (place === "path") path = path.replaceAll(`{${name}}`, encodeURIComponent(field.value));
      else if (place === "query") query.append(name, field.value);
      else if (place === "header") headers.push([name, field.value]);
      else cookies.push(`${name}=${field.value}`);
    }
    const body = this.form.elements.namedItem("body")?.value ?? "";
    if (body) headers.push(["Content-Type", this.form.elements.namedItem("media").value]);
    headers.push(["Accept", "*/*"]);
    if (this.key?.value) headers.push([this.dataset.key, this.key.value.trim()]);
    const asked = query.toString();
    const url = server + path + (asked ? `${path.includes("?") ? "&" : "?"}${asked}` : "");
    return { method: this.dataset.method, url, headers, body };
  }

  draw() {
    if (!this.line) return;
    const { method, url, headers, body } = this.compose();
    const parts = [`curl ${method === "GET" ? "" : `-X ${method} `}${quoted(url)}`];
    for (const [name, value] of headers) {
      if (name === "Accept") continue;
      const shown = this.key && name === this.dataset.key ? this.say.key : value;
      parts.push(`-H ${quoted(`${name}: ${shown}`)}`);
    }
    if (body) parts.push(`--data ${quoted(body)}`);
    this.line.textContent = parts.join(" \\\n  ");
  }

  missing() {
    const empty = [...this.form.querySelectorAll("[data-in][required]")].filter((it) => it.value === "");
    empty.forEach((it) => it.setAttribute("aria-invalid", "true"));
    empty[0]?.focus();
    if (empty.length) this.tell("refused", this.say.missing);
    return empty.length > 0;
  }

  async send() {
    if (this.missing()) return;
    const send = this.form.querySelector("[type=submit]");
    send.disabled = true;
    this.tell("waiting", this.say.waiting);
    const began = performance.now();
    try {
      const response = await fetch(this.dataset.action, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(this.compose()),
      });
      const head = response.headers.get("x-try-answer");
      if (head) await this.show(JSON.parse(head), response, Math.round(performance.now() - began));
      else this.tell("refused", await refusal(response, this.say));
    } catch {
      this.tell("refused", this.say.broken);
    } finally {
      send.disabled = false;
    }
  }

  tell(kind, text) {
    this.answer.hidden = false;
    this.answer.dataset.kind = kind;
    this.answer.replaceChildren(element("p", "try-told", text));
    announce(text);
  }

  async show(head, response, took) {
    const bytes = new Uint8Array(await response.arrayBuffer());
    const kind = head.headers.find(([name]) => name === "content-type")?.[1] ?? "";
    const title = `${head.status} ${head.reason ?? ""}`.trim();
    const line = element("p", "try-status");
    const status = element("strong", "", title);
    status.dataset.class = String(head.status)[0];
    line.append(status, ` ${took} ms, ${size(bytes.length)}`);
    const parts = [line];
    const explained = this.explain(head, kind, bytes);
    if (explained) parts.push(explained);
    parts.push(folded(this.say.headers, head.headers.map(([name, value]) => `${name}: ${value}`).join("\n")));
    parts.push(...this.body(kind, bytes));
    this.answer.hidden = false;
    this.answer.dataset.kind = head.status < 400 ? "good" : "bad";
    this.answer.replaceChildren(...parts);
    announce(`${title}, ${took} ms`);
    if (head.status < 300 && document.querySelector(".steps") && this.key?.value) {
      this.answer.prepend(element("p", "try-first", this.say.first));
    }
  }

  // A refusal by the gateway says what it was and what to do about it.
  explain(head, kind, bytes) {
    if (head.status < 400 || !kind.includes("problem+json")) return null;
    let problem;
    try { problem = JSON.parse(new TextDecoder().decode(bytes)); } catch { return null; }
    if (!problem.type?.startsWith("urn:portico:problem:")) return null;
    const said = element("div", "try-why");
    said.append(element("p", "", problem.detail ?? problem.title));
    const next = head.status === 403 ? this.dataset.register : this.dataset.apps;
    const label = head.status === 403 ? this.say.register : this.say.generate;
    if (next && (head.status === 401 || head.status === 403)) said.append(link(next, label), " ");
    const trace = problem.trace ?? problem.instance?.split(":").pop();
    if (trace) said.append(link(`/trace/${encodeURIComponent(trace)}`, this.say.trace));
    return said;
  }

  body(kind, bytes) {
    if (bytes.length === 0) return [element("p", "quiet", this.say.empty)];
    const isText = /json|text|xml|javascript|yaml|urlencoded/.test(kind) || kind === "";
    if (!isText) {
      const save = link(URL.createObjectURL(new Blob([bytes])), `${this.say.save} (${size(bytes.length)})`);
      save.download = "answer";
      return [save];
    }
    const raw = new TextDecoder().decode(bytes.subarray(0, 1_000_000));
    let pretty;
    try { pretty = JSON.stringify(JSON.parse(raw), null, 2); } catch { pretty = null; }
    const box = element("pre", "try-body");
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", this.say.body);
    const code = element("code", "", pretty ?? raw);
    box.append(code);
    if (pretty === null) return [box];
    const turn = button(this.say.raw, "plain small");
    turn.addEventListener("click", () => {
      const isPretty = code.textContent === pretty;
      code.textContent = isPretty ? raw : pretty;
      turn.textContent = isPretty ? this.say.pretty : this.say.raw;
    });
    return [turn, box];
  }

  // Which of my applications may call this, and what their keys are called. The keys themselves are nowhere to be had.
  async listApplications() {
    const place = this.querySelector(".try-keys");
    if (!place) return;
    const list = async (path) => {
      const response = await fetch(path);
      return response.ok ? (await response.json()).data : [];
    };
    const { product, version } = this.dataset;
    const status = encodeURIComponent("filter[status]");
    const size = encodeURIComponent("page[size]");
    const applications = await list(`/api/v2/products/${product}/versions/${version}/applications?${status}=approved&${size}=100`);
    if (applications.length === 0) {
      place.replaceChildren(element("span", "", this.say.none), " ", link(this.dataset.register, this.say.register));
      return;
    }
    const items = await Promise.all(applications.slice(0, 20).map(async (it) => {
      const keys = await list(`/api/v2/applications/${it.id}/credentials?${size}=100`);
      const names = keys.filter((key) => key.status !== "expired").map((key) => key.display_name);
      const item = element("li", "");
      item.append(link(`/apps/${it.id}`, it.name), `: ${names.length ? names.join(", ") : this.say.unkeyed}`);
      return item;
    }));
    const shown = element("ul", "");
    shown.append(...items);
    place.replaceChildren(element("span", "", this.say.mine), shown);
  }
});

function fieldValue(field) {
  const { value } = field;
  if (value === "") return undefined;
  switch (field.dataset.type) {
    case "boolean": return value === "true";
    case "integer":
    case "number": return Number.isFinite(Number(value)) ? Number(value) : value;
    case "json": try { return JSON.parse(value); } catch { return value; }
    default: return value;
  }
}

async function refusal(response, say) {
  try { return (await response.json()).refused ?? say.broken; } catch { return say.broken; }
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function size(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function element(name, kind, text) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (text !== undefined) made.textContent = text;
  return made;
}

function link(href, text) {
  const made = element("a", "", text);
  made.href = href;
  return made;
}

function folded(label, text) {
  const made = element("details", "try-headers");
  const box = element("pre", "");
  box.append(element("code", "", text));
  made.append(element("summary", "", label), box);
  return made;
}
