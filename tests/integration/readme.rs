//! The console blocks of the README and of `tests/cmd` are run, and print what they say they print.

use crate::harness::Home;

#[test]
fn what_the_documentation_shows_is_what_the_program_prints() {
    let home = Home::new();
    let folder = home.path().to_str().unwrap();
    let cases = trycmd::TestCases::new();
    cases
        .case("README.md")
        .case("tests/cmd/*.trycmd")
        .env("HOME", folder)
        .env("XDG_CONFIG_HOME", folder)
        .env("XDG_DATA_HOME", folder)
        .env("COLUMNS", "100");
    cases.run();
}
