//! The design system: tokens, components, layout, icons, texts. Knows no noun.
