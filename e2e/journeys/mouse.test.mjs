// The whole way, with people who approve, by mouse: from an empty folder to a call that the gateway lets in, then
// revoked, explained, approved again and deleted. On each database.
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import * as admin from '../harness/admin.mjs';
import { startBrowser, visitor } from '../harness/browser.mjs';
import { runLine } from '../harness/curl.mjs';
import { databases } from '../harness/databases.mjs';
import * as developer from '../harness/developer.mjs';
import { Mouse } from '../harness/hands.mjs';
import { mailTo } from '../harness/mail.mjs';
import { startServer } from '../harness/server.mjs';
import { journey } from '../harness/steps.mjs';
import { startUpstream } from '../harness/upstream.mjs';
import { t } from '../harness/words.mjs';

const PORTAL = { name: 'Acme Harbours', slug: 'acme' };
const PRODUCT = { name: 'Tides', version: 'v1', word: 'tides', path: '/tides' };
const ADA = { name: 'Ada Quay', email: 'ada@example.org' };
const APPLICATION = 'Ferry planner';

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser?.close());

for (const database of databases) {
  describe(`the whole way by mouse, on ${database.name}`, () => {
    let at;
    let server;
    let upstream;
    let boss; // the admin's hand
    let ada; // the developer's hand
    let people;
    let line;

    before(async () => {
      at = database.open();
      upstream = await startUpstream();
      server = await startServer({ databaseUrl: at.url });
      people = await Promise.all([visitor(browser), visitor(browser, { permissions: ['clipboard-read', 'clipboard-write'] })]);
      [boss, ada] = people.map(({ page }) => new Mouse(page));
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
      return answer;
    };

    step('sets up the first admin by the printed link, which works once', async () => {
      await admin.setUp(boss, server);
      await people[1].page.goto(admin.setUpLink(server));
      assert.match(await people[1].page.getByRole('main').textContent(), /./);
      assert.equal(await people[1].page.getByLabel(t('developers-password')).count(), 0, 'the link is used up');
    });

    step('publishes an API', async () => {
      await admin.createPortal(boss, server, PORTAL);
      await admin.createStrategy(boss);
      await admin.createService(boss, { ...PRODUCT, upstream: upstream.url });
      await admin.createProduct(boss, PRODUCT);
      await admin.publish(boss, PRODUCT, PORTAL);
    });

    step('lets a stranger sign up, by the mail that the outbox and the console hold', async () => {
      await developer.signUp(ada, server, PORTAL, ADA);
      await developer.heading(ada, t('developers-waiting-heading', { portal: PORTAL.name }));
      await admin.readMail(boss, server, ADA, developer.subject('developers-mail-confirm-subject', { portal: PORTAL.name }));
    });

    step('tells who signs in before the approval that they wait', async () => {
      await ada.open(`${server.origin(PORTAL.slug)}/sign-in`);
      await ada.type(t('developers-email'), ADA.email);
      await ada.type(t('developers-password'), developer.PASSWORD);
      await ada.button(t('ui-sign-in'), ada.page.getByRole('main'));
      await developer.heading(ada, t('developers-waiting-heading', { portal: PORTAL.name }));
    });

    step('lets the developer in once an admin approves', async () => {
      await admin.approveInInbox(boss, server, ADA.name);
      await mailTo(server, ADA.email, developer.subject('developers-mail-approved-subject', { portal: PORTAL.name }));
      await developer.signIn(ada, server, PORTAL, ADA);
    });

    step('leads from the search to a registration that waits', async () => {
      await developer.find(ada, PRODUCT);
      await developer.register(ada, PRODUCT, APPLICATION);
      assert.match(await developer.registrationState(ada.page), new RegExp(t('ui-status-pending')));
    });

    step('generates a credential whose printed line the gateway lets in', async () => {
      await admin.approveInInbox(boss, server, `${APPLICATION} → ${PRODUCT.name} ${PRODUCT.version}`);
      await mailTo(server, ADA.email, developer.subject('registration-approved-subject', { application: APPLICATION, version: `${PRODUCT.name} ${PRODUCT.version}` }));
      await ada.page.reload();
      assert.match(await developer.registrationState(ada.page), new RegExp(t('ui-status-approved')));
      const shown = await developer.generate(ada, 'Laptop');
      await ada.button(`${t('ui-copy')}: ${t('ui-key-label')}`);
      assert.equal(await ada.page.evaluate(() => navigator.clipboard.readText()), shown.key);
      line = shown.line;
      assert.match(line, new RegExp(`^curl .*${shown.key}`));
      await call(200);
      await developer.kept(ada);
    });

    step('tells the upstream who called, and hides the key', () => {
      const { headers } = upstream.received.at(-1);
      for (const name of ['x-portico-application-id', 'x-portico-reference-id', 'x-portico-developer-id', 'x-portico-registration-id', 'x-portico-credential-id']) {
        assert.ok(headers[name], `${name} among ${Object.keys(headers)}`);
      }
      assert.equal(headers.apikey, undefined, 'the key stays at the gateway');
    });

    step('refuses the same line from the moment in which the registration is revoked, and explains it', async () => {
      await admin.revokeRegistration(boss, server, APPLICATION);
      const answer = await call(403);
      assert.equal(answer.headers['content-type'], 'application/problem+json');
      const trace = answer.json().instance.replace('portico:trace:', '');
      assert.equal(answer.headers['x-portico-trace'], trace);
      await developer.explain(ada, server, PORTAL, trace, t('trace-revoked-registration-title'));
      await mailTo(server, ADA.email, developer.subject('registration-revoked-subject', { application: APPLICATION, version: `${PRODUCT.name} ${PRODUCT.version}` }));
    });

    step('lets the same line in when it is approved again', async () => {
      await admin.approveRegistration(boss, server, APPLICATION);
      await call(200);
    });

    step('refuses it for good when the credential is deleted', async () => {
      await ada.open(`${server.origin(PORTAL.slug)}/apps`);
      await ada.link(APPLICATION, ada.page.getByRole('main'));
      await ada.link(new RegExp(`^${t('credential-delete')}\\b.*Laptop`));
      await ada.button(t('credential-delete-deed'));
      await developer.heading(ada, APPLICATION);
      const answer = await call(401);
      assert.match(answer.headers['www-authenticate'], /./);
    });

    step('ends the session by signing out', async () => {
      await developer.signOut(ada, ADA);
      await ada.open(`${server.origin(PORTAL.slug)}/apps`);
      await developer.heading(ada, t('developers-sign-in-heading', { portal: PORTAL.name }));
    });

    step('had nothing to complain about', () => {
      assert.deepEqual(people.flatMap((it) => it.complaints), []);
      assert.equal(server.log, '');
    });
  });
}
