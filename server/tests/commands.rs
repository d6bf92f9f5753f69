//! Runs the `bavard` binary as people do, and reads what it prints.

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{BufRead, BufReader};
    use std::path::{Path, PathBuf};
    use std::process::{Command, Output, Stdio};

    use serde_json::{Value, json};
    use tempfile::TempDir;

    fn bavard() -> Command {
        Command::new(env!("CARGO_BIN_EXE_bavard"))
    }

    fn kiosk() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/kiosk")
    }

    fn run(arguments: &[&Path]) -> Output {
        bavard().args(arguments).output().unwrap()
    }

    fn stdout(output: &Output) -> String {
        String::from_utf8(output.stdout.clone()).unwrap()
    }

    fn stderr(output: &Output) -> String {
        String::from_utf8(output.stderr.clone()).unwrap()
    }

    /// A copy of the kiosk whose `dialog.json` has been tampered with.
    fn changed_kiosk(change: impl FnOnce(String) -> String) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        let dialog = fs::read_to_string(kiosk().join("dialog.json")).unwrap();
        fs::write(folder.path().join("dialog.json"), change(dialog)).unwrap();
        fs::create_dir(folder.path().join("en-US")).unwrap();
        let training = "en-US/en-US.trsx";
        fs::copy(kiosk().join(training), folder.path().join(training)).unwrap();
        folder
    }

    #[test]
    fn a_sound_project_checks() {
        let output = run(&["check".as_ref(), &kiosk()]);
        assert!(output.status.success(), "{}", stdout(&output));
        assert!(
            stdout(&output).ends_with("0 errors, 0 warnings\n"),
            "{}",
            stdout(&output)
        );
    }

    #[test]
    fn a_missing_node_is_told_with_its_path() {
        let folder = changed_kiosk(|dialog| {
            dialog.replace(
                r#""successNodeId": "say_price""#,
                r#""successNodeId": "gone""#,
            )
        });
        let output = run(&["check".as_ref(), folder.path()]);
        assert_eq!(output.status.code(), Some(1));
        let text = stdout(&output);
        assert!(
            text.contains("error missing-node at $.data.components[0].nodes["),
            "{text}"
        );
        assert!(text.contains("get_price"), "{text}");
    }

    #[test]
    fn findings_can_be_had_as_json() {
        let folder = changed_kiosk(|dialog| {
            dialog.replace(
                r#""successNodeId": "say_price""#,
                r#""successNodeId": "gone""#,
            )
        });
        let output = run(&[
            "check".as_ref(),
            folder.path(),
            "--format".as_ref(),
            "json".as_ref(),
        ]);
        assert_eq!(output.status.code(), Some(1));
        let findings: Value = serde_json::from_slice(&output.stdout).unwrap();
        let finding = &findings[0];
        assert_eq!(finding["severity"], "error");
        assert_eq!(finding["code"], "missing-node");
        assert_eq!(finding["node"], "get_price");
        assert!(finding["path"].as_str().unwrap().starts_with("$.data."));
        assert_ne!(finding["message"], json!(""));
    }

    #[test]
    fn truncated_json_is_told_in_words() {
        let folder = changed_kiosk(|dialog| dialog.chars().take(5000).collect());
        let output = run(&["check".as_ref(), folder.path()]);
        assert_eq!(output.status.code(), Some(1));
        assert!(
            stdout(&output).contains("invalid-json"),
            "{}",
            stdout(&output)
        );
        assert_eq!(stderr(&output), "");
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let output = run(&["check".as_ref(), "/no/such/folder".as_ref()]);
        assert_eq!(output.status.code(), Some(1));
        assert!(
            stderr(&output).contains("/no/such/folder is not a folder"),
            "{}",
            stderr(&output)
        );
    }

    #[test]
    fn conversations_that_go_as_written_pass() {
        let output = run(&[
            "test".as_ref(),
            &kiosk(),
            &kiosk().join("conversations.yaml"),
        ]);
        assert_eq!(
            stdout(&output),
            "ok   price-from-the-client\nok   charged-twice\nok   charged-later\n\
             3 conversations, all as expected\n"
        );
        assert!(output.status.success());
    }

    fn test_conversation(conversation: &str) -> Output {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("conversations.yaml");
        fs::write(
            &file,
            format!("conversations:\n- {{id: it, {conversation}}}\n"),
        )
        .unwrap();
        run(&["test".as_ref(), &kiosk(), &file])
    }

    #[test]
    fn every_difference_of_the_first_turn_that_differs_is_shown() {
        let output = test_conversation(
            "turns: [{kick: true}, {text: tea, expect: {action: qa, node: other, texts: [Hello], \
             not_texts: [moment], selectables: [], view: {name: list}, data: {drink: milk}}}, {text: x}]",
        );
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(
            stdout(&output),
            "FAIL it\n     turn 2, text \"tea\":\n       \
             action\n       - qa\n       + da\n       \
             node\n       - other\n       + get_price\n       \
             texts\n       - Hello\n       + One moment.\n       \
             not_texts\n       - not moment\n       + One moment.\n       \
             view\n       - list (style any)\n       + none\n       \
             data.drink\n       - milk\n       + tea\n\
             1 conversations, 1 failed\n"
        );
    }

    #[test]
    fn a_backend_call_that_the_file_does_not_provide_for_is_a_difference() {
        let output = test_conversation("turns: [{kick: true}, {text: coffee}]");
        assert_eq!(output.status.code(), Some(1));
        assert!(
            stdout(&output).contains("node charge_now called its backend"),
            "{}",
            stdout(&output)
        );
    }

    #[test]
    fn a_backend_called_at_another_path_is_a_difference() {
        let output = test_conversation(
            "backend: {charge_now: {path: /refund, reply: {returnCode: '0'}}}, \
             turns: [{kick: true}, {text: coffee}]",
        );
        assert!(
            stdout(&output).contains("- /refund\n       + /charge"),
            "{}",
            stdout(&output)
        );
    }

    #[test]
    fn another_request_body_is_a_difference() {
        let output = test_conversation(
            "backend: {charge_now: {reply: {returnCode: '0'}}}, turns: [{kick: true}, \
             {text: coffee, expect: {request: {body: {drink: tea}}}}]",
        );
        assert!(
            stdout(&output).contains("request.body.drink\n       - tea\n       + coffee"),
            "{}",
            stdout(&output)
        );
    }

    #[test]
    fn a_misspelt_key_is_named() {
        let output = test_conversation("turnz: []");
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains("turnz"), "{}", stderr(&output));
    }

    #[test]
    fn the_travel_conversations_pass() {
        let travel =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/dialog/projects/travel");
        if !travel.is_dir() {
            println!("skipped: {} is not there", travel.display());
            return;
        }
        let output = run(&["test".as_ref(), &travel, &travel.join("conversations.yaml")]);
        assert!(
            output.status.success(),
            "{}{}",
            stdout(&output),
            stderr(&output)
        );
    }

    #[test]
    fn the_coffee_conversations_pass() {
        let coffee = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/coffee");
        let output = run(&["test".as_ref(), &coffee, &coffee.join("conversations.yaml")]);
        assert!(
            output.status.success(),
            "{}{}",
            stdout(&output),
            stderr(&output)
        );
    }

    #[test]
    fn serve_prints_its_address_and_ends_cleanly_on_sigterm() {
        let mut server = bavard()
            .args(["serve", "--listen", "127.0.0.1:0", "--project"])
            .arg(kiosk())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        assert!(line.starts_with("listening on http://127.0.0.1:"), "{line}");
        assert!(!line.trim_end().ends_with(":0"), "{line}");

        let killed = Command::new("kill")
            .arg(server.id().to_string())
            .status()
            .unwrap();

        assert!(killed.success());
        assert_eq!(server.wait().unwrap().code(), Some(0));
    }

    #[test]
    fn serve_without_a_project_says_how_to_give_one() {
        let output = bavard().arg("serve").output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(
            stderr(&output).contains("--project DIR"),
            "{}",
            stderr(&output)
        );
    }

    #[test]
    fn serve_names_an_unknown_key_of_its_configuration() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bavard.toml");
        fs::write(&file, "[server]\nlistn = \"127.0.0.1:0\"\n").unwrap();
        let output = bavard()
            .args(["serve", "--config"])
            .arg(&file)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains("listn"), "{}", stderr(&output));
    }

    #[test]
    fn serve_refuses_a_project_with_errors_and_says_how_to_see_them() {
        let folder = changed_kiosk(|dialog| {
            dialog.replace(
                r#""successNodeId": "say_price""#,
                r#""successNodeId": "gone""#,
            )
        });
        let project = format!("broken={}", folder.path().display());
        let output = bavard()
            .args(["serve", "--project", &project])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(
            stderr(&output).contains("bavard check"),
            "{}",
            stderr(&output)
        );
    }
}
