//! An OpenAPI document as a model. Pure.
