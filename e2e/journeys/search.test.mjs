// The search of a portal: the palette by keyboard and by mouse, the page behind it, and without JavaScript.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { FOUR, problems } from '../harness/axe.mjs';
import { startBrowser, visitor } from '../harness/browser.mjs';
import { startDemo } from '../harness/demo.mjs';
import { t } from '../harness/words.mjs';

describe('the search', () => {
  let demo;
  let browser;
  before(async () => { [demo, browser] = await Promise.all([startDemo(), startBrowser()]); });
  after(async () => { await browser?.close(); await demo?.server.stop(); });

  it('opens with a key, shows finds while one types, and leads to one by the arrows', async () => {
    const { page, complaints, close } = await visitor(browser);
    await page.goto(`${demo.portal}/products`);
    await page.keyboard.press('/');
    const box = page.getByRole('combobox', { name: t('ui-search') });
    await box.waitFor();
    assert.equal(await box.evaluate((it) => it === document.activeElement), true);
    assert.equal(await box.getAttribute('aria-expanded'), 'false');
    await page.keyboard.type('ferr');
    const options = page.getByRole('listbox').getByRole('option');
    await options.first().waitFor();
    assert.equal(await box.getAttribute('aria-expanded'), 'true');
    assert.match(await page.getByRole('dialog').getByRole('status').textContent(), /\d+ results/);
    assert.equal(await options.first().locator('mark').first().textContent(), 'Ferries');
    await page.keyboard.press('ArrowDown');
    assert.equal(await box.getAttribute('aria-activedescendant'), 'palette-1');
    assert.equal(await options.first().getAttribute('aria-selected'), 'true');
    assert.deepEqual(await problems(page, FOUR), []);
    await page.keyboard.press('ArrowUp');
    assert.equal(await box.getAttribute('aria-activedescendant'), 'palette-all', 'the arrows go round');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/products/ferries');
    await close();
    assert.deepEqual(complaints, []);
  });

  it('closes with Escape and gives the focus back', async () => {
    const { page, complaints, close } = await visitor(browser);
    await page.goto(`${demo.portal}/`);
    const link = page.getByRole('main').getByRole('link').first();
    await link.focus();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('xyzzy');
    await page.getByText(t('search-none')).first().waitFor();
    assert.equal(await page.getByRole('option').count(), 0);
    await page.keyboard.press('Escape');
    assert.equal(await page.getByRole('dialog').count(), 0);
    assert.equal(await link.evaluate((it) => it === document.activeElement), true);
    await close();
    assert.deepEqual(complaints, []);
  });

  it('leads from the bar by mouse to the page with all finds, and forgives a typing error', async () => {
    const { page, complaints, close } = await visitor(browser);
    await page.goto(`${demo.portal}/products`);
    await page.getByRole('banner').getByRole('searchbox').click();
    await page.getByRole('combobox').fill('frery');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search?q=frery');
    await page.getByText(t('search-close')).waitFor();
    await page.getByRole('article').first().getByRole('link', { name: 'Ferries' }).waitFor();
    await page.getByRole('link', { name: new RegExp(`^${t('search-kind-document')}`) }).click();
    await page.waitForURL(/kind=document/);
    assert.equal(await page.getByRole('combobox').count(), 0);
    await page.keyboard.press('/');
    assert.equal(await page.getByRole('searchbox').evaluate((it) => it === document.activeElement), true, 'the page has its own box');
    await close();
    assert.deepEqual(complaints, []);
  });

  it('is a form and a page without JavaScript', async () => {
    const { page, close } = await visitor(browser, { javaScriptEnabled: false });
    await page.goto(`${demo.portal}/products`);
    await page.getByRole('banner').getByRole('searchbox').fill('ferry');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search?q=ferry');
    assert.equal((await page.getByRole('article').count()) > 0, true);
    await page.getByRole('article').first().getByRole('link').first().click();
    await page.waitForURL('**/products/**');
    await close();
  });
});
