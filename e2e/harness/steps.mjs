// The steps of one journey: each stands on the one before, so after a failure the rest is left out.
import { it } from 'node:test';

/** Gives a function that adds steps. `pages` says which pages to describe when one fails. */
export function journey(pages) {
  let broken = false;
  return (name, act) => it(name, async (test) => {
    if (broken) return test.skip('an earlier step failed');
    try {
      await act(test);
    } catch (error) {
      broken = true;
      for (const page of pages()) test.diagnostic(await describe(page));
      throw error;
    }
  });
}

async function describe(page) {
  const text = await page.locator('main').innerText({ timeout: 2000 }).catch((error) => error.message);
  return `--- ${page.url()}\n${text.replace(/\n+/g, '\n').slice(0, 1500)}`;
}
