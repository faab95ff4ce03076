// An operation is tried on its page: read, register, generate a key, send, see the answer of an upstream without CORS;
// then what the gateway refuses and what the portal refuses, each explained in place. On each database.
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import * as admin from '../harness/admin.mjs';
import { FOUR, problems } from '../harness/axe.mjs';
import { startBrowser, visitor } from '../harness/browser.mjs';
import { runLine } from '../harness/curl.mjs';
import { databases } from '../harness/databases.mjs';
import * as developer from '../harness/developer.mjs';
import { Mouse } from '../harness/hands.mjs';
import { startServer } from '../harness/server.mjs';
import { journey } from '../harness/steps.mjs';
import { startUpstream } from '../harness/upstream.mjs';
import { t } from '../harness/words.mjs';

const PORTAL = { name: 'Acme Harbours', slug: 'acme', automatic: true };
const TIDES = { name: 'Tides', version: 'v1', word: 'tides', path: '/tides' };
const OPERATIONS = `  /tides/photos:
    post:
      operationId: addPhoto
      summary: Add a photo
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                caption: { type: string, description: What is on it }
                photo: { type: string, format: binary }
      responses: { '200': { description: Added } }
  /tides/chart:
    put:
      operationId: replaceChart
      summary: Replace the chart
      requestBody: { content: { application/octet-stream: { schema: { type: string, format: binary } } } }
      responses: { '200': { description: Replaced } }
`;
const PICTURE = { name: 'tide.png', mimeType: 'image/png', buffer: Buffer.from([137, 80, 78, 71, 0, 255, 13, 10]) };
const ADA = { name: 'Ada Quay', email: 'ada@example.org' };
const APPLICATION = 'Ferry planner';

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser?.close());

for (const database of databases) {
  describe(`an operation is tried on its page, on ${database.name}`, () => {
    let at;
    let server;
    let upstream;
    let product;
    let boss;
    let ada;
    let people;
    let key;
    let operation;

    before(async () => {
      at = database.open();
      upstream = await startUpstream();
      // The description names a server inside this machine, which nobody allowed.
      product = { ...TIDES, server: upstream.url, operations: OPERATIONS };
      server = await startServer({ databaseUrl: at.url });
      people = await Promise.all([visitor(browser), visitor(browser)]);
      [boss, ada] = people.map(({ page }) => new Mouse(page));
    });
    after(async () => {
      for (const it of people ?? []) await it.close();
      await server?.stop();
      await upstream?.stop();
      at?.drop();
    });

    const step = journey(() => people.map((it) => it.page));
    const trying = () => ada.page.getByRole('region', { name: t('trial-title'), exact: true });
    const answer = () => trying().getByRole('region', { name: t('trial-answer'), exact: true });
    const send = () => ada.button(t('trial-send'), trying());

    step('publishes an API', async () => {
      await admin.setUp(boss, server);
      await admin.createPortal(boss, server, PORTAL);
      await admin.createStrategy(boss);
      await admin.createService(boss, { ...product, upstream: upstream.url });
      await admin.createProduct(boss, product);
      await admin.publish(boss, product, PORTAL);
    });

    step('tells a visitor who reads the reference how to get in', async () => {
      await ada.open(`${server.origin(PORTAL.slug)}/products/${product.word}`);
      await ada.link(product.version, ada.page.getByRole('main'));
      await ada.link(new RegExp(`/${product.word}$`), ada.page.getByRole('main'));
      await developer.heading(ada, `All ${product.word}`);
      operation = ada.page.url();
      await trying().scrollIntoViewIfNeeded();
      await trying().getByRole('button', { name: t('trial-send') }).waitFor();
      await trying().getByRole('link').first().waitFor();
    });

    step('shows in a long side bar where one is', async () => {
      const { page } = ada;
      const size = page.viewportSize();
      await page.setViewportSize({ ...size, height: 400 });
      await ada.open(`${server.origin(PORTAL.slug)}/portal-api`);
      const last = await page.locator('.operations a').last().getAttribute('href');
      await ada.open(new URL(last, page.url()).href);
      // What comes into view is laid out then, and moves what follows: only what has come to rest counts.
      const place = await page.evaluate(async () => {
        for (let frame = 0; frame < 20; frame += 1) await new Promise(requestAnimationFrame);
        const side = document.querySelector('.side');
        const [outer, inner] = [side, side.querySelector('[aria-current=page]')].map((it) => it.getBoundingClientRect());
        return { scrolled: side.scrollTop, above: inner.top - outer.top, below: outer.bottom - inner.bottom };
      });
      assert.ok(place.scrolled > 0 && place.above >= 0 && place.below >= 0, JSON.stringify(place));
      await page.setViewportSize(size);
    });

    step('registers an application and generates its key', async () => {
      await developer.signUp(ada, server, PORTAL, ADA);
      await developer.find(ada, product);
      await developer.register(ada, product, APPLICATION);
      ({ key } = await developer.generate(ada, 'Laptop'));
    });

    step('takes the new key along to where it is tried, in this tab alone and for as long as it is wanted', async () => {
      await ada.link(t('trial-app-try'));
      await developer.heading(ada, `All ${product.word}`);
      assert.equal(await ada.field(t('trial-key')).inputValue(), key);
      await ada.page.getByLabel(t('trial-keep'), { exact: true }).uncheck();
      assert.equal(await ada.page.evaluate(() => sessionStorage.length), 0);
    });

    step('gives way to a sentence and a line for a shell where there is no script', async () => {
      const plain = await visitor(browser, { javaScriptEnabled: false });
      await plain.page.goto(operation);
      await plain.page.getByText(t('trial-plain')).waitFor();
      assert.equal(await plain.page.getByRole('button', { name: t('trial-send') }).count(), 0);
      assert.match(await plain.page.getByRole('group', { name: t('trial-curl') }).textContent(), /^curl /);
      await plain.close();
    });

    step('names the application that may call', async () => {
      await ada.open(operation);
      await trying().scrollIntoViewIfNeeded();
      await trying().getByRole('link', { name: APPLICATION }).first().waitFor();
      assert.deepEqual(await problems(ada.page, FOUR), []);
    });

    step('sends the call, and shows what an upstream without CORS answered', async () => {
      await ada.type(t('trial-key'), key);
      const before = upstream.received.length;
      await send();
      await answer().getByText('200').first().waitFor();
      assert.equal(upstream.received.length, before + 1);
      const { headers, path } = upstream.received.at(-1);
      assert.equal(path, `/${product.word}`);
      assert.ok(headers['x-portico-application-id'], 'it came through the gateway');
      assert.equal(headers.cookie, undefined, 'the cookies of the portal stay here');
      assert.match(await answer().textContent(), /"x-portico-application-id"/);
      assert.deepEqual(await problems(ada.page, FOUR), []);
    });

    step('prints the line that makes the same call from a shell, without the key', async () => {
      const line = await trying().getByRole('group', { name: t('trial-curl') }).textContent();
      assert.ok(!line.includes(key), line);
      const { status } = await runLine(line.trim().replace(t('trial-say-key'), key));
      assert.equal(status, 200);
    });

    step('sends a form with a file as the document describes it', async () => {
      await ada.open(operation.replace(/[^/]+$/, 'addPhoto'));
      await ada.type(t('trial-key'), key);
      await trying().getByLabel(/^caption/).fill('High “tide” – März');
      await trying().getByLabel(/^photo/).setInputFiles(PICTURE);
      const line = await trying().getByRole('group', { name: t('trial-curl') }).textContent();
      assert.match(line, /--form-string 'caption=High “tide” – März'.*-F 'photo=@tide\.png'/s);
      await send();
      await answer().getByText('200').first().waitFor();
      const { method, path, headers, body } = upstream.received.at(-1);
      assert.deepEqual([method, path], ['POST', `/${product.word}/photos`]);
      const form = await new Response(body, { headers: { 'content-type': headers['content-type'] } }).formData();
      assert.equal(form.get('caption'), 'High “tide” – März');
      const photo = form.get('photo');
      assert.deepEqual([photo.name, photo.type], [PICTURE.name, PICTURE.mimeType]);
      assert.deepEqual(Buffer.from(await photo.arrayBuffer()), PICTURE.buffer);
    });

    step('sends a file as a body, byte by byte', async () => {
      await ada.open(operation.replace(/[^/]+$/, 'replaceChart'));
      await ada.type(t('trial-key'), key);
      await trying().locator('input[type=file]').setInputFiles(PICTURE);
      await send();
      await answer().getByText('200').first().waitFor();
      const { method, headers, body } = upstream.received.at(-1);
      assert.deepEqual([method, headers['content-type']], ['PUT', 'application/octet-stream']);
      assert.deepEqual(body, PICTURE.buffer);
      await ada.open(operation);
      await ada.type(t('trial-key'), key);
    });

    step('explains in place what the gateway refuses, and leads to its trace', async () => {
      await ada.type(t('trial-key'), `${key.slice(0, -4)}0000`);
      await send();
      await answer().getByText('401').first().waitFor();
      await answer().getByText(t('trial-say-failed')).first().waitFor();
      const trace = answer().getByRole('link', { name: t('trial-say-trace') });
      assert.match(await trace.getAttribute('href'), /\/trace/);
    });

    step('calls no server inside a private network, whatever the description names', async () => {
      const before = upstream.received.length;
      await ada.pick(t('trial-server'), upstream.url);
      await send();
      await answer().getByText(t('refused-call-forbidden-address')).waitFor();
      assert.equal(upstream.received.length, before, 'nothing was sent');
    });

    step('forgets the key with the page, as nobody asked to keep it', async () => {
      await ada.page.reload();
      assert.equal(await ada.field(t('trial-key')).inputValue(), '');
    });

    step('had nothing to complain about but the refusal that was asked for', () => {
      const asked = (it) => it.includes('/try answered 409') || (it.includes('Failed to load resource') && it.includes('/try'));
      assert.deepEqual(people.flatMap((it) => it.complaints).filter((it) => !asked(it)), []);
      assert.equal(server.log, '');
    });
  });
}
