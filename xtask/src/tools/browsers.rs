//! Browsers and their drivers, which come from the system's package manager.

use std::fs;
use std::path::PathBuf;

use super::privilege::Privilege;
use super::search::find_program;
use crate::failure::Failure;
use crate::step::step;

/// A program that tests need and only the system can bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Browser {
    /// Chromium or Chrome.
    Chromium,
    /// The driver of Chromium.
    ChromeDriver,
    /// Firefox.
    Firefox,
    /// The driver of WebKitGTK, which brings its own small browser.
    WebKitDriver,
    /// A display server that shows nothing, for the browser that has no headless mode.
    Xvfb,
}

impl Browser {
    const ALL: [Self; 5] = [
        Self::Chromium,
        Self::ChromeDriver,
        Self::Firefox,
        Self::WebKitDriver,
        Self::Xvfb,
    ];

    /// The program, when it is on `PATH`.
    pub(crate) fn find(self) -> Option<PathBuf> {
        find_program(match self {
            Self::Chromium => &[
                "chromium",
                "chromium-browser",
                "google-chrome",
                "google-chrome-stable",
            ],
            Self::ChromeDriver => &["chromedriver"],
            Self::Firefox => &["firefox-esr", "firefox"],
            Self::WebKitDriver => &["WebKitWebDriver"],
            Self::Xvfb => &["Xvfb"],
        })
    }

    /// The program.
    ///
    /// # Errors
    ///
    /// When it is not on `PATH`.
    pub(crate) fn required(self) -> Result<PathBuf, Failure> {
        self.find().ok_or_else(|| Failure::NoSuchProgram {
            program: self.name().to_owned(),
        })
    }

    /// For people.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "Chromium",
            Self::ChromeDriver => "chromedriver",
            Self::Firefox => "Firefox",
            Self::WebKitDriver => "WebKitWebDriver",
            Self::Xvfb => "Xvfb",
        }
    }

    fn package(self, system: AptSystem) -> &'static str {
        match (self, system) {
            (Self::Chromium, AptSystem::Debian) => "chromium",
            (Self::Chromium, AptSystem::Ubuntu) => "chromium-browser",
            (Self::ChromeDriver, AptSystem::Debian) => "chromium-driver",
            (Self::ChromeDriver, AptSystem::Ubuntu) => "chromium-chromedriver",
            (Self::Firefox, AptSystem::Debian) => "firefox-esr",
            (Self::Firefox, AptSystem::Ubuntu) => "firefox",
            (Self::WebKitDriver, _) => "webkit2gtk-driver",
            (Self::Xvfb, _) => "xvfb",
        }
    }
}

/// Systems with apt name the same programs differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AptSystem {
    Debian,
    Ubuntu,
}

impl AptSystem {
    fn detect() -> Option<Self> {
        find_program(&["apt-get"])?;
        Some(Self::named_in(
            &fs::read_to_string("/etc/os-release").unwrap_or_default(),
        ))
    }

    fn named_in(os_release: &str) -> Self {
        let ubuntu = os_release
            .lines()
            .filter_map(|line| {
                line.strip_prefix("ID=")
                    .or_else(|| line.strip_prefix("ID_LIKE="))
            })
            .flat_map(|value| value.trim_matches('"').split_whitespace())
            .any(|id| id == "ubuntu");
        if ubuntu { Self::Ubuntu } else { Self::Debian }
    }
}

/// Installs the browsers and drivers that are missing.
///
/// # Errors
///
/// [`Failure::MissingPrograms`] where there is no apt or no right to use it.
pub(crate) fn install() -> Result<(), Failure> {
    let missing: Vec<Browser> = Browser::ALL
        .into_iter()
        .filter(|browser| browser.find().is_none())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|browser| browser.name()).collect();
    step(
        &format!("Install {}", names.join(", ")),
        "Install Chromium with chromedriver, Firefox, the WebDriver of WebKitGTK and Xvfb with your system's package \
         manager (on Debian as root: `apt-get install chromium chromium-driver firefox-esr webkit2gtk-driver xvfb`) so \
         that they are on PATH, then run the command again.",
        || match (AptSystem::detect(), Privilege::detect()) {
            (Some(system), Some(privilege)) => {
                privilege.apt_install(missing.iter().map(|browser| browser.package(system)))
            }
            _ => Err(Failure::MissingPrograms {
                programs: names.iter().map(ToString::to_string).collect(),
            }),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ubuntu_and_what_is_like_it_have_ubuntus_package_names() {
        let mint = "NAME=\"Linux Mint\"\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n";
        assert_eq!(AptSystem::named_in(mint), AptSystem::Ubuntu);
        assert_eq!(AptSystem::named_in("ID=ubuntu\n"), AptSystem::Ubuntu);
    }

    #[test]
    fn every_other_system_with_apt_has_debians_package_names() {
        assert_eq!(AptSystem::named_in("ID=debian\n"), AptSystem::Debian);
        assert_eq!(AptSystem::named_in(""), AptSystem::Debian);
    }
}
