// A form with `data-confirm` asks first, in a dialog whose button says the deed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const pressed = event.submitter;
  const question = form.dataset.confirm;
  if (!question || form.dataset.sure) return;
  event.preventDefault();
  const dialog = document.createElement("dialog");
  const text = document.createElement("p");
  const deeds = document.createElement("div");
  const sure = button(pressed?.textContent ?? "", pressed?.classList.contains("danger") ? "danger" : "primary");
  const cancel = button(words.cancel, "quiet");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "dialog-text");
  text.id = "dialog-text";
  text.textContent = question;
  deeds.className = "deeds";
  deeds.append(sure, cancel);
  dialog.append(text, deeds);
  sure.addEventListener("click", () => {
    form.dataset.sure = "yes";
    form.requestSubmit(pressed);
    delete form.dataset.sure;
    dialog.close();
  });
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => { dialog.remove(); pressed?.focus(); });
  document.body.append(dialog);
  dialog.showModal();
});
