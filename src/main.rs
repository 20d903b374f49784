use newsread::config::Config;
use newsread::tui::{Open, Request, run};

fn main() -> std::io::Result<()> {
    let paths = std::env::args_os().skip(1).map(Into::into).collect();
    let color = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    run(Request {
        open: Open::Library { paths },
        config: Config::default(),
        color,
    })
}
