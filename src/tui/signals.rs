//! Signals, on a thread of their own: what ends the program ends it, whatever the rest is busy with.

#[cfg(unix)]
pub(super) use unix::watch;

#[cfg(unix)]
mod unix {
    use std::io::{self, Write};
    use std::sync::mpsc::Sender;
    use std::thread;
    use std::time::Duration;

    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    use super::super::keeper::Keeper;
    use super::super::{Event, tty};

    /// How long the program lives on to write down what was done last.
    const PATIENCE: Duration = Duration::from_millis(500);

    /// Watches for signals and for the end of the terminal; tells `events` of suspending and resuming.
    pub(in super::super) fn watch(events: Sender<Event>, keeper: Keeper) -> io::Result<()> {
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
        let at_hang_up = keeper.clone();
        thread::spawn(move || {
            for signal in signals.forever() {
                // Nobody listens any more when the program is ending.
                let _ = match signal {
                    SIGTSTP => events.send(Event::Suspend),
                    SIGCONT => events.send(Event::Resumed),
                    _ => {
                        end(signal, &keeper);
                        Ok(())
                    }
                };
            }
        });
        thread::spawn(move || {
            wait_for_hang_up();
            end(SIGHUP, &at_hang_up);
        });
        Ok(())
    }

    /// Waits until there is no terminal any more: its window was closed, its line cut.
    fn wait_for_hang_up() {
        let stdin = io::stdin();
        loop {
            let mut terminal = [PollFd::new(&stdin, PollFlags::empty())];
            match poll(&mut terminal, None) {
                Err(Errno::INTR) => {}
                _ => return,
            }
        }
    }

    /// Gives the terminal back and ends the program as the signal would have, with all kept that was done.
    fn end(signal: i32, keeper: &Keeper) {
        tty::give_back_quickly();
        if let Err(why) = keeper.finish(PATIENCE) {
            let _ = writeln!(io::stderr(), "newsread: {why}"); // nobody may be left to tell
        }
        let _ = emulate_default_handler(signal);
        std::process::exit(128 + signal);
    }
}

/// Other systems have no such signals.
#[cfg(not(unix))]
pub(super) fn watch(
    _: std::sync::mpsc::Sender<super::Event>,
    _: super::keeper::Keeper,
) -> std::io::Result<()> {
    Ok(())
}
