//! The Freight Accounts product: accounts, invoices, payments, statements. The first version shows decimal texts and
//! reads only; the second counts in cents, takes payments and listens to complaints.

mod books;
mod invoices;
pub(crate) mod v1;
pub(crate) mod v2;
