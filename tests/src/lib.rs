//! The harness of the suite.
