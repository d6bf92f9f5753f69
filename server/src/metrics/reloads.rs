//! Projects that changed while the server ran.

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;

use super::Metrics;
use crate::project::ProjectTag;

/// Counts reloads of projects. Cheap to clone: all clones count together.
#[derive(Debug, Clone, Default)]
pub struct ReloadNumbers(Family<[(&'static str, String); 2], Counter>);

impl ReloadNumbers {
    /// Numbers that are on the page of these, at zero for each of the projects.
    pub fn new<'a>(
        metrics: &Metrics,
        projects: impl IntoIterator<Item = &'a ProjectTag>,
    ) -> ReloadNumbers {
        let numbers = ReloadNumbers::default();
        for tag in projects {
            numbers.count(tag, "changed");
            numbers.count(tag, "refused");
        }
        metrics.register(
            "bavard_project_reloads",
            "Changed projects that new sessions run, or that cannot be run, by project and outcome",
            numbers.0.clone(),
        );
        numbers
    }

    /// New sessions run a new version.
    pub fn changed(&self, tag: &ProjectTag) {
        self.count(tag, "changed").inc();
    }

    /// What is in the project's folder cannot be run.
    pub fn refused(&self, tag: &ProjectTag) {
        self.count(tag, "refused").inc();
    }

    fn count(&self, tag: &ProjectTag, outcome: &str) -> Counter {
        let labels = [
            ("project", tag.as_str().to_owned()),
            ("outcome", outcome.to_owned()),
        ];
        self.0.get_or_create_owned(&labels)
    }
}
