//! Draws projects with the `bavard` binary as people do.

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};
    use std::process::{Command, Output};

    use roxmltree::Document;

    fn coffee() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/coffee")
    }

    fn graph(arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bavard"));
        command.arg("graph").arg(coffee()).args(arguments);
        command.output().unwrap()
    }

    fn stdout(output: &Output) -> String {
        assert!(output.status.success(), "{}", stderr(output));
        String::from_utf8(output.stdout.clone()).unwrap()
    }

    fn stderr(output: &Output) -> String {
        String::from_utf8(output.stderr.clone()).unwrap()
    }

    #[test]
    fn a_project_is_drawn_as_svg() {
        let svg = stdout(&graph(&[]));
        let document = Document::parse(&svg).unwrap();
        let panels = document
            .descendants()
            .filter(|node| node.attribute("class") == Some("panel"));
        assert_eq!(panels.count(), 4);
    }

    #[test]
    fn a_project_is_written_as_mermaid_text() {
        let text = stdout(&graph(&["--format", "mermaid"]));
        assert!(text.starts_with("flowchart TD\n"), "{text}");
        assert_eq!(text.matches("  subgraph ").count(), 4);
    }

    #[test]
    fn a_component_can_be_drawn_alone() {
        let text = stdout(&graph(&[
            "--format",
            "mermaid",
            "--component",
            "Order coffee",
        ]));
        assert_eq!(text.matches("  subgraph ").count(), 1);
        assert!(text.contains("Order coffee"), "{text}");
    }

    #[test]
    fn what_conversations_run_through_is_shown() {
        let conversations = coffee().join("conversations.yaml");
        let svg = stdout(&graph(&["--coverage", conversations.to_str().unwrap()]));
        let document = Document::parse(&svg).unwrap();
        let description = document
            .descendants()
            .find(|node| node.attribute("id") == Some("description"));
        let description = description.and_then(|node| node.text()).unwrap();
        assert!(
            description.starts_with("The conversations cover "),
            "{description}"
        );
        let nodes = |passage: &str| {
            let classes = document.descendants().filter_map(|node| {
                node.attribute("id").filter(|id| id.starts_with("node-"))?;
                node.attribute("class")
            });
            classes.filter(|class| class.ends_with(passage)).count()
        };
        assert_eq!(nodes(" passed") + nodes(" missed"), 43);
        assert!(nodes(" passed") > 20, "{}", nodes(" passed"));
    }

    #[test]
    fn conversations_that_cannot_be_read_are_named() {
        let output = graph(&["--coverage", "/no/such/conversations.yaml"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(
            stderr(&output).contains("/no/such/conversations.yaml"),
            "{}",
            stderr(&output)
        );
    }

    #[test]
    fn a_component_that_is_not_there_is_told_with_those_that_are() {
        let output = graph(&["--component", "Order tea"]);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(
            stderr(&output),
            "bavard: there is no component `Order tea`; there are: Main, Order coffee, 01_ShopInformation, \
             99_Transfer\n"
        );
    }

    #[test]
    fn the_picture_can_go_to_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("coffee.svg");
        let output = graph(&["--output", path.to_str().unwrap()]);
        assert_eq!(stdout(&output), "");
        let svg = std::fs::read_to_string(&path).unwrap();
        assert_eq!(svg, stdout(&graph(&[])));
    }

    #[test]
    fn a_file_that_cannot_be_written_is_named() {
        let output = graph(&["--output", "/no/such/folder/coffee.svg"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(
            stderr(&output).contains("cannot write /no/such/folder/coffee.svg"),
            "{}",
            stderr(&output)
        );
    }

    /// The picture in the documents is this one; draw it anew with `bavard graph examples/coffee --output
    /// docs/coffee.svg`.
    #[test]
    fn the_picture_in_the_documents_is_up_to_date() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/coffee.svg");
        let committed = std::fs::read_to_string(path).unwrap();
        assert!(
            committed == stdout(&graph(&[])),
            "docs/coffee.svg is not what is drawn now"
        );
    }
}
