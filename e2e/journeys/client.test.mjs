// A client of the Portal API in place of a portal's pages: served by Portico at the portal's own address, and served by
// somebody else at the client's domain. The whole way: sign up, mail, password, sign in, read, come back later, sign out.
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import * as admin from '../harness/admin.mjs';
import { startBrowser, visitor } from '../harness/browser.mjs';
import { clientFolder, serveClient } from '../harness/client.mjs';
import { databases } from '../harness/databases.mjs';
import { Mouse } from '../harness/hands.mjs';
import { link, mailTo } from '../harness/mail.mjs';
import { startServer } from '../harness/server.mjs';
import { journey } from '../harness/steps.mjs';
import { t } from '../harness/words.mjs';

const NEAR = { name: 'Near Shore', slug: 'near', automatic: true };
const FAR = { name: 'Far Shore', slug: 'far', automatic: true, domain: 'developer.acme.test', client: 'ui.acme.test' };
const PRODUCT = { name: 'Tides', version: 'v1.2', word: 'tides', path: '/tides', upstream: 'http://127.0.0.1:9' };
const PASSWORD = 'the moon pulls the water';

for (const database of databases) {
  describe(`a client of the API, on ${database.name}`, () => {
    let [browser, server, boss, db, elsewhere] = [];
    const folders = [];

    before(async () => {
      db = database.open();
      const folder = (api) => folders[folders.push(clientFolder(api)) - 1];
      const settings = { PORTICO_CLIENTS: `${NEAR.slug}=${folder().path}` };
      [browser, server] = await Promise.all([startBrowser(['*.acme.test']), startServer({ databaseUrl: db.url, settings })]);
      elsewhere = await serveClient(folder(`http://${FAR.domain}:${server.port}`));
      const { page } = await visitor(browser);
      boss = new Mouse(page);
    });
    after(async () => {
      await browser?.close();
      await server?.stop();
      await elsewhere?.stop();
      folders.forEach((it) => it.remove());
      db?.drop();
    });

    const pages = [];
    const step = journey(() => [boss.page, ...pages]);

    step('the admin publishes to two portals, of which one has domains of its own', async () => {
      await admin.setUp(boss, server);
      for (const portal of [NEAR, FAR]) await admin.createPortal(boss, server, portal);
      await boss.type(t('console-portals-domain'), FAR.domain);
      await boss.type(t('console-portals-client-domain'), FAR.client);
      await boss.button(t('console-portals-save'));
      await boss.page.getByText(t('console-portals-was-changed')).waitFor();
      await admin.createStrategy(boss);
      await admin.createService(boss, PRODUCT);
      await admin.createProduct(boss, PRODUCT);
      await admin.publish(boss, PRODUCT, NEAR);
    });

    for (const [portal, who] of [[NEAR, 'ada@example.org'], [FAR, 'kim@example.org']]) {
      let page;
      let complaints;
      const home = () => (portal.client ? `http://${portal.client}:${elsewhere.port}` : server.origin(portal.slug));
      const says = (text) => page.getByRole('status').getByText(text).waitFor();
      const shows = (text) => page.getByRole('heading', { name: text, exact: true }).waitFor();

      step(`${who} signs up, confirms by mail and signs in`, async () => {
        const visit = await visitor(browser);
        ({ page, complaints } = visit);
        pages.push(page);
        await page.goto(`${home()}/register`);
        await page.getByLabel('Email').fill(who);
        await page.getByLabel('Full name').fill('Ada of the Shore');
        await page.getByRole('button', { name: 'Sign up' }).click();
        await says('Look into your mails.');
        const address = new URL(link(await mailTo(server, who), '/login\\?token='));
        assert.equal(address.host, portal.client ? `${portal.client}:${server.port}` : new URL(home()).host);
        await page.goto(`${home()}${address.pathname}${address.search}`);
        await shows('Choose a password');
        await page.getByLabel('Password').fill('short');
        await page.getByRole('button', { name: 'Choose a password' }).click();
        await says('password');
        await page.getByLabel('Password').fill(PASSWORD);
        await page.getByRole('button', { name: 'Choose a password' }).click();
        await shows('Sign in');
        await page.getByLabel('Email').fill(who);
        await page.getByLabel('Password').fill(PASSWORD);
        await page.getByRole('button', { name: 'Sign in' }).click();
        await shows(portal.name);
      });

      step(`${who} comes back a day later, by a refresh, and to a deep link`, async () => {
        await page.context().clearCookies({ name: 'portalaccesstoken' });
        await page.goto(`${home()}/my-apps`);
        await shows('Applications of Ada of the Shore');
        if (portal === FAR) return;
        await page.getByRole('link', { name: 'Catalog' }).click();
        await page.getByRole('link', { name: PRODUCT.name }).click();
        await shows(`${PRODUCT.name} ${PRODUCT.version}`);
        await page.reload();
        await says('The specification has');
      });

      step(`${who} signs out, and nothing is left of the session`, async () => {
        await page.getByRole('button', { name: 'Sign out' }).click();
        await shows('Sign in');
        const left = (await page.context().cookies()).filter(({ name }) => name.startsWith('portal'));
        assert.deepEqual(left, []);
        await page.getByRole('link', { name: 'My Apps' }).click();
        await says('session');
        // What was refused on purpose: the short password, and what needed a session that was over.
        const unexpected = complaints.filter((it) => !/ answered 40[01]$|status of 40[01]/.test(it));
        assert.deepEqual(unexpected, []);
      });
    }

    step('nobody else may call from another origin', async () => {
      const { page } = await visitor(browser);
      await page.goto(`http://evil.acme.test:${elsewhere.port}/`);
      const refused = await page.evaluate((api) => fetch(api, { method: 'POST', credentials: 'include' }).then(() => 'read', () => 'refused'), `http://${FAR.domain}:${server.port}/api/v2/developer/logout`);
      assert.equal(refused, 'refused');
    });
  });
}
