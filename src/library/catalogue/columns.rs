//! A catalogue as bytes, column by column, to be read back at once.
//!
//! Numbers are little endian. What cannot be a catalogue is refused, whatever its bytes; a sum over all columns
//! tells whether they are those that were written.

use std::io::{self, Read, Write};

use chrono::{DateTime, FixedOffset};
use rapidhash::v3::rapidhash_v3;

use super::{ArticleId, Catalogue, Outlet};
use crate::text::moment::Moment;

/// Offset from UTC that stands for a day without a time.
const DAY: i32 = i32::MAX;

/// Offset from UTC that stands for no time at all.
const NEVER: i32 = i32::MIN;

impl Catalogue {
    /// Writes all columns.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written to.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let mut sections = Sections { on: out, sum: 0 };
        sections.numbers(&self.ids, |id| id.0.to_le_bytes())?;
        sections.put(self.titles.as_bytes())?;
        sections.numbers(&self.ends, |end| (end as u64).to_le_bytes())?;
        sections.numbers(&self.published, of_moment)?;
        sections.numbers(&self.words, u32::to_le_bytes)?;
        sections.numbers(&self.revisions, u16::to_le_bytes)?;
        sections.numbers(&self.outlets, u32::to_le_bytes)?;
        sections.numbers(&self.authors, u32::to_le_bytes)?;
        sections.numbers(&self.languages, u16::to_le_bytes)?;
        sections.put(&self.flags)?;
        sections.numbers(&self.by_id, u32::to_le_bytes)?;
        let outlets = self.outlet_names.iter();
        sections.names(outlets.map(|outlet| (outlet.named, &*outlet.name)))?;
        for names in [&self.author_names, &self.language_names] {
            let names = names.iter().map(|name| (name.is_some(), name.as_deref()));
            sections.names(names.map(|(named, name)| (named, name.unwrap_or_default())))?;
        }
        let sum = sections.sum.to_le_bytes();
        out.write_all(&sum)
    }

    /// Reads what [`Catalogue::write`] has written.
    ///
    /// # Errors
    ///
    /// When `input` cannot be read or is no catalogue.
    pub fn read(input: &mut impl Read) -> io::Result<Self> {
        let mut sections = Sections { on: input, sum: 0 };
        let ids = sections.column(|bytes| ArticleId(u64::from_le_bytes(bytes)))?;
        let titles = String::from_utf8(sections.take()?).map_err(|_| not_one())?;
        let ends = sections.column(u64::from_le_bytes)?;
        let ends = ends
            .into_iter()
            .map(|end| usize::try_from(end).map_err(|_| not_one()));
        let catalogue = Self {
            ids,
            titles,
            ends: ends.collect::<io::Result<_>>()?,
            published: sections.column(moment)?,
            words: sections.column(u32::from_le_bytes)?,
            revisions: sections.column(u16::from_le_bytes)?,
            outlets: sections.column(u32::from_le_bytes)?,
            authors: sections.column(u32::from_le_bytes)?,
            languages: sections.column(u16::from_le_bytes)?,
            flags: sections.take()?,
            by_id: sections.column(u32::from_le_bytes)?,
            outlet_names: sections.some_names(|named, name| Outlet { name, named })?,
            author_names: sections.some_names(bool::then_some)?,
            language_names: sections.some_names(bool::then_some)?,
        };
        let mut sum = [0; 8];
        sections.on.read_exact(&mut sum)?;
        if u64::from_le_bytes(sum) == sections.sum && catalogue.is_sound() {
            Ok(catalogue)
        } else {
            Err(not_one())
        }
    }

    /// Whether every column has a value for each row, and every number means something.
    fn is_sound(&self) -> bool {
        let rows = self.ids.len();
        let lengths = [
            self.ends.len(),
            self.published.len(),
            self.words.len(),
            self.revisions.len(),
            self.outlets.len(),
            self.authors.len(),
            self.languages.len(),
            self.flags.len(),
            self.by_id.len(),
        ];
        let below = |numbers: &[u32], limit: usize| numbers.iter().all(|&n| (n as usize) < limit);
        let languages = self.language_names.len();
        let id = |row: &u32| self.ids[*row as usize];
        lengths.iter().all(|&length| length == rows)
            && self.ends.is_sorted()
            && self.ends.last().copied().unwrap_or(0) == self.titles.len()
            && self
                .ends
                .iter()
                .all(|&end| self.titles.is_char_boundary(end))
            && below(&self.outlets, self.outlet_names.len())
            && below(&self.authors, self.author_names.len())
            && self.languages.iter().all(|&n| usize::from(n) < languages)
            && below(&self.by_id, rows)
            && self.by_id.is_sorted_by(|a, b| id(a) < id(b))
    }
}

/// Pieces of bytes, each after its length, and the sum of those so far.
struct Sections<'a, T> {
    on: &'a mut T,
    sum: u64,
}

impl<T> Sections<'_, T> {
    fn add(&mut self, bytes: &[u8]) {
        let both = [self.sum, rapidhash_v3(bytes)].map(u64::to_le_bytes);
        self.sum = rapidhash_v3(both.as_flattened());
    }
}

impl<W: Write> Sections<'_, W> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.add(bytes);
        self.on.write_all(&(bytes.len() as u64).to_le_bytes())?;
        self.on.write_all(bytes)
    }

    fn numbers<N: Copy, const WIDTH: usize>(
        &mut self,
        column: &[N],
        bytes: impl Fn(N) -> [u8; WIDTH],
    ) -> io::Result<()> {
        let mut all = Vec::with_capacity(column.len() * WIDTH);
        for &number in column {
            all.extend_from_slice(&bytes(number));
        }
        self.put(&all)
    }

    /// Names with a mark each.
    fn names<'a>(&mut self, names: impl Iterator<Item = (bool, &'a str)>) -> io::Result<()> {
        let mut all = String::new();
        for (marked, name) in names {
            if name.contains('\n') {
                return Err(not_one()); // no name has a line break
            }
            all.push(if marked { '+' } else { '-' });
            all.push_str(name);
            all.push('\n');
        }
        self.put(all.as_bytes())
    }
}

impl<R: Read> Sections<'_, R> {
    fn take(&mut self) -> io::Result<Vec<u8>> {
        let mut length = [0; 8];
        self.on.read_exact(&mut length)?;
        let length = u64::from_le_bytes(length);
        let mut bytes = Vec::new();
        // A length that is wrong takes no more memory than there are bytes.
        if let Ok(length) = usize::try_from(length.min(1 << 28)) {
            bytes.reserve_exact(length);
        }
        let read = self.on.by_ref().take(length).read_to_end(&mut bytes)?;
        if read as u64 != length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.add(&bytes);
        Ok(bytes)
    }

    fn column<N, const WIDTH: usize>(
        &mut self,
        number: impl Fn([u8; WIDTH]) -> N,
    ) -> io::Result<Vec<N>> {
        let bytes = self.take()?;
        let (all, rest) = bytes.as_chunks::<WIDTH>();
        if !rest.is_empty() {
            return Err(not_one());
        }
        Ok(all.iter().map(|bytes| number(*bytes)).collect())
    }

    fn some_names<N>(&mut self, name: impl Fn(bool, Box<str>) -> N) -> io::Result<Vec<N>> {
        let all = String::from_utf8(self.take()?).map_err(|_| not_one())?;
        let one = |line: &str| {
            let marked = line.starts_with('+');
            let text = line.strip_prefix(['+', '-']).ok_or_else(not_one)?;
            Ok(name(marked, text.into()))
        };
        all.split_terminator('\n').map(one).collect()
    }
}

fn not_one() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "no catalogue")
}

/// Seconds since 1970 and the offset from UTC.
fn of_moment(moment: Option<Moment>) -> [u8; 12] {
    let offset = match moment {
        None => NEVER,
        Some(Moment::Day(_)) => DAY,
        Some(Moment::Time(time)) => time.offset().local_minus_utc(),
    };
    let mut bytes = [0; 12];
    bytes[..8].copy_from_slice(&moment.map_or(0, Moment::seconds).to_le_bytes());
    bytes[8..].copy_from_slice(&offset.to_le_bytes());
    bytes
}

fn moment(bytes: [u8; 12]) -> Option<Moment> {
    let [a, b, c] = bytes.as_chunks::<4>().0 else {
        return None;
    };
    let offset = i32::from_le_bytes(*c);
    if offset == NEVER {
        return None;
    }
    let seconds = u64::from(u32::from_le_bytes(*a)) | u64::from(u32::from_le_bytes(*b)) << 32;
    let time = DateTime::from_timestamp(seconds.cast_signed(), 0)?;
    if offset == DAY {
        return Some(Moment::Day(time.date_naive()));
    }
    let zone = FixedOffset::east_opt(offset)?;
    Some(Moment::Time(time.with_timezone(&zone)))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use proptest::prelude::*;

    use super::*;
    use crate::library::{Builder, Headline};

    fn headline() -> impl Strategy<Value = Headline> {
        let moment = prop::sample::select(vec![
            None,
            Some("2025-07-10"),
            Some("2025-07-10T09:30:00+08:00"),
            Some("1969-12-31T23:59:59Z"),
        ]);
        let name = || prop::option::of("[a-zé日 ]{0,6}");
        let names = (name(), name(), name(), "[A-Za-zé日 ]{0,12}");
        (
            0..9_999u64,
            names,
            moment,
            any::<[bool; 2]>(),
            0..70_000usize,
        )
            .prop_map(
                |(id, (source, author, language, title), moment, [title_derived, gone], words)| {
                    Headline {
                        id: ArticleId(id.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
                        source,
                        url: None,
                        title,
                        title_derived,
                        author,
                        published: moment.and_then(|moment| moment.parse().ok()),
                        updated: None,
                        path: None,
                        language,
                        words,
                        revisions: 1 + words % 5,
                        gone,
                    }
                },
            )
    }

    fn bytes(headlines: &[Headline]) -> (Catalogue, Vec<u8>) {
        let mut builder = Builder::default();
        let mut ids = std::collections::HashSet::new();
        for headline in headlines.iter().filter(|one| ids.insert(one.id)) {
            builder.push(headline);
        }
        let catalogue = builder.finish();
        let mut bytes = Vec::new();
        catalogue.write(&mut bytes).unwrap();
        (catalogue, bytes)
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_back(headlines in prop::collection::vec(headline(), 0..9)) {
            let (catalogue, bytes) = bytes(&headlines);
            let back = Catalogue::read(&mut &bytes[..]).unwrap();
            prop_assert_eq!(format!("{back:?}"), format!("{catalogue:?}"));
        }

        #[test]
        fn what_was_changed_or_cut_is_refused(
            headlines in prop::collection::vec(headline(), 1..5),
            place in any::<prop::sample::Index>(),
            flip in 1..=255u8,
        ) {
            let (_, mut bytes) = bytes(&headlines);
            let place = place.index(bytes.len());
            prop_assert!(Catalogue::read(&mut &bytes[..place]).is_err());
            bytes[place] ^= flip;
            prop_assert!(Catalogue::read(&mut &bytes[..]).is_err());
        }
    }
}
