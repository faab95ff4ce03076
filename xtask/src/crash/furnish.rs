//! What the loop finds in the database: a portal, an API that it offers, and a developer.
//!
//! It is written straight into the tables while no server runs, so that the loop depends on few pages.

use sql::args;

use super::check::Database;
use crate::shell::Done;

/// The portal's slug.
pub(super) const PORTAL: &str = "crash";
/// The developer's e-mail address.
pub(super) const DEVELOPER: &str = "ada@example.com";
/// The auth strategy's id.
pub(super) const STRATEGY: &str = "01900000-0000-7000-8000-000000000002";
/// The address of the page that registers an application.
pub(super) const REGISTER: &str = "/products/offered/versions/01900000-0000-7000-8000-000000000005/register";
/// The path that leads to the offered version at the gateway. Nothing listens behind it, so a call that is let in
/// is answered 502.
pub(super) const PATH: &str = "/offered/";

/// Statements without parameters, in the order in which they hold.
const ROWS: &[&str] = &[
    "insert into strategies (id, name, display_name, kind, key_names, hide_key, config, created_at, updated_at)
     values ('01900000-0000-7000-8000-000000000002', 'key', 'Key', 'key_auth', '[\"apikey\"]', true, '', 1, 1)",
    "insert into portals (id, slug, name, description, catalog, accounts, listed, rbac, auto_approve_developers,
                          auto_approve_registrations, key_prefix, default_strategy, max_applications, max_credentials,
                          welcome_title, welcome_text, support_email, theme, created_at, updated_at)
     values ('01900000-0000-7000-8000-000000000001', 'crash', 'Crash', '', 'public', 'on', true, false, true,
             true, 'prt', '01900000-0000-7000-8000-000000000002', 100000000, 20, '', '', '', '', 1, 1)",
    "insert into gateway_services (id, name, upstream_url, host, path_prefix, strip_prefix, preserve_host,
                                   connect_timeout_ms, response_timeout_ms, created_at, updated_at)
     values ('01900000-0000-7000-8000-000000000003', 'offered', 'http://127.0.0.1:1', '', '/offered', true, false,
             1000, 1000, 1, 1)",
    "insert into products (id, slug, name, description, created_at, updated_at)
     values ('01900000-0000-7000-8000-000000000004', 'offered', 'Offered', '', 1, 1)",
    "insert into versions (id, product, name, service, created_at, updated_at)
     values ('01900000-0000-7000-8000-000000000005', '01900000-0000-7000-8000-000000000004', 'v1',
             '01900000-0000-7000-8000-000000000003', 1, 1)",
    "insert into product_publications (product, portal, created_at)
     values ('01900000-0000-7000-8000-000000000004', '01900000-0000-7000-8000-000000000001', 1)",
    "insert into publications (id, version, portal, state, deprecated, registration, auto_approve, strategy,
                               created_at, updated_at)
     values ('01900000-0000-7000-8000-000000000006', '01900000-0000-7000-8000-000000000005',
             '01900000-0000-7000-8000-000000000001', 'published', false, true, true,
             '01900000-0000-7000-8000-000000000002', 1, 1)",
    "insert into developers (id, portal, email, full_name, password_hash, state, requested_at, decided_at, decided_by,
                             created_at, updated_at)
     select '01900000-0000-7000-8000-000000000007', '01900000-0000-7000-8000-000000000001', 'ada@example.com',
            'Ada', password_hash, 'approved', 1, 1, 'portal', 1, 1 from admins",
];

/// Writes the rows. The developer gets the admin's password.
pub(super) fn furnish(database: &mut Database) -> Done {
    database.write(ROWS.iter().map(|row| (*row, args![])).collect())
}
