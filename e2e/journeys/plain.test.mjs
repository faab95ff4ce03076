// Without JavaScript: signing up, signing in, registering, generating a credential. Nothing needs the script.
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import * as admin from '../harness/admin.mjs';
import { startBrowser, visitor } from '../harness/browser.mjs';
import { runLine } from '../harness/curl.mjs';
import * as developer from '../harness/developer.mjs';
import { Mouse } from '../harness/hands.mjs';
import { startServer } from '../harness/server.mjs';
import { journey } from '../harness/steps.mjs';
import { startUpstream } from '../harness/upstream.mjs';
import { t } from '../harness/words.mjs';

const PORTAL = { name: 'Plain Paper', slug: 'plain', automatic: true };
const PRODUCT = { name: 'Letters', version: '2026-11', word: 'letters', path: '/letters' };
const CLEO = { name: 'Cleo Stone', email: 'cleo@example.org' };
const APPLICATION = 'Typewriter';

describe('without JavaScript', () => {
  let browser;
  let server;
  let upstream;
  let boss;
  let cleo;

  before(async () => {
    [browser, server, upstream] = await Promise.all([startBrowser(), startServer({}), startUpstream()]);
    [boss, cleo] = await Promise.all([1, 2].map(() => visitor(browser, { javaScriptEnabled: false })));
    [boss, cleo] = [boss, cleo].map(({ page }) => new Mouse(page));
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    await upstream?.stop();
  });

  const step = journey(() => [boss.page, cleo.page]);

  step('publishes an API', async () => {
    await admin.setUp(boss, server);
    await admin.createPortal(boss, server, PORTAL);
    await admin.createStrategy(boss);
    await admin.createService(boss, { ...PRODUCT, upstream: upstream.url });
    await admin.createProduct(boss, PRODUCT);
    await admin.publish(boss, PRODUCT, PORTAL);
  });

  step('signs up and signs in', async () => {
    await developer.signUp(cleo, server, PORTAL, CLEO);
    await cleo.page.getByText(t('developers-was-welcomed')).waitFor();
    await developer.signOut(cleo, CLEO);
    await developer.signIn(cleo, server, PORTAL, CLEO);
  });

  step('registers, generates a credential and makes a call', async () => {
    await developer.find(cleo, PRODUCT);
    await developer.register(cleo, PRODUCT, APPLICATION);
    const { line } = await developer.generate(cleo, 'Desk');
    const answer = await runLine(line);
    assert.equal(answer.status, 200, answer.body);
  });

  step('gives back what was typed when something is wrong', async () => {
    await cleo.open(`${server.origin(PORTAL.slug)}/apps/new`);
    await cleo.type(t('application-name'), APPLICATION);
    await cleo.type(t('application-description'), 'A second one of the same name');
    await cleo.button(t('application-create'));
    await cleo.page.getByRole('alert').getByText(t('invalid-taken')).waitFor();
    assert.equal(await cleo.field(t('application-description')).inputValue(), 'A second one of the same name');
  });
});
