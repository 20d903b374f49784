//! Where settings and data live: flags first, then the environment, then the platform's own place.

use std::env;
use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};

/// What the command line says of places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flags {
    /// `--config FILE`.
    pub config: Option<PathBuf>,
    /// `--data-dir DIR`.
    pub data: Option<PathBuf>,
}

/// Where things are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The settings file; an empty path where there is no place for one.
    pub config: PathBuf,
    /// Whether the person named the settings file, so that it must exist.
    pub config_named: bool,
    /// The folder of what the program keeps; an empty path where there is no place for it.
    pub data: PathBuf,
}

impl Paths {
    /// The places by `flags`, else by `NEWSREAD_CONFIG` and `NEWSREAD_DATA_DIR`, else the platform's.
    pub fn new(flags: Flags) -> Self {
        let variable = |name| env::var_os(name).filter(|value| !value.is_empty());
        let config = flags
            .config
            .or_else(|| variable("NEWSREAD_CONFIG").map(PathBuf::from));
        let data = flags
            .data
            .or_else(|| variable("NEWSREAD_DATA_DIR").map(PathBuf::from));
        Self::choose(config, data, ProjectDirs::from("", "", "newsread").as_ref())
    }

    fn choose(
        config: Option<PathBuf>,
        data: Option<PathBuf>,
        platform: Option<&ProjectDirs>,
    ) -> Self {
        let own = |folder: fn(&ProjectDirs) -> &Path| platform.map(|p| folder(p).to_owned());
        let settings = || Some(own(ProjectDirs::config_dir)?.join("config.toml"));
        Self {
            config_named: config.is_some(),
            config: config.or_else(settings).unwrap_or_default(),
            data: data
                .or_else(|| own(ProjectDirs::data_dir))
                .unwrap_or_default(),
        }
    }
}

/// Makes paths of a settings file whole: `~/` is the home folder, a relative path starts at the file.
pub fn resolve(written: &[PathBuf], file: &Path) -> Vec<PathBuf> {
    let home = BaseDirs::new();
    let base = file.parent().unwrap_or(Path::new(""));
    let whole = |path: &PathBuf| match (path.strip_prefix("~"), &home) {
        (Ok(rest), Some(home)) => home.home_dir().join(rest),
        _ => base.join(path),
    };
    written.iter().map(whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_wins_and_must_exist() {
        let paths = Paths::choose(Some("c.toml".into()), Some("d".into()), None);
        assert_eq!(paths.config, Path::new("c.toml"));
        assert_eq!(paths.data, Path::new("d"));
        assert!(paths.config_named);
    }

    #[test]
    fn without_a_home_there_is_no_place_for_anything() {
        let paths = Paths::choose(None, None, None);
        assert_eq!(
            (&*paths.config, &*paths.data),
            (Path::new(""), Path::new(""))
        );
        assert!(!paths.config_named);
    }
}
