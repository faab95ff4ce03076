// <show-password>: a button that shows what is typed.
customElements.define("show-password", class extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("button")) return;
    const input = this.querySelector("input");
    const show = button(words.show, "plain");
    show.setAttribute("aria-controls", input.id);
    show.addEventListener("click", () => {
      const hidden = input.type === "password";
      input.type = hidden ? "text" : "password";
      show.textContent = hidden ? words.hide : words.show;
    });
    input.form?.addEventListener("submit", () => { input.type = "password"; });
    this.append(show);
  }
});
