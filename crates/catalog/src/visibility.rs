//! What a portal shows to whom: one SQL condition for products, one for versions, one for documents.
//!
//! A statement that uses them binds the reach first: `$1` everything, `$2` the portal, `$3` the developer, and names
//! its tables `p` (products), `v` (versions), `d` (documents). A product is shown where it is published; a private
//! catalog is shown to developers only; with RBAC on, a product is shown to those whose team has a role on it, and
//! without a team nothing is. A version or a document is shown where its product is and it is published itself.
//! The conditions are texts that the compiler joins, because the statements of this house are constants.

macro_rules! product_is_visible {
    () => {
        "($1 or exists (
            select 1 from product_publications shown join portals place on place.id = shown.portal
             where shown.product = p.id and shown.portal = $2
               and (place.catalog = 'public' or $3 <> '')
               and (not place.rbac or exists (
                    select 1 from team_members mine join team_roles held on held.team = mine.team
                     where mine.developer = $3 and held.product = p.id))))"
    };
}

macro_rules! version_is_visible {
    () => {
        "($1 or exists (
            select 1 from publications offer
             where offer.version = v.id and offer.portal = $2 and offer.state = 'published'))"
    };
}

macro_rules! document_is_visible {
    () => {
        "($1 or d.state = 'published')"
    };
}

pub(crate) use {document_is_visible, product_is_visible, version_is_visible};
