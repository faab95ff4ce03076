// What an address points to is opened, with all that it stands in.
function open() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target?.closest(".reference")) return;
  for (let it = target; it; it = it.parentElement) if (it.localName === "details") it.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", open);
if (location.hash) open();

// Another language of the samples takes the place of this one, and the page stays where it is.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("[data-samples] .tabs a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const made = page.querySelector("[data-samples]");
    link.closest("[data-samples]").replaceWith(document.adoptNode(made));
    made.querySelector("[aria-current]")?.focus();
  } catch {
    location.href = link.href;
  }
});

// The current operation is in view in the side column. What comes near is laid out only then, and may be higher than was
// thought: so it is looked at once more when that is done, which the third frame is the first to see.
const here = document.querySelector(".ref-side [aria-current=page]");
const side = here?.closest(".side");
function show() {
  const [from, to] = [here, side].map((it) => it.getBoundingClientRect());
  side.scrollTop += from.top - to.top - side.clientHeight / 2;
}
if (side) {
  show();
  requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(show)));
}
