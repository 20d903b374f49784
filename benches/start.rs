//! What a person waits for, seen from outside, on a real terminal:
//! `cargo bench --bench start -- COUNT [--keep DIR]`.
//!
//! A generated library of COUNT articles (10,000 unless told) is written as files. What is told: how long a first
//! look takes until all is stored and grouped, and until it is searchable; how long the next look; how long the
//! reader takes from its start to its first list of headlines, and how much memory it has then; how long from a
//! key to its picture; how large the store is. Where newsboat is installed it is given the same articles as feeds,
//! and both are started by turns in the same run. With `--keep` all of it is made in DIR, and found there the next
//! time. Files that were just written or read are in the system's memory: these are warm starts.

#[expect(dead_code, reason = "other benches use the rest of it")]
mod newsroom;
#[expect(dead_code, reason = "other benches use the rest of it")]
mod process;

use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use newsread::library::Article;
use portable_pty::{Child, CommandBuilder, MasterPty, PtyPair, PtySize, native_pty_system};
use vt100::Parser;

const NEWSREAD: &str = env!("CARGO_BIN_EXE_newsread");
/// How often both programs are started.
const STARTS: usize = 7;
/// How long a program may take for anything on the screen.
const PATIENCE: Duration = Duration::from_secs(300);
/// A picture stands when nothing has come for so long.
const QUIET: Duration = Duration::from_millis(8);
/// Rows and columns of the terminal.
const SIZE: (u16, u16) = (36, 120);
/// What stands before the selected, unread headline.
const FIRST_LIST: &str = "▸● ";
/// Keys, how often each is pressed, and what it does.
const KEYS: [(&str, usize, &str); 5] = [
    ("j", 200, "down one article"),
    ("\x1b[6~", 200, "down a page"),
    ("\r", 1, "open an article"),
    ("J", 200, "open the next article"),
    (" ", 100, "down a page of it, or the next unread"),
];

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let count = arguments.iter().find_map(|argument| argument.parse().ok());
    let count: u64 = count.unwrap_or(10_000);
    let keep = arguments.iter().position(|argument| argument == "--keep");
    let keep = keep.and_then(|place| arguments.get(place + 1));
    let temporary = tempfile::tempdir()?;
    let place = keep.map_or_else(|| temporary.path().to_owned(), PathBuf::from);
    let room = Room { place };
    room.make(count)?;
    let bytes = bytes(&room.library())?;
    println!("{count} articles, {} MB of text", bytes >> 20);
    take_in(&room)?;
    tell_size(&room, bytes)?;
    let rival = Rival::new(&room)?;
    start_by_turns(&room, rival.as_ref())?;
    press_keys(&room)
}

/// Where everything is.
struct Room {
    place: PathBuf,
}

impl Room {
    fn library(&self) -> PathBuf {
        self.place.join("library")
    }

    fn data(&self) -> PathBuf {
        self.place.join("data")
    }

    fn feeds(&self) -> PathBuf {
        self.place.join("feeds")
    }

    fn settings(&self) -> PathBuf {
        self.place.join("config.toml")
    }

    /// Writes the library and the feeds, unless they are there.
    fn make(&self, count: u64) -> io::Result<()> {
        if self.settings().exists() {
            return Ok(());
        }
        fs::create_dir_all(self.feeds())?;
        let mut feeds: Vec<(String, String)> = Vec::new();
        for article in newsroom::stories(count, 1, newsroom::BODY).flatten() {
            newsroom::file(&self.library(), &article)?;
            let label = article.source_label();
            let place = feeds.iter().position(|(source, _)| source == label);
            let place = place.unwrap_or_else(|| {
                feeds.push((label.to_owned(), head(label)));
                feeds.len() - 1
            });
            item(&mut feeds[place].1, &article);
            if feeds[place].1.len() > 1 << 20 {
                self.append(&mut feeds[place])?;
            }
        }
        for feed in &mut feeds {
            feed.1.push_str("</channel></rss>\n");
            self.append(feed)?;
        }
        let library = self.library();
        fs::write(
            self.settings(),
            format!("library = [{:?}]\n", library.display().to_string()),
        )
    }

    /// Writes what has come together of a feed.
    fn append(&self, (source, text): &mut (String, String)) -> io::Result<()> {
        let file = self.feeds().join(format!("{source}.xml"));
        let mut options = fs::OpenOptions::new();
        let file = options.create(true).append(true).open(file)?;
        BufWriter::new(file).write_all(text.as_bytes())?;
        text.clear();
        Ok(())
    }

    fn newsread(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(NEWSREAD);
        command.args(arguments).stdout(Stdio::null());
        command.env("NEWSREAD_DATA_DIR", self.data());
        command.env("NEWSREAD_CONFIG", self.settings());
        command
    }
}

/// How many bytes the files in a folder have.
fn bytes(folder: &Path) -> io::Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        sum += if entry.file_type()?.is_dir() {
            bytes(&entry.path())?
        } else {
            entry.metadata()?.len()
        };
    }
    Ok(sum)
}

/// Has the library looked at twice, unless it has been.
fn take_in(room: &Room) -> io::Result<()> {
    if !room.data().exists() {
        // `list` as JSON names the stories, so it stores and groups; what is searched in is made by `update`.
        let stored = timed(&mut room.newsread(&["list", "--format", "json"]))?;
        let searchable = timed(&mut room.newsread(&["update"]))?;
        println!("first look, stored and grouped: {stored}");
        println!("and searchable: {}", stored.and(searchable));
    }
    println!(
        "a look, nothing changed: {}",
        timed(&mut room.newsread(&["update"]))?
    );
    Ok(())
}

fn tell_size(room: &Room, text: u64) -> io::Result<()> {
    let store = bytes(&room.data())?;
    #[expect(clippy::cast_precision_loss, reason = "for people")]
    let share = store as f64 / text as f64;
    println!("the store: {} MB, {share:.2} of the text", store >> 20);
    Ok(())
}

/// How long a command took.
#[derive(Clone, Copy)]
struct Taken {
    clock: Duration,
    processor: Duration,
}

impl Taken {
    fn and(self, other: Self) -> Self {
        Self {
            clock: self.clock + other.clock,
            processor: self.processor + other.processor,
        }
    }
}

impl std::fmt::Display for Taken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (clock, processor) = (self.clock.as_secs_f64(), self.processor.as_secs_f64());
        write!(f, "{clock:.1} s, {processor:.1} s on the processors")
    }
}

/// Runs a command to its end.
fn timed(command: &mut Command) -> io::Result<Taken> {
    let (start, before) = (
        Instant::now(),
        process::processors_of_commands().unwrap_or_default(),
    );
    let status = command.stderr(Stdio::null()).status()?;
    if !status.success() {
        return Err(io::Error::other(format!("{command:?}: {status}")));
    }
    Ok(Taken {
        clock: start.elapsed(),
        processor: process::processors_of_commands()
            .unwrap_or_default()
            .saturating_sub(before),
    })
}

/// newsboat with the same articles.
struct Rival {
    arguments: Vec<String>,
    /// What its first list shows.
    shows: String,
}

impl Rival {
    /// Takes the feeds in; nothing where there are none, or it is not installed.
    fn new(room: &Room) -> io::Result<Option<Self>> {
        if !room.feeds().exists() {
            println!("no feeds are there: nothing to compare with");
            return Ok(None);
        }
        let version = Command::new("newsboat").arg("-v").output();
        let Ok(version) = version else {
            println!("newsboat is not installed: nothing to compare with");
            return Ok(None);
        };
        let version = String::from_utf8_lossy(&version.stdout).into_owned();
        let file = |name: &str| room.place.join(name);
        let (urls, cache, config) = (file("urls"), file("newsboat.db"), file("newsboat.conf"));
        let feeds = fs::read_dir(room.feeds())?.map(|entry| Ok(entry?.path()));
        let mut feeds = feeds.collect::<io::Result<Vec<PathBuf>>>()?;
        feeds.sort_unstable();
        let mut lines = String::new();
        for feed in &feeds {
            let _ = writeln!(lines, "file://{}", feed.display());
        }
        fs::write(&urls, lines)?;
        fs::write(&config, "max-items 0\nreload-threads 2\n")?;
        let paths = [("-u", &urls), ("-c", &cache), ("-C", &config)];
        let paths = paths.map(|(option, path)| [option.to_owned(), path.display().to_string()]);
        let arguments = std::iter::once("-q".to_owned()).chain(paths.into_iter().flatten());
        let arguments: Vec<String> = arguments.collect();
        println!("{}", version.lines().next().unwrap_or("newsboat"));
        if !cache.exists() {
            let mut reload = Command::new("newsboat");
            reload.args(&arguments).args(["-x", "reload"]);
            println!("newsboat takes its feeds in: {}", timed(&mut reload)?);
        }
        Ok(Some(Self {
            arguments,
            shows: feeds
                .first()
                .and_then(|feed| feed.file_stem())
                .map_or_else(String::new, |name| name.display().to_string()),
        }))
    }
}

fn head(source: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>{source}</title><link>http://localhost/</link>\n"
    )
}

/// Adds an article to a feed; its words need no escapes.
fn item(feed: &mut String, article: &Article) {
    let revision = article.latest();
    let day = revision.published.map(newsread::text::moment::Moment::day);
    let day = day.map_or_else(String::new, |day| {
        day.format("%a, %d %b %Y 00:00:00 +0000").to_string()
    });
    let _ = write!(
        feed,
        "<item><title>{}</title><guid>{:x}</guid><pubDate>{day}</pubDate><description>",
        revision.title, article.id.0
    );
    for paragraph in &revision.paragraphs {
        let _ = write!(feed, "&lt;p&gt;{}&lt;/p&gt;", paragraph.text);
    }
    feed.push_str("</description></item>\n");
}

/// A program on a terminal.
struct Terminal {
    started: Instant,
    parser: Parser,
    output: Receiver<(Instant, Vec<u8>)>,
    input: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    fn start(mut command: CommandBuilder) -> io::Result<Self> {
        let (rows, cols) = SIZE;
        let size = PtySize {
            rows,
            cols,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size);
        let PtyPair { slave, master } = pair.map_err(io::Error::other)?;
        command.env("TERM", "xterm-256color");
        let mut reader = master.try_clone_reader().map_err(io::Error::other)?;
        let input = master.take_writer().map_err(io::Error::other)?;
        let (sender, output) = mpsc::channel();
        thread::spawn(move || {
            let mut bytes = vec![0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender
                    .send((Instant::now(), bytes[..count].to_vec()))
                    .is_err()
                {
                    break;
                }
            }
        });
        let started = Instant::now();
        let child = slave.spawn_command(command).map_err(io::Error::other)?;
        let cells = |number| std::num::NonZeroU16::new(number).expect("a size");
        Ok(Self {
            started,
            parser: Parser::new(cells(rows), cells(cols), 0),
            output,
            input,
            child,
            _master: master,
        })
    }

    /// When the terminal first showed `text`.
    fn shows(&mut self, text: &str) -> io::Result<Instant> {
        loop {
            let got = self.output.recv_timeout(PATIENCE);
            let (at, bytes) = got.map_err(|why| {
                let screen = self.parser.screen().contents();
                io::Error::other(format!("waiting for {text:?}: {why}; it shows\n{screen}"))
            })?;
            self.parser.process(&bytes);
            if self.parser.screen().contents().contains(text) {
                return Ok(at);
            }
        }
    }

    /// Waits until nothing has come for so long; when the last came.
    fn settles(&mut self, quiet: Duration) -> Option<Instant> {
        let mut last = None;
        while let Ok((at, bytes)) = self.output.recv_timeout(quiet) {
            self.parser.process(&bytes);
            last = Some(at);
        }
        last
    }

    /// Presses a key; how long until its picture stood, nothing where none came.
    fn press(&mut self, key: &str) -> io::Result<Option<Duration>> {
        self.settles(QUIET);
        let pressed = Instant::now();
        self.input.write_all(key.as_bytes())?;
        self.input.flush()?;
        let Ok((mut at, bytes)) = self.output.recv_timeout(Duration::from_millis(500)) else {
            return Ok(None);
        };
        self.parser.process(&bytes);
        at = self.settles(QUIET).unwrap_or(at);
        Ok(Some(at - pressed))
    }

    /// The memory that the program has now, in MB; 0 where the system does not tell.
    fn memory(&self) -> u64 {
        let id = self.child.process_id().unwrap_or(0);
        let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
        kilobytes.unwrap_or(0) >> 10
    }

    fn end(mut self) -> io::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

fn reader(room: &Room) -> io::Result<Terminal> {
    let mut command = CommandBuilder::new(NEWSREAD);
    command.env("NEWSREAD_DATA_DIR", room.data());
    command.env("NEWSREAD_CONFIG", room.settings());
    Terminal::start(command)
}

/// Starts both programs by turns.
fn start_by_turns(room: &Room, rival: Option<&Rival>) -> io::Result<()> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let (mut memory, mut their_memory) = (0, 0);
    // Reading the other's files, a round before the first that counts, has both in the system's memory.
    for round in 0..=STARTS {
        let mut terminal = reader(room)?;
        let first = terminal.shows(FIRST_LIST)? - terminal.started;
        terminal.settles(Duration::from_secs(2));
        memory = terminal.memory().max(memory);
        terminal.end()?;
        ours.extend((round > 0).then_some(first));
        if let Some(rival) = rival {
            let mut command = CommandBuilder::new("newsboat");
            command.args(&rival.arguments);
            let mut terminal = Terminal::start(command)?;
            let first = terminal.shows(&rival.shows)? - terminal.started;
            their_memory = terminal.memory().max(their_memory);
            terminal.end()?;
            theirs.extend((round > 0).then_some(first));
        }
    }
    tell("from the start to the first list", &mut ours);
    println!("memory two seconds later: {memory} MB");
    if rival.is_some() {
        tell("newsboat, the same", &mut theirs);
        println!("its memory then: {their_memory} MB");
        let ratio = median(&theirs).as_secs_f64() / median(&ours).as_secs_f64();
        println!("newsread's first list comes {ratio:.0} times as fast");
    }
    Ok(())
}

fn press_keys(room: &Room) -> io::Result<()> {
    let mut terminal = reader(room)?;
    terminal.shows(FIRST_LIST)?;
    terminal.settles(Duration::from_secs(1));
    let mut all = Vec::new();
    for (key, times, what) in KEYS {
        let mut taken = Vec::new();
        for _ in 0..times {
            taken.extend(terminal.press(key)?);
        }
        all.extend_from_slice(&taken);
        tell(what, &mut taken);
    }
    tell("all keys", &mut all);
    terminal.end()
}

/// Tells how long something took that was done many times, in order from then on.
fn tell(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let Some(last) = times.len().checked_sub(1) else {
        println!("{what}: nothing seen");
        return;
    };
    println!(
        "{what}: half in {:.1} ms, 99 of 100 in {:.1} ms, all in {:.1} ms ({} times)",
        ms(median(times)),
        ms(times[last * 99 / 100]),
        ms(times[last]),
        times.len()
    );
}

/// The middle of times in order.
fn median(times: &[Duration]) -> Duration {
    times.get(times.len() / 2).copied().unwrap_or_default()
}
