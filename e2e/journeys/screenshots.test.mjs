// The pictures in docs/screenshots/, made of the demo when PORTICO_SCREENSHOTS=1.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { startBrowser, visitor } from '../harness/browser.mjs';
import { startDemo } from '../harness/demo.mjs';
import { t } from '../harness/words.mjs';

const FOLDER = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const MOST = 2_500_000;
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 640 };

const skip = process.env.PORTICO_SCREENSHOTS === '1' ? false : 'set PORTICO_SCREENSHOTS=1';

test('the main pages are pictured', { skip }, async () => {
  mkdirSync(FOLDER, { recursive: true });
  const demo = await startDemo();
  const browser = await startBrowser();
  try {
    const stranger = await visitor(browser);
    await shoot(stranger.page, 'portal-home', `${demo.portal}/`);
    await shoot(stranger.page, 'portal-catalog', `${demo.portal}/products`);
    await shoot(stranger.page, 'portal-product', `${demo.portal}/products/ferries`);
    await shoot(stranger.page, 'portal-search', `${demo.portal}/search?q=cancel+booking`);
    await stranger.page.keyboard.press('Control+k');
    await stranger.page.getByRole('combobox').fill('ferr');
    await stranger.page.getByRole('option').first().waitFor();
    await stranger.page.keyboard.press('ArrowDown');
    await shoot(stranger.page, 'portal-palette');
    const developer = await signedIn(browser, demo.portal, demo.developer);
    const register = await first(developer.page, `${demo.portal}/products/ferries`, new RegExp(`^${t('version-register')}\\b`));
    await shoot(developer.page, 'portal-register', register);
    const application = await firstCard(developer.page, `${demo.portal}/apps`);
    await shoot(developer.page, 'portal-application', application);
    await developer.page.goto(application);
    await developer.page.getByLabel(t('credential-new-name')).fill('Production');
    await developer.page.getByRole('button', { name: t('credential-generate') }).click();
    await developer.page.getByText(t('ui-key-once')).waitFor();
    await shoot(developer.page, 'portal-key');
    const admin = await signedIn(browser, demo.console, demo.admin);
    await shoot(admin.page, 'console-dashboard', `${demo.console}/`);
    await shoot(admin.page, 'console-inbox', `${demo.console}/inbox`);
    const product = await first(admin.page, `${demo.console}/products`, 'Ferries');
    const version = await first(admin.page, `${product}/versions`, 'v3');
    const publish = await first(admin.page, version, new RegExp(`^${t('publication-change')}\\b`));
    await shoot(admin.page, 'console-publish', publish);
  } finally {
    await browser.close();
    await demo.server.stop();
  }
  const weight = readdirSync(FOLDER).reduce((sum, name) => sum + statSync(join(FOLDER, name)).size, 0);
  assert.equal(weight < MOST, true, `the pictures weigh ${weight} bytes`);
});

/** Pictures a page in light and dark, on a desk and on a phone. */
async function shoot(page, name, address) {
  if (address) await page.goto(address);
  for (const [size, where] of [[DESK, 'desk'], [PHONE, 'phone']]) {
    for (const colorScheme of ['light', 'dark']) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.evaluate(() => scrollTo(0, 0));
      await page.screenshot({ path: join(FOLDER, `${name}-${where}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize(DESK);
}

async function signedIn(browser, origin, { email, password }) {
  const it = await visitor(browser);
  await it.page.goto(`${origin}/sign-in`);
  await it.page.getByLabel(t('developers-email'), { exact: true }).fill(email);
  await it.page.getByLabel(t('developers-password'), { exact: true }).fill(password);
  await it.page.getByRole('main').getByRole('button', { name: t('ui-sign-in') }).click();
  await it.page.waitForURL((url) => url.pathname !== '/sign-in');
  return it;
}

/** Where the page's first link of this name leads. */
async function first(page, address, name) {
  await page.goto(address);
  return page.getByRole('main').getByRole('link', { name }).first().evaluate((it) => it.href);
}

async function firstCard(page, address) {
  await page.goto(address);
  return page.getByRole('main').getByRole('article').getByRole('link').first().evaluate((it) => it.href);
}
