// How soon the first operation of a document can be read: our page beside the viewers that render in the browser, with the
// same document, from the same machine, in the same run. Prints one line of JSON for each page and profile.
//
// usage: node reference.mjs DOCUMENT OURS VIEWERS QUICK
//   DOCUMENT  an OpenAPI document as JSON
//   OURS      the address of an operation's page of the same document
//   VIEWERS   a folder whose node_modules holds swagger-ui-dist, redoc and @scalar/api-reference
//   QUICK     how often the quick pages are read; the others take minutes, and are read once
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { startBrowser } from '../harness/browser.mjs';

const [document, ours, viewers, quick] = process.argv.slice(2);

/** A phone of the middle class: Lighthouse's mobile profile. */
const PHONE = { latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8, cpu: 4 };

/** How long a page may take, in milliseconds. */
const PATIENCE = 60_000;

/** What stands for "the first operation can be read" in each. */
const PAGES = {
  // What the browser itself takes, on this machine.
  'a title, nothing else': { selector: 'main h1', html: '<main><h1>Title</h1></main>', quick: true },
  Portico: { selector: 'main h1', quick: true },
  'Swagger UI': {
    selector: '.opblock .opblock-summary-path, .opblock .opblock-summary-description',
    html: `<link rel="stylesheet" href="/npm/swagger-ui-dist/swagger-ui.css"><div id="it"></div>
      <script src="/npm/swagger-ui-dist/swagger-ui-bundle.js"></script>
      <script>SwaggerUIBundle({ url: '/document.json', dom_id: '#it' })</script>`,
  },
  Redoc: {
    selector: '[data-section-id^="operation/"] h2, [data-section-id^="tag/"] h2, [id^="operation/"] h2, [id^="tag/"] h2',
    html: `<redoc spec-url="/document.json"></redoc><script src="/npm/redoc/bundles/redoc.standalone.js"></script>`,
  },
  Scalar: {
    selector: '.section h3, .section-container h3, [id*="tag/"] h2, [id*="tag/"] h3',
    html: `<script id="api-reference" data-url="/document.json"></script>
      <script src="/npm/@scalar/api-reference/dist/browser/standalone.js"></script>`,
  },
};

const text = readFileSync(document);
const packed = gzipSync(text);

const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  if (path === '/document.json') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    return response.end(packed);
  }
  if (path.startsWith('/npm/') && !path.includes('..')) {
    const file = join(viewers, 'node_modules', path.slice(5));
    const kind = path.endsWith('.css') ? 'text/css' : 'text/javascript';
    try {
      const body = gzipSync(readFileSync(file));
      response.writeHead(200, { 'content-type': kind, 'content-encoding': 'gzip', 'cache-control': 'max-age=600' });
      return response.end(body);
    } catch {
      response.writeHead(404);
      return response.end();
    }
  }
  const page = PAGES[path.slice(1)];
  response.writeHead(page?.html ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
  return response.end(`<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>x</title><body>${page?.html ?? ''}`);
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const own = `http://127.0.0.1:${server.address().port}`;

/**
 * Says in the page's console when the selector first has something to read, in milliseconds since the navigation began.
 * The console, because asking the page over and over runs a script of its own in it, which takes as long as a small page.
 */
function watch([selector, sign]) {
  const look = () => {
    const found = [...document.querySelectorAll(selector)].some((it) => it.textContent.trim() && it.getClientRects().length);
    if (found) console.debug(sign, performance.now());
    else requestAnimationFrame(look);
  };
  look();
}

/** What such a line begins with. */
const SIGN = 'readable after';

async function measure(browser, name, phone) {
  const context = await browser.newContext({ viewport: phone ? { width: 390, height: 844 } : { width: 1350, height: 940 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Performance.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength; });
  if (phone) {
    await session.send('Network.emulateNetworkConditions', { offline: false, ...PHONE });
    await session.send('Emulation.setCPUThrottlingRate', { rate: PHONE.cpu });
  }
  const { selector, html } = PAGES[name];
  await page.addInitScript(watch, [selector, SIGN]);
  const said = page.waitForEvent('console', { predicate: (line) => line.text().startsWith(SIGN), timeout: PATIENCE });
  const address = html ? `${own}/${encodeURIComponent(name)}` : ours;
  let readable = null;
  try {
    const [line] = await Promise.all([said, page.goto(address, { waitUntil: 'commit', timeout: PATIENCE })]);
    readable = Number(line.text().slice(SIGN.length));
  } catch (error) {
    process.stderr.write(`${name}: ${error.message.split('\n')[0]}\n`);
  }
  const nodes = await page.evaluate(() => document.getElementsByTagName('*').length).catch(() => null);
  await context.close();
  return { name, phone, readable, bytes, nodes };
}

const browser = await startBrowser();
try {
  // A browser that has just begun is slow once.
  await measure(browser, Object.keys(PAGES)[0], false);
  for (const phone of [false, true]) {
    for (const [name, page] of Object.entries(PAGES)) {
      for (let round = 0; round < (page.quick ? Number(quick) : 1); round += 1) {
        process.stdout.write(`${JSON.stringify(await measure(browser, name, phone))}\n`);
      }
    }
  }
} finally {
  await browser.close();
  server.close();
}
