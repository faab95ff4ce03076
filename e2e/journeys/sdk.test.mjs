// The published SDK of the Portal API, unmodified: the whole way of a developer, and every method of its classes.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import sdk from '@kong/sdk-portal-js';
import { databases } from '../harness/databases.mjs';
import { mailTo } from '../harness/mail.mjs';
import { program, refused, token } from '../harness/programs.mjs';
import { eventually, freshFolder, startServer } from '../harness/server.mjs';
import { journey } from '../harness/steps.mjs';
import { startUpstream } from '../harness/upstream.mjs';

const ADA = { email: 'ada@example.org', full_name: 'Ada Quarry' };
const [FIRST, SECOND] = ['four quiet harbours at dawn', 'five loud harbours at noon'];
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
const SPECIFICATION = 'openapi: 3.1.0\ninfo: { title: Ferries, version: "1" }\npaths:\n  /ferries:\n    get: { operationId: list, summary: All ferries, responses: { "200": { description: All } } }\n';

/** The classes of the SDK, by name. */
const CLASSES = Object.keys(sdk).filter((name) => name.endsWith('Api')).sort();

/** One object of each class, on this axios. `called` collects `Class.method`. */
function clients(http, origin, called) {
  const configuration = new sdk.Configuration({ basePath: origin });
  const watched = (name) => new Proxy(new sdk[name](configuration, origin, http), {
    get(it, method) {
      if (methods(name).includes(method)) called.add(`${name}.${method}`);
      return it[method];
    },
  });
  return Object.fromEntries(CLASSES.map((name) => [name, watched(name)]));
}

const methods = (name) => Object.getOwnPropertyNames(sdk[name].prototype).filter((it) => it !== 'constructor');

for (const database of databases) {
  describe(`the SDK on ${database.name}`, () => {
    const called = new Set();
    let opened; let folder; let upstream; let server; let admin; let http; let api;
    const made = {};

    before(async () => {
      [opened, folder] = [database.open(), freshFolder()];
      const data = join(folder.path, 'data');
      const secret = token(data, opened.url);
      upstream = await startUpstream();
      server = await startServer({ folder: data, databaseUrl: opened.url });
      admin = program(server.origin('api'), { authorization: `Bearer ${secret}` });
      http = program(server.origin('sdk'));
      api = clients(http, server.origin('sdk'), called);
    });
    after(async () => {
      await server?.stop();
      await upstream?.stop();
      opened?.drop();
      folder?.remove();
    });

    const step = journey(() => []);
    const make = async (path, body) => (await admin.post(`/v2${path}`, body)).data;

    step('an admin offers a product', async () => {
      const strategy = await make('/application-auth-strategies', { name: 'key', display_name: 'Key', strategy_type: 'key_auth', configs: { 'key-auth': { key_names: ['apikey'] } } });
      const portal = await make('/portals', { name: 'SDK', slug: 'sdk', auto_approve_developers: true, default_application_auth_strategy_id: strategy.id });
      const service = await make('/gateway-services', { name: 'ferries', upstream_url: upstream.url, path_prefix: '/ferries' });
      const product = await make('/api-products', { name: 'Ferries', description: 'Boats that come back', portal_ids: [portal.id], public_labels: { area: 'sea' } });
      const link = { id: service.id, control_plane_id: service.control_plane_id };
      const version = await make(`/api-products/${product.id}/product-versions`, { name: 'v1', gateway_service: link });
      await make(`/api-products/${product.id}/product-versions/${version.id}/specifications`, { name: 'ferries.yaml', content: Buffer.from(SPECIFICATION).toString('base64') });
      const document = await make(`/api-products/${product.id}/documents`, { slug: 'start', status: 'published', title: 'Start', content: '# Start\n\nGo *on*.' });
      await make(`/portals/${portal.id}/product-versions`, { publish_status: 'published', product_version_id: version.id, auth_strategy_ids: [strategy.id], application_registration_enabled: true, auto_approve_registration: false, deprecated: false });
      Object.assign(made, { strategy, portal, service, product, version, document });
    });

    step('the portal tells a stranger what it is', async () => {
      const { data } = await api.PortalApi.getPortalContext();
      assert.deepEqual([data.portal_id, data.is_public, data.basic_auth_enabled], [made.portal.id, false, true]);
      const appearance = await api.PortalApi.getPortalAppearance();
      assert.ok(appearance.data.variables.catalog);
      for (const picture of [await api.PortalApi.getPortalLogo(), await api.PortalApi.getPortalCatalogCover()]) {
        assert.match(picture.headers['content-type'], /^image\//);
      }
      assert.equal((await refused(api.DeveloperApi.getDeveloperMe())).status, 401);
      assert.equal((await refused(api.ProductsApi.listProducts())).status, 401);
      assert.equal((await refused(api.DeveloperApi.authenticateSso())).status, 400);
    });

    step('a developer signs up, confirms, chooses a password and signs in', async () => {
      assert.equal((await api.DeveloperApi.register({ requestBody: ADA })).status, 201);
      const mail = await mailTo(server, ADA.email);
      const { status, data } = await api.DeveloperApi.verifyEmail({ verifyEmailRequest: { token: mail.text.match(UUID)[0] } });
      assert.deepEqual([status, data.email], [202, ADA.email]);
      await api.DeveloperApi.resetPassword({ resetPasswordRequest: { token: data.token, password: FIRST } });
      const wrong = await refused(api.DeveloperApi.authenticate({ authenticateRequest: { username: ADA.email, password: SECOND } }));
      assert.deepEqual([wrong.status, wrong.title], [401, 'Invalid Credentials']);
      await api.DeveloperApi.authenticate({ authenticateRequest: { username: ADA.email, password: FIRST } });
      const me = (await api.DeveloperApi.getDeveloperMe()).data;
      assert.deepEqual([me.email, me.full_name], [ADA.email, ADA.full_name]);
      await api.DeveloperApi.refresh();
      assert.equal((await api.DeveloperApi.getDeveloperMe()).data.id, me.id);
    });

    step('reads the catalog', async () => {
      const productId = made.product.id;
      const productVersionId = made.version.id;
      const found = (await api.SearchApi.searchPortalEntities({ indices: 'product-catalog', q: '', join: 'versions', pageSize: 12, pageNumber: 1 })).data;
      assert.deepEqual([found.meta.page.total, found.data[0].source.latest_version.id], [1, productVersionId]);
      const listed = (await api.ProductsApi.listProducts({ filterNameContains: 'FERR', pageSize: 5, pageNumber: 1 })).data;
      assert.deepEqual(listed.data.map((it) => it.public_labels), [{ area: 'sea' }]);
      const product = (await api.ProductsApi.getProduct({ productId })).data;
      assert.deepEqual([product.document_count, product.version_count], [1, 1]);
      assert.equal((await api.ProductsApi.getProductActions({ productId })).data.actions.register, true);
      const versions = (await api.VersionsApi.listProductVersions({ productId, pageSize: 100, pageNumber: 1 })).data;
      assert.deepEqual(versions.data[0].registration_configs.map((it) => [it.id, it.credential_type]), [[made.strategy.id, 'key_auth']]);
      assert.equal((await api.VersionsApi.getProductVersion({ productId, productVersionId })).data.name, 'v1');
      const spec = (await api.VersionsApi.getProductVersionSpec({ productId, productVersionId })).data;
      assert.equal(spec.content, SPECIFICATION);
      const { operations } = (await api.VersionsApi.getProductVersionSpecOperations({ productId, productVersionId })).data;
      assert.deepEqual(operations.map((it) => [it.method, it.path, it.operation_id]), [['get', '/ferries', 'list']]);
      const tree = await api.DocumentationApi.listProductDocuments({ productId, accept: 'application/vnd.konnect.document-tree+json' });
      assert.deepEqual(tree.data.data.map((it) => [it.slug, it.children]), [['start', []]]);
      const flat = await api.DocumentationApi.listProductDocuments({ productId });
      assert.equal(flat.data.data[0].id, made.document.id);
      const raw = await api.DocumentationApi.getProductDocument({ productId, documentId: 'start' });
      assert.equal(raw.data.content, '# Start\n\nGo *on*.');
      const nodes = await api.DocumentationApi.getProductDocument({ productId, documentId: made.document.id, accept: 'application/vnd.konnect.document-nodes+json' });
      assert.deepEqual(nodes.data.content.children.map((it) => it.type), ['heading', 'paragraph']);
    });

    step('creates an application, changes it and generates credentials', async () => {
      const strategies = (await api.ApplicationsApi.listApplicationAuthStrategies({ filterCredentialTypeEq: 'key_auth' })).data;
      assert.deepEqual(strategies.data.map((it) => it.id), [made.strategy.id]);
      const application = (await api.ApplicationsApi.createApplication({ createApplicationPayload: { name: 'Timetable', reference_id: 'timetable', auth_strategy_id: made.strategy.id } })).data;
      const applicationId = application.id;
      await api.ApplicationsApi.updateApplication({ applicationId, updateApplicationPayload: { description: 'When they leave', reference_id: 'timetable' } });
      const seen = (await api.ApplicationsApi.getApplication({ applicationId })).data;
      assert.deepEqual([seen.name, seen.description, seen.auth_strategy.key_names], ['Timetable', 'When they leave', ['apikey']]);
      assert.equal((await api.ApplicationsApi.listApplications({ filterAuthStrategyId: made.strategy.id })).data.meta.page.total, 1);
      const credential = (await api.CredentialsApi.createCredential({ applicationId, createCredentialPayload: { display_name: 'Laptop' } })).data;
      assert.equal(credential.credential.length, 32);
      await api.CredentialsApi.updateCredential({ applicationId, credentialId: credential.id, updateCredentialPayload: { display_name: 'Desk' } });
      const second = (await api.CredentialsApi.createCredential({ applicationId })).data;
      await api.CredentialsApi.deleteCredential({ applicationId, credentialId: second.id });
      const credentials = (await api.CredentialsApi.listCredentials({ applicationId })).data.data;
      assert.deepEqual(credentials.map((it) => [it.display_name, it.credential]), [['Desk', undefined]]);
      assert.equal((await refused(api.CredentialsApi.refreshApplicationToken({ applicationId }))).status, 400);
      Object.assign(made, { applicationId, credential });
    });

    step('asks for access, waits, and calls the API once it is given', async () => {
      const { applicationId } = made;
      const [productId, productVersionId] = [made.product.id, made.version.id];
      const of = () => api.VersionsApi.getApplicationsByProductVersion({ productId, productVersionId, unregistered: true, filterAuthStrategyId: made.strategy.id });
      assert.equal((await of()).data.meta.page.total, 1);
      const registration = (await api.RegistrationsApi.createApplicationRegistration({ applicationId, createRegistrationPayload: { product_version_id: productVersionId } })).data;
      assert.equal(registration.status, 'pending');
      assert.equal((await of()).data.meta.page.total, 0);
      const again = api.RegistrationsApi.createApplicationRegistration({ applicationId, createRegistrationPayload: { product_version_id: productVersionId } });
      assert.equal((await refused(again)).status, 409);
      const call = () => fetch(`${server.gateway}/ferries/ferries`, { headers: { apikey: made.credential.credential } }).then((it) => it.status);
      assert.equal(await call(), 403);
      await admin.patch(`/v2/portals/${made.portal.id}/applications/${applicationId}/registrations/${registration.id}`, { status: 'approved' });
      const registrationId = registration.id;
      assert.equal((await api.RegistrationsApi.getApplicationRegistration({ applicationId, registrationId })).data.status, 'approved');
      assert.equal((await api.RegistrationsApi.listApplicationRegistrations({ applicationId, filterStatus: 'approved', filterProductNameContains: 'ferr' })).data.meta.page.total, 1);
      assert.equal(await call(), 200);
      for (const scopes of [
        () => api.RegistrationsApi.getApplicationRegistrationGrantedScopes({ applicationId, registrationId }),
        () => api.ApplicationsApi.getApplicationProductVersionGrantedScopes({ applicationId, productVersionId }),
      ]) {
        const no = await refused(scopes());
        assert.deepEqual([no.status, no.title], [422, 'Unsupported IDP']);
      }
      Object.assign(made, { registrationId, call });
    });

    step('sees the calls counted', async () => {
      const { analytics } = (await api.ApplicationAnalyticsApi.getApplicationAnalyticsConfig()).data;
      assert.equal(analytics.percentiles, true);
      const end = Date.now() + 60_000;
      const question = { start_ms: end - 3_600_000, end_ms: end, metrics: ['REQUEST_COUNT'], dimensions: ['APPLICATION', 'STATUS_CODE_GROUPED'] };
      const told = await eventually('the calls are counted', async () => {
        const { data } = await api.ApplicationAnalyticsApi.queryApplicationAnalytics({ queryApplicationAnalytics: question });
        return data.records.some((it) => it.event.STATUS_CODE_GROUPED === '2XX') && data;
      }, 30_000);
      assert.deepEqual(told.meta.dimensions.APPLICATION, ['Timetable']);
    });

    step('forgets the password, chooses another, and signs out', async () => {
      await api.DeveloperApi.forgotPassword({ resetPasswordPayload: { email: ADA.email } });
      const mail = await mailTo(server, ADA.email, /password/i);
      await api.DeveloperApi.resetPassword({ resetPasswordRequest: { token: mail.text.match(UUID)[0], password: SECOND } });
      await api.DeveloperApi.authenticate({ authenticateRequest: { username: ADA.email, password: SECOND } });
      assert.equal((await api.DeveloperApi.getDeveloperMe()).data.email, ADA.email);
    });

    step('takes everything back, and is refused from then on', async () => {
      const { applicationId, registrationId, call } = made;
      await api.RegistrationsApi.deleteApplicationRegistration({ applicationId, registrationId });
      assert.equal(await call(), 403);
      await api.ApplicationsApi.deleteApplication({ applicationId });
      assert.equal(await call(), 401);
      assert.equal((await refused(api.ApplicationsApi.getApplication({ applicationId }))).status, 404);
      await api.DeveloperApi.logout();
      assert.equal((await refused(api.DeveloperApi.getDeveloperMe())).status, 401);
      assert.equal((await refused(api.DeveloperApi.refresh())).status, 401);
    });

    step('every method of every class was called', () => {
      assert.equal(CLASSES.length, 10);
      const all = CLASSES.flatMap((name) => methods(name).map((method) => `${name}.${method}`));
      assert.deepEqual(all.filter((it) => !called.has(it)), []);
    });
  });
}
