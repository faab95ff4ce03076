// A new key goes along to where it is tried: in this tab, and only when its owner goes there.
for (const way of document.querySelectorAll("a[data-keep]")) {
  way.addEventListener("click", () => {
    sessionStorage.setItem(way.dataset.keep, document.getElementById("key").textContent.trim());
  });
}
