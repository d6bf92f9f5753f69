//! What the user asked for.

use std::ffi::OsString;

use pico_args::Arguments;

use crate::demo::Example;
use crate::failure::Failure;
use crate::suites::Suite;

/// The text of `cargo xtask help`.
pub(crate) const HELP: &str = "\
Developer commands of Bavard

Usage: cargo xtask COMMAND

  demo [--project coffee] [--port 8000]
                          build everything, run the example `coffee` or `showcase` and its page until Ctrl-C
  test [--suite NAME]...  run every test, or only the named suites:
                          lint, native, chromium, firefox, dist, page, coffee, showcase, travel,
                          clients, examples, e2e, visual; with BAVARD_ACCEPT=1, `visual` keeps what it sees as right
  dist                    build the files a site embeds into dist/ and check their sizes
  bench [engine|server|widget] [--quick]
                          measure the dialog engine, the server under load, or the widget in a browser beside another
                          chat; the engine unless named
  bench widget --sizes    tell which crates and functions the widget's bytes come from
  lint                    rustfmt and clippy
  setup                   install every tool that the other commands need

Each command first installs what it needs and is missing. Tools go to a folder of their own in the cache directory.";

/// The page's port unless `--port` names another.
const DEMO_PORT: u16 = 8000;

/// One parsed command line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// Show [`HELP`].
    Help,
    /// Install every tool.
    Setup,
    /// Run the example and its page.
    Demo {
        /// What is run.
        example: Example,
        /// Where the page is served.
        port: u16,
    },
    /// Run tests.
    Test {
        /// In the order in which they run.
        suites: Vec<Suite>,
    },
    /// Build `dist/`.
    Dist,
    /// Measure something.
    Bench {
        /// What is measured.
        subject: Subject,
        /// Whether rough figures are enough.
        quick: bool,
    },
    /// Format check and clippy.
    Lint,
}

/// What a benchmark measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Loading, understanding and turns, without a server.
    Engine,
    /// The server under load, beside a server that does nothing.
    Server,
    /// The widget in a browser, beside another chat.
    Widget,
    /// What the widget's bytes are made of.
    WidgetSizes,
}

impl Request {
    /// Reads the words after `cargo xtask`.
    ///
    /// # Errors
    ///
    /// [`Failure::Usage`] names the word that has no meaning here.
    pub(crate) fn parse(words: Vec<OsString>) -> Result<Self, Failure> {
        let mut words = Arguments::from_vec(words);
        if words.contains(["-h", "--help"]) {
            return Ok(Self::Help);
        }
        let request = match words.subcommand()?.as_deref() {
            None | Some("help") => Self::Help,
            Some("setup") => Self::Setup,
            Some("demo") => Self::Demo {
                example: match words.opt_value_from_str::<_, String>("--project")? {
                    None => Example::Coffee,
                    Some(name) => Example::named(&name)
                        .ok_or_else(|| Failure::Usage(format!("there is no example `{name}`")))?,
                },
                port: words.opt_value_from_str("--port")?.unwrap_or(DEMO_PORT),
            },
            Some("test") => Self::Test {
                suites: chosen_suites(&words.values_from_str::<_, String>("--suite")?)?,
            },
            Some("dist") => Self::Dist,
            Some("bench") => {
                // First, so that it is not taken for the subject.
                let quick = words.contains("--quick");
                let sizes = words.contains("--sizes");
                let subject = match words.subcommand()?.as_deref() {
                    None | Some("engine") => Subject::Engine,
                    Some("server") => Subject::Server,
                    Some("widget") if sizes => Subject::WidgetSizes,
                    Some("widget") => Subject::Widget,
                    Some(other) => {
                        let problem = format!("there is no benchmark `{other}`");
                        return Err(Failure::Usage(problem));
                    }
                };
                if sizes && subject != Subject::WidgetSizes {
                    let problem = "`--sizes` goes with `bench widget`".to_owned();
                    return Err(Failure::Usage(problem));
                }
                Self::Bench { subject, quick }
            }
            Some("lint") => Self::Lint,
            Some(other) => {
                return Err(Failure::Usage(format!("there is no command `{other}`")));
            }
        };
        match words.finish().first() {
            None => Ok(request),
            Some(word) => Err(Failure::Usage(format!(
                "`{}` means nothing here",
                word.to_string_lossy()
            ))),
        }
    }
}

fn chosen_suites(names: &[String]) -> Result<Vec<Suite>, Failure> {
    if names.is_empty() {
        return Ok(Suite::ALL.to_vec());
    }
    if let Some(unknown) = names.iter().find(|name| Suite::named(name).is_none()) {
        return Err(Failure::Usage(format!("there is no suite `{unknown}`")));
    }
    Ok(Suite::ALL
        .into_iter()
        .filter(|suite| names.iter().any(|name| name == suite.name()))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Request, Failure> {
        Request::parse(line.split_whitespace().map(OsString::from).collect())
    }

    #[test]
    fn no_words_ask_for_help() {
        assert_eq!(parse("").unwrap(), Request::Help);
    }

    #[test]
    fn a_test_run_without_names_has_every_suite() {
        let expected = Request::Test {
            suites: Suite::ALL.to_vec(),
        };
        assert_eq!(parse("test").unwrap(), expected);
    }

    #[test]
    fn named_suites_run_in_the_usual_order() {
        let expected = Request::Test {
            suites: vec![Suite::Native, Suite::EndToEnd],
        };
        assert_eq!(parse("test --suite e2e --suite native").unwrap(), expected);
    }

    #[test]
    fn an_unknown_suite_is_named_in_the_error() {
        let failure = parse("test --suite nativ").unwrap_err();
        assert!(failure.to_string().contains("`nativ`"), "{failure}");
    }

    #[test]
    fn a_word_too_many_is_named_in_the_error() {
        let failure = parse("dist --fast").unwrap_err();
        assert!(failure.to_string().contains("`--fast`"), "{failure}");
    }

    #[test]
    fn a_benchmark_measures_the_engine_unless_another_is_named_and_may_be_quick() {
        for (line, subject, quick) in [
            ("bench", Subject::Engine, false),
            ("bench --quick", Subject::Engine, true),
            ("bench engine", Subject::Engine, false),
            ("bench server", Subject::Server, false),
            ("bench server --quick", Subject::Server, true),
            ("bench --quick server", Subject::Server, true),
            ("bench widget --quick", Subject::Widget, true),
            ("bench widget --sizes", Subject::WidgetSizes, false),
        ] {
            assert_eq!(
                parse(line).unwrap(),
                Request::Bench { subject, quick },
                "{line}"
            );
        }
        let failure = parse("bench kettle").unwrap_err();
        assert!(failure.to_string().contains("`kettle`"), "{failure}");
        let failure = parse("bench server --sizes").unwrap_err();
        assert!(failure.to_string().contains("`--sizes`"), "{failure}");
    }

    #[test]
    fn the_demo_takes_a_port() {
        assert_eq!(
            parse("demo --port 8123").unwrap(),
            Request::Demo {
                example: Example::Coffee,
                port: 8123
            }
        );
    }

    #[test]
    fn the_demo_takes_an_example_that_there_is() {
        assert_eq!(
            parse("demo --project showcase").unwrap(),
            Request::Demo {
                example: Example::Showcase,
                port: DEMO_PORT
            }
        );
        let failure = parse("demo --project tea").unwrap_err();
        assert!(failure.to_string().contains("`tea`"), "{failure}");
    }
}
