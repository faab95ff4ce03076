// The place on a page that somebody was led to survives signing in.
const to = document.querySelector("input[type=hidden][name=to]");
if (to?.value && location.hash && !to.value.includes("#")) to.value += location.hash;
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="/sign-in?to="]');
  if (link && location.hash && !link.href.includes("%23")) link.href += encodeURIComponent(location.hash);
});
