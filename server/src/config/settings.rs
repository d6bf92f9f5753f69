//! The checked configuration.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use http::{HeaderValue, Uri};
use reqwest::Url;

use super::ConfigError;
use super::file::{ConfigFile, LogLevel, ProjectSection, UnderstandingSection};
use crate::data_access::{Policy, TrustedHost};
use crate::project::ProjectTag;

/// Everything that `bavard serve` needs to know.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Config {
    /// Where to listen. Default `127.0.0.1:8080`; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Pages of other origins that may call. Default: none.
    pub origins: Origins,
    /// Longest request message. Default 1 MiB; a longer one is answered with OUT_OF_RANGE before it is read.
    pub max_message_bytes: usize,
    /// Folder of files to serve. Default: none.
    pub static_folder: Option<PathBuf>,
    /// The projects to run, by the tag in their model URN.
    pub projects: BTreeMap<ProjectTag, ProjectConfig>,
    /// What server-side data access may connect to.
    pub data_access: Policy,
    /// Time-outs and number of sessions.
    pub sessions: SessionLimits,
    /// How much to log. Default `info`.
    pub log_level: LogLevel,
}

/// Pages of other origins that may call the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origins {
    /// `"*"`: all of them.
    Any,
    /// These, such as `https://www.example.com`.
    Only(Vec<HeaderValue>),
}

/// A project to run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProjectConfig {
    /// Folder with `dialog.json`.
    pub folder: PathBuf,
    /// Base URL by data host alias, in place of the one that the project gives.
    pub hosts: BTreeMap<String, Url>,
    /// A remote service that understands texts. Default: none, the engine does.
    pub understanding: Option<UnderstandingConfig>,
}

/// A remote service that understands texts (`nuance.nlu.v1.Runtime`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnderstandingConfig {
    /// Its address: `http://HOST:PORT` for cleartext HTTP/2, `https://HOST` for TLS.
    pub url: Uri,
    /// URN of the model for each language that it is asked for, such as `en-US`; other languages stay with the engine.
    pub models: BTreeMap<String, String>,
}

/// Limits of sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionLimits {
    /// Life of a session without calls, when the client does not choose. Default 900 s.
    pub default_timeout: Duration,
    /// Longest life that a client can choose. Default 259,200 s (three days).
    pub max_timeout: Duration,
    /// Sessions at one time; one more is refused with RESOURCE_EXHAUSTED. Default 100,000.
    pub max_sessions: usize,
}

impl Config {
    /// Reads a configuration file. Relative paths in it start at its folder.
    ///
    /// # Errors
    ///
    /// [`ConfigError`], which names the key to change.
    pub fn read(path: &Path) -> Result<Config, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Read {
            path: path.to_owned(),
            source,
        })?;
        Config::parse(&text, path.parent().unwrap_or(Path::new("")))
    }

    /// Parses the text of a configuration file; relative paths in it start at `folder`. The empty text gives the
    /// defaults.
    ///
    /// # Errors
    ///
    /// [`ConfigError`], which names the key to change.
    pub fn parse(text: &str, folder: &Path) -> Result<Config, ConfigError> {
        let file: ConfigFile = toml::from_str(text)?;
        let data_access = parse_policy(&file.data_access.trusted_hosts)?;
        let mut projects = BTreeMap::new();
        for (tag, section) in file.projects {
            let project = parse_project(&tag, section, folder, &data_access)?;
            let tag = ProjectTag::parse(&tag)
                .map_err(|error| value_error(format!("projects.{tag}"), &error))?;
            projects.insert(tag, project);
        }
        Ok(Config {
            listen: parse_listen(&file.server.listen)?,
            origins: parse_origins(&file.server.origins)?,
            max_message_bytes: file.server.max_message_bytes,
            static_folder: None,
            projects,
            data_access,
            sessions: parse_sessions(
                file.sessions.default_timeout,
                file.sessions.max_timeout,
                file.sessions.max_sessions,
            )?,
            log_level: file.logs.level,
        })
    }
}

fn parse_listen(listen: &str) -> Result<SocketAddr, ConfigError> {
    listen.parse().map_err(|_| {
        value_error(
            "server.listen",
            &format!("\"{listen}\" is not an address with a port, such as 127.0.0.1:8080"),
        )
    })
}

fn parse_origins(origins: &[String]) -> Result<Origins, ConfigError> {
    if origins.iter().any(|origin| origin == "*") {
        return Ok(Origins::Any);
    }
    origins
        .iter()
        .map(|origin| parse_origin(origin))
        .collect::<Result<_, _>>()
        .map(Origins::Only)
}

/// Browsers send scheme, host and port, nothing else; anything else would never match.
fn parse_origin(origin: &str) -> Result<HeaderValue, ConfigError> {
    let is_origin =
        Url::parse(origin).is_ok_and(|url| url.origin().ascii_serialization() == origin);
    match HeaderValue::from_str(origin) {
        Ok(value) if is_origin => Ok(value),
        _ => Err(value_error(
            "server.origins",
            &format!("\"{origin}\" is not an origin, such as https://www.example.com"),
        )),
    }
}

fn parse_policy(trusted_hosts: &[String]) -> Result<Policy, ConfigError> {
    trusted_hosts
        .iter()
        .map(|host| {
            TrustedHost::parse(host)
                .map_err(|error| value_error("data_access.trusted_hosts", &error))
        })
        .collect::<Result<_, _>>()
        .map(Policy::new)
}

fn parse_project(
    tag: &str,
    section: ProjectSection,
    folder: &Path,
    policy: &Policy,
) -> Result<ProjectConfig, ConfigError> {
    let mut hosts = BTreeMap::new();
    for (alias, base) in section.hosts {
        let url = Url::parse(&base).map_err(|error| {
            value_error(
                format!("projects.{tag}.hosts.\"{alias}\""),
                &format!("\"{base}\" is not a URL: {error}"),
            )
        })?;
        policy
            .check(&url)
            .map_err(|refusal| ConfigError::UntrustedHost {
                tag: tag.to_owned(),
                alias: alias.clone(),
                refusal,
            })?;
        hosts.insert(alias, url);
    }
    let understanding = section.understanding;
    Ok(ProjectConfig {
        folder: folder.join(section.path),
        hosts,
        understanding: understanding
            .map(|section| parse_understanding(tag, section))
            .transpose()?,
    })
}

fn parse_understanding(
    tag: &str,
    section: UnderstandingSection,
) -> Result<UnderstandingConfig, ConfigError> {
    let key = |name: &str| format!("projects.{tag}.understanding.{name}");
    let wrong_url = |problem: &str| {
        let problem = format!(
            "\"{}\" {problem}, such as http://127.0.0.1:9000",
            section.url
        );
        value_error(key("url"), &problem)
    };
    let url: Uri = section.url.parse().map_err(|_| wrong_url("is not a URL"))?;
    if !matches!(url.scheme_str(), Some("http" | "https")) || url.authority().is_none() {
        return Err(wrong_url("is not an http or https URL"));
    }
    if section.models.is_empty() {
        let problem = "names no language: list the model of each language that the service has";
        return Err(value_error(key("models"), &problem));
    }
    Ok(UnderstandingConfig {
        url,
        models: section.models,
    })
}

fn parse_sessions(
    default_timeout: u32,
    max_timeout: u32,
    max_sessions: usize,
) -> Result<SessionLimits, ConfigError> {
    if default_timeout == 0 || default_timeout > max_timeout {
        return Err(value_error(
            "sessions.default_timeout",
            &format!(
                "{default_timeout} is not between 1 and `sessions.max_timeout` ({max_timeout})"
            ),
        ));
    }
    if max_sessions == 0 {
        return Err(value_error("sessions.max_sessions", &"must be at least 1"));
    }
    Ok(SessionLimits {
        default_timeout: Duration::from_secs(default_timeout.into()),
        max_timeout: Duration::from_secs(max_timeout.into()),
        max_sessions,
    })
}

fn value_error(key: impl Into<String>, problem: &dyn std::fmt::Display) -> ConfigError {
    ConfigError::Value {
        key: key.into(),
        problem: problem.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        Config::parse(text, Path::new("/etc/bavard"))
            .expect_err("the configuration should be refused")
            .to_string()
    }

    #[test]
    fn an_empty_file_gives_the_documented_defaults() {
        let config = Config::parse("", Path::new("")).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.origins, Origins::Only(Vec::new()));
        assert_eq!(config.max_message_bytes, 1_048_576);
        assert_eq!(config.sessions.default_timeout, Duration::from_secs(900));
        assert_eq!(config.sessions.max_timeout, Duration::from_secs(259_200));
        assert_eq!(config.sessions.max_sessions, 100_000);
        assert_eq!(config.log_level, LogLevel::Info);
    }

    #[test]
    fn a_project_path_starts_at_the_folder_of_the_file() {
        let config = Config::parse(
            "[projects.coffee]\npath = \"projects/coffee\"",
            Path::new("/etc/bavard"),
        )
        .unwrap();
        let project = config.projects.values().next().unwrap();
        assert_eq!(project.folder, Path::new("/etc/bavard/projects/coffee"));
    }

    #[test]
    fn an_unknown_key_is_named() {
        assert!(refusal("[server]\nlisten_on = \"x\"").contains("listen_on"));
        assert!(refusal("[projects.a]\npath = \"a\"\nurl = \"b\"").contains("url"));
    }

    #[test]
    fn an_address_without_a_port_names_its_key() {
        assert!(refusal("[server]\nlisten = \"localhost\"").starts_with("`server.listen`"));
    }

    #[test]
    fn an_origin_with_a_path_is_refused_because_it_would_never_match() {
        let text = refusal("[server]\norigins = [\"https://example.com/\"]");
        assert!(text.starts_with("`server.origins`"), "{text}");
    }

    #[test]
    fn a_star_among_the_origins_means_any() {
        let config = Config::parse(
            "[server]\norigins = [\"https://a.example\", \"*\"]",
            Path::new(""),
        );
        assert_eq!(config.unwrap().origins, Origins::Any);
    }

    #[test]
    fn a_plain_http_host_has_to_be_trusted() {
        let hosts = "[projects.coffee]\npath = \"x\"\n[projects.coffee.hosts]\n\"shop\" = \"http://127.0.0.1:9000\"";
        let text = refusal(hosts);
        assert!(text.contains("projects.coffee.hosts"), "{text}");
        assert!(text.contains("data_access.trusted_hosts"), "{text}");
        let trusted = format!("{hosts}\n[data_access]\ntrusted_hosts = [\"127.0.0.1:9000\"]");
        assert!(Config::parse(&trusted, Path::new("")).is_ok());
    }

    #[test]
    fn an_understanding_service_needs_an_address_and_a_model() {
        let with = |section: &str| {
            refusal(&format!(
                "[projects.coffee]\npath = \"x\"\n[projects.coffee.understanding]\n{section}"
            ))
        };
        let text = with("url = \"localhost:9000\"\nmodels = { \"en-US\" = \"urn:x\" }");
        assert!(
            text.starts_with("`projects.coffee.understanding.url`"),
            "{text}"
        );
        let text = with("url = \"http://localhost:9000\"\nmodels = {}");
        assert!(
            text.starts_with("`projects.coffee.understanding.models`"),
            "{text}"
        );
    }

    #[test]
    fn a_default_timeout_above_the_maximum_is_refused() {
        let text = refusal("[sessions]\ndefault_timeout = 100\nmax_timeout = 99");
        assert!(text.contains("sessions.default_timeout"), "{text}");
    }

    #[test]
    fn a_tag_that_cannot_stand_in_a_urn_is_refused() {
        let text = refusal("[projects.\"a/b\"]\npath = \"x\"");
        assert!(text.starts_with("`projects.a/b`"), "{text}");
    }
}
