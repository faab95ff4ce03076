// A client of the Portal API as somebody might write one: it finds its way by the address, begins without cookies, sends
// them where the portal has accounts, and refreshes its session once when an answer is 401.
const API = document.querySelector('meta[name=portal-api]').content;
const main = document.querySelector('main');
const portal = await (await fetch(`${API}/api/v2/portal`, { credentials: 'omit' })).json();

document.title = portal.name;
document.querySelector('#logo').src = `${API}/api/v2/portal/logo`;

let refreshing;

async function call(method, path, body, mayRefresh = true) {
  const options = { method, credentials: portal.is_public ? 'omit' : 'include' };
  if (body) Object.assign(options, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const answer = await fetch(`${API}/api/v2${path}`, options);
  if (answer.status !== 401 || !mayRefresh) return answer;
  refreshing ??= call('POST', '/developer/refresh', undefined, false).finally(() => { refreshing = undefined; });
  return (await refreshing).ok ? call(method, path, body, false) : answer;
}

async function get(path) {
  const answer = await call('GET', path);
  if (!answer.ok) throw await answer.json();
  return answer.json();
}

const PAGES = [
  [/^\/$/, catalog],
  [/^\/register$/, () => form('Sign up', { email: 'Email', full_name: 'Full name' }, '/developer', () => say('Look into your mails.'))],
  [/^\/login$/, login],
  [/^\/forgot-password$/, () => form('Forgotten password', { email: 'Email' }, '/developer/forgot-password', () => say('Look into your mails.'))],
  [/^\/reset-password$/, choose],
  [/^\/spec\/([^/]+)\/([^/]+)$/, version],
  [/^\/my-apps$/, applications],
];

async function show() {
  const path = decodeURIComponent(location.pathname);
  const [, page, found] = PAGES.map(([pattern, page]) => [pattern, page, path.match(pattern)]).find(([, , found]) => found) ?? [];
  main.replaceChildren();
  if (!page) return say('There is no such page.');
  try {
    await page(...found.slice(1));
  } catch (problem) {
    say(problem.message ?? String(problem));
  }
}

async function catalog() {
  const { data } = await get('/search/product-catalog?q=&join=versions&page%5Bsize%5D=12&page%5Bnumber%5D=1');
  heading(portal.name);
  const list = document.createElement('ul');
  for (const { source } of data) {
    const item = document.createElement('li');
    const name = source.latest_version ? link(`/spec/${source.id}/${source.latest_version.name}`, source.name) : source.name;
    item.append(name, ` ${source.description ?? ''}`);
    list.append(item);
  }
  main.append(list);
}

async function version(product, name) {
  const [{ data }, it] = await Promise.all([get(`/products/${product}/versions`), get(`/products/${product}`)]);
  const found = data.find((one) => one.name === name);
  heading(`${it.name} ${found.name}`);
  const spec = await get(`/products/${product}/versions/${found.id}/spec`);
  say(`The specification has ${spec.content.length} characters.`);
}

async function applications() {
  const [me, { meta }] = await Promise.all([get('/developer/me'), get('/applications?page%5Bsize%5D=25')]);
  heading(`Applications of ${me.full_name}`);
  say(`There are ${meta.page.total}.`);
}

async function login() {
  const token = new URLSearchParams(location.search).get('token');
  if (!token) return form('Sign in', { username: 'Email', password: 'Password' }, '/developer/authenticate', () => go('/'));
  const verified = await call('POST', '/developer/verify-email', { token }, false);
  const body = await verified.json();
  if (!verified.ok) throw body;
  return go(`/reset-password?${new URLSearchParams(body)}`);
}

function choose() {
  const token = new URLSearchParams(location.search).get('token');
  form('Choose a password', { password: 'Password' }, '/developer/reset-password', () => go('/login'), { token });
}

/** A form whose fields go into the body of one request. */
function form(title, fields, path, done, more = {}) {
  heading(title);
  const it = document.createElement('form');
  for (const [name, label] of Object.entries(fields)) {
    const field = document.createElement('label');
    const input = Object.assign(document.createElement('input'), { name, type: name === 'password' ? 'password' : 'text' });
    field.append(label, input);
    it.append(field);
  }
  it.append(Object.assign(document.createElement('button'), { textContent: title }));
  it.addEventListener('submit', async (event) => {
    event.preventDefault();
    const answer = await call('POST', path, { ...more, ...Object.fromEntries(new FormData(it)) }, false);
    if (answer.ok) return done();
    const problem = await answer.json();
    return say(`${problem.title}: ${problem.invalid_parameters?.map(({ field, reason }) => `${field} ${reason}`).join(' ') ?? problem.message}`);
  });
  main.append(it);
}

function heading(text) {
  main.append(Object.assign(document.createElement('h1'), { textContent: text }));
}

function say(text) {
  main.querySelector('[role=status]')?.remove();
  main.append(Object.assign(document.createElement('p'), { role: 'status', textContent: text }));
  main.lastChild.setAttribute('role', 'status');
}

function link(href, text) {
  return Object.assign(document.createElement('a'), { href, textContent: text });
}

function go(to) {
  history.pushState(null, '', to);
  return show();
}

document.addEventListener('click', (event) => {
  const to = event.target.closest('a')?.getAttribute('href');
  if (!to) return;
  event.preventDefault();
  go(to);
});
document.querySelector('#out').addEventListener('click', async () => {
  await call('POST', '/developer/logout', undefined, false);
  go('/login');
});
addEventListener('popstate', show);
show();
