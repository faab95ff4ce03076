// The developer's way, step by step, with either hand.
import assert from 'node:assert/strict';
import { link, mailTo } from './mail.mjs';
import { eventually } from './server.mjs';
import { t } from './words.mjs';

export const PASSWORD = 'four quiet harbours at dawn';

/** Signs up from the portal's home, reads the mail and chooses a password. Leads to whatever comes then. */
export async function signUp(hand, server, portal, person) {
  await hand.open(`${server.origin(portal.slug)}/`);
  await hand.link(t('ui-sign-up'));
  await hand.type(t('developers-email'), person.email);
  await hand.type(t('developers-full-name'), person.name);
  await hand.button(t('developers-sign-up-deed'));
  await heading(hand, t('developers-sent-title'));
  const mail = await mailTo(server, person.email, subject('developers-mail-confirm-subject', { portal: portal.name }));
  assert.match(mail.html, /<a /, 'the mail has an HTML part with a link');
  await hand.open(link(mail, '/confirm'));
  await heading(hand, t('developers-confirm-title'));
  await hand.type(t('developers-password'), PASSWORD);
  await hand.button(t('developers-confirm-deed'));
}

export async function signIn(hand, server, portal, person) {
  await hand.open(`${server.origin(portal.slug)}/`);
  await hand.link(t('ui-sign-in'));
  await hand.type(t('developers-email'), person.email);
  await hand.type(t('developers-password'), PASSWORD);
  await hand.button(t('ui-sign-in'), hand.page.getByRole('main'));
  await hand.page.getByText(person.name).first().waitFor();
}

/** Searches the catalog and opens the product. */
export async function find(hand, product) {
  await hand.search(product.word);
  await hand.link(product.name, hand.page.getByRole('main'));
  await heading(hand, product.name);
}

/** Registers to the product's version, and creates the application on the way. */
export async function register(hand, product, application) {
  await hand.link(new RegExp(`^${t('registration-new')}\\b`), hand.page.getByRole('main'));
  await heading(hand, t('registration-new-title', { product: product.name, version: product.version }));
  await hand.link(t('application-create'), hand.page.getByRole('main'));
  await hand.type(t('application-name'), application);
  await hand.button(t('application-create'));
  await heading(hand, t('registration-new-title', { product: product.name, version: product.version }));
  await hand.button(t('registration-request'));
  await heading(hand, application);
}

/** Generates a credential on the application's page. Gives the key, and the line that is printed for it, if any. */
export async function generate(hand, name) {
  await hand.type(t('credential-new-name'), name);
  await hand.button(t('credential-generate'));
  await hand.page.getByText(t('ui-key-once')).waitFor();
  const shown = await readKey(hand.page);
  assert.match(shown.key, /^[a-z]{3}_[0-9A-Za-z]{28}$/);
  return shown;
}

export async function readKey(page) {
  const key = (await page.getByRole('group', { name: t('ui-key-label') }).textContent()).trim();
  const line = page.getByRole('group', { name: 'curl' });
  return { key, line: (await line.count()) > 0 ? (await line.textContent()).trim() : null };
}

/** Leaves the page of the key. */
export async function kept(hand) {
  await hand.link(t('credential-done'));
}

/** The state of the registration on the application's page. */
export async function registrationState(page) {
  const row = page.getByRole('region', { name: t('application-registrations') }).getByRole('row').nth(1);
  return (await row.getByRole('cell').first().textContent()).trim();
}

/** Waits for the page's first heading. */
export async function heading(hand, name) {
  await hand.page.getByRole('heading', { name, exact: true }).first().waitFor();
}

/** The subject of a mail, as a pattern. */
export function subject(key, values) {
  return new RegExp(`^${t(key, values).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
}

/** Reads why a call was refused. */
export async function explain(hand, server, portal, trace, title) {
  await hand.open(`${server.origin(portal.slug)}/trace/${trace}`);
  // The refusal is written down a moment after the answer.
  await eventually('the trace is explained', async () => {
    await hand.page.reload();
    return (await hand.page.getByRole('heading', { name: title }).count()) > 0;
  });
}

export async function signOut(hand, person) {
  await hand.disclose(person.name);
  await hand.button(t('ui-sign-out'));
  await hand.page.getByRole('link', { name: t('ui-sign-in') }).first().waitFor();
}
