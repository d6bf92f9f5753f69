//! `bavard gateway`.

use crate::support::{bavard, stderr};

#[test]
fn gateway_without_an_upstream_says_how_to_give_one() {
    let output = bavard().arg("gateway").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert!(text.contains("--upstream URL"), "{text}");
}

#[test]
fn gateway_refuses_an_upstream_that_is_no_endpoint() {
    let output = bavard()
        .args(["gateway", "--upstream", "dlg.example/path"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let text = stderr(&output);
    assert!(text.contains("https://dlg.api.nuance.com"), "{text}");
}
