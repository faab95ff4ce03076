// The words that the page hands over, and a voice for screen readers.
const words = JSON.parse(document.body.dataset.words || "{}");

function announce(text) {
  const voice = document.getElementById("announce");
  if (!voice) return;
  voice.textContent = "";
  setTimeout(() => { voice.textContent = text; }, 50);
}

function button(label, kind) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `button ${kind}`;
  made.textContent = label;
  return made;
}

// What scripts of some pages alone use too: they are modules of their own.
globalThis.portico = { announce, button };

document.querySelector(".form-errors")?.focus();
