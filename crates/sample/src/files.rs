//! The files of `content/`, part of the program.

/// The files of one product.
pub(crate) struct ProductFiles {
    /// `product.toml`.
    pub(crate) product: &'static str,
    /// `docs/*.md`.
    pub(crate) documents: &'static [&'static str],
    /// The descriptions, by file name.
    pub(crate) specifications: &'static [(&'static str, &'static str)],
}

/// All products.
pub(crate) const FILES: &[ProductFiles] = &[
    ProductFiles {
        product: include_str!("../content/ferries/product.toml"),
        documents: &[
            include_str!("../content/ferries/docs/authentication.md"),
            include_str!("../content/ferries/docs/book-a-crossing.md"),
            include_str!("../content/ferries/docs/changelog.md"),
            include_str!("../content/ferries/docs/errors.md"),
            include_str!("../content/ferries/docs/getting-started.md"),
            include_str!("../content/ferries/docs/moving-from-v1.md"),
        ],
        specifications: &[
            ("v1.yaml", include_str!("../content/ferries/v1.yaml")),
            ("v2.yaml", include_str!("../content/ferries/v2.yaml")),
            ("v3.yaml", include_str!("../content/ferries/v3.yaml")),
        ],
    },
    ProductFiles {
        product: include_str!("../content/parcels/product.toml"),
        documents: &[
            include_str!("../content/parcels/docs/changelog.md"),
            include_str!("../content/parcels/docs/errors.md"),
            include_str!("../content/parcels/docs/getting-started.md"),
            include_str!("../content/parcels/docs/labels.md"),
            include_str!("../content/parcels/docs/send-a-parcel.md"),
            include_str!("../content/parcels/docs/tracking.md"),
        ],
        specifications: &[
            ("v1.yaml", include_str!("../content/parcels/v1.yaml")),
            ("v2.yaml", include_str!("../content/parcels/v2.yaml")),
            ("v3.yaml", include_str!("../content/parcels/v3.yaml")),
        ],
    },
    ProductFiles {
        product: include_str!("../content/harbours/product.toml"),
        documents: &[
            include_str!("../content/harbours/docs/changelog.md"),
            include_str!("../content/harbours/docs/errors.md"),
            include_str!("../content/harbours/docs/find-a-berth.md"),
            include_str!("../content/harbours/docs/getting-started.md"),
            include_str!("../content/harbours/docs/water-under-the-keel.md"),
        ],
        specifications: &[
            ("v1.yaml", include_str!("../content/harbours/v1.yaml")),
            ("v2.yaml", include_str!("../content/harbours/v2.yaml")),
        ],
    },
    ProductFiles {
        product: include_str!("../content/weather/product.toml"),
        documents: &[
            include_str!("../content/weather/docs/changelog.md"),
            include_str!("../content/weather/docs/forecasts-and-comfort.md"),
            include_str!("../content/weather/docs/getting-started.md"),
            include_str!("../content/weather/docs/warnings-and-alerts.md"),
        ],
        specifications: &[
            ("v1.yaml", include_str!("../content/weather/v1.yaml")),
            ("v2.yaml", include_str!("../content/weather/v2.yaml")),
        ],
    },
    ProductFiles {
        product: include_str!("../content/accounts/product.toml"),
        documents: &[
            include_str!("../content/accounts/docs/changelog.md"),
            include_str!("../content/accounts/docs/getting-started.md"),
            include_str!("../content/accounts/docs/pay-an-invoice.md"),
            include_str!("../content/accounts/docs/reconcile-a-month.md"),
            include_str!("../content/accounts/docs/who-am-i.md"),
        ],
        specifications: &[
            ("v1.yaml", include_str!("../content/accounts/v1.yaml")),
            ("v2.yaml", include_str!("../content/accounts/v2.yaml")),
        ],
    },
];
