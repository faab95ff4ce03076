// `portico demo`: one command leads to a working portal, and a second start finds it all there.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { startBrowser, visitor } from '../harness/browser.mjs';
import { runLine } from '../harness/curl.mjs';
import { startDemo } from '../harness/demo.mjs';
import { freshFolder, PROGRAM } from '../harness/server.mjs';
import { t } from '../harness/words.mjs';

describe('the demo', () => {
  const folder = freshFolder();
  const data = join(folder.path, 'demo');
  let browser;
  before(async () => { browser = await startBrowser(); });
  after(async () => { await browser?.close(); folder.remove(); });

  it('prints a card whose accounts sign in and whose call is let in', async () => {
    const demo = await startDemo({ folder: data });
    try {
      await signsIn(browser, demo.portal, demo.developer);
      const complaints = await signsIn(browser, demo.console, demo.admin);
      assert.deepEqual(complaints, []);
      const answer = await runLine(demo.line);
      assert.equal(answer.status, 200, answer.body);
    } finally {
      assert.equal(await demo.server.stop(), 0);
    }
  });

  it('finds everything there when it starts again', async () => {
    const demo = await startDemo({ folder: data });
    try {
      await signsIn(browser, demo.portal, demo.developer);
      const { page, close } = await visitor(browser);
      await page.goto(`${demo.portal}/products`);
      const cards = await page.getByRole('main').getByRole('article').count();
      assert.equal(cards >= 4, true, `${cards} products`);
      await close();
      const key = demo.line.match(/[a-z]{3}_[0-9A-Za-z]{28}/)[0];
      const address = demo.line.match(/http:\/\/[^']+/)[0].replace(/:\d+/, `:${demo.server.gatewayPort}`);
      const answer = await runLine(`curl -H 'apikey: ${key}' '${address}'`);
      assert.equal(answer.status, 200, answer.body);
    } finally {
      await demo.server.stop();
    }
  });

  it('does not touch a folder that is not its own', async () => {
    const other = join(folder.path, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'diary.txt'), 'Dear diary');
    const { code, stderr } = await run(['demo', '--data-dir', other]);
    assert.notEqual(code, 0);
    assert.match(stderr, /something else/);
  });
});

function run(words) {
  return new Promise((done) => {
    execFile(PROGRAM, words, { timeout: 20_000 }, (error, stdout, stderr) => done({ code: error?.code ?? 0, stdout, stderr }));
  });
}

async function signsIn(browser, origin, { email, password }) {
  const { page, complaints, close } = await visitor(browser);
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel(t('developers-email'), { exact: true }).fill(email);
  await page.getByLabel(t('developers-password'), { exact: true }).fill(password);
  await page.getByRole('main').getByRole('button', { name: t('ui-sign-in') }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  await close();
  return complaints;
}
