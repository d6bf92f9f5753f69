//! `[projects.TAG]`: the projects to run, and how each reaches the services that it needs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use http::Uri;
use reqwest::Url;
use serde::{Deserialize, Serialize};

use super::ConfigError;
use super::hidden::without_password;
use crate::data_access::{ClientCertificateFiles, Policy, TlsFiles};

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProjectSection {
    pub(super) path: PathBuf,
    #[serde(default)]
    pub(super) hosts: BTreeMap<String, String>,
    pub(super) understanding: Option<UnderstandingSection>,
    pub(super) client_certificate: Option<PathBuf>,
    pub(super) client_key: Option<PathBuf>,
    #[serde(default)]
    pub(super) ca_certificates: Vec<PathBuf>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnderstandingSection {
    pub(super) url: String,
    pub(super) models: BTreeMap<String, String>,
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
    /// Certificates for its data hosts. Default: none, the system's authorities are enough.
    pub tls: TlsFiles,
}

/// A remote service that understands texts (`nuance.nlu.v1.Runtime`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnderstandingConfig {
    /// Its address: `http://HOST:PORT` for cleartext HTTP/2, `https://HOST` for TLS.
    pub url: Uri,
    /// URN of the model for each language that it is asked for, such as `en-US`; other languages stay with the engine.
    pub models: BTreeMap<String, String>,
}

pub(super) fn parse_project(
    tag: &str,
    section: ProjectSection,
    folder: &Path,
    policy: &Policy,
) -> Result<ProjectConfig, ConfigError> {
    let mut hosts = BTreeMap::new();
    for (alias, base) in section.hosts {
        let url = Url::parse(&base).map_err(|error| {
            ConfigError::value(
                format!("projects.{tag}.hosts.\"{alias}\""),
                &format!("\"{}\" is not a URL: {error}", without_password(&base)),
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
    let client = match (section.client_certificate, section.client_key) {
        (Some(certificate), Some(key)) => Some(ClientCertificateFiles {
            certificate: folder.join(certificate),
            key: folder.join(key),
        }),
        (None, None) => None,
        (Some(_), None) => return Err(missing_half(tag, "client_key", "client_certificate")),
        (None, Some(_)) => return Err(missing_half(tag, "client_certificate", "client_key")),
    };
    let authorities = section.ca_certificates;
    let understanding = section.understanding;
    Ok(ProjectConfig {
        folder: folder.join(section.path),
        hosts,
        understanding: understanding
            .map(|section| parse_understanding(tag, section))
            .transpose()?,
        tls: TlsFiles {
            client,
            authorities: authorities.iter().map(|path| folder.join(path)).collect(),
        },
    })
}

fn missing_half(tag: &str, missing: &str, given: &str) -> ConfigError {
    let problem = format!("is missing, and `{given}` is of no use without it");
    ConfigError::value(format!("projects.{tag}.{missing}"), &problem)
}

fn parse_understanding(
    tag: &str,
    section: UnderstandingSection,
) -> Result<UnderstandingConfig, ConfigError> {
    let key = |name: &str| format!("projects.{tag}.understanding.{name}");
    let wrong_url = |problem: &str| {
        let problem = format!(
            "\"{}\" {problem}, such as http://127.0.0.1:9000",
            without_password(&section.url)
        );
        ConfigError::value(key("url"), &problem)
    };
    let url: Uri = section.url.parse().map_err(|_| wrong_url("is not a URL"))?;
    if !matches!(url.scheme_str(), Some("http" | "https")) || url.authority().is_none() {
        return Err(wrong_url("is not an http or https URL"));
    }
    if section.models.is_empty() {
        let problem = "names no language: list the model of each language that the service has";
        return Err(ConfigError::value(key("models"), &problem));
    }
    Ok(UnderstandingConfig {
        url,
        models: section.models,
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::config::Config;
    use crate::config::refused::refusal;

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
    fn a_plain_http_host_has_to_be_trusted() {
        let hosts = "[projects.coffee]\npath = \"x\"\n[projects.coffee.hosts]\n\"shop\" = \"http://127.0.0.1:9000\"";
        let text = refusal(hosts);
        assert!(text.contains("projects.coffee.hosts"), "{text}");
        assert!(text.contains("data_access.trusted_hosts"), "{text}");
        let trusted = format!("{hosts}\n[data_access]\ntrusted_hosts = [\"127.0.0.1:9000\"]");
        assert!(Config::parse(&trusted, Path::new("")).is_ok());
    }

    #[test]
    fn certificates_start_at_the_folder_of_the_file() {
        let config = Config::parse(
            "[projects.coffee]\npath = \"x\"\nclient_certificate = \"tls/us.pem\"\nclient_key = \"/run/us.key\"\n\
             ca_certificates = [\"tls/ca.pem\"]",
            Path::new("/etc/bavard"),
        )
        .unwrap();
        let tls = &config.projects.values().next().unwrap().tls;
        let client = tls.client.as_ref().unwrap();
        assert_eq!(client.certificate, Path::new("/etc/bavard/tls/us.pem"));
        assert_eq!(client.key, Path::new("/run/us.key"));
        assert_eq!(tls.authorities, [Path::new("/etc/bavard/tls/ca.pem")]);
    }

    #[test]
    fn a_client_certificate_needs_its_key_and_the_other_way_round() {
        let with = |line: &str| refusal(&format!("[projects.coffee]\npath = \"x\"\n{line}"));
        let text = with("client_certificate = \"us.pem\"");
        assert!(text.starts_with("`projects.coffee.client_key`"), "{text}");
        let text = with("client_key = \"us.key\"");
        assert!(
            text.starts_with("`projects.coffee.client_certificate`"),
            "{text}"
        );
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
    fn an_address_that_cannot_be_used_is_named_without_its_password() {
        let project = "[projects.coffee]\npath = \"x\"\n";
        for section in [
            "[projects.coffee.hosts]\n\"shop\" = \"https://us:hunter2@a b\"",
            "[projects.coffee.understanding]\nurl = \"ftp://us:hunter2@a\"\nmodels = { \"en-US\" = \"urn:x\" }",
        ] {
            let text = refusal(&format!("{project}{section}"));
            assert!(text.contains("://(hidden)@a"), "{text}");
            assert!(!text.contains("hunter2"), "{text}");
        }
    }

    #[test]
    fn a_tag_that_cannot_stand_in_a_urn_is_refused() {
        let text = refusal("[projects.\"a/b\"]\npath = \"x\"");
        assert!(text.starts_with("`projects.a/b`"), "{text}");
    }
}
