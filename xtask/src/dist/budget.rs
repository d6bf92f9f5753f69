//! The promises about size.

use std::path::Path;

use super::compile::can_make_library;
use super::sizes::{FileSize, kibibytes, measure};
use super::{FRAME, GLUE, GUARD, LOADER, SNIPPETS, STYLE, WIDGET};
use crate::console;
use crate::failure::Failure;
use crate::workspace::Workspace;

/// What the loader may weigh after brotli, in bytes.
const LOADER_LIMIT: u64 = 3 * 1024;
/// What everything up to a usable chat may weigh after brotli, in bytes. The aim is 120 KiB; until it is reached, this keeps
/// the chat from growing.
const CHAT_LIMIT: u64 = 137 * 1024;
/// What the standard library of the compiler weighs more than one made with the widget.
const LIBRARY: u64 = 16 * 1024;

/// One promise and what it comes to.
#[derive(Debug)]
struct Budget {
    name: &'static str,
    limit: u64,
    used: u64,
}

impl Budget {
    fn is_kept(&self) -> bool {
        self.used <= self.limit
    }
}

/// All promises.
#[derive(Debug)]
pub(crate) struct BudgetReport {
    budgets: Vec<Budget>,
}

impl BudgetReport {
    /// How many are kept.
    pub(crate) fn kept(&self) -> usize {
        self.budgets
            .iter()
            .filter(|budget| budget.is_kept())
            .count()
    }

    /// How many are broken.
    pub(crate) fn broken(&self) -> usize {
        self.budgets.len() - self.kept()
    }

    /// An error that names the broken ones, if any.
    ///
    /// # Errors
    ///
    /// [`Failure::OverBudget`].
    pub(crate) fn into_result(self) -> Result<(), Failure> {
        let broken: Vec<String> = self
            .budgets
            .iter()
            .filter(|budget| !budget.is_kept())
            .map(|budget| format!("{} is {}", budget.name, kibibytes(budget.used)))
            .collect();
        if broken.is_empty() {
            Ok(())
        } else {
            Err(Failure::OverBudget { budgets: broken })
        }
    }

    fn of(files: &[FileSize]) -> Self {
        let used = |counts: fn(&str) -> bool| {
            files
                .iter()
                .filter(|file| counts(&file.name))
                .map(|file| file.brotli)
                .sum()
        };
        Self {
            budgets: vec![
                Budget {
                    name: "the loader",
                    limit: LOADER_LIMIT,
                    used: used(|name| name == LOADER),
                },
                Budget {
                    name: "everything up to a usable chat",
                    limit: CHAT_LIMIT,
                    used: used(is_needed_to_chat),
                },
            ],
        }
    }
}

fn is_needed_to_chat(name: &str) -> bool {
    [LOADER, FRAME, GUARD, STYLE, GLUE, WIDGET].contains(&name)
        || Path::new(name).starts_with(SNIPPETS)
}

/// Prints a table of the files in `dist/` and of the budgets.
///
/// # Errors
///
/// When a file cannot be measured.
pub(crate) fn check_budgets(workspace: &Workspace) -> Result<BudgetReport, Failure> {
    let files = measure(&workspace.dist())?;
    console::say(format_args!(
        "    {:<28} {:>12} {:>12}",
        "dist/", "raw", "brotli"
    ));
    for file in &files {
        console::say(file);
    }
    let mut report = BudgetReport::of(&files);
    if !can_make_library(workspace) {
        report
            .budgets
            .iter_mut()
            .skip(1)
            .for_each(|budget| budget.limit += LIBRARY);
    }
    for budget in &report.budgets {
        console::say(format_args!(
            "    {}: {} of {} brotli{}",
            budget.name,
            kibibytes(budget.used),
            kibibytes(budget.limit),
            if budget.is_kept() {
                ""
            } else {
                ", OVER BUDGET"
            },
        ));
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, brotli: u64) -> FileSize {
        FileSize {
            name: name.to_owned(),
            raw: brotli * 3,
            brotli,
        }
    }

    #[test]
    fn files_of_exactly_the_limits_keep_both_budgets() {
        let report = BudgetReport::of(&[
            file(LOADER, LOADER_LIMIT),
            file(WIDGET, CHAT_LIMIT - LOADER_LIMIT),
        ]);
        assert_eq!((report.kept(), report.broken()), (2, 0));
    }

    #[test]
    fn one_byte_over_breaks_the_budget_and_names_it() {
        let report = BudgetReport::of(&[file(LOADER, LOADER_LIMIT + 1)]);
        assert_eq!((report.kept(), report.broken()), (1, 1));
        let failure = report.into_result().unwrap_err();
        assert_eq!(failure.to_string(), "over budget: the loader is 3.1 KiB");
    }

    #[test]
    fn scripts_of_dependencies_count_and_files_for_developers_do_not() {
        let report = BudgetReport::of(&[
            file("snippets/some-crate/inline.js", CHAT_LIMIT + 1),
            file("bavard.d.ts", CHAT_LIMIT + 1),
        ]);
        let chat = report.budgets.last().unwrap();
        assert_eq!(chat.used, CHAT_LIMIT + 1);
    }
}
