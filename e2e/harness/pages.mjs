// Every kind of page, by site and visitor. The crawl must reach each of these, so that none is silently left out;
// what it finds beyond them is looked at too. `…` stands for an id or a name. Pages that are `main` are
// looked at in light and dark at both sizes; the rest, and forms sent empty, in light on a desk and dark on a phone.

export const SITES = [
  {
    name: 'front door',
    starts: ['/', '/?q=demo', '/?q=nothing-is-called-so'],
    errors: ['/nowhere'],
    expected: ['/'],
  },
  {
    name: 'portal, as a visitor',
    starts: ['/', '/sign-up/sent', '/password/sent', '/waiting', '/confirm?token=broken', '/password/new?token=broken', '/products?q=xyzzy', '/search', '/search?q=ferry', '/search?q=xyzzy'],
    errors: ['/nowhere', '/products/nowhere'],
    expected: ['/', '/sign-up', '/sign-up/sent', '/sign-in', '/password/forgotten', '/password/sent', '/waiting', '/confirm?', '/products', '/products/…', '/products/…/docs/…', '/products/…/versions/…', '/products/…/versions/…/reference/…', '/products/…/versions/…/reference/schemas', '/products/…/versions/…/reference/schemas/…', '/search', '/search?', '/portal-api', '/portal-api/reference/…'],
  },
  {
    name: 'portal, as a developer',
    as: 'developer',
    starts: ['/', '/trace', '/trace?id=broken', '/apps/new'],
    errors: ['/nowhere', '/apps/nowhere', '/apps/01900000-0000-7000-8000-000000000001'],
    expected: ['/', '/products', '/products/…', '/products/…/versions/…/register', '/apps', '/apps/new', '/apps/…', '/apps/…/edit', '/apps/…/delete', '/credentials/…/edit', '/credentials/…/delete', '/registrations/…/delete', '/account', '/trace'],
  },
  {
    name: 'console, as a stranger',
    starts: ['/sign-in', '/setup?token=broken'],
    errors: ['/nowhere'],
    expected: ['/sign-in'],
  },
  {
    name: 'console, as an admin',
    as: 'admin',
    starts: ['/', '/products?q=xyzzy', '/developers?q=xyzzy', '/applications?q=xyzzy', '/audit?q=xyzzy'],
    errors: ['/nowhere', '/products/01900000-0000-7000-8000-000000000001'],
    main: ['/', '/inbox', '/developers', '/applications/…', '/products', '/products/…', '/products/…/versions/…', '/products/…/documents/…', '/products/…/documents/folder', '/products/…/images', '/portals/…', '/portals/…/appearance', '/audit'],
    expected: ['/', '/inbox', '/developers', '/developers/…', '/applications', '/applications/…', '/products', '/products/new', '/products/…', '/products/…/documents', '/products/…/documents/new', '/products/…/documents/…', '/products/…/documents/folder', '/products/…/images', '/services', '/strategies', '/portals', '/portals/new', '/portals/…', '/portals/…/appearance', '/mails', '/mails/…', '/audit', '/admins', '/account', '/management-api', '/management-api/reference/…'],
  },
];
