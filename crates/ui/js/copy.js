// <copy-text>: a button that copies the code inside, and says so.
customElements.define("copy-text", class extends HTMLElement {
  connectedCallback() {
    if (this.querySelector(".copy")) return;
    const code = this.querySelector("code");
    const copy = button(words.copy, this.classList.contains("key") ? "plain copy" : "plain small copy");
    const name = this.dataset.about ?? this.querySelector("[aria-label]")?.getAttribute("aria-label");
    if (name) copy.setAttribute("aria-label", `${words.copy}: ${name}`);
    copy.addEventListener("click", async () => {
      if (!(await copied(code))) return;
      copy.textContent = words.copied;
      announce(words.copied);
      clearTimeout(this.rest);
      this.rest = setTimeout(() => { copy.textContent = words.copy; }, 2500);
    });
    (this.querySelector(".code-head") ?? this).append(copy);
  }
});

async function copied(code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(code);
    return document.execCommand("copy");
  }
}
