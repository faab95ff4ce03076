// The whole way, with automatic approval, by keyboard alone: the focus is always visible, in view and in order. On
// each database.
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import * as admin from '../harness/admin.mjs';
import { startBrowser, visitor } from '../harness/browser.mjs';
import { runLine } from '../harness/curl.mjs';
import { databases } from '../harness/databases.mjs';
import * as developer from '../harness/developer.mjs';
import { Keyboard } from '../harness/hands.mjs';
import { startServer } from '../harness/server.mjs';
import { journey } from '../harness/steps.mjs';
import { startUpstream } from '../harness/upstream.mjs';
import { t } from '../harness/words.mjs';

const PORTAL = { name: 'Quick Post', slug: 'quick', automatic: true };
const PRODUCT = { name: 'Parcels', version: 'v2', word: 'parcels', path: '/parcels' };
const BEN = { name: 'Ben Plain', email: 'ben@example.org' };
const APPLICATION = 'Label printer';

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser?.close());

for (const database of databases) {
  describe(`the whole way by keyboard alone, on ${database.name}`, () => {
    let at;
    let server;
    let upstream;
    let boss;
    let ben;
    let people;
    let line;

    before(async () => {
      at = database.open();
      upstream = await startUpstream();
      server = await startServer({ databaseUrl: at.url });
      people = await Promise.all([visitor(browser), visitor(browser)]);
      [boss, ben] = people.map(({ page }) => new Keyboard(page));
    });
    after(async () => {
      for (const it of people ?? []) await it.close();
      await server?.stop();
      await upstream?.stop();
      at?.drop();
    });

    const step = journey(() => people.map((it) => it.page));
    const call = async (wanted) => {
      const answer = await runLine(line);
      assert.equal(answer.status, wanted, answer.body);
    };

    step('sets up the first admin and publishes an API', async () => {
      await admin.setUp(boss, server);
      await admin.createPortal(boss, server, PORTAL);
      await admin.createStrategy(boss);
      await admin.createService(boss, { ...PRODUCT, upstream: upstream.url });
      await admin.createProduct(boss, PRODUCT);
      await admin.publish(boss, PRODUCT, PORTAL);
    });

    step('lets a stranger in at once', async () => {
      await developer.signUp(ben, server, PORTAL, BEN);
      await ben.page.getByText(t('developers-was-welcomed')).waitFor();
    });

    step('leads from the search to a registration that is approved', async () => {
      await developer.find(ben, PRODUCT);
      await developer.register(ben, PRODUCT, APPLICATION);
      assert.match(await developer.registrationState(ben.page), new RegExp(t('ui-status-approved')));
    });

    step('generates a credential whose printed line the gateway lets in', async () => {
      ({ line } = await developer.generate(ben, 'Printer'));
      await call(200);
      await developer.kept(ben);
    });

    step('refuses the same line while the registration is revoked', async () => {
      await admin.revokeRegistration(boss, server, APPLICATION);
      await call(403);
      await admin.approveRegistration(boss, server, APPLICATION);
      await call(200);
    });

    step('deletes the application, and the gateway refuses its key', async () => {
      await ben.open(`${server.origin(PORTAL.slug)}/apps`);
      await ben.link(APPLICATION, ben.page.getByRole('main'));
      await ben.link(t('application-delete'), ben.page.getByRole('main'));
      await ben.button(t('application-delete'));
      await developer.heading(ben, t('application-my-apps'));
      await call(401);
      await developer.signOut(ben, BEN);
    });

    step('had nothing to complain about', () => {
      assert.deepEqual(people.flatMap((it) => it.complaints), []);
      assert.equal(server.log, '');
    });
  });
}
