// Walks from page to page as somebody who follows every link, and looks at one or two of each kind.

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** What kind of page an address leads to: ids and names stand as `…`, and any parameters as `?`. */
export function kind(address) {
  const url = new URL(address);
  const path = url.pathname.replace(ID, '…')
    .replace(/^\/products\/(?!new$)[^/]+/, '/products/…')
    .replace(/\/docs\/.+$/, '/docs/…')
    .replace(/\/reference\/schemas\/.+$/, '/reference/schemas/…')
    .replace(/\/reference\/(?!schemas)[^/]+$/, '/reference/…')
    .replace(/^\/_(logo|images?)\/.*/, '/_…');
  return url.search ? `${path}?` : path;
}

/** Calls `look` with every kind of page that links lead to from the starts, on the same origin. */
export async function crawl(page, origin, starts, look) {
  const queue = starts.map((path) => new URL(path, origin).href);
  const wanted = new Set(queue);
  const seen = new Set();
  while (queue.length > 0) {
    const address = queue.shift();
    const isStart = wanted.delete(address);
    if (seen.has(kind(address)) && !isStart) continue;
    seen.add(kind(address));
    const response = await page.goto(address).catch(unlessDownload);
    if (!response || !(response.headers()['content-type'] ?? '').startsWith('text/html')) continue;
    const landed = page.url();
    if (landed !== address && seen.has(kind(landed))) continue;
    seen.add(kind(landed));
    await look(kind(landed), response);
    if (page.url() !== landed) await page.goto(landed);
    queue.push(...(await links(page, origin)));
  }
  return seen;
}

/** A file that is offered is no page. */
function unlessDownload(error) {
  if (!error.message.includes('Download is starting')) throw error;
}

async function links(page, origin) {
  const all = await page.evaluate(() => [...document.links].map((it) => it.href.split('#')[0]));
  return [...new Set(all)].filter((it) => new URL(it).origin === origin);
}
