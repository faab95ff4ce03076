// <live-editor>: shows what is typed as it will be read, and asks before it is lost.
customElements.define("live-editor", class extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    const panel = this.querySelector(":scope > .panel");
    if (!form || !panel) return;
    const shown = panel.querySelector(".prose");
    let unsaved = this.hasAttribute("data-unsaved");
    let rest = 300;
    let wait, asked;
    const draw = async () => {
      asked?.abort();
      asked = new AbortController();
      const began = performance.now();
      try {
        const answer = await fetch(this.dataset.href, { method: "POST", body: new FormData(form), signal: asked.signal });
        if (!answer.ok) return;
        shown.innerHTML = await answer.text();
        panel.hidden = false;
      } catch {
        return;
      }
      // What takes long to draw is drawn less often.
      rest = Math.min(3000, 300 + 2 * (performance.now() - began));
    };
    const later = () => {
      clearTimeout(wait);
      wait = setTimeout(draw, rest);
    };
    form.querySelector("[name=preview]")?.setAttribute("hidden", "");
    form.addEventListener("input", () => {
      unsaved = true;
      later();
    });
    form.addEventListener("submit", () => { unsaved = false; });
    addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
    if (form.elements.content?.value) draw();
  }
});
