//! `/healthz`: whether the process answers at all.

/// Says that the process answers.
pub(super) async fn healthz() -> &'static str {
    "ok\n"
}
