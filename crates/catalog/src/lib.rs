//! Products, versions, documents, specifications, strategies, publications, visibility.
