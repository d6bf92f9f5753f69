//! All projects of a server, each in the versions that sessions run.
//!
//! New sessions run the current version. One that is replaced is kept until no session can need it any more: as long as
//! a session can live without a call, from its retirement on. A session that is talked to longer than that goes on with
//! the current version, and so does one whose version this node never had, because it began on another machine or before
//! a restart. States name what they refer to, so most of them fit; one that does not is over (NOT_FOUND).

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;
use jiff::{SignedDuration, Timestamp};

use super::hosted::read_files;
use super::{HostError, HostedProject, ProjectTag, ProjectVersion};
use crate::config::ProjectConfig;

/// Retired versions of a project that are kept; of more, the one that retired first goes. A loaded project takes some
/// megabytes.
pub const MAX_RETIRED: usize = 8;

/// All projects of a server.
#[derive(Debug)]
pub struct HostedProjects(BTreeMap<ProjectTag, Versions>);

#[derive(Debug)]
struct Versions {
    config: ProjectConfig,
    current: ArcSwap<HostedProject>,
    /// The one that retired last is the last.
    retired: Mutex<Vec<Retired>>,
}

#[derive(Debug)]
struct Retired {
    hosted: Arc<HostedProject>,
    until: Timestamp,
}

/// What loading a project anew came to.
#[derive(Debug)]
pub enum Reloaded {
    /// Its files are the same as before.
    Unchanged,
    /// New sessions run this version.
    Changed(Arc<HostedProject>),
    /// What is in its folder cannot be run; new sessions run the version before.
    Refused(HostError),
}

impl HostedProjects {
    /// Reads and loads every project. One that does not load keeps the server from starting: a client would only
    /// notice at its first Start.
    ///
    /// # Errors
    ///
    /// Names the first project that cannot be read or loaded.
    pub fn load(
        projects: &BTreeMap<ProjectTag, ProjectConfig>,
    ) -> Result<HostedProjects, HostError> {
        let load = |tag: &ProjectTag, config: &ProjectConfig| {
            Ok(Versions {
                config: config.clone(),
                current: ArcSwap::from_pointee(HostedProject::load(tag, config)?),
                retired: Mutex::default(),
            })
        };
        projects
            .iter()
            .map(|(tag, config)| Ok((tag.clone(), load(tag, config)?)))
            .collect::<Result<_, _>>()
            .map(HostedProjects)
    }

    /// The project with this tag, as new sessions run it.
    pub fn current(&self, tag: &ProjectTag) -> Option<Arc<HostedProject>> {
        self.0.get(tag).map(|versions| versions.current.load_full())
    }

    /// The project with this tag as a session runs it that began with `version`: that version, or the current one where
    /// it is not there any more.
    pub fn at(&self, tag: &ProjectTag, version: &ProjectVersion) -> Option<Arc<HostedProject>> {
        let versions = self.0.get(tag)?;
        let current = versions.current.load();
        if current.version == *version {
            return Some(Arc::clone(&current));
        }
        let retired = versions.retired();
        let found = retired.iter().find(|old| old.hosted.version == *version);
        Some(found.map_or_else(|| Arc::clone(&current), |old| Arc::clone(&old.hosted)))
    }

    /// Every project as new sessions run it, by tag.
    pub fn iter(&self) -> impl Iterator<Item = Arc<HostedProject>> {
        self.0.values().map(|versions| versions.current.load_full())
    }

    /// What the projects were loaded from.
    pub fn configs(&self) -> impl Iterator<Item = (&ProjectTag, &ProjectConfig)> {
        self.0.iter().map(|(tag, versions)| (tag, &versions.config))
    }

    /// Loads a project anew if its files have changed; none if there is no such project. The version that it replaces
    /// is kept for `keep`. Reads files and takes its time: not for async threads. One call at a time.
    pub fn reload(&self, tag: &ProjectTag, now: Timestamp, keep: Duration) -> Option<Reloaded> {
        let versions = self.0.get(tag)?;
        Some(match versions.reload(tag, now, keep) {
            Ok(None) => Reloaded::Unchanged,
            Ok(Some(hosted)) => Reloaded::Changed(hosted),
            Err(error) => Reloaded::Refused(error),
        })
    }

    /// Forgets the retired versions that no session can need any more.
    pub fn forget_retired(&self, now: Timestamp) {
        for versions in self.0.values() {
            // Dropped after the lock, which calls wait for: a project is large.
            let is_over = |old: &mut Retired| old.until <= now;
            let _gone: Vec<_> = versions.retired().extract_if(.., is_over).collect();
        }
    }
}

impl Versions {
    fn reload(
        &self,
        tag: &ProjectTag,
        now: Timestamp,
        keep: Duration,
    ) -> Result<Option<Arc<HostedProject>>, HostError> {
        let files = read_files(tag, &self.config)?;
        let version = ProjectVersion::of(&files);
        let before = self.current.load_full();
        if before.version == version {
            return Ok(None);
        }
        let known = self
            .retired()
            .iter()
            .find_map(|old| (old.hosted.version == version).then(|| Arc::clone(&old.hosted)));
        let after = match known {
            Some(known) => known,
            None => Arc::new(HostedProject::of(tag, &self.config, &files)?),
        };
        let until = SignedDuration::try_from(keep)
            .ok()
            .and_then(|keep| now.checked_add(keep).ok())
            .unwrap_or(Timestamp::MAX);
        // Dropped after the lock, which calls wait for: a project is large.
        let _gone: Vec<_> = {
            let mut retired = self.retired();
            retired.push(Retired {
                hosted: before,
                until,
            });
            // Only now: a session of the version before finds it at every moment.
            self.current.store(Arc::clone(&after));
            let is_over =
                |old: &mut Retired| old.hosted.version == after.version || old.until <= now;
            let mut gone: Vec<_> = retired.extract_if(.., is_over).collect();
            let too_many = retired.len().saturating_sub(MAX_RETIRED);
            gone.extend(retired.drain(..too_many));
            gone
        };
        Ok(Some(after))
    }

    fn retired(&self) -> MutexGuard<'_, Vec<Retired>> {
        // No code that can panic runs under the lock, so a poisoned list is still whole.
        self.retired.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    const LIFE: Duration = Duration::from_secs(60);

    /// The kiosk in a folder of its own, which can be changed.
    struct Fixture {
        folder: tempfile::TempDir,
        projects: HostedProjects,
        tag: ProjectTag,
    }

    impl Fixture {
        fn new() -> Fixture {
            let folder = tempfile::tempdir().unwrap();
            write_kiosk(folder.path(), "Welcome!");
            let tag = ProjectTag::parse("kiosk").unwrap();
            let config = ProjectConfig {
                folder: folder.path().to_owned(),
                ..ProjectConfig::default()
            };
            let projects = BTreeMap::from([(tag.clone(), config)]);
            Fixture {
                projects: HostedProjects::load(&projects).unwrap(),
                folder,
                tag,
            }
        }

        fn change(&self, greeting: &str, now: Timestamp) -> ProjectVersion {
            write_kiosk(self.folder.path(), greeting);
            match self.projects.reload(&self.tag, now, LIFE) {
                Some(Reloaded::Changed(hosted)) => hosted.version.clone(),
                other => panic!("{other:?}"),
            }
        }

        fn current(&self) -> ProjectVersion {
            self.projects.current(&self.tag).unwrap().version.clone()
        }

        fn at(&self, version: &ProjectVersion) -> ProjectVersion {
            self.projects
                .at(&self.tag, version)
                .unwrap()
                .version
                .clone()
        }
    }

    fn write_kiosk(folder: &Path, name: &str) {
        let kiosk = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/kiosk");
        let dialog = fs::read_to_string(kiosk.join("dialog.json")).unwrap();
        let mut dialog: serde_json::Value = serde_json::from_str(&dialog).unwrap();
        dialog["comment"] = name.into();
        fs::write(folder.join("dialog.json"), dialog.to_string()).unwrap();
    }

    fn second(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn new_sessions_run_the_new_version_and_running_ones_stay_on_theirs() {
        let fixture = Fixture::new();
        let old = fixture.current();
        let new = fixture.change("Hello!", second(0));
        assert_ne!(old, new);
        assert_eq!(fixture.current(), new);
        assert_eq!(fixture.at(&old), old);
        assert_eq!(fixture.at(&new), new);
    }

    #[test]
    fn the_same_files_are_no_new_version() {
        let fixture = Fixture::new();
        write_kiosk(fixture.folder.path(), "Welcome!");
        let reloaded = fixture.projects.reload(&fixture.tag, second(0), LIFE);
        assert!(matches!(reloaded, Some(Reloaded::Unchanged)));
    }

    #[test]
    fn a_project_with_errors_leaves_the_one_before_and_is_named() {
        let fixture = Fixture::new();
        let old = fixture.current();
        fs::write(fixture.folder.path().join("dialog.json"), "{}").unwrap();
        match fixture.projects.reload(&fixture.tag, second(0), LIFE) {
            Some(Reloaded::Refused(error)) => {
                let folder = fixture.folder.path().display().to_string();
                assert!(error.to_string().contains(&folder), "{error}");
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(fixture.current(), old);
    }

    #[test]
    fn a_retired_version_is_kept_as_long_as_a_session_can_need_it() {
        let fixture = Fixture::new();
        let old = fixture.current();
        let new = fixture.change("Hello!", second(0));
        fixture.projects.forget_retired(second(59));
        assert_eq!(fixture.at(&old), old);
        fixture.projects.forget_retired(second(60));
        assert_eq!(fixture.at(&old), new);
    }

    #[test]
    fn of_too_many_retired_versions_the_oldest_goes() {
        let fixture = Fixture::new();
        let first = fixture.current();
        let second_version = fixture.change("0", second(0));
        for change in 1..=MAX_RETIRED {
            fixture.change(&change.to_string(), second(0));
        }
        assert_eq!(fixture.at(&first), fixture.current());
        assert_eq!(fixture.at(&second_version), second_version);
    }

    #[test]
    fn a_version_that_comes_back_is_current_again() {
        let fixture = Fixture::new();
        let first = fixture.current();
        let other = fixture.change("Hello!", second(0));
        assert_eq!(fixture.change("Welcome!", second(1)), first);
        assert_eq!(fixture.current(), first);
        assert_eq!(fixture.at(&other), other);
    }
}
