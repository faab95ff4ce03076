// Every page of the demo: axe in light and dark, on a phone and on a desk; no sideways scrolling; no complaint in the
// console and no break of the content security policy; and every form that is sent empty.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { FOUR, problems, TWO } from '../harness/axe.mjs';
import { startBrowser, visitor } from '../harness/browser.mjs';
import { crawl } from '../harness/crawl.mjs';
import { startDemo } from '../harness/demo.mjs';
import { SITES } from '../harness/pages.mjs';
import { t } from '../harness/words.mjs';

describe('every page', () => {
  let demo;
  let browser;
  before(async () => { [demo, browser] = await Promise.all([startDemo(), startBrowser()]); });
  after(async () => { await browser?.close(); await demo?.server.stop(); });

  for (const site of SITES) {
    it(`is accessible, keeps quiet and fits a phone: ${site.name}`, async (test) => {
      const { page, complaints, close } = await visitor(browser);
      const origin = site.name.startsWith('front') ? demo.server.origin() : site.name.startsWith('portal') ? demo.portal : demo.console;
      if (site.as) await signIn(page, origin, demo[site.as]);
      const found = [];
      const refusedForms = new Set();
      const look = async (kind, response) => {
        assert.equal(response.status() < 500, true, `${kind} answers ${response.status()}`);
        if (/sandbox/.test(response.headers()['content-security-policy'])) {
          found.push(...(await lookOutside(browser, response)).map((it) => `${kind}: ${it}`));
          return;
        }
        const combinations = (site.main ?? site.expected).includes(kind) ? FOUR : TWO;
        found.push(...(await problems(page, combinations)).map((it) => `${kind}: ${it}`));
        found.push(...(await sendEmpty(page, kind, refusedForms)));
      };
      const seen = await crawl(page, origin, site.starts, look);
      for (const path of site.errors) {
        const response = await page.goto(origin + path);
        assert.equal(response.status(), 404, path);
        found.push(...(await problems(page, TWO)).map((it) => `${path}: ${it}`));
      }
      const missed = site.expected.filter((kind) => !seen.has(kind));
      test.diagnostic(`${seen.size} kinds of pages, ${refusedForms.size} refused forms: ${[...seen].join(' ')}`);
      await close();
      assert.deepEqual([...new Set(found), ...complaints], []);
      assert.deepEqual(missed, [], 'no link leads to these');
    });
  }
});

async function signIn(page, origin, { email, password }) {
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel(t('developers-email'), { exact: true }).fill(email);
  await page.getByLabel(t('developers-password'), { exact: true }).fill(password);
  await page.getByRole('main').getByRole('button', { name: t('ui-sign-in') }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** Looks at a page that allows no script at all, not even ours: at its HTML, in a page of its own. */
async function lookOutside(browser, response) {
  const { page, close } = await visitor(browser);
  await page.setContent(await response.text());
  const found = await problems(page, TWO);
  await close();
  return found;
}

/**
 * Sends each form of the page with every text emptied, and looks at what comes back when it is refused. A form that a
 * script sends for the page leads nowhere: trying an operation has a journey of its own.
 */
async function sendEmpty(page, kind, refused) {
  const address = page.url();
  const found = [];
  const forms = page.locator('main form[method=post]:not(.act, .confirm-delete, .try-form)');
  const count = await forms.count();
  for (let index = 0; index < count; index += 1) {
    if (page.url() !== address) await page.goto(address);
    const form = forms.nth(index);
    const action = `${new URL(await form.evaluate((it) => it.action)).pathname.replace(/[0-9a-f-]{36}/g, '…')} of ${kind}`;
    if (refused.has(action) || !(await form.evaluate(empty))) continue;
    const navigated = page.waitForNavigation();
    await form.evaluate((it) => it.requestSubmit(it.querySelector('button:not([type=button])')));
    const response = await navigated;
    assert.equal(response.status() < 500, true, `${action} answers ${response.status()}`);
    if (response.request().redirectedFrom()) continue;
    refused.add(action);
    found.push(...(await problems(page, TWO)).map((it) => `${action}, sent empty: ${it}`));
    if (response.status() === 422) {
      const told = await page.locator('.form-errors a[href^="#"]').evaluateAll((links) => links.filter((it) => !document.getElementById(it.hash.slice(1))).map((it) => it.hash));
      if (told.length > 0) found.push(`${action}: the list of errors leads to nothing: ${told}`);
    }
    await page.goto(address);
  }
  if (page.url() !== address) await page.goto(address);
  return found;
}

/** Empties what can be typed, and says whether there was anything. */
function empty(form) {
  const typed = [...form.elements].filter((it) => it.matches('input:not([type=hidden]):not([type=radio]):not([type=checkbox]):not([type=file]):not([readonly]), textarea') && it.type !== 'color');
  for (const it of typed) it.value = '';
  return typed.length > 0;
}
