//! `bavard gateway`.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

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

#[test]
fn gateway_goes_on_after_a_sighup() {
    let mut gateway = bavard()
        .args(["gateway", "--upstream", "http://127.0.0.1:1"])
        .args(["--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(gateway.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    for signal in ["-HUP", "-TERM"] {
        let killed = Command::new("kill")
            .args([signal, &gateway.id().to_string()])
            .status()
            .unwrap();
        assert!(killed.success(), "{signal}");
    }
    assert_eq!(gateway.wait().unwrap().code(), Some(0));
}
