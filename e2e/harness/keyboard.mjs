// Walking a page with the keyboard alone, as somebody does who sees where the focus is.

const LIMIT = 150;

/** Presses Tab until the wanted element has the focus. On the way every stop must be seen, and follow the last one. */
export async function tabTo(page, target) {
  await target.waitFor();
  let last = null;
  for (let presses = 0; presses < LIMIT; presses += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(focused);
    if (!stop) { last = null; continue; } // The browser's own window, between the end and the beginning.
    if (!stop.visible) throw new Error(`the focus is not visible on ${stop.what} at ${page.url()}`);
    if (!stop.inView) throw new Error(`the focus is outside the window on ${stop.what} at ${page.url()}`);
    if (last && last.region === stop.region && stop.bottom < last.top - 4) throw new Error(`the focus jumps back from ${last.what} to ${stop.what} at ${page.url()}`);
    last = stop;
  }
  throw new Error(`${LIMIT} times Tab do not lead to ${target} at ${page.url()}`);
}

const hasFocus = (target) => target.evaluate((it) => it === document.activeElement || (it.type === 'radio' && document.activeElement?.type === 'radio' && document.activeElement.name === it.name));

/** What has the focus: whether it can be seen, and where it stands. Nothing for the body. */
function focused() {
  const it = document.activeElement;
  if (!it || it === document.body || it === document.documentElement) return null;
  // What is drawn around a control may be drawn by what stands around it: a label, a card whose link fills it.
  const around = [it, ...(it.labels ?? []), it.parentElement, it.parentElement?.parentElement].filter(Boolean);
  const outlined = (one, pseudo) => {
    const style = getComputedStyle(one, pseudo);
    const clear = /^transparent$|[,/] 0\)$/.test(style.outlineColor);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && !clear;
  };
  const visible = around.some((one) => outlined(one) || outlined(one, '::before') || outlined(one, '::after'));
  const box = it.getBoundingClientRect();
  const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0 && box.height > 0;
  const region = it.closest('header, nav, main, aside, footer, dialog, search, form, section, table, fieldset');
  globalThis.regions ??= [];
  if (!globalThis.regions.includes(region)) globalThis.regions.push(region);
  const what = `<${it.tagName.toLowerCase()}> ${(it.getAttribute('aria-label') ?? it.labels?.[0]?.textContent ?? it.textContent ?? '').trim().slice(0, 60)}`;
  return { visible, inView, what, region: globalThis.regions.indexOf(region), top: box.top + scrollY, bottom: box.bottom + scrollY };
}
