// Accessibility, measured: axe in light and dark, on a phone and on a desk, and nothing that scrolls sideways.
import axe from 'axe-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const DESK = { width: 1280, height: 900 };
export const PHONE = { width: 360, height: 740 };

/** All four ways to see a page. */
export const FOUR = [DESK, PHONE].flatMap((size) => ['light', 'dark'].map((colorScheme) => ({ size, colorScheme })));
/** Two of them, in which each size and each scheme is seen once. */
export const TWO = [FOUR[0], FOUR[3]];

/** What is wrong with the page that is open, one line each. The page is not loaded again between combinations. */
export async function problems(page, combinations = FOUR) {
  const found = [];
  await page.evaluate(axe.source);
  for (const { size, colorScheme } of combinations) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const where = `${size.width} px, ${colorScheme}`;
    found.push(...(await violations(page)).map((it) => `${where}: ${it}`));
    const over = await page.evaluate(sideways);
    if (over) found.push(`${where}: the page scrolls sideways: ${over}`);
  }
  await page.setViewportSize(DESK);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  return found;
}

async function violations(page) {
  const result = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }), RULES);
  return result.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${node.html.slice(0, 160)}: ${why(node)}`));
}

function why(node) {
  return [...node.any, ...node.all, ...node.none].map((it) => it.message).join('; ').slice(0, 240);
}

/** The widest element that sticks out, when the page is wider than the window. */
function sideways() {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return '';
  const out = [...document.body.querySelectorAll('*')].filter((it) => it.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5);
  return `${wide} px, ${out.at(-1)?.outerHTML.slice(0, 160)}`;
}
