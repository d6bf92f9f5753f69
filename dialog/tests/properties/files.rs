//! Any file gives a project or a report.

use bavard_dialog::understanding::TrainingData;
use bavard_dialog::{LocaleFile, Project, ProjectFiles, Severity};
use proptest::prelude::*;

use crate::configuration;
use crate::damage::{SOUND, damaged};

/// Either a project, or a report with an error in it.
fn loads_or_reports(files: &ProjectFiles) {
    if let Err(error) = Project::load(files) {
        let mut findings = error.findings.iter();
        assert!(findings.any(|finding| finding.severity == Severity::Error));
    }
}

/// Text that has the look of a training file.
fn marked_up() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,10}".boxed(),
        prop::sample::select(vec![
            "<project>",
            "</project>",
            "<ontology>",
            "</ontology>",
            "<intents>",
            "</intents>",
            "<intent name=\"i\">",
            "</intent>",
            "<concepts>",
            "</concepts>",
            "<concept name=\"c\">",
            "</concept>",
            "<regex>",
            "</regex>",
            "<dictionaries>",
            "</dictionaries>",
            "<dictionary conceptref=\"c\">",
            "</dictionary>",
            "<entry literal=\"l\" value=\"v\"/>",
            "<samples>",
            "</samples>",
            "<sample intentref=\"i\" count=\"3\">",
            "</sample>",
            "<annotation conceptref=\"c\">",
            "</annotation>",
            "<relations>",
            "</relations>",
            "<relation type=\"isA\" conceptref=\"c\"/>",
            "<![CDATA[",
            "]]>",
            "&amp;",
            "&#0;",
            "<!--",
            "-->",
            "<!DOCTYPE a [<!ENTITY b \"b\">]>",
            "&b;",
        ])
        .prop_map(str::to_owned)
        .boxed(),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(configuration(256))]

    #[test]
    fn any_bytes_as_a_dialog_give_a_report(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        loads_or_reports(&ProjectFiles {
            dialog: String::from_utf8_lossy(&bytes).into_owned(),
            locales: SOUND.locales.clone(),
        });
    }

    #[test]
    fn any_bytes_as_training_data_give_a_report(
        text in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..200)
                .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
            marked_up(),
        ]
    ) {
        // Reading alone first: loading stops at a dialog that does not fit.
        let _ = TrainingData::parse(&text);
        let locale = LocaleFile { locale: "en-US".to_owned(), trsx: text };
        loads_or_reports(&ProjectFiles { dialog: SOUND.dialog.clone(), locales: vec![locale] });
    }

    #[test]
    fn a_damaged_dialog_gives_a_report_or_a_project(files in damaged()) {
        loads_or_reports(&files);
    }
}
