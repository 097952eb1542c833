//! Outside validators.
