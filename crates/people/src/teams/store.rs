//! SQL and rows. Private to the folder.

use base::sieve::Order;
use base::{DeveloperId, Error, Listed, Page, PortalId, ProductId, Result, Sieve, TeamId, TeamRoleId};
use sql::{Args, Column, Failure, Listing, Row, Tx, args};

use super::team::{AssignedRole, ProductRole, Team, TeamRole};

/// Writes a team that did not exist.
pub(super) async fn insert(tx: &mut Tx, it: &Team) -> Result<()> {
    let done = tx
        .run(
            "insert into teams (id, portal, name, description, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $5)",
            args![it.id, it.portal, &it.name, &it.description, it.created_at],
        )
        .await;
    done.map(drop).map_err(taken)
}

/// Writes what may change.
pub(super) async fn update(tx: &mut Tx, it: &Team) -> Result<()> {
    let sql = "update teams set name = $2, description = $3, updated_at = $4 where id = $1";
    tx.run(sql, args![it.id, &it.name, &it.description, it.updated_at]).await.map(drop).map_err(taken)
}

fn taken(failure: Failure) -> Error {
    if failure.taken_on("name") { Error::field("name", "taken") } else { failure.into() }
}

/// Removes a team.
pub(super) async fn remove(tx: &mut Tx, id: &TeamId) -> Result<()> {
    tx.run("delete from teams where id = $1", args![id]).await?;
    Ok(())
}

/// The teams of a portal.
pub(super) async fn list(tx: &mut Tx, portal: &PortalId) -> Result<Vec<Team>> {
    let rows = tx
        .all(
            "select t.id, t.portal, t.name, t.description, t.created_at, t.updated_at,
                    (select count(*) from team_members m where m.team = t.id) as members,
                    (select count(distinct r.product) from team_roles r where r.team = t.id) as products
               from teams t where t.portal = $1 order by lower(t.name), t.id",
            args![portal],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// What programs call a team's columns.
const COLUMNS: [Column; 1] = [Column::new("name", "t.name")];

fn listing(rows: &'static str, args: Args) -> Listing {
    let mut listing = Listing::new(
        "t.id, t.portal, t.name, t.description, t.created_at, t.updated_at,
         (select count(*) from team_members m where m.team = t.id) as members,
         (select count(distinct r.product) from team_roles r where r.team = t.id) as products",
        rows,
        args,
    );
    listing.order("lower(t.name)", Order::Ascending);
    listing.order("t.id", Order::Ascending);
    listing
}

/// The teams of a portal that a sieve lets through.
pub(super) async fn list_sieved(
    tx: &mut Tx,
    portal: &PortalId,
    sieve: &Sieve,
    page: Page,
) -> Result<Listed<Team>> {
    let mut listing = listing("teams t where t.portal = $1", args![portal]);
    listing.sieve(&COLUMNS, sieve)?;
    let (rows, total) = tx.page(&listing, page).await?;
    let items = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

/// The teams of a developer, a part of them.
pub(super) async fn page_of(tx: &mut Tx, developer: &DeveloperId, page: Page) -> Result<Listed<Team>> {
    let rows = "teams t join team_members mine on mine.team = t.id where mine.developer = $1";
    let (rows, total) = tx.page(&listing(rows, args![developer]), page).await?;
    let items = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

/// The teams of a developer.
pub(super) async fn list_of(tx: &mut Tx, developer: &DeveloperId) -> Result<Vec<Team>> {
    let rows = tx
        .all(
            "select t.id, t.portal, t.name, t.description, t.created_at, t.updated_at,
                    (select count(*) from team_members m where m.team = t.id) as members,
                    (select count(distinct r.product) from team_roles r where r.team = t.id) as products
               from teams t join team_members mine on mine.team = t.id
              where mine.developer = $1 order by lower(t.name), t.id",
            args![developer],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The team of this id.
pub(super) async fn find(tx: &mut Tx, id: &TeamId) -> Result<Team> {
    let row = tx
        .maybe_one(
            "select t.id, t.portal, t.name, t.description, t.created_at, t.updated_at,
                    (select count(*) from team_members m where m.team = t.id) as members,
                    (select count(distinct r.product) from team_roles r where r.team = t.id) as products
               from teams t where t.id = $1",
            args![id],
        )
        .await?;
    row.ok_or(Error::NotFound).and_then(|row| read(&row))
}

/// The team of this id, held until the end of the transaction: what is decided by what was read stays true.
pub(super) async fn find_to_change(tx: &mut Tx, id: &TeamId) -> Result<Team> {
    tx.maybe_one("select id from teams where id = $1 {for_update}", args![id]).await?;
    find(tx, id).await
}

/// The ids of a team's developers, by name.
pub(super) async fn members(tx: &mut Tx, id: &TeamId) -> Result<Vec<DeveloperId>> {
    let rows = tx
        .all(
            "select d.id from team_members m join developers d on d.id = m.developer
              where m.team = $1 order by lower(d.full_name), d.id",
            args![id],
        )
        .await?;
    rows.iter().map(|row| row.id("id")).collect()
}

/// Takes a developer in, unless they are, and says so.
pub(super) async fn add_member(tx: &mut Tx, id: &TeamId, developer: &DeveloperId) -> Result<bool> {
    let sql =
        "insert into team_members (team, developer) values ($1, $2) on conflict (team, developer) do nothing";
    Ok(tx.run(sql, args![id, developer]).await? == 1)
}

/// Takes a developer out who is in.
pub(super) async fn remove_member(tx: &mut Tx, id: &TeamId, developer: &DeveloperId) -> Result<()> {
    let sql = "delete from team_members where team = $1 and developer = $2";
    if tx.run(sql, args![id, developer]).await? == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// The roles of a team, in the order in which they were given: ids are made in order.
pub(super) async fn assigned(tx: &mut Tx, id: &TeamId, page: Page) -> Result<Listed<AssignedRole>> {
    let mut listing = Listing::new("r.id, r.product, r.role", "team_roles r where r.team = $1", args![id]);
    listing.order("r.id", Order::Ascending);
    let (rows, total) = tx.page(&listing, page).await?;
    let items = rows.iter().map(read_assigned).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

/// One role of a team.
pub(super) async fn find_role(tx: &mut Tx, id: &TeamId, role: &TeamRoleId) -> Result<AssignedRole> {
    let sql = "select id, product, role from team_roles where team = $1 and id = $2";
    let row = tx.maybe_one(sql, args![id, role]).await?;
    row.ok_or(Error::NotFound).and_then(|row| read_assigned(&row))
}

/// Writes a role beside others.
pub(super) async fn insert_role(tx: &mut Tx, id: &TeamId, it: &AssignedRole) -> Result<()> {
    let sql = "insert into team_roles (id, team, product, role) values ($1, $2, $3, $4)";
    let done = tx.run(sql, args![it.id, id, it.product, it.role.name()]).await;
    sql::unless_taken(done, "team.role_already").map(drop)
}

/// Takes one role away.
pub(super) async fn remove_one_role(tx: &mut Tx, role: &TeamRoleId) -> Result<()> {
    tx.run("delete from team_roles where id = $1", args![role]).await?;
    Ok(())
}

fn read_assigned(row: &Row) -> Result<AssignedRole> {
    Ok(AssignedRole { id: row.id("id")?, product: row.id("product")?, role: role(row)? })
}

fn role(row: &Row) -> Result<TeamRole> {
    let role = row.get::<String>("role")?;
    role.parse().map_err(|_| Error::internal(format!("a team has the unknown role {role}")))
}

/// The products on which a team has a role.
pub(super) async fn roles(tx: &mut Tx, id: &TeamId) -> Result<Vec<ProductRole>> {
    let rows = tx
        .all(
            "select r.product, r.role, p.name from team_roles r join products p on p.id = r.product
              where r.team = $1 order by lower(p.name), p.id",
            args![id],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(ProductRole { product: row.id("product")?, product_name: row.get("name")?, role: role(row)? })
        })
        .collect()
}

/// The ids and names of all products.
pub(super) async fn products(tx: &mut Tx) -> Result<Vec<(ProductId, String)>> {
    let rows = tx.all("select id, name from products order by lower(name), id", args![]).await?;
    rows.iter().map(|row| Ok((row.id("id")?, row.get("name")?))).collect()
}

/// The product's name, if there is such a product.
pub(super) async fn product_name(tx: &mut Tx, id: &ProductId) -> Result<Option<String>> {
    let row = tx.maybe_one("select name from products where id = $1", args![id]).await?;
    row.map(|row| row.get("name")).transpose()
}

/// Writes a role. The strongest counts, so there is only one for each product.
pub(super) async fn put_role(
    tx: &mut Tx,
    role_id: TeamRoleId,
    id: &TeamId,
    product: &ProductId,
    role: TeamRole,
) -> Result<()> {
    remove_role(tx, id, product).await?;
    let sql = "insert into team_roles (id, team, product, role) values ($1, $2, $3, $4)";
    tx.run(sql, args![role_id, id, product, role.name()]).await?;
    Ok(())
}

/// Takes every role on a product away.
pub(super) async fn remove_role(tx: &mut Tx, id: &TeamId, product: &ProductId) -> Result<()> {
    tx.run("delete from team_roles where team = $1 and product = $2", args![id, product]).await?;
    Ok(())
}

fn read(row: &Row) -> Result<Team> {
    Ok(Team {
        id: row.id("id")?,
        portal: row.id("portal")?,
        name: row.get("name")?,
        description: row.get("description")?,
        members: row.get("members")?,
        products: row.get("products")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}
