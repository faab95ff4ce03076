// <try-it>: sends the call of a reference page through the portal, and shows what came back.
const { announce, button } = globalThis.portico;

customElements.define("try-it", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.say = JSON.parse(this.dataset.words);
    this.answer = this.querySelector(".try-answer");
    this.line = this.querySelector(".try-line code");
    this.proofs = [...this.form.querySelectorAll("[data-prove]")];
    this.shapes = [...this.form.querySelectorAll(".try-shape")];
    for (const shape of this.shapes) fillFields(shape);
    this.recall();
    this.form.addEventListener("input", (event) => this.changed(event.target));
    this.form.addEventListener("change", (event) => this.changed(event.target));
    this.form.hidden = false;
    this.closest(".try").classList.add("ready");
    this.draw();
    this.listApplications();
    if (location.hash === "#try") this.closest(".try").scrollIntoView();
  }

  // A key is kept for this tab only, and only when its owner says so. A new one may have been kept where it was made.
  recall() {
    const keep = this.form.elements.namedItem("try-keep");
    if (!keep) return;
    const key = control(this.proofs[0]);
    const { kept } = this.dataset;
    key.value = sessionStorage.getItem(kept) ?? "";
    keep.checked = key.value !== "";
    const store = () => {
      if (keep.checked && key.value) sessionStorage.setItem(kept, key.value.trim());
      else sessionStorage.removeItem(kept);
    };
    keep.addEventListener("change", store);
    key.addEventListener("change", store);
  }

  changed(field) {
    field.removeAttribute("aria-invalid");
    const shape = field.closest(".try-shape");
    if (field.id === "try-media") this.chooseShape(field.value);
    else if (field.type === "radio") this.chooseMode(shape, field);
    else if (shape?.dataset.kind === "json" && field.closest("[data-body]")) fillRaw(shape);
    this.draw();
  }

  chooseShape(type) {
    for (const it of this.shapes) it.hidden = !it.dataset.types.split("|").includes(type);
  }

  // The raw body follows the form, and the form follows it where it is JSON.
  chooseMode(shape, field) {
    const raw = field.value === "raw";
    if (!raw && !fillFields(shape)) {
      shape.querySelector("[value=raw]").checked = true;
      return this.tell("refused", this.say.refused, this.say.not_json);
    }
    shape.querySelector(".try-fields").hidden = raw;
    shape.querySelector(".try-raw").hidden = !raw;
  }

  // What is to be sent. `lines` are the arguments with which curl sends the same body.
  compose() {
    const query = [];
    const headers = [];
    const cookies = [];
    let path = this.dataset.path;
    for (const it of this.form.querySelectorAll("[data-in]")) {
      const { in: place, name } = it.dataset;
      if (place === "path") {
        path = path.replaceAll(`{${name}}`, pairs(it).map(([, value]) => encodeURIComponent(value)).join(","));
        continue;
      }
      if (control(it).value === "") continue;
      if (place === "query") query.push(...pairs(it));
      else if (place === "header") headers.push(...pairs(it));
      else cookies.push(...pairs(it).map(([key, value]) => `${key}=${encodeURIComponent(value)}`));
    }
    const secrets = this.prove(query, headers, cookies);
    const body = this.body();
    if (body.type) headers.push(["Content-Type", body.type]);
    const server = this.form.elements.namedItem("try.server").value;
    const asked = query.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join("&");
    const url = server + path + (asked ? `${path.includes("?") ? "&" : "?"}${asked}` : "");
    return { url, headers, cookies, body, secrets, server };
  }

  prove(query, headers, cookies) {
    const secrets = [];
    for (const it of this.proofs) {
      const typed = control(it).value.trim();
      if (!typed) continue;
      const { prove, name, prefix } = it.dataset;
      const secret = prove === "basic" ? btoa(String.fromCharCode(...new TextEncoder().encode(typed))) : typed;
      secrets.push(secret);
      if (prove === "query") query.push([name, secret]);
      else if (prove === "cookie") cookies.push(`${name}=${secret}`);
      else headers.push([name, prefix + secret]);
    }
    return secrets;
  }

  body() {
    const shape = this.shapes.find((it) => !it.hidden);
    if (!shape) return { lines: [] };
    const type = this.form.elements.namedItem("try-media")?.value ?? shape.dataset.types.split("|")[0];
    const fields = [...shape.querySelectorAll("[data-body]")];
    const files = (it) => [...(control(it).files ?? [])];
    switch (shape.dataset.kind) {
      case "form": {
        const filled = fields.map((it) => [it.dataset.body, control(it).value]).filter(([, value]) => value !== "");
        const text = new URLSearchParams(filled).toString();
        return { type, text, lines: filled.map(([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`) };
      }
      case "parts": {
        const form = new FormData();
        const lines = [];
        for (const it of fields) {
          const name = it.dataset.body;
          for (const file of files(it)) {
            form.append(name, file);
            lines.push(`-F ${quoted(`${name}=@${file.name}`)}`);
          }
          if (!control(it).files && control(it).value !== "") {
            form.append(name, control(it).value);
            lines.push(`--form-string ${quoted(`${name}=${control(it).value}`)}`);
          }
        }
        return { form, lines };
      }
      case "file": {
        const [file] = fields.flatMap(files);
        return file ? { type, file, lines: [`--data-binary ${quoted(`@${file.name}`)}`] } : { lines: [] };
      }
      default: {
        const text = shape.querySelector("textarea").value;
        return text ? { type, text, lines: [`--data-raw ${quoted(text)}`] } : { lines: [] };
      }
    }
  }

  // The line for a shell. What is typed as a secret stands nowhere on the page.
  draw() {
    const { url, headers, cookies, body, secrets } = this.compose();
    const hide = (text) => secrets.reduce((all, it) => all.replaceAll(it, this.say.key).replaceAll(encodeURIComponent(it), this.say.key), text);
    const { method } = this.dataset;
    const plain = method === "GET" || (method === "POST" && body.lines.length);
    const verb = method === "HEAD" ? "--head " : plain ? "" : `-X ${method} `;
    const shown = this.proofs.filter((it) => !control(it).value.trim() && ["header", "basic"].includes(it.dataset.prove));
    const blank = shown.map((it) => [it.dataset.name, it.dataset.prefix + this.say.key]);
    const parts = [`curl ${verb}${quoted(hide(url))}`];
    for (const [name, value] of [...blank, ...headers]) parts.push(`-H ${quoted(`${name}: ${hide(value)}`)}`);
    if (cookies.length) parts.push(`-b ${quoted(hide(cookies.join("; ")))}`);
    this.line.textContent = [...parts, ...body.lines].join(" \\\n  ");
  }

  missing() {
    const empty = [...this.form.querySelectorAll("[data-required]")].map(control).filter((it) => it.value === "");
    for (const it of empty) it.setAttribute("aria-invalid", "true");
    empty[0]?.focus();
    if (empty.length) this.tell("refused", this.say.refused, this.say.missing);
    return empty.length > 0;
  }

  async send() {
    if (this.missing()) return;
    const send = this.form.querySelector("button.primary");
    send.disabled = true;
    this.tell("waiting", this.say.waiting);
    const began = performance.now();
    try {
      const asked = await this.packed();
      if (!asked) return this.tell("refused", this.say.refused, this.say.large);
      const response = await fetch(this.form.action, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(asked),
      });
      const head = response.headers.get("x-try-answer");
      if (head) await this.show(JSON.parse(head), await response.arrayBuffer(), Math.round(performance.now() - began), asked);
      else await this.refused(response);
    } catch {
      this.tell("refused", this.say.refused, this.say.broken);
    } finally {
      send.disabled = false;
    }
  }

  // The call as the portal takes it: what is no text goes as Base64. Nothing when it is too large.
  async packed() {
    const { url, headers, cookies, body, server } = this.compose();
    const { operation, method, most } = this.dataset;
    const asked = { operation, method, url, headers, cookies, body: body.text ?? "", encoded: false };
    if (body.form || body.file) {
      const made = new Response(body.form ?? body.file);
      if (body.form) headers.push(["Content-Type", made.headers.get("Content-Type")]);
      const bytes = new Uint8Array(await made.arrayBuffer());
      if (bytes.length > most) return null;
      let text = "";
      for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
      Object.assign(asked, { body: btoa(text), encoded: true });
    }
    if (asked.body.length > most * 1.4) return null;
    this.isGateway = server === this.dataset.gateway;
    return asked;
  }

  async refused(response) {
    if (response.status === 401) {
      this.tell("refused", this.say.refused, this.say.signed_out);
      const to = encodeURIComponent(`${location.pathname}#try`);
      return this.answer.append(link(`/sign-in?to=${to}`, this.say.sign_in));
    }
    let said;
    try { said = (await response.json()).refused; } catch { said = this.say.broken; }
    this.tell("refused", this.say.refused, said);
  }

  tell(kind, title, text) {
    const parts = [element("p", "try-status", title)];
    if (text) parts.push(element("p", "", text));
    this.put(kind, parts);
    announce(text ? `${title}. ${text}` : title);
  }

  put(kind, parts) {
    this.answer.hidden = false;
    this.answer.dataset.kind = kind;
    this.answer.replaceChildren(...parts);
    if (kind !== "waiting") this.answer.scrollIntoView({ block: "nearest" });
  }

  async show(head, buffer, took) {
    const { headers } = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 0, head.head)));
    const bytes = new Uint8Array(buffer, head.head);
    const of = (wanted) => headers.find(([name]) => name === wanted)?.[1] ?? "";
    const title = `${head.status} ${head.reason ?? ""}`.trim();
    const line = element("p", "try-status");
    const status = element("strong", "", title);
    status.dataset.class = String(head.status)[0];
    line.append(status, element("span", "", `${took} ms`), element("span", "", size(bytes.length)));
    const parts = [line];
    const works = head.status < 300 && this.isGateway && this.proofs.some((it) => control(it).value) && document.querySelector(".steps");
    if (works) parts.push(element("p", "try-first", this.say.first));
    if (of("location") && head.status >= 300 && head.status < 400) parts.push(element("p", "", `${this.say.redirect} ${of("location")}`));
    const why = this.explain(head, of("content-type"), bytes);
    if (why) parts.push(why);
    if (bytes.length >= head.most) parts.push(element("p", "hint", this.say.cut));
    parts.push(...this.shown(of("content-type"), bytes));
    parts.push(folded(this.say.headers, headers.map(([name, value]) => `${name}: ${value}`).join("\n")));
    this.put(head.status < 400 ? "good" : "bad", parts);
    announce(`${title}, ${took} ms`);
  }

  // A refusal by the gateway says what it was and what to do about it.
  explain(head, type, bytes) {
    if (head.status < 400 || !this.isGateway || !type.includes("problem+json")) return null;
    let problem;
    try { problem = JSON.parse(new TextDecoder().decode(bytes)); } catch { return null; }
    if (!String(problem.type).startsWith("urn:portico:problem:")) return null;
    const why = element("div", "try-why");
    why.append(element("p", "", `${this.say.failed}: ${problem.title}`), element("p", "", problem.detail ?? ""));
    const ways = element("div", "deeds");
    const signedIn = this.dataset.signedIn === "true";
    if (head.status === 401 && signedIn) ways.append(link("/apps", this.say.keys, "button plain small"));
    if (head.status === 403 && this.dataset.register) ways.append(link(this.dataset.register, this.say.register, "button plain small"));
    const trace = String(problem.instance ?? "").split(":").pop();
    if (trace && signedIn) ways.append(link(`/trace/${encodeURIComponent(trace)}`, this.say.trace, "button quiet small"));
    if (ways.childElementCount) why.append(ways);
    if (trace) why.append(element("p", "hint", `${this.say.trace_id} ${trace}`));
    return why;
  }

  shown(type, bytes) {
    if (bytes.length === 0) return [element("p", "hint", this.say.empty)];
    if (type && !/json|text|xml|javascript|yaml|urlencoded/.test(type)) {
      const save = link(URL.createObjectURL(new Blob([bytes])), `${this.say.save} (${size(bytes.length)})`, "button plain small");
      save.download = "answer";
      return [save];
    }
    const raw = new TextDecoder().decode(bytes.subarray(0, 1_000_000));
    const parts = bytes.length > 1_000_000 ? [element("p", "hint", this.say.cut)] : [];
    let pretty = null;
    try { pretty = JSON.stringify(JSON.parse(raw), null, 2); } catch { pretty = null; }
    const box = element("pre", "try-body");
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", this.say.body);
    const code = element("code", "");
    box.append(code);
    const draw = (isPretty) => code.replaceChildren(...(isPretty ? coloured(pretty) : [raw]));
    draw(pretty !== null);
    if (pretty !== null && pretty !== raw) {
      const turn = button(this.say.raw, "quiet small");
      let isPretty = true;
      turn.addEventListener("click", () => {
        isPretty = !isPretty;
        draw(isPretty);
        turn.textContent = isPretty ? this.say.raw : this.say.pretty;
      });
      parts.push(turn);
    }
    return [...parts, box];
  }

  // Which of my applications may call this, as soon as somebody looks. Their keys are nowhere to be had.
  listApplications() {
    const place = this.querySelector(".try-keys");
    if (!place) return;
    const seen = new IntersectionObserver(async ([entry]) => {
      if (!entry.isIntersecting) return;
      seen.disconnect();
      try {
        const from = encodeURIComponent(location.pathname);
        const response = await fetch(`${place.dataset.href}?from=${from}`);
        if (!response.ok) throw response;
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        place.replaceChildren(...[...page.body.childNodes].map((it) => document.adoptNode(it)));
      } catch {
        place.textContent = this.say.applications;
      }
    }, { rootMargin: "400px" });
    seen.observe(this);
  }
});

function control(it) {
  return it.querySelector("input, select, textarea");
}

// A parameter's value as names and texts: one pair, or one for each item, as its style says.
function pairs(it) {
  const { name, kind, style, in: place } = it.dataset;
  const explode = it.dataset.explode !== undefined;
  const { value } = control(it);
  const one = (text) => [[name, style === "label" ? `.${text}` : style === "matrix" ? `;${name}=${text}` : text]];
  const between = { spaces: " ", pipes: "|", tabs: "\t" }[style] ?? (explode ? { label: ".", matrix: ";" }[style] : null) ?? ",";
  let typed = value;
  if (kind === "array") typed = value.split(",").map((item) => item.trim());
  else if (kind === "json") try { typed = JSON.parse(value); } catch { return one(value); }
  const plain = (item) => (typeof item === "string" ? item : JSON.stringify(item));
  if (Array.isArray(typed)) {
    if (explode && place === "query") return typed.map((item) => [name, plain(item)]);
    return one(typed.map(plain).join(between));
  }
  if (typed === null || typeof typed !== "object") return one(plain(typed));
  const entries = Object.entries(typed).map(([key, item]) => [key, plain(item)]);
  if (style === "deep") return entries.map(([key, item]) => [`${name}[${key}]`, item]);
  if (explode && (place === "query" || place === "cookie")) return entries;
  return one(entries.map((entry) => entry.join(explode ? "=" : ",")).join(between));
}

function fieldValue(it) {
  const { value } = control(it);
  if (value === "") return undefined;
  switch (it.dataset.kind) {
    case "boolean": return value === "true";
    case "integer":
    case "number": return Number.isFinite(Number(value)) ? Number(value) : value;
    case "json": try { return JSON.parse(value); } catch { return value; }
    default: return value;
  }
}

function fillRaw(shape) {
  const raw = shape.querySelector("textarea[id$=raw]");
  let body;
  try { body = JSON.parse(raw.value); } catch { body = {}; }
  if (body === null || typeof body !== "object" || Array.isArray(body)) body = {};
  for (const it of shape.querySelectorAll("[data-body]")) {
    const value = fieldValue(it);
    if (value === undefined) delete body[it.dataset.body];
    else body[it.dataset.body] = value;
  }
  raw.value = JSON.stringify(body, null, 2);
}

// Whether the body could be shown in the form.
function fillFields(shape) {
  const fields = [...shape.querySelectorAll("[data-body]")];
  if (shape.dataset.kind !== "json" || !fields.length) return true;
  const raw = shape.querySelector("textarea[id$=raw]").value;
  let body;
  try { body = JSON.parse(raw || "{}"); } catch { return false; }
  if (body === null || typeof body !== "object" || Array.isArray(body)) return false;
  for (const it of fields) {
    const value = body[it.dataset.body];
    const text = typeof value === "string" && it.dataset.kind !== "json" ? value : JSON.stringify(value);
    control(it).value = value === undefined || value === null ? "" : text;
  }
  return true;
}

// JSON in the colours of code.
function coloured(text) {
  if (text.length > 200_000) return [text];
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d[\d.eE+-]*/g)) {
    const word = found[1] ?? found[0];
    const kind = found[2] ? "hl-key" : found[1] ? "hl-text" : /^[tfn]/.test(word) ? "hl-word" : "hl-number";
    parts.push(text.slice(at, found.index), element("span", kind, word));
    at = found.index + word.length;
  }
  return [...parts, text.slice(at)];
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function size(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} kB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function element(name, kind, text) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (text !== undefined) made.textContent = text;
  return made;
}

function link(href, text, kind) {
  const made = element("a", kind, text);
  made.href = href;
  return made;
}

function folded(label, text) {
  const made = element("details", "inside try-headers");
  const box = element("pre", "");
  box.append(element("code", "", text));
  made.append(element("summary", "", label), box);
  return made;
}
