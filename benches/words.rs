mod newsroom;
use newsread::text::moment::Moment;
use newsread::text::searched::write_words;
use rusqlite::Connection;
use std::time::Instant;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let count: u64 = args[1].parse().unwrap();
    let articles = newsroom::articles(count, 1);
    let start = Instant::now();
    let mut texts: Vec<(i64, String, String)> = articles
        .iter()
        .map(|a| {
            let r = a.latest();
            let mut t = String::new();
            write_words(&r.title, &mut t);
            let mut b = String::new();
            for p in &r.paragraphs {
                write_words(&p.text, &mut b);
            }
            (r.published.map(Moment::seconds).unwrap() / 86400, t, b)
        })
        .collect();
    println!("fold {:?}", start.elapsed());
    let bytes: usize = articles
        .iter()
        .map(|a| {
            a.latest().title.len()
                + a.latest()
                    .paragraphs
                    .iter()
                    .map(|p| p.text.len())
                    .sum::<usize>()
        })
        .sum();
    drop(articles);
    for variant in &args[2..] {
        if variant == "--bench" {
            continue;
        }
        let mut shift = 20;
        let mut pgsz = 4050;
        let mut hash = 16 << 20;
        let mut batch = 4000;
        let mut tok = "ascii";
        let mut auto = 4;
        let mut dense = false;
        let mut sec = false;
        for part in variant.split(',') {
            let (k, v) = part.split_once('=').unwrap();
            match k {
                "shift" => shift = v.parse().unwrap(),
                "pgsz" => pgsz = v.parse().unwrap(),
                "hash" => hash = v.parse::<i64>().unwrap() << 20,
                "batch" => batch = v.parse().unwrap(),
                "tok" => {
                    tok = if v == "u" {
                        "unicode61 remove_diacritics 2"
                    } else {
                        "ascii"
                    }
                }
                "auto" => auto = v.parse().unwrap(),
                "dense" => dense = true,
                "sec" => sec = true,
                _ => panic!(),
            }
        }
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("x.db");
        let mut c = Connection::open(&file).unwrap();
        c.pragma_update(None, "page_size", 16384).unwrap();
        c.pragma_update(None, "journal_mode", "wal").unwrap();
        c.pragma_update(None, "synchronous", "full").unwrap();
        c.pragma_update(None, "temp_store", "memory").unwrap();
        c.pragma_update(None, "cache_size", -16384).unwrap();
        c.execute_batch(&format!("CREATE VIRTUAL TABLE words USING fts5(body, title, content='', contentless_delete=1, tokenize='{tok}');
            INSERT INTO words(words, rank) VALUES('pgsz', {pgsz}); INSERT INTO words(words, rank) VALUES('hashsize', {hash}); INSERT INTO words(words, rank) VALUES('automerge', {auto});")).unwrap();
        let start = Instant::now();
        let mut next: std::collections::HashMap<i64, i64> = Default::default();
        let mut longest = 0.0f64;
        let mut running = 0;
        for chunk in texts.chunks_mut(batch) {
            let s = Instant::now();
            let mut rows: Vec<(i64, &str, &str)> = chunk
                .iter()
                .map(|(d, t, b)| {
                    let n = next.entry(*d).or_insert(0);
                    *n += 1;
                    running += 1;
                    let key = if dense {
                        running
                    } else if sec {
                        ((d * 86400 + *n * 20) << 10) + 1
                    } else {
                        (d << shift) + *n
                    };
                    (key, &**t, &**b)
                })
                .collect();
            rows.sort();
            let tx = c.transaction().unwrap();
            {
                let mut st = tx
                    .prepare_cached("INSERT INTO words(rowid, title, body) VALUES (?1, ?2, ?3)")
                    .unwrap();
                for r in rows {
                    st.execute(r).unwrap();
                }
            }
            tx.commit().unwrap();
            longest = longest.max(s.elapsed().as_secs_f64());
        }
        let build = start.elapsed();
        let s = Instant::now();
        c.execute_batch("PRAGMA wal_checkpoint(truncate)").unwrap();
        let cp = s.elapsed();
        let size = std::fs::metadata(&file).unwrap().len();
        let free: i64 = c
            .query_row("PRAGMA freelist_count", [], |r| r.get(0))
            .unwrap();
        let data: i64 = c
            .query_row("SELECT sum(length(block)) FROM words_data", [], |r| {
                r.get(0)
            })
            .unwrap();
        println!(
            "{variant}: build {build:.1?} cp {cp:.1?} longest {longest:.3} file {} MB free {} MB data {} MB ratio {:.3}",
            size >> 20,
            (free * 16384) >> 20,
            data >> 20,
            data as f64 / bytes as f64
        );
        for q in [
            "\"ba\"",
            "\"qui\" *",
            "\"bara\"",
            "\"ba ce\"",
            "(\"said\") AND (\"di\")",
            "\"said\"",
        ] {
            for (name, sql) in [
                (
                    "newest",
                    "SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rowid DESC LIMIT 50",
                ),
                (
                    "best",
                    "SELECT rowid, bm25(words, 1.0, 4.0) AS s FROM words WHERE words MATCH ?1 ORDER BY s LIMIT 50",
                ),
                (
                    "best20k",
                    "SELECT rowid, s FROM (SELECT rowid, bm25(words, 1.0, 4.0) AS s FROM words WHERE words MATCH ?1 ORDER BY rowid DESC LIMIT 20000) ORDER BY s LIMIT 50",
                ),
                (
                    "best2k",
                    "SELECT rowid, s FROM (SELECT rowid, bm25(words, 1.0, 4.0) AS s FROM words WHERE words MATCH ?1 ORDER BY rowid DESC LIMIT 2000) ORDER BY s LIMIT 50",
                ),
                ("count", "SELECT count(*) FROM words WHERE words MATCH ?1"),
            ] {
                let mut st = c.prepare_cached(sql).unwrap();
                let mut n = 0i64;
                let mut times: Vec<f64> = (0..5)
                    .map(|_| {
                        let s = Instant::now();
                        n = 0;
                        let mut rows = st.query([q]).unwrap();
                        while let Some(r) = rows.next().unwrap() {
                            n += 1;
                            if name == "count" {
                                n = r.get(0).unwrap();
                            }
                        }
                        s.elapsed().as_secs_f64() * 1e3
                    })
                    .collect();
                times.sort_by(f64::total_cmp);
                print!("  {q} {name} {:.2} ms ({n})", times[2]);
            }
            println!();
        }
    }
}
