// The admin's way, step by step, with either hand.
import { heading } from './developer.mjs';
import { mailTo } from './mail.mjs';
import { t } from './words.mjs';

export const ADMIN = { name: 'Olu Portman', email: 'olu@example.org', password: 'seven steps before a door' };

const STRATEGY = 'Key in a header';

/** The link that an empty installation prints. */
export function setUpLink(server) {
  const [link] = server.said.match(/http:\/\/admin\.\S+\/setup\?token=\S+/) ?? [];
  if (!link) throw new Error(`no set-up link was printed: ${server.said}`);
  return link;
}

/** Creates the first admin. */
export async function setUp(hand, server) {
  await hand.open(setUpLink(server));
  await hand.type(t('developers-email'), ADMIN.email);
  await hand.type(t('developers-full-name'), ADMIN.name);
  await hand.type(t('developers-password'), ADMIN.password);
  await hand.button(t('admins-set-up-deed'));
  await heading(hand, t('dashboard-title'));
}

/** Opens a portal; where it is automatic, nobody decides on requests. */
export async function createPortal(hand, server, portal) {
  await go(hand, 'arrival-nav-portals');
  await hand.link(t('console-portals-open'), hand.page.getByRole('main'));
  await hand.type(t('console-portals-name'), portal.name);
  await hand.type(t('console-portals-slug'), portal.slug);
  await hand.button(t('console-portals-open'));
  await heading(hand, portal.name);
  if (portal.automatic) {
    await hand.tick(t('console-portals-auto-developers'));
    await hand.tick(t('console-portals-auto-registrations'));
    await hand.button(t('console-portals-save'));
    await heading(hand, portal.name);
  }
}

/** Creates the auth strategy under which keys are checked and then removed. */
export async function createStrategy(hand) {
  await go(hand, 'arrival-nav-strategies');
  await hand.link(t('strategy-create'), hand.page.getByRole('main'));
  await hand.type(t('strategy-name'), STRATEGY);
  await hand.tick(t('strategy-hide'));
  await hand.button(t('strategy-create'));
  await heading(hand, STRATEGY);
}

/** Creates the gateway service that leads to the upstream. */
export async function createService(hand, service) {
  await go(hand, 'arrival-nav-services');
  await hand.link(t('service-create'), hand.page.getByRole('main'));
  await hand.type(t('service-name'), `${service.name} upstream`);
  await hand.type(t('service-upstream'), service.upstream);
  await hand.type(t('service-prefix'), service.path);
  await hand.button(t('service-create'));
  await heading(hand, `${service.name} upstream`);
}

/** Creates the product with one version, linked to its service, and its specification. */
export async function createProduct(hand, product) {
  await go(hand, 'arrival-nav-catalog');
  await hand.link(t('product-create'), hand.page.getByRole('main'));
  await hand.type(t('product-name'), product.name);
  await hand.type(t('product-description'), `Everything about ${product.word}.`);
  await hand.button(t('product-create'));
  await heading(hand, t('version-create-title', { product: product.name }));
  await hand.type(t('version-name'), product.version);
  await hand.pick(t('version-service'), `${product.name} upstream`);
  await hand.button(t('version-create'));
  await heading(hand, `${product.name} ${product.version}`);
  await hand.upload(specification(product));
  await hand.page.getByText(t('specification-was-replaced')).waitFor();
}

/** Publishes the product and its version to the portal, open to applications. */
export async function publish(hand, product, portal) {
  await hand.link(t('publication-publish-to', { portal: portal.name }));
  await hand.choose(t('publication-published'));
  await hand.pick(t('publication-strategy'), STRATEGY);
  await hand.tick(t('publication-register'));
  await hand.button(t('publication-publish'));
  await hand.page.getByText(t('publication-was-saved')).waitFor();
  await hand.link(product.name, hand.page.getByRole('navigation', { name: t('ui-breadcrumbs') }));
  await hand.link(startsWith(t('product-view-portals')), hand.page.getByRole('main'));
  await hand.button(`${t('publication-show')} ${portal.name}`);
  await hand.page.getByText(t('publication-product-was-shown')).waitFor();
}

function specification(product) {
  return `openapi: 3.1.0
info: { title: ${product.name}, version: ${product.version} }
${product.server ? `servers: [{ url: '${product.server}' }]\n` : ''}paths:
  /${product.word}:
    get:
      operationId: list
      summary: All ${product.word}
      responses: { '200': { description: All of them } }
${product.operations ?? ''}`;
}

/** Approves one request in the inbox, by the name that it has there. */
export async function approveInInbox(hand, server, name) {
  await hand.open(`${server.origin('admin')}/`);
  await go(hand, 'arrival-nav-inbox');
  await hand.button(`${t('inbox-approve')} ${name}`);
  await hand.page.getByRole('button', { name: `${t('inbox-approve')} ${name}`, exact: true }).waitFor({ state: 'detached' });
  await heading(hand, t('inbox-title'));
}

/** Takes back the application's registration. */
export async function revokeRegistration(hand, server, application) {
  await openApplication(hand, server, application);
  await hand.button(startsWith(t('registration-revoke')));
  await hand.button(startsWith(t('registration-revoke')), hand.page.getByRole('dialog'));
  await hand.page.getByText(t('registration-is-revoked')).waitFor();
}

export async function approveRegistration(hand, server, application) {
  await openApplication(hand, server, application);
  await hand.button(startsWith(t('registration-approve')));
  await hand.page.getByText(t('registration-is-approved')).waitFor();
}

/** Reads a mail in the console, as the outbox shows it. */
export async function readMail(hand, server, person, subject) {
  const mail = await mailTo(server, person.email, subject);
  await hand.open(`${server.origin('admin')}/`);
  await go(hand, 'arrival-nav-mails');
  await hand.link(mail.subject, hand.page.getByRole('main'));
  await heading(hand, mail.subject);
}

async function openApplication(hand, server, application) {
  await hand.open(`${server.origin('admin')}/`);
  await go(hand, 'arrival-nav-applications');
  await hand.link(application, hand.page.getByRole('main'));
  await heading(hand, application);
}

/** Goes to a place of the navigation. */
async function go(hand, key) {
  await hand.link(new RegExp(`^${t(key)}( \\d+)?$`), hand.page.getByRole('navigation', { name: t('ui-main-nav') }));
}

const startsWith = (words) => new RegExp(`^${words}\\b`);
