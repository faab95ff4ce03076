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
        documents: &[],
        specifications: &[
            ("v1.yaml", include_str!("../content/ferries/v1.yaml")),
            ("v2.yaml", include_str!("../content/ferries/v2.yaml")),
            ("v3.yaml", include_str!("../content/ferries/v3.yaml")),
        ],
    },
    ProductFiles {
        product: include_str!("../content/parcels/product.toml"),
        documents: &[],
        specifications: &[
            ("v1.yaml", include_str!("../content/parcels/v1.yaml")),
            ("v2.yaml", include_str!("../content/parcels/v2.yaml")),
            ("v3.yaml", include_str!("../content/parcels/v3.yaml")),
        ],
    },
    ProductFiles {
        product: include_str!("../content/harbours/product.toml"),
        documents: &[],
        specifications: &[
            ("v1.yaml", include_str!("../content/harbours/v1.yaml")),
            ("v2.yaml", include_str!("../content/harbours/v2.yaml")),
        ],
    },
    ProductFiles {
        product: include_str!("../content/weather/product.toml"),
        documents: &[],
        specifications: &[
            ("v1.yaml", include_str!("../content/weather/v1.yaml")),
            ("v2.yaml", include_str!("../content/weather/v2.yaml")),
        ],
    },
    ProductFiles {
        product: include_str!("../content/accounts/product.toml"),
        documents: &[],
        specifications: &[
            ("v1.yaml", include_str!("../content/accounts/v1.yaml")),
            ("v2.yaml", include_str!("../content/accounts/v2.yaml")),
        ],
    },
];
